/** The lines of the section `tools`: what of a server's tools is pinned, for which kind of start. */
import { canonicalJson } from "../package/canonical.js";
import { digestOf, hexOf } from "../package/digest.js";

/** What has a list of its own in the protocol. */
export type ListedKind = "tool" | "prompt" | "template";
/** `tool/<name>`, `prompt/<name>`, `template/<uri template>`, `request/<method>`, or one of the three single items. */
export type ItemKey = `${ListedKind | "request"}/${string}` | "instructions" | "capabilities" | "server";
/** 32 hex characters that name a kind of start. */
export type Variant = string & { readonly variant: true };
/** `<variant>/<item>`: an item's key with everything but plain ASCII as `%XX`. */
export type ToolLine = `${Variant}/${string}`;

const LINE =
  /^([0-9a-f]{32})\/(?:(?:tool|prompt|template|request)\/(?:[!#$&-[\]-~]|%[0-9A-F]{2})+|instructions|capabilities|server)$/;
/** Everything that is not one printable ASCII character, and what JSON or this spelling would spell otherwise. */
const SPELLED = /[^!#$&-[\]-~]/gu;

/**
 * Names a kind of start: what a server offers can depend on its arguments and on which environment variables are set.
 * Neither arguments nor values can be told from it, though somebody who guesses the arguments can confirm the guess.
 */
export const variantOf = (args: readonly string[], variables: readonly string[]): Variant =>
  hexOf(digestOf(canonicalJson({ args: args.map((arg) => arg.toWellFormed()), env: [...variables].sort() }))).slice(
    0,
    32,
  ) as Variant;

/** The key must be well-formed Unicode. */
export const toolLine = (variant: Variant, key: ItemKey): ToolLine =>
  `${variant}/${key.replace(SPELLED, (character) =>
    Array.from(Buffer.from(character), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join(""),
  )}`;

/** A line taken apart; undefined for what is none, or is not spelled as `toolLine` spells it. */
export function splitToolLine(text: string): { readonly variant: Variant; readonly key: ItemKey } | undefined {
  const [, variant] = LINE.exec(text) ?? [];
  if (variant === undefined) return undefined;
  try {
    const key = decodeURIComponent(text.slice(variant.length + 1)) as ItemKey;
    return toolLine(variant as Variant, key) === text ? { variant: variant as Variant, key } : undefined;
  } catch {
    return undefined;
  }
}
