/**
 * The one reader of npm tarballs: bytes in, an immutable PackageTree and the list of what was refused out. It writes
 * nothing and knows no disk. What npm's own extractor drops in silence (links, devices, `..`) is a problem here.
 *
 * Of an entry it keeps the bytes, the path below the archive's first folder (whatever that is called, as npm does) and
 * whether any executable bit is set; times, owners, setuid and empty folders are not kept.
 */
import { constants, gunzipSync } from "node:zlib";
import { Parser, type ReadEntry } from "tar";
import { PinError } from "../errors.js";
import { PathSet, pathProblem } from "./archive-path.js";
import { type ArchiveLimits, DEFAULT_LIMITS } from "./limits.js";
import { type PackageFile, type PackageTree, treeOf } from "./tree.js";

export interface ArchiveProblem {
  /** The entry's path as the archive spells it; `""` for the archive as a whole. Hostile text. */
  readonly path: string;
  /** The same below the package's folder. */
  readonly inner: string;
  readonly reason: string;
  /** Set where it is not the archive that is wrong, but what was allowed. */
  readonly hint?: string;
}

/** A problem of the archive as a whole. */
const ofWhole = (reason: string): ArchiveProblem => ({ path: "", inner: "", reason });

/** A problem of a size that `--limits` moves. */
const overLimit = (reason: string): ArchiveProblem => ({
  ...ofWhole(reason),
  hint: "--limits says what an archive may hold",
});

export interface ArchiveReading {
  readonly tree: PackageTree;
  readonly problems: readonly ArchiveProblem[];
}

const RATIO_FROM = 16 * 1024 ** 2;
const FILE_TYPES = new Set(["File", "OldFile", "ContiguousFile"]);
const KINDS: Readonly<Record<string, string>> = {
  Link: "is a hard link",
  SymbolicLink: "is a symbolic link",
  CharacterDevice: "is a device",
  BlockDevice: "is a device",
  FIFO: "is a named pipe",
};

/** Reads an archive, with every problem in it. The tree holds the entries that have none. */
export function readTarball(bytes: Uint8Array, limits: ArchiveLimits = DEFAULT_LIMITS): ArchiveReading {
  const problems: ArchiveProblem[] = [];
  const files: PackageFile[] = [];
  const archive = inflate(bytes, limits);
  if ("reason" in archive) return { tree: treeOf([]), problems: [archive] };
  parseEntries(archive, limits, files, problems);
  if (problems.length === 0 && !files.some((file) => file.path === "package.json")) {
    problems.push(ofWhole("holds no package.json"));
  }
  return { tree: treeOf(files), problems };
}

/** @throws PinError `archive`, naming every problem, unless there are none. */
export function cleanTree(reading: ArchiveReading, subject: string): PackageTree {
  const { tree, problems } = reading;
  if (problems.length === 0) return tree;
  const shown = problems.slice(0, 8).map((p) => (p.path === "" ? `the archive ${p.reason}` : `${p.path}: ${p.reason}`));
  const more = problems.length > 8 ? ` (and ${problems.length - 8} more)` : "";
  const silent = problems.some(({ path }) => path !== "") ? "npm would drop or merge such entries in silence; " : "";
  const hint = problems.find((problem) => problem.hint !== undefined)?.hint;
  throw new PinError("archive", `${subject}: refused archive: ${shown.join("; ")}${more}`, {
    hint: hint ?? `${silent}report the package to its registry`,
  });
}

const isMagic = (bytes: Uint8Array, ...magic: number[]): boolean => magic.every((byte, i) => bytes[i] === byte);

/** The tar bytes of a gzip or plain archive, or why there are none. */
function inflate(bytes: Uint8Array, limits: ArchiveLimits): Buffer | ArchiveProblem {
  const byRatio = Math.max(RATIO_FROM, bytes.length * limits.ratio);
  const most = Math.min(limits.bytes, byRatio);
  const tooLarge = overLimit(
    byRatio < limits.bytes
      ? `unpacks to more than ${limits.ratio} times its size`
      : `unpacks to more than ${limits.bytes} bytes`,
  );
  let archive: Buffer;
  if (isMagic(bytes, 0x1f, 0x8b)) {
    try {
      archive = gunzipSync(bytes, { maxOutputLength: most, finishFlush: constants.Z_FINISH });
    } catch (error) {
      const isTooLarge = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
      return isTooLarge ? tooLarge : ofWhole("is cut short or not gzip");
    }
  } else {
    archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (archive.length > limits.bytes) return tooLarge;
  }
  // The parser would inflate again, without these limits.
  if (isMagic(archive, 0x1f, 0x8b) || isMagic(archive, 0x28, 0xb5, 0x2f, 0xfd)) return ofWhole("is compressed twice");
  return archive;
}

