/** Where programs are looked for that are known by name. */
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { PinError } from "../errors.js";
import type { Server } from "../lockfile/format.js";

type Env = Record<string, string | undefined>;

/**
 * Takes out of an environment what would mean the working folder, which may be anybody's repository: what is relative or
 * empty in PATH, and a home that is. The system's own are used where nothing is left.
 */
export function distrustWorkingFolder(env: Env): void {
  for (const name of ["HOME", "USERPROFILE"]) if (!isAbsolute(env[name] ?? "")) delete env[name];
  if (env.PATH === undefined) return;
  const folders = env.PATH.split(delimiter);
  // Windows takes entries in quotes; elsewhere a quote is the first letter of a relative one.
  const kept = folders.filter((folder) => isAbsolute(delimiter === ";" ? folder.replace(/^"/, "") : folder));
  if (kept.length === folders.length) return;
  // An empty PATH would be the working folder again.
  if (kept.length === 0) delete env.PATH;
  else env.PATH = kept.join(delimiter);
}

/**
 * The program that runs a server's entry file, where that is not node. It is not resolved further: some programs tell by
 * their name what they are to be.
 *
 * @throws PinError `refused` when it is not on this machine.
 */
export function interpreterPath({ name, interpreter }: Server, env: Readonly<Env>): string | undefined {
  if (interpreter === undefined) return undefined;
  const folders = (env.PATH ?? "").split(delimiter).filter(isAbsolute);
  const files = isAbsolute(interpreter) ? [interpreter] : folders.map((folder) => join(folder, interpreter));
  const names = process.platform === "win32" ? files.flatMap((file) => [file, `${file}.exe`]) : files;
  const found = names.find(isProgram);
  if (found !== undefined) return found;
  throw new PinError("refused", `${interpreter}, which runs ${name}, is not on this machine`, {
    hint: "its pin names it: install it, or set PATH so that it is found",
  });
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
