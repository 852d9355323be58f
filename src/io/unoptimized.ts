/** How V8 runs code that is over before optimizing it has paid. */

const MAJOR = Number.parseInt(process.versions.node, 10);
/** From Node.js 22 on a quicker compiler (Maglev) comes before the optimizing one. */
const HAS_QUICK_COMPILER = MAJOR >= 22;
/** V8 complains on standard error of a flag that it does not have any more, so later ones than were tried are left alone. */
const KNOWS_FLAGS = MAJOR <= 26;

/**
 * Does short work without V8's optimizing compilers, and turns them on again. Checking a tree of 4,000 files is over
 * about when the compiler, which works beside it, is done: on Node.js 20 that costs a sixth of the processor time of a
 * `verify` and gives nothing back. From some 12,000 files on it pays (`npm run bench verify`).
 *
 * `least: "time"`: the quicker compiler is kept where there is one, for it pays in a `verify`. `"memory"`: none is kept.
 * They cost a `run` 8 MB for as long as the server lives, and give its start nothing (`npm run bench run`). The work should
 * load nothing of Node's own: it comes without what was compiled of it before when these flags differ.
 */
export function unoptimized<T>(least: "time" | "memory", work: () => T): T {
  if (!KNOWS_FLAGS || (HAS_QUICK_COMPILER && least === "time")) return work();
  const { setFlagsFromString } = process.getBuiltinModule("node:v8");
  const compilers = HAS_QUICK_COMPILER ? ["opt", "maglev"] : ["opt"];
  for (const compiler of compilers) setFlagsFromString(`--no-${compiler}`);
  try {
    return work();
  } finally {
    for (const compiler of compilers) setFlagsFromString(`--${compiler}`);
  }
}

/**
 * Lets V8 wait longer before it optimizes a function, from now on. Code that reads one update runs for a second, in which the
 * optimizing compiler, which works beside it, finishes much that is not run again: a sixth of the processor time of a small
 * `diff` on Node.js 20, an eighth of that of a large one, for no gain in time (`npm run bench diff`).
 */
export function optimizeLate(): void {
  if (!KNOWS_FLAGS) return;
  const { setFlagsFromString } = process.getBuiltinModule("node:v8");
  setFlagsFromString(HAS_QUICK_COMPILER ? "--invocation-count-for-turbofan=12000" : "--interrupt-budget=500000");
}
