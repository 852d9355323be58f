/** The server's direction: what the client may be shown. */
import type { Json } from "../package/canonical.js";
import { isObject, type JsonObject, KINDS, LISTS, type ListedKind } from "../review/tool-manifest.js";
import { release } from "./from-client.js";
import { siftGreeting } from "./greeting.js";
import { listResult } from "./listing.js";
import {
  CODES,
  errorLine,
  hasDuplicates,
  type Id,
  idKey,
  line,
  type Message,
  readLine,
  URL_NEEDED,
} from "./message.js";
import type { Pending, Session } from "./session.js";

const MAX_ASKED = 1_000;
/** Methods that the server asked for and that are remembered. */
const MAX_METHODS = 100;
const GREETINGS = new Set(["initialize", "server/discover"]);
const CHANGES: ReadonlyMap<string, ListedKind> = new Map([
  ["notifications/tools/list_changed", "tool"],
  ["notifications/prompts/list_changed", "prompt"],
  ["notifications/resources/list_changed", "template"],
]);
const LIST_KINDS: ReadonlyMap<string, ListedKind> = new Map(KINDS.map((kind) => [LISTS[kind].method, kind]));

export function fromServer(session: Session, bytes: Buffer): void {
  const reading = readLine(bytes);
  if (reading.kind === "blank") return;
  if (reading.kind === "unreadable") {
    session.say({ kind: "server-unreadable", why: reading.why });
    if (!session.isStrict) session.toClient(bytes);
    return;
  }
  // The members of a batch are handed on one by one.
  for (const message of reading.messages) {
    const raw = reading.isBatch ? Buffer.from(line(message.value)) : bytes;
    if (message.kind === "answer") answer(session, message, raw);
    else if (message.kind === "request") request(session, message, raw);
    else notification(session, message.method, raw);
  }
}

function notification(session: Session, method: string, raw: Buffer): void {
  session.toClient(raw);
  const kind = CHANGES.get(method);
  if (kind === undefined) return;
  const listing = session.asker.listing(kind);
  const isIdle = listing.state === "known";
  listing.changed();
  if (isIdle) session.ask(kind);
}

/** Only a ping, and what is pinned, is asked of the client. */
function request(session: Session, { id, method }: Extract<Message, { kind: "request" }>, raw: Buffer): void {
  if (method !== "ping" && session.requests.size < MAX_METHODS) session.requests.add(method);
  const isKnown = method === "ping" || session.isPinned(`request/${method}`, method);
  const isFull = session.asked.size >= MAX_ASKED;
  if (!isKnown && session.options.mode !== "observe") session.say({ kind: "request-refused", method });
  if (session.isStrict && (!isKnown || isFull)) {
    session.toServer(errorLine(id, CODES.method, `mcp-pin: ${isKnown ? "too many requests at once" : "not pinned"}`));
    return;
  }
  if (!isFull) session.asked.add(idKey(id));
  session.toClient(raw);
}

function answer(session: Session, { id, value }: Extract<Message, { kind: "answer" }>, raw: Buffer): void {
  if (id === null) {
    if (mayElicit(session, value)) session.toClient(raw);
    return;
  }
  if (session.asker.owns(id)) {
    ownAnswer(session, id, value, raw);
    return;
  }
  const pending = session.pending.get(idKey(id));
  session.pending.delete(idKey(id));
  if (pending === undefined) {
    if (!session.isStrict) session.toClient(raw);
    else session.say({ kind: "server-unreadable", why: "an answer that nobody waits for" });
    return;
  }
  const { result } = value;
  if (result === undefined) {
    if (mayElicit(session, value)) session.toClient(raw);
    else session.refuse(id, UNPINNED);
    return;
  }
  if (isChecked(pending)) {
    checked(session, id, pending, result, raw);
    return;
  }
  if (mayPass(session, result, raw)) session.toClient(raw);
  else session.refuse(id, UNPINNED);
}
const UNPINNED = "the server asks for what is not pinned";

/** Whether an answer to it is read to the end before it is handed on. */
export const isChecked = ({ method }: Pending): boolean => GREETINGS.has(method) || LIST_KINDS.has(method);

function ownAnswer(session: Session, id: Id, { result }: JsonObject, raw: Buffer): void {
  const { effects, done } = session.asker.answer(id, result !== undefined && hasDuplicates(raw) ? undefined : result);
  session.add(effects);
  if (done !== undefined) settled(session, done);
}

/** A list is heard, or lost: what waited for it goes on. */
export function settled(session: Session, kind: ListedKind): void {
  release(session, kind);
  if (session.asker.listing(kind).state === "stale" && session.mayAskAgain()) session.ask(kind);
  if (!session.asker.isAsking) {
    session.add([{ to: "store", manifest: session.asker.manifest(session.greeting, session.requests) }]);
  }
}

function checked(session: Session, id: Id, { method }: Pending, result: Json, raw: Buffer): void {
  const kind = LIST_KINDS.get(method);
  const isUsable = isObject(result) && !hasDuplicates(raw);
  const sifted = !isUsable
    ? undefined
    : kind === undefined
      ? greeted(session, result, method)
      : listed(session, kind, result);
  if (!session.isStrict) {
    session.toClient(raw);
    return;
  }
  if (sifted === undefined) {
    session.refuse(id, "the server's answer is malformed");
    return;
  }
  session.toClient(line({ jsonrpc: "2.0", id, result: sifted }));
}

function greeted(session: Session, result: JsonObject, method: string): JsonObject {
  session.greeting = result;
  if (method === "initialize") session.asker.speakAs(undefined);
  const { result: sifted, held } = siftGreeting(result, session.options.pins, session.options.plain);
  session.sayHeld(held);
  return sifted;
}

function listed(session: Session, kind: ListedKind, result: JsonObject): JsonObject | undefined {
  const items = result[LISTS[kind].member];
  if (!Array.isArray(items)) return undefined;
  const { shown, held } = session.asker.listing(kind).sift(items as readonly Json[]);
  session.sayHeld(held);
  return listResult(kind, result, shown);
}

/** Whether the result of a call may be handed on: the newer protocol asks the client in it. */
function mayPass(session: Session, result: Json, raw: Buffer): boolean {
  if (!isObject(result) || result.resultType === undefined || result.resultType === "complete") return true;
  const { resultType, inputRequests = {} } = result;
  const isUsable = resultType === "input_required" && isObject(inputRequests) && !hasDuplicates(raw);
  if (!isUsable) return !session.isStrict;
  const asked = Object.values(inputRequests);
  return mayAsk(
    session,
    asked.map((item) => (isObject(item) && typeof item.method === "string" ? item.method : "")),
  );
}

/** Whether an error may be handed on: one code asks the client to elicit. */
function mayElicit(session: Session, { error }: JsonObject): boolean {
  const code = isObject(error) ? error.code : undefined;
  const isAsking = (typeof code === "number" || typeof code === "string") && Number(code) === URL_NEEDED;
  return !isAsking || mayAsk(session, ["elicitation/create"]);
}

/** Whether the client may be asked these, in an answer. */
function mayAsk(session: Session, methods: readonly string[]): boolean {
  for (const method of methods) if (session.requests.size < MAX_METHODS) session.requests.add(method);
  const unpinned = methods.filter((method) => !session.isPinned(`request/${method}`, method));
  if (session.options.mode !== "observe")
    for (const method of unpinned) session.say({ kind: "request-refused", method });
  return !session.isStrict || unpinned.length === 0;
}
