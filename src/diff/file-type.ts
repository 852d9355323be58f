/** What a file is, by its first bytes (and by nothing that its name says). */
import { isText } from "./content.js";

export interface FileType {
  /** `program` runs or is loaded as machine or byte code; `archive` holds files that no reader of the package sees. */
  readonly family: "program" | "archive" | "media" | "font" | "document" | "text" | "unknown";
  /** As a sentence can use it: `an ELF program`. */
  readonly name: string;
}

interface Magic extends FileType {
  readonly at?: number;
  readonly bytes: readonly number[];
  readonly also?: { readonly at: number; readonly bytes: readonly number[] };
}

const ascii = (text: string): readonly number[] => [...text].map((character) => character.charCodeAt(0));

const MAGICS: readonly Magic[] = [
  { family: "program", name: "an ELF program", bytes: [0x7f, ...ascii("ELF")] },
  { family: "program", name: "a WebAssembly module", bytes: [0, ...ascii("asm")] },
  { family: "program", name: "a Mach-O program", bytes: [0xfe, 0xed, 0xfa, 0xce] },
  { family: "program", name: "a Mach-O program", bytes: [0xfe, 0xed, 0xfa, 0xcf] },
  { family: "program", name: "a Mach-O program", bytes: [0xce, 0xfa, 0xed, 0xfe] },
  { family: "program", name: "a Mach-O program", bytes: [0xcf, 0xfa, 0xed, 0xfe] },
  { family: "program", name: "a Mach-O program or Java class", bytes: [0xca, 0xfe, 0xba, 0xbe] },
  { family: "program", name: "LLVM bitcode", bytes: [0x42, 0x43, 0xc0, 0xde] },
  { family: "program", name: "Lua bytecode", bytes: [0x1b, ...ascii("Lua")] },
  { family: "program", name: "Android bytecode", bytes: ascii("dex\n") },
  { family: "program", name: "compiled V8 code", at: 2, bytes: [0xde, 0xc0] },
  { family: "program", name: "a Windows shortcut", bytes: [0x4c, 0, 0, 0, 0x01, 0x14, 0x02, 0] },
  { family: "archive", name: "a zip archive", bytes: [0x50, 0x4b, 3, 4] },
  { family: "archive", name: "a zip archive", bytes: [0x50, 0x4b, 5, 6] },
  { family: "archive", name: "a gzip archive", bytes: [0x1f, 0x8b, 8] },
  { family: "archive", name: "a bzip2 archive", bytes: ascii("BZh") },
  { family: "archive", name: "an xz archive", bytes: [0xfd, ...ascii("7zXZ"), 0] },
  { family: "archive", name: "a 7z archive", bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { family: "archive", name: "a RAR archive", bytes: ascii("Rar!\x1a\x07") },
  { family: "archive", name: "a zstd archive", bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { family: "archive", name: "an lz4 archive", bytes: [0x04, 0x22, 0x4d, 0x18] },
  { family: "archive", name: "a cabinet archive", bytes: ascii("MSCF") },
  { family: "archive", name: "an ar archive", bytes: ascii("!<arch>\n") },
  { family: "archive", name: "a browser extension", bytes: ascii("Cr24") },
  { family: "archive", name: "a tar archive", at: 257, bytes: ascii("ustar") },
  { family: "media", name: "a PNG image", bytes: [0x89, ...ascii("PNG\r\n\x1a\n")] },
  { family: "media", name: "a JPEG image", bytes: [0xff, 0xd8, 0xff] },
  { family: "media", name: "a GIF image", bytes: ascii("GIF8") },
  { family: "media", name: "a WebP image", bytes: ascii("RIFF"), also: { at: 8, bytes: ascii("WEBP") } },
  { family: "media", name: "a WAV sound", bytes: ascii("RIFF"), also: { at: 8, bytes: ascii("WAVE") } },
  { family: "media", name: "an icon", bytes: [0, 0, 1, 0] },
  { family: "media", name: "an icon", bytes: ascii("icns") },
  { family: "media", name: "a bitmap", bytes: ascii("BM") },
  { family: "media", name: "a TIFF image", bytes: [0x49, 0x49, 0x2a, 0] },
  { family: "media", name: "a video or AVIF image", at: 4, bytes: ascii("ftyp") },
  { family: "media", name: "a WebM video", bytes: [0x1a, 0x45, 0xdf, 0xa3] },
  { family: "media", name: "an MP3 sound", bytes: ascii("ID3") },
  { family: "media", name: "an MP3 sound", bytes: [0xff, 0xfb] },
  { family: "media", name: "an Ogg sound", bytes: ascii("OggS") },
  { family: "media", name: "a FLAC sound", bytes: ascii("fLaC") },
  { family: "font", name: "a font", bytes: ascii("wOFF") },
  { family: "font", name: "a font", bytes: ascii("wOF2") },
  { family: "font", name: "a font", bytes: [0, 1, 0, 0, 0] },
  { family: "font", name: "a font", bytes: ascii("OTTO") },
  { family: "document", name: "a PDF document", bytes: ascii("%PDF-") },
  { family: "document", name: "an SQLite database", bytes: ascii("SQLite format 3\0") },
  { family: "document", name: "Finder settings", at: 4, bytes: ascii("Bud1") },
];

const holds = (bytes: Uint8Array, at: number, magic: readonly number[]): boolean =>
  magic.every((byte, i) => bytes[at + i] === byte);

/** The type of a file's content. Text is what `textOf` reads, unless it starts like something else. */
export function fileTypeOf(bytes: Uint8Array): FileType {
  const known = MAGICS.find(
    (magic) =>
      holds(bytes, magic.at ?? 0, magic.bytes) &&
      (magic.also === undefined || holds(bytes, magic.also.at, magic.also.bytes)),
  );
  const text = isText(bytes);
  // `BM…`, `ID3…` and `BZh…` may begin a sentence; machine code and archives are never text to the end.
  if (known !== undefined && !text) return { family: known.family, name: known.name };
  if (isWindowsProgram(bytes)) return { family: "program", name: "a Windows program" };
  if (known?.family === "document") return { family: known.family, name: known.name };
  return text ? { family: "text", name: "text" } : { family: "unknown", name: "binary data of no known kind" };
}

/** `MZ`, and `PE` where the header says. */
function isWindowsProgram(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x4d || bytes[1] !== 0x5a || bytes.length < 64) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return holds(bytes, view.getUint32(0x3c, true), [0x50, 0x45, 0, 0]);
}
