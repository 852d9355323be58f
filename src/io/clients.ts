/** Reads the clients' config files. A file that is not there costs one stat, and is no reading. */
import { closeSync, constants, openSync, readdirSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Places, placesOf } from "../clients/places.js";
import {
  type ClientId,
  type ConfigFile,
  type ConfigRead,
  MAX_CONFIG_SIZE,
  projectFiles,
  userFiles,
} from "../clients/table.js";
import { userHome } from "./home.js";

/** The config files of the project in a folder that exist, each with its text or why it cannot be read. */
export function readProjectConfigs(folder: string, client?: ClientId): ConfigRead[] {
  return projectFiles(client).flatMap((file) => readConfig({ ...file, path: join(folder, file.path) }));
}

/** The same of a user. */
export function readUserConfigs(places: Places, client?: ClientId): ConfigRead[] {
  return userFiles(places, client).flatMap(readConfig);
}

/** @throws Error when the system knows no home for this user. */
export const userPlaces = (env: Readonly<Record<string, string | undefined>>): Places =>
  placesOf(process.platform, userHome(), env);

function readConfig(file: ConfigFile): ConfigRead[] {
  const star = file.path.lastIndexOf("*");
  if (star < 0) return readOne(file);
  const folder = file.path.slice(0, star);
  try {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
    const names = readdirSync(folder).filter((name) => name.endsWith(file.path.slice(star + 1)));
    return names.sort().flatMap((name) => readOne({ ...file, path: folder + name }));
  } catch (error) {
    return failed({ ...file, path: folder }, error);
  }
}

function readOne(file: ConfigFile): ConfigRead[] {
  try {
    const stat = statSync(file.path, { throwIfNoEntry: false });
    if (stat === undefined) return [];
    if (!stat.isFile()) return [{ ...file, problem: "is not a file" }];
    const bytes = stat.size > MAX_CONFIG_SIZE ? undefined : readBytes(file.path);
    if (bytes === undefined) return [{ ...file, problem: `is larger than ${MAX_CONFIG_SIZE / 1e6} MB` }];
    return [{ ...file, ...decoded(bytes) }];
  } catch (error) {
    return failed(file, error);
  }
}

/** Where a folder of the path is a file, there is no config file; all else is a problem. */
function failed(file: ConfigFile, error: unknown): ConfigRead[] {
  const code = (error as NodeJS.ErrnoException).code ?? "unknown";
  return code === "ENOTDIR" ? [] : [{ ...file, problem: `cannot be read (${code})` }];
}

/** At most the limit, whatever the size was said to be; undefined when there is more. */
function readBytes(path: string): Uint8Array | undefined {
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for (;;) {
      const chunk = new Uint8Array(65536);
      const read = readSync(fd, chunk);
      if (read === 0) return Buffer.concat(chunks);
      size += read;
      if (size > MAX_CONFIG_SIZE) return undefined;
      chunks.push(chunk.subarray(0, read));
    }
  } finally {
    closeSync(fd);
  }
}

function decoded(bytes: Uint8Array): { text: string } | { problem: string } {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { problem: "is not UTF-8" };
  }
}
