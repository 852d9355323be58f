/** Bytes of a file → text, with what was unusual about its encoding. */

export interface Decoded {
  readonly text: string;
  readonly encoding: "utf-8" | "utf-16le" | "utf-16be" | "latin-1";
}

/** Bytes of text to one NUL byte at least: programs use it as a separator in a string, raw too. */
const BYTES_A_NUL = 256;

/** The text of a file, or undefined when it is binary (more than a stray NUL byte and no UTF-16 mark). Never throws. */
export function decode(bytes: Uint8Array): Decoded | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: utf16(bytes, false), encoding: "utf-16le" };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: utf16(bytes, true), encoding: "utf-16be" };
  const nuls = countNuls(bytes);
  if (nuls * BYTES_A_NUL > bytes.length) return undefined;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes), encoding: "utf-8" };
  } catch {
    return nuls > 0 ? undefined : { text: buffer.toString("latin1"), encoding: "latin-1" };
  }
}

function countNuls(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(0); at !== -1; at = bytes.indexOf(0, at + 1)) count += 1;
  return count;
}

function utf16(bytes: Uint8Array, bigEndian: boolean): string {
  const even = Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)));
  return (bigEndian ? even.swap16() : even).toString("utf16le");
}
