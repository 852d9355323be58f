/**
 * A line of the server that is too long to be held: it is handed on as it comes, all but its last bracket. Only when its
 * envelope turns out to be that of an answer which may pass unread does the bracket follow; else the line is broken off,
 * and no reader of JSON takes it for a message.
 */

import { isChecked } from "./from-server.js";
import { JsonScan } from "./json-scan.js";
import { type Id, idKey, RETURN, URL_NEEDED } from "./message.js";
import type { Session } from "./session.js";

/** Bytes of one line. */
const MAX_LINE = 512 * 1024 * 1024;
const MEMBERS = new Set(["jsonrpc", "id", "result", "error"]);
const CLOSE = "}\n";

export class LongAnswer {
  readonly #session: Session;
  readonly #scan = new JsonScan(2);
  #size = 0;
  #hasReturn = false;

  constructor(session: Session) {
    this.#session = session;
  }

  part(bytes: Buffer): void {
    this.#size += bytes.length;
    const isOver = this.#scan.isEnded || this.#isSpoiled;
    const closed = isOver ? 0 : this.#scan.push(bytes);
    const shown = closed < 0 ? bytes : bytes.subarray(0, closed);
    if (shown.includes(RETURN)) this.#hasReturn = true;
    if (!this.#session.isStrict) this.#show(bytes);
    else if (!isOver && !this.#isSpoiled) this.#show(shown);
  }

  end(): void {
    const id = this.#id;
    const key = id === undefined ? "" : idKey(id);
    const pending = this.#session.pending.get(key);
    this.#session.pending.delete(key);
    const why = this.#problem ?? (pending === undefined ? "an answer that nobody waits for" : undefined);
    const isWhole = why === undefined && pending !== undefined && !isChecked(pending) && this.#isComplete;
    if (!this.#session.isStrict) this.#session.longToClient("\n", true);
    else if (isWhole) this.#session.longToClient(CLOSE, true);
    else this.#breakOff(pending === undefined ? undefined : id, why ?? "too long to be checked");
  }

  #show(bytes: Buffer): void {
    this.#session.longToClient(bytes, false);
  }

  #breakOff(id: Id | undefined, why: string): void {
    this.#session.longToClient("\n", true);
    this.#session.say({ kind: "server-unreadable", why });
    if (id !== undefined) this.#session.refuse(id, "the server's answer is too long or malformed");
  }

  /** Whether nothing that follows could make it pass. */
  get #isSpoiled(): boolean {
    const isMisread = this.#scan.isBroken || this.#scan.duplicate !== undefined || this.#hasReturn;
    return isMisread || this.#size > MAX_LINE;
  }

  get #problem(): string | undefined {
    if (this.#isSpoiled || !this.#scan.isEnded) return "a long line that is no message";
    const keys = [...this.#scan.members.keys()].filter((path) => !path.includes("."));
    const isAnswer = keys.includes("result") !== keys.includes("error");
    const fits = isAnswer && keys.every((key) => MEMBERS.has(key)) && this.#scan.members.get("jsonrpc") === '"2.0"';
    return fits ? undefined : "a long line that is no answer";
  }

  get #id(): Id | undefined {
    const text = this.#scan.members.get("id");
    try {
      const id: unknown = text === undefined ? undefined : JSON.parse(text);
      return typeof id === "string" || typeof id === "number" ? id : undefined;
    } catch {
      return undefined;
    }
  }

  /** An answer that asks the client for something is none that may pass unread. */
  get #isComplete(): boolean {
    const { members } = this.#scan;
    const code = Number(members.get("error.code"));
    if (members.has("error") && (!Number.isInteger(code) || code === URL_NEEDED)) return false;
    return !members.has("result.resultType") || members.get("result.resultType") === '"complete"';
  }
}
