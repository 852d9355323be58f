/**
 * The guard between a client and its server: lines in, effects out, no I/O. What the client is shown of the server's
 * tools, prompts, templates and instructions is what is pinned; a call passes only when the guard has heard, from the
 * server itself, that what is called is still what was pinned.
 *
 * What an agent reads as a description is checked and spelled anew. Results of calls are not: their envelope is read
 * strictly, and the bytes pass as they are.
 */
import type { Effect } from "./effects.js";
import { fromClient } from "./from-client.js";
import { fromServer, settled } from "./from-server.js";
import { LongAnswer } from "./long-answer.js";
import { type GuardOptions, Session } from "./session.js";

export type { Effect } from "./effects.js";
export type { GuardMode, GuardOptions } from "./session.js";

export class Guard {
  readonly #session: Session;
  #long: LongAnswer | undefined;

  constructor(options: GuardOptions) {
    this.#session = new Session(options);
  }

  /** Whether a call waits for the guard's own asking: the server's input must stay open. */
  get isHolding(): boolean {
    return this.#session.held.length > 0;
  }

  /** A line of the client, with its line feed. */
  clientLine(bytes: Buffer): readonly Effect[] {
    fromClient(this.#session, bytes);
    return this.#session.flush();
  }

  /** A line of the server, with its line feed. */
  serverLine(bytes: Buffer): readonly Effect[] {
    fromServer(this.#session, bytes);
    return this.#session.flush();
  }

  /** A part of a line of the server that is too long to be held. */
  longPart(bytes: Buffer): readonly Effect[] {
    this.#long ??= new LongAnswer(this.#session);
    this.#long.part(bytes);
    return this.#session.flush();
  }

  /** The line feed of that line. */
  longEnd(): readonly Effect[] {
    this.#long?.end();
    this.#long = undefined;
    return this.#session.flush();
  }

  /** The time that an effect asked for is over. */
  expired(token: number): readonly Effect[] {
    const kind = this.#session.asker.expired(token);
    if (kind !== undefined) {
      this.#session.say({ kind: "list-missing", list: kind });
      settled(this.#session, kind);
    }
    return this.#session.flush();
  }
}
