/** Tar archives by hand, byte by byte, so that tests can make what no packer would. */
import { gzipSync } from "node:zlib";

export interface Entry {
  readonly name: string | Buffer;
  readonly body?: string | Uint8Array;
  /** POSIX type flag: `0` file, `1` hard link, `2` symbolic link, `5` folder, `x` extended header, … */
  readonly type?: string;
  readonly mode?: number;
  readonly link?: string;
  /** What stands in the field of the size; else the body's, in octal. */
  readonly size?: string | Buffer;
}

const BLOCK = 512;

function header({ name, body = "", type = "0", mode = 0o644, link = "", size }: Entry): Buffer {
  const block = Buffer.alloc(BLOCK);
  Buffer.from(name).copy(block, 0, 0, 100);
  block.write(`${mode.toString(8).padStart(7, "0")}\0`, 100);
  block.write("0000000\0", 108);
  block.write("0000000\0", 116);
  Buffer.from(size ?? `${Buffer.byteLength(body).toString(8).padStart(11, "0")}\0`).copy(block, 124);
  block.write("00000000000\0", 136);
  block.write("        ", 148);
  block.write(type, 156);
  block.write(link, 157);
  block.write("ustar\x0000", 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}

export function tar(entries: readonly Entry[]): Buffer {
  const blocks = entries.flatMap((entry) => {
    const body = Buffer.from(entry.body ?? "");
    return [header(entry), body, Buffer.alloc((BLOCK - (body.length % BLOCK)) % BLOCK)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}

export const tgz = (entries: readonly Entry[]): Buffer => gzipSync(tar(entries));

/** A pax extended header, whose records override the next entry's fields. */
export function pax(records: Readonly<Record<string, string>>): Entry {
  const lines = Object.entries(records).map(([key, value]) => {
    const rest = ` ${key}=${value}\n`;
    let length = Buffer.byteLength(rest) + 1;
    while (String(length).length + Buffer.byteLength(rest) !== length) length += 1;
    return `${length}${rest}`;
  });
  return { name: "PaxHeader", type: "x", body: lines.join("") };
}

export const packageJson = (fields: object = {}): Entry => ({
  name: "package/package.json",
  body: JSON.stringify({ name: "sample", version: "1.0.0", ...fields }),
});
