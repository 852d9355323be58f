/** Writing so that a crash leaves the old file or the new one, never a part. */
import { hash, randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PinError } from "../errors.js";

const LOCK_WAIT_MS = 10_000;
const LOCK_POLL_MS = 50;
/** Naming the holder follows making the lock at once; a lock still nameless after this was left by a crash. */
const UNNAMED_MS = 2_000;

const MACHINE = hash("sha256", hostname(), "hex").slice(0, 8);
const UNIQUE_NAME = /([0-9a-f]{8})-(\d+)-[0-9a-f]{12}/;

/** A name that tells which process made it, so that what a crash left behind is known as such. */
export const uniqueName = (): string => `${MACHINE}-${process.pid}-${randomBytes(6).toString("hex")}`;

/** Whether a file or folder with a unique name was made by a process of this machine that is gone. */
export function isLitter(name: string): boolean {
  const [, machine, pid] = UNIQUE_NAME.exec(name) ?? [];
  return machine === MACHINE && isGone(Number(pid));
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === "ESRCH";
  }
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** Writes a new file with its mode, the whole or nothing; fails if there is one. Durable only with `sync`. */
export function writeNew(path: string, bytes: string | Uint8Array, mode: number, sync = false): void {
  const data = typeof bytes === "string" ? Buffer.from(bytes) : bytes;
  const fd = openSync(path, "wx", mode);
  let isWhole = false;
  try {
    for (let written = 0; written < data.length; ) written += writeSync(fd, data, written);
    if (sync) fsyncSync(fd);
    isWhole = true;
  } finally {
    closeSync(fd);
    if (!isWhole) rmSync(path, { force: true });
  }
}

/**
 * Replaces a file by temp file, fsync and rename in its own folder. A link is followed once, so that the file it names
 * is replaced and not the link.
 */
export function replaceFile(path: string, text: string, mode = 0o644): void {
  const target = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true ? realpathSync(path) : path;
  const kept = lstatSync(target, { throwIfNoEntry: false })?.mode;
  const temporary = `${target}.${uniqueName()}.tmp`;
  removeLitter(target);
  try {
    writeNew(temporary, text, kept === undefined ? mode : kept & 0o777, true);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(target));
}

/** Removes what crashes left of earlier replacements. */
function removeLitter(target: string): void {
  for (const name of readdirSync(dirname(target))) {
    const isOurs = name.startsWith(`${basename(target)}.`) && name.endsWith(".tmp");
    if (isOurs && isLitter(name)) rmSync(join(dirname(target), name), { force: true });
  }
}

/** Makes a rename durable. Windows cannot open folders; its rename is journalled. */
function syncFolder(path: string): void {
  if (process.platform === "win32") return;
  const fd = openSync(path, "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Removes a tree that may be read-only. Follows no link. */
export function removeTree(path: string): void {
  const unlock = (folder: string): void => {
    chmodSync(folder, 0o700);
    for (const item of readdirSync(folder, { withFileTypes: true })) {
      if (item.isDirectory()) unlock(join(folder, item.name));
    }
  };
  if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true) unlock(path);
  rmSync(path, { recursive: true, force: true });
}

/** Removes what crashed writers of a file left beside it: temporary files and a lock. What resists stays. */
export function sweepBeside(path: string): void {
  const lock = `${path}.lock`;
  try {
    if (isAbandoned(lock)) takeAway(lock);
    if (isStale(takingOf(lock))) rmSync(takingOf(lock), { force: true });
    removeLitter(path);
  } catch {
    // Not ours to write: nothing that is done later depends on it.
  }
}

interface LockHolder {
  readonly pid: number;
  readonly host: string;
}

/**
 * Runs `work` while holding `<path>.lock`, so that two processes never interleave read-modify-write. A lock whose
 * process is gone is taken over; a living one is waited for, ten seconds at most.
 *
 * @throws PinError `store` when the lock cannot be had.
 */
export async function withLock<T>(path: string, work: () => T | Promise<T>): Promise<T> {
  const lock = `${path}.lock`;
  mkdirSync(dirname(lock), { recursive: true });
  const mine = JSON.stringify({ pid: process.pid, host: hostname() } satisfies LockHolder);
  const deadline = Date.now() + LOCK_WAIT_MS;
  while (!tryLock(lock, mine)) {
    if (Date.now() > deadline) {
      throw new PinError("store", `another mcp-pin is writing ${path}`, {
        hint: `if none is running, remove ${lock}`,
      });
    }
    await sleep(LOCK_POLL_MS);
  }
  try {
    return await work();
  } finally {
    unlinkSync(lock);
  }
}

function tryLock(lock: string, mine: string): boolean {
  try {
    writeNew(lock, mine, 0o644);
    return true;
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
    if (isAbandoned(lock)) takeAway(lock);
    return false;
  }
}

/** Its process is gone; or it died between making the lock and naming itself in it. */
function isAbandoned(lock: string): boolean {
  try {
    const holder = JSON.parse(readFileSync(lock, "utf8")) as Partial<LockHolder>;
    return holder.host === hostname() && typeof holder.pid === "number" && isGone(holder.pid);
  } catch (error) {
    return error instanceof SyntaxError && isStale(lock);
  }
}

function isStale(path: string): boolean {
  const made = lstatSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return made !== undefined && Date.now() - made > UNNAMED_MS;
}

const takingOf = (lock: string): string => `${lock}.taking`;

/**
 * Only the holder of a second lock removes an abandoned one, and looks again first: two never take over at once. It is
 * held for moments, so an old one was left by a crash.
 */
function takeAway(lock: string): void {
  const taking = takingOf(lock);
  try {
    writeNew(taking, "", 0o644);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
    if (isStale(taking)) rmSync(taking, { force: true });
    return;
  }
  try {
    if (isAbandoned(lock)) rmSync(lock, { force: true });
  } finally {
    unlinkSync(taking);
  }
}
