/**
 * Lets a program die or fail at its Nth change of the file system. Only tests load it: as a preload of a program
 * (`NODE_OPTIONS=--import=…`), whose environment `faultEnv` in fault-env.ts makes, or to `arm` their own process.
 *
 * - FAULT_MODE `count` only counts; `kill` ends the process by SIGKILL at the Nth change, half-way where the change is a
 *   write; `ENOSPC`, `EACCES`, `EROFS` fail the Nth change and every later one (a full disk stays full, but lets
 *   deleting, renaming and chmod through).
 * - FAULT_AT is N, from 1. FAULT_UNDER is the folder outside of which nothing is counted.
 * - FAULT_REPORT is a file that gets one line for each change, `<call> <path>`, just before it is made.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { FaultPlan } from "./fault-env.js";

type Args = readonly unknown[];
type Call = (...args: unknown[]) => unknown;

/** Calls that change the file system, with the argument that names what they change. */
const CHANGES: Readonly<Record<string, readonly number[]>> = {
  open: [0],
  write: [0],
  writev: [0],
  writeFile: [0],
  appendFile: [0],
  truncate: [0],
  ftruncate: [0],
  mkdir: [0],
  mkdtemp: [0],
  rename: [0, 1],
  link: [1],
  symlink: [1],
  copyFile: [1],
  cp: [1],
  chmod: [0],
  fchmod: [0],
  utimes: [0],
  futimes: [0],
  fsync: [0],
  fdatasync: [0],
  unlink: [0],
  rm: [0],
  rmdir: [0],
};
/** Methods of a FileHandle that change the file, under the names of their siblings above. */
const HANDLE_CHANGES: Readonly<Record<string, string>> = {
  write: "write",
  writev: "writev",
  writeFile: "writeFile",
  appendFile: "appendFile",
  truncate: "ftruncate",
  chmod: "fchmod",
  utimes: "futimes",
  sync: "fsync",
  datasync: "fdatasync",
};
const ERRNO: Readonly<Record<string, number>> = { ENOSPC: -28, EACCES: -13, EROFS: -30 };
const SPARED_BY_FULL_DISK = new Set(["rename", "chmod", "fchmod", "utimes", "futimes", "unlink", "rm", "rmdir"]);

const { FAULT_MODE, FAULT_AT, FAULT_UNDER, FAULT_REPORT } = process.env;
/** Without one, every call goes through uncounted. */
let plan: FaultPlan | undefined =
  FAULT_MODE === undefined
    ? undefined
    : {
        mode: FAULT_MODE as FaultPlan["mode"],
        at: Number(FAULT_AT),
        under: FAULT_UNDER ?? sep,
        ...(FAULT_REPORT !== undefined && { report: FAULT_REPORT }),
      };
const real = { ...fs };
const descriptors = new Map<number, string>();
const handles = new WeakMap<object, string>();
let changes = 0;

/** Plans the next fault of this process, counting from now on; `undefined` for none. */
export function arm(next: FaultPlan | undefined): void {
  plan = next;
  changes = 0;
}

/** While this file writes itself: Node's own functions call one another through the patched module. */
let own = false;

/** What a call's argument names: a path, or the path a descriptor or handle was opened by. */
function pathOf(target: unknown): string | undefined {
  if (typeof target === "number") return descriptors.get(target);
  if (typeof target === "string") return resolve(target);
  if (target instanceof URL) return fileURLToPath(target);
  if (ArrayBuffer.isView(target)) return resolve(Buffer.from(target as Buffer).toString());
  return typeof target === "object" && target !== null ? handles.get(target) : undefined;
}

const isUnder = (path: string, under: string): boolean =>
  path === under || path.startsWith(under.endsWith(sep) ? under : under + sep);

function opensForWriting(flags: unknown): boolean {
  if (typeof flags === "number") {
    const { O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_APPEND } = fs.constants;
    return (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND)) !== 0;
  }
  return typeof flags === "string" && /[wa+]/.test(flags);
}

