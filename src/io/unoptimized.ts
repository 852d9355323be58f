/** How V8 runs code that is over before optimizing it has paid. */
import { setFlagsFromString } from "node:v8";

/**
 * Does short work without V8's optimizing compiler, and turns the compiler on again. Checking a tree of 4,000 files is
 * over about when the compiler, which works beside it, is done: that costs a sixth of the processor time of a `verify`
 * and gives nothing back. From some 12,000 files on it pays (`npm run bench verify`).
 */
export function unoptimized<T>(work: () => T): T {
  setFlagsFromString("--no-opt");
  try {
    return work();
  } finally {
    setFlagsFromString("--opt");
  }
}
