/**
 * Writing a client's config file: only where it was read, only if it is still what was read, whole or not at all, with
 * what it said before kept in the store. Never beside it: these files hold credentials, and projects are committed.
 */
import { accessSync, constants, existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import { PinError } from "../errors.js";
import { replaceFile, writeNew } from "./disk.js";
import type { Home } from "./home.js";

/**
 * Why a file cannot be rewritten or made, if so: one lower-case clause. A link is followed, as those of people who keep their
 * settings in a repository; but not out of a project, which may be anybody's.
 *
 * @param project the folder that must hold the file, if it is a project's
 */
export function whyNotWritable(path: string, project?: string): string | undefined {
  try {
    const target = realpathSync(existsSync(path) ? path : nearestFolder(path));
    if (project !== undefined && leadsOut(realpathSync(project), target))
      return "is a link that leads out of the project";
    const { mode, uid } = statSync(target);
    if ((mode & 0o200) === 0) return "is read-only";
    if (process.getuid !== undefined && uid !== process.getuid()) return "belongs to another user";
    accessSync(target, constants.W_OK);
    accessSync(dirname(target), constants.W_OK);
    return undefined;
  } catch (error) {
    return `cannot be written (${(error as NodeJS.ErrnoException).code ?? "unknown"})`;
  }
}

function leadsOut(folder: string, target: string): boolean {
  const path = relative(folder, target);
  return path === ".." || path.startsWith(`..${sep}`) || isAbsolute(path);
}

/** The folder that holds what is to be made, or would. */
function nearestFolder(path: string): string {
  const parent = dirname(path);
  return existsSync(parent) ? parent : nearestFolder(parent);
}

/**
 * Replaces the text of a config file, its mode kept, or makes one where there was none. Returns where the text before is
 * kept.
 *
 * @throws PinError `store` when the file is no longer what was read, or cannot be written.
 */
export function replaceConfig(
  home: Home,
  path: string,
  before: string,
  after: string,
  stamp: string,
): string | undefined {
  try {
    if (before === "" && !existsSync(path)) {
      mkdirSync(dirname(path), { recursive: true });
      writeNew(path, after, 0o644, true);
      return undefined;
    }
    const target = realpathSync(path);
    const backup = keepBackup(home, target, before, stamp);
    if (!readFileSync(target).equals(Buffer.from(before))) {
      throw new PinError("store", `${path} was changed in the meantime and is left as it is`, {
        hint: "close the client that writes it, and run the command again",
      });
    }
    replaceFile(target, after);
    return backup;
  } catch (cause) {
    if (cause instanceof PinError) throw cause;
    throw new PinError("store", `cannot write ${path}: ${(cause as Error).message}`, {
      hint: "check the file's permissions and free space",
      cause,
    });
  }
}

function keepBackup(home: Home, target: string, text: string, stamp: string): string {
  const folder = join(home.backups, stamp);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (let n = 1; ; n++) {
    const path = join(folder, `${n}-${basename(target)}`);
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) continue;
    writeNew(path, text, 0o600, true);
    return path;
  }
}
