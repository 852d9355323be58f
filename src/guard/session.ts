/** What both directions of a guarded conversation share. */
import type { Json } from "../package/canonical.js";
import type { Remark } from "../report/guard.js";
import {
  type ItemKey,
  isObject,
  isPinned,
  type JsonObject,
  KINDS,
  type ListedKind,
  type ToolPins,
} from "../review/tool-manifest.js";
import { Asker } from "./asker.js";
import type { Effect } from "./effects.js";
import type { ServerName } from "./greeting.js";
import { CODES, errorLine, type Id, type Message, paramsOf } from "./message.js";

/** `observe` is what a server without pins gets: nothing is held back, and what it offers is written down. */
export type GuardMode = "enforce" | "warn" | "observe";

export interface GuardOptions {
  readonly mode: GuardMode;
  readonly pins: ToolPins;
  /** Begins the ids of the guard's own requests. Nobody else's ids may begin with it, so it should be random. */
  readonly ownIds: string;
  /** The server's name, where it may not name itself. */
  readonly plain: ServerName;
}

/** What a waiting request of the client is: its method. */
export interface Pending {
  readonly method: string;
}

/** A line of the client that waits until a list is heard. */
export interface Held {
  readonly kind: ListedKind;
  readonly bytes: Buffer;
  readonly messages: readonly Message[];
}

/** Calls name what they call in a member of their parameters. */
export const GATED: ReadonlyMap<string, ListedKind> = new Map([
  ["tools/call", "tool"],
  ["prompts/get", "prompt"],
]);

/** A server whose every answer brings another change is asked so often in a session, and then only before calls. */
const MAX_AGAIN = 20;

export class Session {
  readonly options: GuardOptions;
  readonly asker: Asker;
  /** Requests of the client that wait for the server, by `idKey`. */
  readonly pending = new Map<string, Pending>();
  /** Requests of the server that wait for the client. */
  readonly asked = new Set<string>();
  held: Held[] = [];
  /** Methods that the server asked the client for. */
  readonly requests = new Set<string>();
  greeting: JsonObject | undefined;
  #again = 0;
  #effects: Effect[] = [];
  /** What has to wait for the end of a long line; undefined while there is none. */
  #deferred: (string | Buffer)[] | undefined;

  constructor(options: GuardOptions) {
    this.options = options;
    this.asker = new Asker(options.ownIds, (key, item) => isPinned(options.pins, key, item));
  }

  /** Whether what is not pinned is held back. */
  get isStrict(): boolean {
    return this.options.mode === "enforce";
  }

  isPinned(key: ItemKey, value: Json): boolean {
    return isPinned(this.options.pins, key, value);
  }

  toClient(bytes: string | Buffer): void {
    if (this.#deferred === undefined) this.#effects.push({ to: "client", bytes });
    else this.#deferred.push(bytes);
  }

  /** A part of a long line: nothing else is written until it ends. */
  longToClient(bytes: string | Buffer, isEnd: boolean): void {
    this.#effects.push({ to: "client", bytes });
    const waiting = this.#deferred ?? [];
    this.#deferred = isEnd ? undefined : waiting;
    if (isEnd) for (const line of waiting) this.toClient(line);
  }

  toServer(bytes: string | Buffer): void {
    this.#effects.push({ to: "server", bytes });
  }

  add(effects: readonly Effect[]): void {
    for (const effect of effects) this.#effects.push(effect);
  }

  say(remark: Remark): void {
    this.#effects.push({ to: "person", remark });
  }

  sayHeld(keys: readonly (ItemKey | undefined)[]): void {
    if (this.options.mode === "observe") return;
    for (const key of keys) {
      this.say({ kind: "held-back", key, isChanged: key !== undefined && this.options.pins.has(key) });
    }
  }

  /** Answers a request of the client in the server's stead, in words of our own. */
  refuse(id: Id, why: string, code: number = CODES.refused): void {
    this.toClient(errorLine(id, code, `mcp-pin: ${why}`));
  }

  flush(): readonly Effect[] {
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  /** Whether a list that changed while it was asked for is asked for again at once, and not at the next call. */
  mayAskAgain(): boolean {
    this.#again += 1;
    return this.#again <= MAX_AGAIN;
  }

  /** Begins to ask for a list, unless that is under way. */
  ask(kind: ListedKind): void {
    if (this.asker.listing(kind).state !== "asking") this.add(this.asker.ask(kind));
  }

  /** Asks for every list that the server offers and that nobody asked for yet. */
  askAll(): void {
    for (const kind of KINDS) if (this.#offers(kind) && this.asker.listing(kind).state === "unasked") this.ask(kind);
  }

  /** A server that did not greet is asked for tools. */
  #offers(kind: ListedKind): boolean {
    const capabilities = this.greeting?.capabilities;
    if (!isObject(capabilities)) return kind === "tool";
    return isObject(capabilities[kind === "template" ? "resources" : `${kind}s`]);
  }
}

/** The key of what a call calls; undefined when it names nothing. */
export function calledBy(message: Message, kind: ListedKind): ItemKey | undefined {
  const { name } = paramsOf(message);
  return typeof name === "string" ? `${kind}/${name}` : undefined;
}
