/** Characters that a reader of a file does not see, or sees as something else: found in the raw text, whatever it is. */
import { isAscii } from "node:buffer";
import type { Zone } from "../facts/facts.js";
import { readAs, zoneOf } from "../facts/file-kind.js";
import type { PackageFile } from "../package/tree.js";
import { Lines } from "../source/lines.js";
import { newsFiles } from "./binary-files.js";
import { placeAt } from "./evidence.js";
import type { Evidence, RuleInput } from "./rule.js";

export type HiddenClass = "bidi" | "zero-width" | "variation" | "tag" | "filler" | "private-use" | "control";

export interface HiddenRun {
  readonly class: HiddenClass;
  /** Its first characters. */
  readonly text: string;
  /** In code points. */
  readonly length: number;
  readonly zone: Zone;
  readonly at: Evidence;
  /** The text after it, a little. */
  readonly following: string;
  /** Stands between other characters of a table, as those of an encoding or of a regular expression. */
  readonly inTable: boolean;
  /** How often a run of the class is in the file, this one included. */
  readonly inFile: number;
}

const CLASSES: readonly (readonly [HiddenClass, RegExp])[] = [
  ["bidi", /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu],
  ["variation", /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]+/gu],
  ["tag", /[\u{e0000}-\u{e007f}]+/gu],
  ["zero-width", /[\u034f\u00ad\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb]+/gu],
  ["filler", /[\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]+/gu],
  ["private-use", /[\ue000-\uf8ff\u{f0000}-\u{10fffd}]+/gu],
  ["control", /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+/gu],
];

/** One pass for all classes; which one it was, the first character tells. */
const ANY = new RegExp(CLASSES.map(([, { source }]) => source).join("|"), "gu");

/** UTF-16 units of a run that are kept. */
const SHOWN = 256;
/** Runs kept of one file and class. */
const MOST = 50;

/** What the new and changed files hold that no file of the other version held in the same form. */
export function newHiddenRuns(input: RuleInput, classes: readonly HiddenClass[]): readonly HiddenRun[] {
  const known = new Set([...(input.before?.tree.files.values() ?? [])].flatMap(keysIn));
  const seen = new Map<string, HiddenRun>();
  for (const { file } of newsFiles(input)) {
    for (const run of runsIn(file)) {
      const key = `${keyOf(run)} ${file.path}`;
      if (classes.includes(run.class) && !known.has(keyOf(run)) && !seen.has(key)) seen.set(key, run);
    }
  }
  return [...seen.values()];
}

const keyOf = ({ class: kind, text, length }: Pick<HiddenRun, "class" | "text" | "length">): string =>
  `${kind} ${length} ${text}`;

/** What all runs of a file are, beyond those that are kept. */
function keysIn(file: PackageFile): readonly string[] {
  if (isPlain(file.bytes)) return [];
  const keys = new Set<string>();
  for (const [run] of actingText(file).text.matchAll(ANY)) {
    const name = classOf(run);
    if (name !== undefined) keys.add(keyOf({ class: name, text: run.slice(0, SHOWN), length: [...run].length }));
  }
  return [...keys];
}

const cache = new WeakMap<PackageFile, readonly HiddenRun[]>();

function runsIn(file: PackageFile): readonly HiddenRun[] {
  let runs = cache.get(file);
  if (runs === undefined) {
    runs = isPlain(file.bytes) ? [] : findRuns(file);
    cache.set(file, runs);
  }
  return runs;
}

const CONTROLS = [...Array(9).keys(), ...Array.from({ length: 18 }, (_, i) => 0x0e + i), 0x7f];

const isPlain = (bytes: Uint8Array): boolean => isAscii(bytes) && !CONTROLS.some((control) => bytes.includes(control));

function findRuns(file: PackageFile): readonly HiddenRun[] {
  const { zone, text } = actingText(file);
  const lines = new Lines(text);
  const counts = new Map<HiddenClass, number>();
  const runs: (readonly [HiddenClass, RegExpExecArray])[] = [];
  for (const match of text.matchAll(ANY)) {
    const name = classOf(match[0]);
    if (name === undefined || isOrdinary(name, text, match.index, match[0])) continue;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    if (count <= MOST) runs.push([name, match]);
  }
  return runs.map(([name, match]) => ({
    class: name,
    text: match[0].slice(0, SHOWN),
    length: [...match[0]].length,
    zone,
    at: placeAt(file.path, lines, match.index),
    following: text.slice(match.index + match[0].length, match.index + match[0].length + 16),
    inTable: inTable(text, match.index, match[0]),
    inFile: counts.get(name) ?? 0,
  }));
}

const classOf = (run: string): HiddenClass | undefined => CLASSES.find(([, pattern]) => run.search(pattern) === 0)?.[0];

interface ActingText {
  readonly zone: Zone;
  readonly text: string;
}

const NOTHING: ActingText = { zone: "prose", text: "" };
const texts = new WeakMap<PackageFile, ActingText>();

