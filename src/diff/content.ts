/**
 * Whether a file's bytes are text, decided by the bytes and never by the name: a `.png` that is a script and a `.txt`
 * that is a program are both read as what they are.
 */
import { type Decoded, decode } from "../source/text.js";

/** Bytes looked at for control characters, at each end of a file. */
const PROBE = 64 * 1024;

/** The text of the bytes, or undefined for binary data. */
export const textOf = (bytes: Uint8Array): Decoded | undefined => (isText(bytes) ? decode(bytes) : undefined);

/** The text of the bytes with how it is encoded, in words; undefined for binary data. */
export function encodedText(bytes: Uint8Array): { readonly text: string; readonly encoding: string } | undefined {
  const decoded = textOf(bytes);
  if (decoded === undefined) return undefined;
  const isMarked = decoded.encoding === "utf-8" && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return { text: decoded.text, encoding: `${decoded.encoding}${isMarked ? " with a byte order mark" : ""}` };
}

/** Whether `textOf` gives a text; decodes nothing. */
export const isText = (bytes: Uint8Array): boolean => hasUtf16Mark(bytes) || !looksBinary(bytes);

const hasUtf16Mark = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);

/** Characters that text in an 8-bit encoding has no use for: controls other than blanks, line ends and escape. */
const CONTROLS = /[\0-\x08\x0e-\x1a\x1c-\x1f]/g;

/** More NUL bytes than text has, or more than one control character in a hundred bytes of the ends. */
function looksBinary(bytes: Uint8Array): boolean {
  if (bytes.includes(0) && decode(bytes) === undefined) return true;
  const probes = bytes.length <= 2 * PROBE ? [bytes] : [bytes.subarray(0, PROBE), bytes.subarray(-PROBE)];
  const ends = probes
    .map((probe) => Buffer.from(probe.buffer, probe.byteOffset, probe.length).toString("latin1"))
    .join("");
  return (ends.match(CONTROLS)?.length ?? 0) * 100 > ends.length;
}
