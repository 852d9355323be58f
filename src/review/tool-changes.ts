/** What a server offers agents now against what was pinned: field by field, and what its texts have that no description needs. Pure. */
import { orderOf } from "../facts/orders.js";
import type { ItemKey } from "../lockfile/tool-lines.js";
import { canonicalJson, type Json } from "../package/canonical.js";
import type { Digest } from "../package/digest.js";
import type { RuleId, Tier } from "../rules/rule.js";
import { hiddenIn } from "../rules/tool-hidden-text.js";
import { isObject, itemDigest, type ToolManifest } from "./tool-manifest.js";

/** One member, by its dotted path within the item; `undefined` on the side that lacks it. */
export interface FieldChange {
  readonly path: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

export type ToolChange =
  | { readonly kind: "added"; readonly key: ItemKey; readonly after: Json }
  | { readonly kind: "removed"; readonly key: ItemKey }
  /** `fields` is undefined where the pinned text is not at hand. */
  | { readonly kind: "changed"; readonly key: ItemKey; readonly fields: readonly FieldChange[] | undefined };

/**
 * The changes from pinned digests to a manifest, by key.
 *
 * @param textOf the pinned text behind a digest, where the store has it.
 */
export function toolChanges(
  before: ReadonlyMap<ItemKey, Digest>,
  after: ToolManifest,
  textOf: (digest: Digest) => Json | undefined,
): readonly ToolChange[] {
  const changes: ToolChange[] = [];
  for (const [key, value] of after) {
    const pinned = before.get(key);
    if (pinned === undefined) changes.push({ kind: "added", key, after: value });
    else if (pinned !== itemDigest(value)) {
      const text = textOf(pinned);
      changes.push({ kind: "changed", key, fields: text === undefined ? undefined : fieldChanges(text, value) });
    }
  }
  for (const key of before.keys()) if (!after.has(key)) changes.push({ kind: "removed", key });
  return changes.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

/** Depth below which values are compared whole. */
const MAX_DEPTH = 12;

export function fieldChanges(before: Json | undefined, after: Json | undefined, path = "", depth = 0): FieldChange[] {
  if (before !== undefined && after !== undefined && same(before, after)) return [];
  const bothObjects = isObject(before) && isObject(after);
  const bothLists = Array.isArray(before) && Array.isArray(after);
  if (depth >= MAX_DEPTH || !(bothObjects || bothLists)) return [{ path, before, after }];
  const [old, now] = [entriesOf(before), entriesOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) =>
    fieldChanges(old.get(key), now.get(key), path === "" ? key : `${path}.${key}`, depth + 1),
  );
}

const entriesOf = (value: object): Map<string, Json> => new Map(Object.entries(value) as [string, Json][]);

function same(a: Json, b: Json): boolean {
  try {
    return canonicalJson(a) === canonicalJson(b);
  } catch {
    return false;
  }
}

/** A text that the rules for tool descriptions find something in, or a right that the server asks for. */
export interface ToolFinding {
  /** The rule that found it; absent for what the server asks of the client. */
  readonly rule?: RuleId;
  readonly tier: Tier;
  readonly key: ItemKey;
  /** One sentence, lower case, no final full stop. Hostile text. */
  readonly message: string;
}

/** Texts of one item that are looked at. */
const MAX_TEXTS = 2000;

export function toolFindings(manifest: ToolManifest): readonly ToolFinding[] {
  const findings: ToolFinding[] = [];
  for (const [key, value] of manifest) {
    if (key.startsWith("request/")) {
      const message = `the server asks the client for ${key.slice("request/".length)}`;
      findings.push({ tier: "ask", key, message });
      continue;
    }
    for (const text of textsOf(value)) {
      const order = orderOf(text);
      if (order !== undefined) {
        const tier = order.level === "hostile" ? "block" : "ask";
        findings.push({ rule: "tool-orders", tier, key, message: `a text orders the model: '${order.text}'` });
      }
      const hidden = hiddenIn(text);
      if (hidden !== undefined)
        findings.push({
          rule: "tool-hidden-text",
          tier: "block",
          key,
          message: `hides text ${hidden.behind}: '${hidden.rest}'`,
        });
    }
  }
  return findings;
}

/** Every string of a value, the names of its members too. */
function textsOf(value: Json): readonly string[] {
  const texts: string[] = [];
  const open: Json[] = [value];
  for (let next = open.pop(); next !== undefined && texts.length < MAX_TEXTS; next = open.pop()) {
    if (typeof next === "string") texts.push(next);
    else if (Array.isArray(next)) open.push(...(next as Json[]));
    else if (isObject(next)) {
      texts.push(...Object.keys(next));
      open.push(...Object.values(next));
    }
  }
  return texts;
}
