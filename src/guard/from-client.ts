/** The client's direction: what may be asked of the server. */
import { isObject, type ListedKind } from "../review/tool-manifest.js";
import { CODES, errorLine, idKey, line, type Message, paramsOf, readLine } from "./message.js";
import { calledBy, GATED, type Session } from "./session.js";

/** Requests that wait for the server, and lines that wait for a list. */
const MAX_PENDING = 10_000;
const MAX_HELD = 1_000;
const MODERN = "io.modelcontextprotocol/protocolVersion";

export function fromClient(session: Session, bytes: Buffer): void {
  const reading = readLine(bytes);
  if (reading.kind === "blank") return;
  if (reading.kind === "unreadable") {
    if (!session.isStrict) {
      session.toServer(bytes);
      return;
    }
    session.say({ kind: "client-unreadable", why: reading.why });
    session.toClient(errorLine(null, CODES.parse, `mcp-pin: ${reading.why}`));
    return;
  }
  const { messages } = reading;
  const waiting = session.isStrict ? listToHear(session, messages) : undefined;
  if (waiting === undefined) {
    pass(session, bytes, messages, (message) => admits(session, message));
    return;
  }
  if (session.held.length < MAX_HELD) session.held.push({ kind: waiting, bytes, messages });
  else
    for (const message of messages) if (message.kind === "request") session.refuse(message.id, "too many calls wait");
  session.ask(waiting);
}

/** Lets go what waited for a list that is now heard, or that did not come. */
export function release(session: Session, kind: ListedKind): void {
  const waiting = session.held.filter((held) => held.kind === kind);
  session.held = session.held.filter((held) => held.kind !== kind);
  for (const { bytes, messages } of waiting) {
    const isCall = (message: Message): boolean => message.kind === "request" && GATED.get(message.method) !== undefined;
    pass(session, bytes, messages, (message) => {
      const mayPass = !isCall(message) || mayCall(session, message as Request);
      return mayPass && admits(session, message, true);
    });
  }
}

type Request = Extract<Message, { kind: "request" }>;

/** Hands on the messages of a line that may pass: the line as it came, or what is left of a batch. */
function pass(
  session: Session,
  bytes: Buffer,
  messages: readonly Message[],
  admit: (message: Message) => boolean,
): void {
  const passing = messages.filter(admit);
  if (passing.length === messages.length) session.toServer(bytes);
  else if (passing.length > 0) session.toServer(line(passing.map(({ value }) => value)));
  for (const message of passing) afterwards(session, message);
}

/** The list that has to be heard before the line may pass. */
const listToHear = (session: Session, messages: readonly Message[]): ListedKind | undefined =>
  messages
    .map((message) => (message.kind === "request" ? GATED.get(message.method) : undefined))
    .find((kind) => kind !== undefined && session.asker.listing(kind).state !== "known");

function admits(session: Session, message: Message, isJudged = false): boolean {
  if (message.kind === "answer") {
    const isAsked = message.id !== null && session.asked.delete(idKey(message.id));
    return isAsked || !session.isStrict;
  }
  if (message.kind === "notification") {
    return message.method !== "notifications/cancelled" || cancels(session, paramsOf(message).requestId);
  }
  const { id, method } = message;
  if (session.asker.owns(id) || session.pending.has(idKey(id))) {
    session.say({ kind: "client-unreadable", why: "an id that is in use" });
    return !session.isStrict;
  }
  if (session.isStrict && session.pending.size >= MAX_PENDING) {
    session.refuse(id, "too many requests at once");
    return false;
  }
  if (!isJudged && GATED.get(method) !== undefined && !mayCall(session, message)) return false;
  if (session.pending.size < MAX_PENDING) session.pending.set(idKey(id), { method });
  return true;
}

/** Whether what is called is, as last heard, what was pinned. Refuses it otherwise. */
function mayCall(session: Session, message: Request): boolean {
  const kind = GATED.get(message.method) as ListedKind;
  const key = calledBy(message, kind);
  const listing = session.asker.listing(kind);
  if (session.options.mode === "observe" || (key !== undefined && listing.allows(key))) return true;
  if (!session.isStrict && listing.state !== "known") return true;
  session.say({ kind: "call-refused", list: kind, name: key?.slice(kind.length + 1) ?? "" });
  if (!session.isStrict) return true;
  session.refuse(message.id, `this ${kind} is not pinned`, CODES.params);
  return false;
}

/** A call that still waits here is forgotten, and its cancellation with it; one that was sent is no longer waited for. */
function cancels(session: Session, id: unknown): boolean {
  if (typeof id !== "string" && typeof id !== "number") return true;
  const left = session.held.filter(({ messages: [first, ...others] }) => {
    return others.length > 0 || first?.kind !== "request" || idKey(first.id) !== idKey(id);
  });
  const isSent = left.length === session.held.length;
  session.held = left;
  session.pending.delete(idKey(id));
  return isSent;
}

/** What a message that passed sets going: the guard begins to ask once the server may be asked. */
function afterwards(session: Session, message: Message): void {
  if (message.kind === "notification" && message.method === "notifications/initialized") session.askAll();
  if (message.kind !== "request" || message.method === "server/discover") return;
  const meta = paramsOf(message)._meta;
  if (!isObject(meta) || !(MODERN in meta)) return;
  session.asker.speakAs(Object.fromEntries(Object.entries(meta).filter(([key]) => OF_CLIENT.has(key))));
  session.askAll();
}

const OF_CLIENT = new Set(
  ["protocolVersion", "clientInfo", "clientCapabilities"].map((key) => `io.modelcontextprotocol/${key}`),
);
