/**
 * Keeps what is large out of memory. A closure can hold the native programs of ten platforms, a gigabyte and more, which
 * are digested once and looked at seldom. They wait in the store's staging until the process ends, and are read back when
 * they are asked for. Nothing read back is believed: what is placed is checked against its digests before every start.
 */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PinError } from "../errors.js";
import { type PackageFile, type PackageTree, treeOf } from "../package/tree.js";
import { removeTree, uniqueName, writeNew } from "./disk.js";
import type { Home } from "./home.js";

/** Bytes: nearly all sources are smaller, nearly all native programs larger. */
const LARGE = 2 * 1024 ** 2;

/** The same tree with its large files on disk. The others are copied, since the whole archive lives as long as a part of it. */
export function spoolTree(home: Home, tree: PackageTree): PackageTree {
  const files = [...tree.files.values()];
  if (files.every(({ bytes }) => bytes.length < LARGE)) return tree;
  return treeOf(files.map((file) => spoolFile(home, file)));
}

function spoolFile(home: Home, { path, bytes, executable }: PackageFile): PackageFile {
  if (bytes.length < LARGE) return { path, bytes: Uint8Array.from(bytes), executable };
  const read = held(spool(home, bytes));
  return {
    path,
    executable,
    get bytes() {
      return read();
    },
  };
}

/** Rules ask for the same bytes one after the other: what is still in memory is not read again. */
function held(read: () => Uint8Array): () => Uint8Array {
  let last: WeakRef<Uint8Array> | undefined;
  return () => {
    const bytes = last?.deref() ?? read();
    last = new WeakRef(bytes);
    return bytes;
  };
}

/** Gives the bytes back whenever they are asked for. Small ones stay in memory, and so do all where the disk takes none. */
export function spool(home: Home, bytes: Uint8Array): () => Uint8Array {
  if (bytes.length < LARGE) return () => bytes;
  let path: string;
  try {
    path = join(spoolFolder(home), uniqueName());
    writeNew(path, bytes, 0o400);
  } catch {
    return () => bytes;
  }
  return readerOf(path);
}

/** A function of its own, because closures of one function keep alive what any of them names. */
const readerOf = (path: string) => (): Uint8Array => readBack(path);

function readBack(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new PinError("store", `cannot read back ${path}: ${(cause as Error).message}`, { cause });
  }
}

const folders = new Map<string, string>();

/** One a process, removed at its end; what a crash leaves behind is swept with the rest of staging. */
function spoolFolder({ staging }: Home): string {
  const known = folders.get(staging);
  if (known !== undefined) return known;
  const folder = join(staging, uniqueName());
  mkdirSync(staging, { recursive: true });
  mkdirSync(folder, { mode: 0o700 });
  folders.set(staging, folder);
  process.once("exit", () => removeTree(folder));
  return folder;
}
