/**
 * What can be said of an update's tools before it is accepted, when nothing of it may run: the pinned texts against what
 * the source of the candidate writes. It speaks of descriptions, never of what tools do. Pure.
 */
import type { Value } from "../facts/value.js";
import { type WrittenTool, writtenTools } from "../facts/written-tools.js";
import type { ItemKey } from "../lockfile/tool-lines.js";
import type { Json } from "../package/canonical.js";
import type { PackageTree } from "../package/tree.js";
import type { FieldChange, ToolChange } from "./tool-changes.js";
import { type Compared, comparedWith, jsonOf } from "./written-value.js";

/** Texts by key, one for each kind of start that has another; `undefined` for one that the store lacks. */
export type PinnedTexts = ReadonlyMap<ItemKey, readonly (Json | undefined)[]>;

/** A package of the candidate, and the pinned version of it where that is at hand. */
export interface WrittenPackage {
  readonly before: PackageTree | undefined;
  readonly after: PackageTree;
}

export interface ToolWords {
  /** Pinned items that a source can write: tools, prompts, templates, instructions. */
  readonly pinned: number;
  /** By key. `removed` is what the pinned version's source writes, and the candidate's does not. */
  readonly changes: readonly ToolChange[];
  /** Pinned items that could not be compared, or not as a whole: the members that were not; none where nothing was. */
  readonly open: readonly { readonly key: ItemKey; readonly members: readonly string[] }[];
}

/** @param packages the server's own first, then dependencies that came or changed. What is the same was not unpacked. */
export function toolWords(pinned: PinnedTexts, packages: readonly WrittenPackage[]): ToolWords {
  const readable = new Map([...pinned].filter(([key]) => WRITABLE.test(key)));
  const concerned = packages.filter(({ after }, i) => i === 0 || mentions(after, readable));
  const before = byKey(concerned.flatMap((one) => one.before ?? []));
  const after = byKey(concerned.map((one) => one.after));
  const changes: ToolChange[] = [];
  const open: { key: ItemKey; members: readonly string[] }[] = [];
  for (const [key, texts] of readable) {
    const [written = [], old = []] = [after.get(key), before.get(key)];
    const closest = closestOf(texts, written, old);
    if (written.length === 0 && old.length > 0) changes.push({ kind: "removed", key });
    else if (closest === undefined) open.push({ key, members: [] });
    else {
      const isKnown = texts.every((text) => text !== undefined);
      if (isKnown && closest.fields.length > 0) changes.push({ kind: "changed", key, fields: closest.fields });
      const paths = isKnown ? closest.open : [...closest.open, ...closest.fields.map(({ path }) => path)];
      if (paths.length > 0) open.push({ key, members: membersOf(paths) });
    }
  }
  for (const [key, [value]] of after) {
    if (value === undefined || readable.has(key) || before.has(key)) continue;
    changes.push({ kind: "added", key, after: jsonOf(value) });
  }
  return { pinned: readable.size, changes: changes.sort((a, b) => (a.key < b.key ? -1 : 1)), open };
}

/** Places of both versions that write one item. What is written more often is not compared: a source can do so without end. */
const MOST_PLACES = 40;

/** Of the pinned texts the one that is nearest to what is written; undefined where there is nothing to compare. */
function closestOf(
  texts: readonly (Json | undefined)[],
  written: readonly Value[],
  old: readonly Value[],
): Compared | undefined {
  if (written.length === 0 || written.length + old.length > MOST_PLACES) return undefined;
  const known = texts.filter((text) => text !== undefined);
  return known.map((text) => comparedWithin(text, written, old)).sort(byFields)[0];
}

const WRITABLE = /^(?:(?:tool|prompt|template)\/|instructions$)/;

/** Whether any file of a dependency names a pinned item: most dependencies have nothing to do with tools. */
function mentions({ files }: PackageTree, pinned: PinnedTexts): boolean {
  const names = [...pinned.keys()].map((key) => Buffer.from(key.slice(key.indexOf("/") + 1)));
  return [...files.values()].some(({ path, bytes }) => {
    const code = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return /\.[cm]?[jt]sx?$/.test(path) && names.some((name) => QUOTES.some((quote) => holds(code, name, quote)));
  });
}

const QUOTES = ["'", '"', "`"];
const holds = (code: Buffer, name: Buffer, quote: string): boolean =>
  code.includes(Buffer.concat([Buffer.from(quote), name, Buffer.from(quote)]));

function byKey(trees: readonly PackageTree[]): ReadonlyMap<ItemKey, readonly Value[]> {
  const found = new Map<ItemKey, Value[]>();
  for (const tool of trees.flatMap(writtenTools)) {
    const key = keyOf(tool);
    const known = found.get(key);
    if (known === undefined) found.set(key, [tool.value]);
    else known.push(tool.value);
  }
  return found;
}

const keyOf = ({ kind, name }: WrittenTool): ItemKey => (kind === "instructions" ? kind : `${kind}/${name}`);

/**
 * One pinned text against all places that write the item. What already differed in the pinned version's own source is
 * worded at run time: it is not what the update changes, and it was not compared.
 */
function comparedWithin(text: Json, written: readonly Value[], before: readonly Value[]): Compared {
  const old = before.map((value) => comparedWith(text, value));
  const known = new Set(old.flatMap(({ fields }) => fields.map(spelled)));
  const now = written.map((value) => comparedWith(text, value));
  const differing = now.flatMap(({ fields }) => fields);
  const fields = new Map(differing.filter((field) => !known.has(spelled(field))).map((field) => [field.path, field]));
  const worded = differing.filter((field) => known.has(spelled(field))).map(({ path }) => path);
  return { fields: [...fields.values()], open: [...now.flatMap(({ open }) => open), ...worded] };
}

const spelled = ({ path, after }: FieldChange): string => `${path}\0${JSON.stringify(after)}`;

const byFields = (a: Compared, b: Compared): number => a.fields.length - b.fields.length;

/** The members of an item that paths lead into; of instructions, which are a text, the text. */
const membersOf = (paths: readonly string[]): readonly string[] => [
  ...new Set(paths.map((path) => path.split(".")[0] || "text")),
];
