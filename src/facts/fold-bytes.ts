/** Bytes: encodings that Node knows, and methods of buffers. */
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, unzipSync } from "node:zlib";
import { constant, DECODED, fromOf, number, text, type Value } from "./value.js";

const MAX_ENCODED = 262_144;
const MAX_ITEMS = 20_000;
const ENCODINGS = new Set([
  "utf8",
  "utf-8",
  "hex",
  "base64",
  "base64url",
  "latin1",
  "binary",
  "ascii",
  "utf16le",
  "ucs2",
]);

/** The bytes of a constant text in an encoding that Node knows. */
export function bytesOf(value: string, encoding: string): Uint8Array | undefined {
  const name = encoding.toLowerCase();
  return ENCODINGS.has(name) && value.length <= MAX_ENCODED ? Buffer.from(value, name as BufferEncoding) : undefined;
}

export function bytesMethod(value: Value & { t: "bytes" }, method: string, args: readonly Value[]): Value | undefined {
  const { bytes, from } = value;
  if (method === "toString" || method === "decode") {
    const encoding = args[0] === undefined ? "utf8" : text(args[0]);
    if (encoding === undefined || !ENCODINGS.has(encoding.toLowerCase())) return undefined;
    return constant(Buffer.from(bytes).toString(encoding as BufferEncoding), from, DECODED);
  }
  if (method === "reverse") return { t: "bytes", bytes: Uint8Array.from(bytes).reverse(), from };
  if (method === "subarray" || method === "slice") {
    const [a, b] = args.map(number);
    return { t: "bytes", bytes: bytes.slice(a, b), from };
  }
  return undefined;
}

/** A list of small whole numbers as bytes. */
export function bytesOfList(value: Value): Uint8Array | undefined {
  if (value.t === "bytes") return value.bytes;
  if (value.t !== "list" || value.open || value.items.length > MAX_ITEMS) return undefined;
  const numbers = value.items.map(number);
  return numbers.every((item) => item !== undefined) ? Uint8Array.from(numbers as number[]) : undefined;
}

/** Bytes put together; undefined when one of them is not known. */
export function concatBytes(items: readonly Value[]): Value | undefined {
  const known = items.map(bytesOfList);
  if (known.length > 64 || known.includes(undefined)) return undefined;
  return { t: "bytes", bytes: Buffer.concat(known as Uint8Array[]), from: items.flatMap(fromOf).slice(0, 6) };
}

const UNPACKS = { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, unzipSync };
const MAX_UNPACKED = 65_536;

/** Packed bytes unpacked by Node's own library, where they are known and what comes out is small. */
export function unpack(name: string, value: Value): Value | undefined {
  const bytes = bytesOfList(value);
  if (bytes === undefined || bytes.length > MAX_UNPACKED) return undefined;
  try {
    const unpacked = UNPACKS[name as keyof typeof UNPACKS](bytes, { maxOutputLength: MAX_UNPACKED });
    return { t: "bytes", bytes: unpacked, from: fromOf(value) };
  } catch {
    return undefined;
  }
}
