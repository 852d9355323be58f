/**
 * Whether a file's bytes are text, decided by the bytes and never by the name: a `.png` that is a script and a `.txt`
 * that is a program are both read as what they are.
 */

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "latin1";

export interface Text {
  readonly encoding: Encoding;
  /** Without its byte order mark. For `latin1` one character a byte, so that no two contents read alike. */
  readonly text: string;
}

/** Bytes looked at for NUL and control characters, at each end of a file. */
const PROBE = 64 * 1024;
/** Bytes that text in any 8-bit encoding may hold: tab, line feed, form feed, carriage return, escape, 0x20 and up. */
const isControl = (byte: number): boolean => byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1b;

/** The text of the bytes, or undefined for binary data. */
export function textOf(bytes: Uint8Array): Text | undefined {
  const utf16 = utf16Of(bytes);
  if (utf16 !== undefined) return utf16;
  if (looksBinary(bytes)) return undefined;
  try {
    return { encoding: "utf-8", text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return {
      encoding: "latin1",
      text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1"),
    };
  }
}

/** UTF-16 only with its byte order mark; lone surrogates are kept. */
function utf16Of(bytes: Uint8Array): Text | undefined {
  const little = bytes[0] === 0xff && bytes[1] === 0xfe;
  const big = bytes[0] === 0xfe && bytes[1] === 0xff;
  if ((!little && !big) || bytes.length % 2 !== 0) return undefined;
  const units = Buffer.from(bytes.subarray(2));
  if (big) units.swap16();
  return { encoding: little ? "utf-16le" : "utf-16be", text: units.toString("utf16le") };
}

/** NUL anywhere in the probed ends, or more than one control character in a hundred bytes. */
function looksBinary(bytes: Uint8Array): boolean {
  const probes = bytes.length <= 2 * PROBE ? [bytes] : [bytes.subarray(0, PROBE), bytes.subarray(-PROBE)];
  let seen = 0;
  let controls = 0;
  for (const probe of probes) {
    if (probe.includes(0)) return true;
    for (const byte of probe) if (isControl(byte)) controls += 1;
    seen += probe.length;
  }
  return controls * 100 > seen;
}
