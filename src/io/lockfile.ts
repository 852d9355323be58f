/** Finding, reading and writing the lockfile on disk. */
import { isUtf8 } from "node:buffer";
import { existsSync, mkdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { PinError } from "../errors.js";
import { EMPTY_LOCKFILE, type Lockfile } from "../lockfile/format.js";
import { knownLockfile } from "../lockfile/known.js";
import { parseLockfile } from "../lockfile/parse.js";
import { serializeLockfile } from "../lockfile/serialize.js";
import { digestOf } from "../package/digest.js";
import { VERSION } from "../version.js";
import { replaceFile, withLock } from "./disk.js";
import { configFolder, type Home, readPath } from "./home.js";
import { putFile } from "./store.js";

export const LOCKFILE_NAME = "mcp-lock.json";

export interface LockfileChoice {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--lockfile`. */
  readonly lockfile?: string | undefined;
  /** `--global`: the user's own lockfile. */
  readonly global?: boolean | undefined;
}

/**
 * The lockfile a command works on: `--lockfile`, `$MCP_PIN_LOCKFILE`, the nearest upwards, the user's own. Undefined
 * when none is named and none is there.
 */
export function findLockfile(choice: LockfileChoice): string | undefined {
  const named = namedLockfile(choice) ?? nearestLockfile(choice.cwd);
  if (named !== undefined) return named;
  const own = ownLockfile(choice.env);
  return existsSync(own) ? own : undefined;
}

/** The user's own lockfile, whether it is there or not. */
export const ownLockfile = (env: LockfileChoice["env"]): string => join(configFolder(env), LOCKFILE_NAME);

/** Where `add` writes: as `findLockfile`, but a new lockfile begins in the working folder. */
export const lockfileToWrite = (choice: LockfileChoice): string =>
  namedLockfile(choice) ?? nearestLockfile(choice.cwd) ?? join(choice.cwd, LOCKFILE_NAME);

function namedLockfile(choice: LockfileChoice): string | undefined {
  if (choice.global === true) return ownLockfile(choice.env);
  if (choice.lockfile === "") throw new PinError("usage", "--lockfile names no file");
  const named = choice.lockfile ?? choice.env.MCP_PIN_LOCKFILE;
  return named === undefined || named === "" ? undefined : resolve(choice.cwd, named);
}

function nearestLockfile(folder: string): string | undefined {
  const path = join(folder, LOCKFILE_NAME);
  if (existsSync(path)) return path;
  const parent = dirname(folder);
  return parent === folder ? undefined : nearestLockfile(parent);
}

/** @throws PinError `lockfile` when there is none. */
export function requireLockfile(choice: LockfileChoice): string {
  const path = findLockfile(choice);
  if (path !== undefined) return path;
  throw new PinError("lockfile", "no mcp-lock.json here or in any folder above", {
    hint: "mcp-pin add <package> pins a server and makes one",
  });
}

/** @throws PinError `lockfile` unless the file is there, readable, valid and canonical. */
export const loadLockfile = (path: string): Lockfile => parseLockfile(readText(path), path);

/**
 * The same before a start of one server, which reads the same text again and again: what this version has found to be a
 * valid and canonical lockfile is remembered by its digest, and not checked a second time. Then the lockfile that is
 * returned holds what concerns that server alone.
 */
export function loadLockfileFor(server: string, path: string, home: Home): Lockfile {
  const bytes = readBytes(path);
  const mark = readPath(home, digestOf(`${VERSION} ${digestOf(bytes)}`));
  const text = bytes.toString("utf8");
  if (existsSync(mark)) return knownLockfile(text, server);
  const lockfile = parseLockfile(text, path);
  try {
    if (existsSync(home.trees)) putFile(home, mark, "");
  } catch {
    // A store that cannot be written costs the next start a little.
  }
  return lockfile;
}

/** @throws PinError `lockfile` when the file is missing, unreadable or not UTF-8. */
export const readText = (path: string): string => readBytes(path).toString("utf8");

function readBytes(path: string): Buffer {
  try {
    const bytes = readFileSync(path);
    if (!isUtf8(bytes)) throw new TypeError("it is not UTF-8");
    return bytes;
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    throw new PinError(
      "lockfile",
      missing ? `${path} does not exist` : `cannot read ${path}: ${(cause as Error).message}`,
      {
        hint: missing ? "mcp-pin add <package> pins a server and makes one" : "restore it from version control",
        cause,
      },
    );
  }
}

/**
 * Reads, changes and writes a lockfile under its lock: of two processes at once, the second changes what the first
 * wrote. A missing file is an empty lockfile.
 *
 * @throws whatever `edit` throws, with nothing written.
 */
export async function updateLockfile(path: string, edit: (lockfile: Lockfile) => Lockfile): Promise<Lockfile> {
  return withLockfile(path, (target) => {
    const before = existsSync(target) ? loadLockfile(target) : EMPTY_LOCKFILE;
    const after = edit(before);
    const text = serializeLockfile(after);
    // Packages bring values along that no lockfile can hold: what could not be read back is not written.
    parseLockfile(text, target);
    if (text !== serializeLockfile(before) || !existsSync(target)) replaceFile(target, text);
    return after;
  });
}

/**
 * Runs `work` under the lock of the lockfile, with its real path: two projects that link to one file share its lock.
 *
 * @throws PinError `store` when the disk does not let it write; whatever else `work` throws.
 */
export async function withLockfile<T>(path: string, work: (target: string) => T): Promise<T> {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const target = existsSync(path) ? realpathSync(path) : path;
    return await withLock(target, () => work(target));
  } catch (cause) {
    if (cause instanceof PinError || typeof (cause as NodeJS.ErrnoException).code !== "string") throw cause;
    throw new PinError("store", `cannot write ${path}: ${(cause as Error).message}`, {
      hint: "check the folder's permissions and free space",
      cause,
    });
  }
}