/** The text of a file and what sort of text it is, decoded once; nothing of binary files and source maps. */
export function actingText(file: PackageFile): ActingText {
  let result = texts.get(file);
  if (result === undefined) {
    const { kind, text } = readAs(file.path, file.bytes);
    result = kind === "binary" || kind === "source-map" ? NOTHING : { zone: zoneOf(kind), text };
    texts.set(file, result);
  }
  return result;
}

const EMOJI = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)$/u;
const KEYCAP = /^[0-9#*]\ufe0f\u20e3/u;
/** Scripts that are written with joiners, and those with direction marks. */
const JOINING =
  /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Oriya}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Thai}\p{Script=Mongolian}\p{Script=Tibetan}]$/u;
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u;
const IDEOGRAPH = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Sm}\p{So}]$/u;
const HANGUL = /\p{Script=Hangul}/u;

/** A range of a character class, both ends beyond ASCII: `\u0300-\u036f` as characters. */
const RANGE = /[^\0-\x7f]-[^\0-\x7f]/u;
const BRAILLE = /[\u2801-\u28ff]/;
/** Letters of a script or an encoding, one after another, as tables of characters list them. */
const LISTED = /^[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\p{Co}]+$/u;
const LEAST_LISTED = 8;
const LONGEST_LISTED = 12;

const SCRIPTS = [
  "Greek",
  "Cyrillic",
  "Hebrew",
  "Arabic",
  "Devanagari",
  "Bengali",
  "Thai",
  "Tibetan",
  "Georgian",
  "Hangul",
]
  .concat([
    "Ethiopic",
    "Cherokee",
    "Canadian_Aboriginal",
    "Mongolian",
    "Runic",
    "Braille",
    "Hiragana",
    "Katakana",
    "Han",
  ])
  .map((script) => new RegExp(`\\p{Script=${script}}`, "u"));
const MANY_SCRIPTS = 5;
const NEIGHBOURHOOD = 400;

/** Letters of many scripts at one place: numbers written as characters, as decoders of formats keep their tables. */
export function isMixture(text: string, index: number): boolean {
  const around = text.slice(Math.max(0, index - NEIGHBOURHOOD), index + NEIGHBOURHOOD);
  return SCRIPTS.filter((script) => script.test(around)).length >= MANY_SCRIPTS;
}

/** Within a table of characters: a class of a regular expression, or what an encoding decodes to. */
function inTable(text: string, index: number, run: string): boolean {
  if (run.length <= 3 && isMixture(text, index)) return true;
  const [before, after] = [text.slice(Math.max(0, index - 8), index), text.slice(index + run.length).slice(0, 8)];
  if (run.length <= 3 && (RANGE.test(`${before}${run}`) || RANGE.test(`${run}${after}`)) && RANGE.test(before + after))
    return true;
  // What a text in quotes holds on both sides, up to its ends.
  const sides = [before.slice(before.search(/[^"'`]*$/)), after.slice(0, after.search(/["'`]|$/))];
  const isFull = (side: string): boolean => LISTED.test(side) && !/[\0-\x7f]/.test(side);
  return run.length <= LONGEST_LISTED && sides.every(isFull) && sides.join("").length >= LEAST_LISTED;
}

/** Uses that belong to a script or to an emoji. */
function isOrdinary(name: HiddenClass, text: string, index: number, run: string): boolean {
  const before = text.slice(Math.max(0, index - 2), index);
  const around = text.slice(Math.max(0, index - 12), index + run.length + 12);
  if (/^\u2800+$/.test(run) && BRAILLE.test(text.slice(Math.max(0, index - 200), index + run.length + 200)))
    return true;
  if (name === "variation") {
    const keycap = text.slice(index - 1, index + 2);
    return run.length === 1 && (EMOJI.test(before) || IDEOGRAPH.test(before) || KEYCAP.test(keycap));
  }
  if (name === "tag") return /\u{1f3f4}$/u.test(before) && /^[\u{e0061}-\u{e007a}]{2,6}\u{e007f}$/u.test(run);
  if (name === "bidi") return /^[\u061c\u200e\u200f]+$/.test(run) && run.length === 1 && RIGHT_TO_LEFT.test(around);
  if (name === "filler") return run !== "\u3164" && HANGUL.test(around.replaceAll(run, ""));
  if (name !== "zero-width" || run.length > 1) return false;
  if (run === "\u200d" && EMOJI.test(before)) return true;
  if (run === "\ufeff")
    return (
      index === 0 ||
      (/(?:\/\^|["'`])$/.test(before) && /^\??[^\0-\x7f]?["'`/\\]/.test(text.slice(index + 1, index + 4)))
    );
  return run === "\u00ad" || (/[\u200c\u200d]/.test(run) && JOINING.test(before));
}

/** Different characters in rising order, as a list of what to strip has them, and no encoding or disguise does. */
export const isTable = (run: HiddenRun): boolean =>
  run.length > 1 && [...run.text].every((character, i, all) => i === 0 || (all[i - 1] ?? "") < character);

/** `U+202E U+2066`, eight at most; `length` is that of the whole run. */
export function codePoints(text: string, length = [...text].length): string {
  const characters = Array.from(text.slice(0, 16), (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  }).slice(0, 8);
  const more = length - characters.length;
  return characters.join(" ") + (more > 0 ? ` and ${more} more` : "");
}