/** Counts a call that is about to be made. Returns the error that it shall fail with; does not return where it kills. */
function fate(name: string, args: Args): Error | undefined {
  if (own || plan === undefined) return undefined;
  const { mode, at = 0, under, report } = plan;
  if (name === "open" && !opensForWriting(args[1])) return undefined;
  const path = CHANGES[name]
    ?.map((index) => pathOf(args[index]))
    .find((found) => found !== undefined && isUnder(found, under));
  if (path === undefined) return undefined;
  changes += 1;
  if (report !== undefined) asOwn(() => real.appendFileSync(report, `${name} ${path}\n`));
  if (mode === "kill" && changes === at) die(name, args);
  const errno = ERRNO[mode];
  if (errno === undefined || changes < at) return undefined;
  if (mode === "ENOSPC" && SPARED_BY_FULL_DISK.has(name)) return undefined;
  return Object.assign(new Error(`${mode}: injected fault, ${name} '${path}'`), {
    errno,
    code: mode,
    syscall: name,
    path,
  });
}

function asOwn(write: () => void): void {
  own = true;
  write();
  own = false;
}

function die(name: string, args: Args): never {
  try {
    asOwn(() => writeHalf(name, args));
  } finally {
    process.kill(process.pid, "SIGKILL");
  }
  // The signal may take a moment; nothing may happen in it.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

function writeHalf(name: string, [target, data, offset, length]: Args): void {
  if (typeof data === "string" || ArrayBuffer.isView(data)) {
    const whole =
      typeof data === "string" ? Buffer.from(data) : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    const start = typeof offset === "number" && typeof data !== "string" ? offset : 0;
    const written = whole.subarray(start, typeof length === "number" ? start + length : undefined);
    const half = written.subarray(0, written.length >> 1);
    const file = (typeof target === "object" ? ((target as { fd?: number }).fd ?? target) : target) as number;
    if (name === "writeFile") real.writeFileSync(file, half);
    else if (name === "appendFile") real.appendFileSync(file, half);
    else if (name === "write") real.writeSync(file, half);
  }
}

function replace(owner: Record<string, Call>, key: string, wrap: (call: Call) => Call): void {
  const call = owner[key];
  if (call === undefined) return;
  const { length: _length, name: _name, ...properties } = Object.getOwnPropertyDescriptors(call);
  owner[key] = Object.defineProperties(wrap(call), properties);
}

function patchSync(name: string): void {
  replace(fs as unknown as Record<string, Call>, `${name}Sync`, (call) => (...args) => {
    const error = fate(name, args);
    if (error !== undefined) throw error;
    const result = call(...args);
    if (name === "open") remember(result as number, args[0]);
    return result;
  });
}

function patchCallback(name: string): void {
  replace(fs as unknown as Record<string, Call>, name, (call) => (...args) => {
    const done = args.at(-1);
    if (typeof done !== "function") return call(...args);
    const error = fate(name, args);
    if (error !== undefined) return process.nextTick(() => done(error));
    if (name !== "open") return call(...args);
    return call(...args.slice(0, -1), (failure: unknown, descriptor: number) => {
      if (failure === null) remember(descriptor, args[0]);
      done(failure, descriptor);
    });
  });
}

function patchPromise(name: string): void {
  replace(fs.promises as unknown as Record<string, Call>, name, (call) => async (...args) => {
    const error = fate(name, args);
    if (error !== undefined) throw error;
    const result = await call(...args);
    const path = pathOf(args[0]);
    if (name === "open" && path !== undefined) handles.set(result as object, path);
    return result;
  });
}

function remember(descriptor: number, target: unknown): void {
  const path = pathOf(target);
  if (path !== undefined) descriptors.set(descriptor, path);
}

/** FileHandle is not exported: its prototype is had from a handle. */
async function patchHandles(): Promise<void> {
  const probe = await fs.promises.open(fileURLToPath(import.meta.url));
  const prototype = Object.getPrototypeOf(probe);
  await probe.close();
  for (const [method, name] of Object.entries(HANDLE_CHANGES)) {
    replace(
      prototype,
      method,
      (call) =>
        async function (this: object, ...args: unknown[]) {
          const error = fate(name, [this, ...args]);
          if (error !== undefined) throw error;
          return call.apply(this, args);
        },
    );
  }
}

await patchHandles();
for (const name of Object.keys(CHANGES)) {
  patchSync(name);
  patchCallback(name);
  patchPromise(name);
}
syncBuiltinESMExports();
