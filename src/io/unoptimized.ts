/** How V8 runs code that is over before optimizing it has paid. */

/** From Node.js 22 on a quicker compiler (Maglev) comes first, and does pay. */
const HAS_QUICK_COMPILER = Number.parseInt(process.versions.node, 10) >= 22;

/**
 * Does short work without V8's optimizing compiler, and turns the compiler on again. Checking a tree of 4,000 files is
 * over about when the compiler, which works beside it, is done: on Node.js 20 that costs a sixth of the processor time
 * of a `verify` and gives nothing back. From some 12,000 files on it pays (`npm run bench verify`).
 */
export function unoptimized<T>(work: () => T): T {
  if (HAS_QUICK_COMPILER) return work();
  const { setFlagsFromString } = process.getBuiltinModule("node:v8");
  setFlagsFromString("--no-opt");
  try {
    return work();
  } finally {
    setFlagsFromString("--opt");
  }
}
