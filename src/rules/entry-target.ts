import { posix } from "node:path";
import { textOf } from "../diff/content.js";
import { pairFiles } from "../diff/pair.js";
import { declaredAt, fileFor } from "./declared.js";
import { type EntryPoint, entryPoints, isVariant } from "./entry-points.js";
import { fileStart } from "./evidence.js";
import type { Evidence, Rule, Side, Sighting, Tier } from "./rule.js";

/** Shared text from which a file that moved counts as the same file. */
const SAME_FILE = 0.5;

export const entryTarget: Rule = {
  id: "entry-target",
  kind: "entrypoint",
  title: "what is started or loaded is another file now",
  tier: { change: "block", firstLook: "silent" },
  texts: {
    finds:
      "A command of `bin`, `main`, or an entry of `exports` as Node resolves it, that now leads to another file. " +
      "It is asked about where the old file is gone, only the module type or a version in the path differs, the file was another entry before, or it is what the old source is built to; it is a note where both hold or the file was only renamed.",
    why:
      "A wrapper put before the real entry point runs first and then behaves as before; the files people review are " +
      "unchanged.",
    falseAlarms: "A new build system or folder layout moves the entry point, once in the life of a package.",
    action: "Read the new file from the top. It should be the old one, or there should be a reason in the changelog.",
  },
  *check({ before, after }) {
    if (before === undefined) return;
    const old = entryPoints(before);
    const seen = new Set<string>();
    for (const entry of entryPoints(after).values()) {
      const was = old.get(entry.label);
      if (was === undefined || was.target === entry.target) continue;
      const move = `${was.target} ${entry.target}`;
      if (!seen.has(move)) yield sighting(entry, was, before, after);
      seen.add(move);
    }
  },
};

function sighting(entry: EntryPoint, was: EntryPoint, before: Side, after: Side): Sighting {
  const file = after.tree.files.get(entry.target);
  const place = declaredAt(after, ...entry.path);
  const evidence: [Evidence, ...Evidence[]] = file === undefined ? [place] : [place, fileStart(file)];
  const how = howMoved(entry.target, was.target, before, after);
  return {
    message: `${spoken(entry.label)} now leads to ${entry.target} instead of ${was.target}${how.words}`,
    value: entry.target,
    evidence,
    weight: entry.label.startsWith("bin ") ? 85 : 75,
    ...(how.tier === undefined ? {} : { tier: how.tier }),
  };
}

const spoken = (label: string): string => (label.startsWith("bin ") ? `the command ${label.slice(4)}` : `'${label}'`);

interface Move {
  readonly words: string;
  readonly tier?: Tier;
}

function howMoved(target: string, was: string, before: Side, after: Side): Move {
  const { pairs } = pairFiles(before.tree, after.tree);
  const origin = pairs.find((pair) => pair.after.path === target);
  if (origin?.before.path === was && (origin.likeness ?? 0) >= SAME_FILE) {
    return { words: ", the same file renamed", tier: "note" };
  }
  const words =
    origin === undefined ? (after.tree.files.has(target) ? ", a new file" : ", which is not in the package") : "";
  // A wrapper needs what it wraps: where the old file is gone, the package was built anew.
  const isKept = pairs.some((pair) => pair.before.path === was);
  const sources = isKept ? passesOn(target, after) : undefined;
  if (sources !== undefined) {
    const isKnown = sources.every((path) => before.tree.files.has(path));
    return { words: `${words}; it only passes on what other files export`, tier: isKnown ? "note" : "ask" };
  }
  if (isKept) {
    const isMild = isVariant(target, was) || wasEntry(target, before) || isBuiltFrom(target, was, before);
    return isMild ? { words, tier: "ask" } : { words };
  }
  return { words: `${words}; the old one is gone`, tier: isVariant(target, was) ? "note" : "ask" };
}

/** The reviewed version started or exported the file under another name. */
const wasEntry = (path: string, before: Side): boolean =>
  [...entryPoints(before).values()].some(({ target }) => target === path);

/** `dist/index.js` instead of `src/index.ts`, which Node could not load, where the reviewed version had both. */
const isBuiltFrom = (target: string, was: string, before: Side): boolean =>
  /\.tsx?$/.test(was) &&
  before.tree.files.has(target) &&
  posix.basename(target).replace(/\.[cm]?js$/, "") === posix.basename(was).replace(/\.tsx?$/, "");

const MOST_LINES = 100;
/** A line that is a comment and holds no other line end, which would end the comment unseen. */
const COMMENT = /^(?:\/\/[^\r\u2028\u2029]*|\/\*(?:(?!\*\/)[^\r\u2028\u2029])*\*\/)$/;
const FROM = String.raw`["'](\.{1,2}/[\w@./-]+)["']`;
const PASSES_ON = new RegExp(
  [
    String.raw`^(?:const|let|var) [\w$]+ = require\(${FROM}\)(?:\.\w+)?$`,
    String.raw`^(?:module\.)?exports(?:\.[\w$]+)* = (?:require\(${FROM}\)(?:\.\w+)?|[\w$]+(?:\.\w+)?)$`,
    String.raw`^import [\w$]+ from ${FROM}$`,
    String.raw`^export (?:\*|\{[\w$, ]*\})(?: from ${FROM})?$`,
    "^[\"']use strict[\"']$",
  ].join("|"),
);

/** The files of the package that a file names the exports of, when it does nothing else. */
function passesOn(path: string, after: Side): readonly string[] | undefined {
  const file = after.tree.files.get(path);
  const lines = (file === undefined ? "" : (textOf(file.bytes)?.text ?? "")).split("\n").map((line) => line.trim());
  if (file === undefined || lines.length > MOST_LINES) return undefined;
  const sources: string[] = [];
  for (const line of lines) {
    if (line === "" || COMMENT.test(line)) continue;
    const match = PASSES_ON.exec(line.replace(/;$/, ""));
    const specifier = match?.slice(1).find((group) => group !== undefined);
    const source = specifier && fileFor(after.tree, posix.join(posix.dirname(path), specifier));
    if (match === null || (specifier !== undefined && source === undefined)) return undefined;
    if (source !== undefined) sources.push(source);
  }
  return sources;
}
