import { textOf } from "../diff/content.js";
import type { FileType } from "../diff/file-type.js";
import { extensionOf, newsFiles } from "./binary-files.js";
import { fileStart } from "./evidence.js";
import type { Rule } from "./rule.js";

const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));
const TEXTS = words(
  "js mjs cjs jsx ts mts cts tsx json jsonc json5 map md markdown txt css scss html htm svg xml yml yaml toml sh csv",
);
const MEDIA = words("png jpg jpeg gif webp ico bmp tiff avif mp3 mp4 m4a wav ogg webm flac mov");
const FONTS = words("woff woff2 ttf otf eot");
const ARCHIVES = words("zip gz tgz tar xz bz2 7z rar zst");
const PROGRAMS = words("exe dll so dylib node wasm");

export const binaryDisguised: Rule = {
  id: "binary-disguised",
  kind: "binary",
  title: "a file is not what its name says",
  tier: { change: "block", firstLook: "ask" },
  texts: {
    finds:
      "A source, image, font or archive extension on content of another kind: a program named `.png`, binary data named `.js`, a script named `.woff`, a `.gif` of letters; pictures that hold scripts (asked about).",
    why: "The name is chosen for those who look. What hides in a file that nobody opens needs two lines elsewhere to run.",
    falseAlarms:
      "Placeholders (an empty or Git LFS pointer file), and images named after another image format, which are not reported.",
    action: "Find the code that reads the file.",
  },
  *check(input) {
    for (const { file, type } of newsFiles(input)) {
      const claim = claimOf(extensionOf(file.path));
      if (/\.svgz?$/i.test(file.path) && /<script\b|\son\w+\s*=\s*["']/i.test(textOf(file.bytes)?.text ?? "")) {
        yield {
          message: `${file.path} is a picture that holds a script`,
          value: file.path,
          evidence: [fileStart(file)],
          weight: 56,
          tier: "ask",
        };
      }
      if (claim === "an image, sound or video" && type.family === "media" && isWritten(file.bytes)) {
        yield {
          message: `${file.path} begins like ${type.name}, and all of it is text`,
          value: file.path,
          evidence: [fileStart(file)],
          weight: 78,
        };
        continue;
      }
      if (claim === undefined || agrees(claim, type) || isPlaceholder(file.bytes)) continue;
      yield {
        message: `${file.path} is not ${claim}: it is ${type.name}`,
        value: file.path,
        evidence: [fileStart(file)],
        weight: type.family === "program" ? 92 : 76,
        ...(type.family === "unknown" && claim !== "text" ? { tier: "note" as const } : {}),
      };
    }
  },
};

/** Pictures are bytes of all values; a program behind the mark of a picture is letters. */
function isWritten(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 2_048);
  const letters = head.filter((byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 9);
  return head.length >= 24 && letters.length > head.length * 0.9;
}

type Claim = "text" | "an image, sound or video" | "a font" | "an archive" | "a program";

function claimOf(extension: string): Claim | undefined {
  if (TEXTS.has(extension)) return "text";
  if (MEDIA.has(extension)) return "an image, sound or video";
  if (FONTS.has(extension)) return "a font";
  if (ARCHIVES.has(extension)) return "an archive";
  return PROGRAMS.has(extension) ? "a program" : undefined;
}

function agrees(claim: Claim, { family }: FileType): boolean {
  if (claim === "text") return family === "text";
  if (claim === "an image, sound or video") return family === "media";
  if (claim === "a font") return family === "font" || family === "unknown"; // .eot has no magic at its start
  if (claim === "an archive") return family === "archive" || family === "unknown";
  return family === "program" || family === "archive" || family === "unknown";
}

function isPlaceholder(bytes: Uint8Array): boolean {
  return (
    bytes.length === 0 || Buffer.from(bytes.subarray(0, 32)).toString("latin1").startsWith("version https://git-lfs")
  );
}
