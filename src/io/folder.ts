/** A folder on disk as a package, read as it is: nothing is prepared or packed, no link is followed. */
import { constants } from "node:fs";
import { lstat, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { PinError } from "../errors.js";
import { PathSet, pathProblem } from "../package/archive-path.js";
import { DEFAULT_LIMITS } from "../package/limits.js";
import type { ArchiveProblem, ArchiveReading } from "../package/tarball.js";
import { type PackageFile, treeOf } from "../package/tree.js";

/** What npm never packs, and what is not part of the package: its history and what was installed for it. */
const LEFT_OUT = new Set([".git", "node_modules"]);

/** @throws PinError `archive` when the folder cannot be read, or holds more than an archive may. */
export async function readFolder(folder: string): Promise<ArchiveReading> {
  const files: PackageFile[] = [];
  const problems: ArchiveProblem[] = [];
  const paths = new PathSet();
  let bytes = 0;
  try {
    for await (const path of walk(folder, "", problems)) {
      const problem = pathProblem(`package/${path}`) ?? paths.add(path);
      if (problem !== undefined) {
        problems.push({ path, inner: path, reason: problem });
        continue;
      }
      const file = await readPlainFile(join(folder, path), path);
      bytes += file.bytes.length;
      if (files.push(file) > DEFAULT_LIMITS.files || bytes > DEFAULT_LIMITS.bytes) {
        throw new PinError("archive", `${folder}: holds too much to be a package`);
      }
    }
  } catch (cause) {
    if (cause instanceof PinError) throw cause;
    throw new PinError("archive", `${folder}: cannot be read: ${(cause as Error).message}`, { cause });
  }
  return { tree: treeOf(files), problems };
}

async function* walk(root: string, below: string, problems: ArchiveProblem[]): AsyncGenerator<string> {
  for (const entry of await readdir(join(root, below), { withFileTypes: true })) {
    if (below === "" && LEFT_OUT.has(entry.name)) continue;
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) yield* walk(root, path, problems);
    else if (entry.isFile()) yield path;
    else {
      const reason = entry.isSymbolicLink() ? "is a symbolic link" : "is neither file nor folder";
      problems.push({ path, inner: path, reason });
    }
  }
}

async function readPlainFile(absolute: string, path: string): Promise<PackageFile> {
  const handle = await open(absolute, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const { mode } = await handle.stat();
    return { path, bytes: await handle.readFile(), executable: (mode & 0o111) !== 0 };
  } finally {
    await handle.close();
  }
}

/** What stands at a path, links not followed. @throws PinError `usage` when nothing does. */
export async function kindAt(path: string): Promise<"file" | "folder"> {
  const stat = await lstat(path).catch((cause: NodeJS.ErrnoException) => {
    throw new PinError("usage", `${path}: no such file or folder (${cause.code})`, { cause });
  });
  return stat.isDirectory() ? "folder" : "file";
}