/** What has only one segment stands beside the package's folder. */
function ofEntry(path: string, reason: string): ArchiveProblem {
  const inner = path.slice(path.indexOf("/") + 1);
  return { path, inner: inner === "" ? path : inner, reason };
}

function parseEntries(archive: Buffer, limits: ArchiveLimits, files: PackageFile[], problems: ArchiveProblem[]): void {
  const reading: Reading = { paths: new PathSet(), files, problems, throughDot: [] };
  const parser = new Parser();
  let entries = 0;
  const overflow = (): boolean => {
    entries += 1;
    if (entries === limits.files + 1) {
      problems.push(overLimit(`holds more than ${limits.files} entries`));
    }
    return entries > limits.files;
  };
  parser.on("entry", (entry: ReadEntry) => {
    if (overflow()) entry.resume();
    else readEntry(entry, reading);
  });
  parser.on("ignoredEntry", (entry: ReadEntry) => {
    if (!overflow()) problems.push(ofEntry(nameOf(entry), `is of unknown kind '${entry.type}'`));
  });
  parser.on("warn", (code: string, message: string | Error) => {
    const reason = message instanceof Error ? message.message : message;
    problems.push(ofWhole(`is damaged (${code}: ${reason})`));
  });
  let hasEnded = false;
  parser.on("eof", () => {
    hasEnded = true;
  });
  const end = lastBlockEnd(archive);
  try {
    parser.write(archive.subarray(0, end));
    if (hasEnded) problems.push(ofWhole("goes on after its end, where some readers find more files"));
    parser.end(archive.subarray(end));
  } catch (error) {
    problems.push(ofWhole(`is damaged (${(error as Error).message})`));
  }
  addThroughDot(reading);
}

const BLOCK = 512;

/** Where the last block ends that is not all zeros: an archive ends with two that are, and may be filled up with more. */
function lastBlockEnd(archive: Buffer): number {
  let at = archive.length;
  while (at > 0 && archive[at - 1] === 0) at -= 1;
  return Math.min(archive.length, Math.ceil(at / BLOCK) * BLOCK);
}

interface Reading {
  readonly paths: PathSet;
  readonly files: PackageFile[];
  readonly problems: ArchiveProblem[];
  /** Files spelled `package/./x.js`. */
  readonly throughDot: PackageFile[];
}

/** pnpm has written a package's main file twice: as `package/./x.js` and, with the same bytes, as `package/x.js`. */
function addThroughDot({ paths, files, problems, throughDot }: Reading): void {
  for (const file of throughDot) {
    const twin = files.find(({ path }) => path === file.path);
    if (twin?.executable === file.executable && Buffer.compare(twin.bytes, file.bytes) === 0) continue;
    const reason = paths.add(file.path);
    if (reason === undefined) files.push(file);
    else problems.push({ path: file.path, inner: file.path, reason });
  }
}

/**
 * The path as the archive spells it: `entry.path` has backslashes rewritten on Windows, and `header.path` has the old
 * header's prefix before a path that an extended header gives in full.
 */
function nameOf({ header, extended, path }: ReadEntry): string {
  const name = header.path ?? path;
  return extended?.path === undefined ? name : name.slice(-extended.path.length);
}

function readEntry(entry: ReadEntry, { paths, files, problems, throughDot }: Reading): void {
  const name = nameOf(entry);
  const isFolder = entry.type === "Directory" || entry.type === "GNUDumpDir";
  const path = (isFolder ? name.replace(/\/+$/, "") : name).replace(/\/(?:\.\/)+/g, "/");
  const isSpelledOut = isFolder || path === name;
  const inner = path.slice(path.indexOf("/") + 1);
  const reason = kindProblem(entry) ?? pathProblem(path) ?? placeProblem(path, isFolder);
  const collision = reason ?? (isFolder || !isSpelledOut ? undefined : paths.add(inner));
  if (collision !== undefined) problems.push(ofEntry(name, collision));
  if (collision !== undefined || isFolder) {
    entry.resume();
    return;
  }
  const chunks: Buffer[] = [];
  entry.on("data", (chunk: Buffer) => chunks.push(chunk));
  entry.on("end", () => {
    const [only] = chunks;
    const bytes = chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
    const file = { path: inner, bytes, executable: ((entry.mode ?? 0) & 0o111) !== 0 };
    (isSpelledOut ? files : throughDot).push(file);
  });
}

const placeProblem = (path: string, isFolder: boolean): string | undefined =>
  isFolder || path.includes("/") ? undefined : "stands beside the package's folder";

function kindProblem(entry: ReadEntry): string | undefined {
  if (FILE_TYPES.has(entry.type) || entry.type === "Directory" || entry.type === "GNUDumpDir") return undefined;
  const kind = KINDS[entry.type];
  if (kind === undefined) return `is of unknown kind '${entry.type}'`;
  const target = entry.header.linkpath;
  return target === undefined || target === "" ? kind : `${kind} to '${target}'`;
}
