/**
 * Packs plain source into an npm tarball, the same bytes every time and on every machine: fixed times and owners, sorted
 * entries, and stored rather than deflated data, because deflate differs between builds of zlib.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { Header, Pax } from "tar";
import { PinError } from "../errors.js";
import { manifestOf } from "../package/manifest.js";
import { type PackageFile, type PackageTree, treeOf } from "../package/tree.js";

/** The time npm itself gives to every packed file, so that old ZIP tools can hold it. */
const PACKED_AT = new Date("1985-10-26T08:15:00.000Z");
const BLOCK = 512;

/** The tarball of a folder of plain source: all its files, as npm would name them. */
export const packFolder = (folder: string): Uint8Array => packTree(readFolder(folder));

/**
 * A folder of plain source as the package it would be published as. Executable are the files that package.json names as
 * bins, whatever the modes on disk: a checkout does not carry them to every platform.
 *
 * @throws PinError `archive` when it holds anything but files and folders, or no usable package.json.
 */
export function readFolder(folder: string): PackageTree {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry): PackageFile => {
      const path = join(entry.parentPath, entry.name);
      if (!entry.isFile()) throw new PinError("archive", `${path}: only files and folders can be packed`);
      const inner = path.slice(join(folder, "/").length).replaceAll("\\", "/");
      return { path: inner, bytes: readFileSync(path), executable: false };
    });
  const bins = new Set(manifestOf(treeOf(files), folder).bin.values());
  return treeOf(files.map((file) => ({ ...file, executable: bins.has(file.path) })));
}

/** The tarball of a package tree. */
export function packTree(tree: PackageTree): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (const file of tree.files.values()) blocks.push(...entryOf(file));
  blocks.push(Buffer.alloc(2 * BLOCK));
  return gzipStored(Buffer.concat(blocks));
}

function entryOf(file: PackageFile): Uint8Array[] {
  const path = `package/${file.path}`;
  const header = new Header({
    path,
    mode: file.executable ? 0o755 : 0o644,
    size: file.bytes.length,
    mtime: PACKED_AT,
    type: "File",
  });
  header.encode();
  if (header.block === undefined) throw new PinError("archive", `${path}: has no tar header`);
  const extended = header.needPax ? [new Pax({ path, size: file.bytes.length }).encode()] : [];
  return [...extended, header.block, file.bytes, Buffer.alloc(-file.bytes.length & (BLOCK - 1))];
}

/** A gzip file (RFC 1952) of stored blocks (RFC 1951, 3.2.4), with no time and no operating system in its header. */
function gzipStored(bytes: Uint8Array): Buffer {
  const most = 0xffff;
  const parts: Uint8Array[] = [Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])];
  for (let start = 0; start < bytes.length; start += most) {
    const data = bytes.subarray(start, start + most);
    const head = Buffer.alloc(5);
    head[0] = start + most >= bytes.length ? 1 : 0;
    head.writeUInt16LE(data.length, 1);
    head.writeUInt16LE(~data.length & 0xffff, 3);
    parts.push(head, data);
  }
  const tail = Buffer.alloc(8);
  tail.writeUInt32LE(crc32(bytes), 0);
  tail.writeUInt32LE(bytes.length % 2 ** 32, 4);
  return Buffer.concat([...parts, tail]);
}
