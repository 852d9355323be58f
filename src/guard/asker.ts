/** The guard as a client of its own: it asks for lists under ids of its own, and knows its answers by them. */
import type { Json } from "../package/canonical.js";
import {
  greetingItems,
  type ItemKey,
  type JsonObject,
  KINDS,
  LISTS,
  type ListedKind,
  type ToolManifest,
} from "../review/tool-manifest.js";
import type { Effect } from "./effects.js";
import { Listing, type Step } from "./listing.js";
import { type Id, line } from "./message.js";

/** Milliseconds that a server has for one page of a list: half of what clients give a call. */
const PATIENCE = 30_000;

/** What becomes of an answer: the next effects, and the list that is now heard to the end. */
export interface Heard {
  readonly effects: readonly Effect[];
  readonly done?: ListedKind;
}

export class Asker {
  readonly #prefix: string;
  readonly #listings: ReadonlyMap<ListedKind, Listing>;
  /** The asking that is under way for each list, by its number. */
  readonly #current = new Map<ListedKind, number>();
  #count = 0;
  /** The metadata of the newer protocol, as the client last gave it. */
  #meta: JsonObject | undefined;

  constructor(prefix: string, passes: (key: ItemKey, item: Json) => boolean) {
    this.#prefix = prefix;
    this.#listings = new Map(KINDS.map((kind) => [kind, new Listing(kind, passes)]));
  }

  listing(kind: ListedKind): Listing {
    return this.#listings.get(kind) as Listing;
  }

  get isAsking(): boolean {
    return this.#current.size > 0;
  }

  /** Whether an id is one of the guard's own, present or past. */
  owns(id: Id): boolean {
    return typeof id === "string" && id.startsWith(this.#prefix);
  }

  /** Asks in the newer form of the protocol from now on, or in the older one. */
  speakAs(meta: JsonObject | undefined): void {
    this.#meta = meta;
  }

  ask(kind: ListedKind): readonly Effect[] {
    return this.#follow(kind, this.listing(kind).begin()).effects;
  }

  /** An answer to one of the guard's own ids; one that nobody waits for is dropped. */
  answer(id: Id, result: Json | undefined): Heard {
    const token = Number(String(id).slice(this.#prefix.length));
    const kind = KINDS.find((candidate) => this.#current.get(candidate) === token);
    if (kind === undefined) return { effects: [] };
    return this.#follow(kind, this.listing(kind).answer(result));
  }

  /** The list that did not come in time, if the asking of that token is still under way. */
  expired(token: number): ListedKind | undefined {
    const kind = KINDS.find((candidate) => this.#current.get(candidate) === token);
    if (kind === undefined) return undefined;
    this.#current.delete(kind);
    this.listing(kind).lost();
    return kind;
  }

  #follow(kind: ListedKind, step: Step): Heard {
    if (step.kind === "done") {
      this.#current.delete(kind);
      return { effects: [], done: kind };
    }
    const token = ++this.#count;
    this.#current.set(kind, token);
    const params = {
      ...(step.cursor !== undefined && { cursor: step.cursor }),
      ...(this.#meta !== undefined && { _meta: this.#meta }),
    };
    const bytes = line({
      ...{ jsonrpc: "2.0", id: `${this.#prefix}${token}`, method: LISTS[kind].method },
      ...(Object.keys(params).length > 0 && { params }),
    });
    return {
      effects: [
        { to: "server", bytes },
        { to: "clock", wait: PATIENCE, token },
      ],
    };
  }

  /** All that was heard, as a manifest. */
  manifest(greeting: JsonObject | undefined, requests: Iterable<string>): ToolManifest {
    const manifest = new Map<ItemKey, Json>(greeting === undefined ? [] : greetingItems(greeting));
    for (const kind of KINDS) for (const [key, item] of this.listing(kind).items) manifest.set(key, item);
    for (const method of requests) manifest.set(`request/${method}`, method);
    return manifest;
  }
}
