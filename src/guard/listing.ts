/**
 * The guard's own asking for one list, page by page. What it heard last decides about calls; what the client is shown
 * counts as heard, too.
 */
import type { Json } from "../package/canonical.js";
import { type ItemKey, isObject, itemKey, type JsonObject, LISTS, type ListedKind } from "../review/tool-manifest.js";

/** Pages and items of one list. */
const MAX_PAGES = 200;
const MAX_ITEMS = 10_000;

export type ListingState =
  | "unasked"
  | "asking"
  /** Heard to the end. */
  | "known"
  /** Something may have changed since: ask before the next call. */
  | "stale";

/** The next step of an asking: a page to ask for, or the end. */
export type Step = { readonly kind: "ask"; readonly cursor: string | undefined } | { readonly kind: "done" };

export class Listing {
  readonly kind: ListedKind;
  readonly #passes: (key: ItemKey, item: Json) => boolean;
  #state: ListingState = "unasked";
  /** Whether the item of a name may be used, as of the last time it was seen. */
  #sighted = new Map<ItemKey, boolean>();
  #heard = new Map<ItemKey, Json>();
  #pending = new Map<ItemKey, boolean>();
  #cursors = new Set<string>();
  #isDirty = false;

  constructor(kind: ListedKind, passes: (key: ItemKey, item: Json) => boolean) {
    this.kind = kind;
    this.#passes = passes;
  }

  get state(): ListingState {
    return this.#state;
  }

  /** The items as last heard, by key. */
  get items(): ReadonlyMap<ItemKey, Json> {
    return this.#heard;
  }

  allows(key: ItemKey): boolean {
    return this.#sighted.get(key) === true;
  }

  begin(): Step {
    this.#state = "asking";
    this.#isDirty = false;
    this.#heard = new Map();
    this.#pending = new Map();
    this.#cursors = new Set();
    return { kind: "ask", cursor: undefined };
  }

  /** The answer to the page asked for; undefined when there is no list, or none in time. */
  answer(result: Json | undefined): Step {
    const page = isObject(result) ? result[LISTS[this.kind].member] : undefined;
    const items = Array.isArray(page) ? (page as readonly Json[]) : [];
    for (const [key, passes] of this.#judge(items)) this.#pending.set(key, passes && this.#pending.get(key) !== false);
    for (const item of items) {
      const key = itemKey(this.kind, item);
      if (key !== undefined) this.#heard.set(key, item);
    }
    const cursor = isObject(result) ? result.nextCursor : undefined;
    const more =
      typeof cursor === "string" &&
      !this.#cursors.has(cursor) &&
      this.#cursors.size < MAX_PAGES &&
      this.#heard.size < MAX_ITEMS;
    if (more) {
      this.#cursors.add(cursor);
      return { kind: "ask", cursor };
    }
    this.#sighted = this.#pending;
    this.#state = this.#isDirty ? "stale" : "known";
    return { kind: "done" };
  }

  /** The server says that its list changed. */
  changed(): void {
    this.#isDirty = true;
    if (this.#state === "known") this.#state = "stale";
  }

  /** No answer came in time: nothing of it is known, and the next call asks again. */
  lost(): void {
    this.#sighted = new Map();
    this.#state = "stale";
  }

  /** The items of a page that may be shown, of those the server gave the client. Counts as heard. */
  sift(items: readonly Json[]): { readonly shown: readonly Json[]; readonly held: readonly (ItemKey | undefined)[] } {
    const verdicts = this.#judge(items);
    for (const [key, passes] of verdicts) {
      if (this.#sighted.size < MAX_ITEMS || this.#sighted.has(key)) this.#sighted.set(key, passes);
    }
    const keys = items.map((item) => itemKey(this.kind, item));
    const passes = (key: ItemKey | undefined): boolean => key !== undefined && verdicts.get(key) === true;
    return { shown: items.filter((_, i) => passes(keys[i])), held: [...new Set(keys.filter((key) => !passes(key)))] };
  }

  /** By key; of two items of one name both must pass. */
  #judge(items: readonly Json[]): Map<ItemKey, boolean> {
    const verdicts = new Map<ItemKey, boolean>();
    for (const item of items) {
      const key = itemKey(this.kind, item);
      if (key !== undefined) verdicts.set(key, this.#passes(key, item) && verdicts.get(key) !== false);
    }
    return verdicts;
  }
}

/** What of a list's result may be handed on beside its items. */
export function listResult(kind: ListedKind, result: JsonObject, items: readonly Json[]): JsonObject {
  const { nextCursor, ttlMs, cacheScope, resultType } = result;
  return {
    ...(resultType === "complete" && { resultType }),
    [LISTS[kind].member]: items,
    ...(typeof nextCursor === "string" && { nextCursor }),
    ...(typeof ttlMs === "number" && { ttlMs }),
    ...((cacheScope === "public" || cacheScope === "private") && { cacheScope }),
  };
}
