/** One GET through npm's own HTTP client (proxy, CA, tokens, retries), read into memory with a limit. */
import { PinError } from "../errors.js";
import type { NpmOptions } from "./npm-config.js";
import { plainUrl, registryError } from "./registry-errors.js";
import { withAgent } from "./tls-agent.js";

export interface FetchRequest {
  /** What is asked for, for messages: `name` or `name@version`. */
  readonly subject: string;
  readonly accept: string;
  /** Bytes that the answer may have at most. */
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}

export interface FetchAnswer {
  readonly bytes: Buffer;
  readonly contentType: string;
  /** What `content-length` promised, when it speaks of these very bytes. */
  readonly announcedLength: number | undefined;
}

/** Milliseconds for one answer as a whole: a server that drips a byte at a time must not hold us for ever. */
const TOTAL_TIMEOUT = 300_000;
const TIMED_OUT = Object.assign(new Error("no answer in time"), { code: "ETIMEDOUT" });

/** @throws PinError `registry`, or `interrupted` when the signal says so. */
export async function npmFetch(address: string, npm: NpmOptions, request: FetchRequest): Promise<FetchAnswer> {
  const { subject, signal } = request;
  if (npm.offline) {
    throw new PinError("registry", `${subject}: offline, so ${plainUrl(address)} is not asked`, {
      hint: "run again without --offline",
    });
  }
  const stop = new AbortController();
  const idle = setTimeout(() => stop.abort(TIMED_OUT), Number(npm.timeout));
  const total = setTimeout(() => stop.abort(TIMED_OUT), TOTAL_TIMEOUT);
  const either = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  try {
    either.throwIfAborted();
    const { default: fetch } = await import("npm-registry-fetch");
    const headers = { accept: request.accept };
    const response = await fetch(address, { ...withAgent(address, npm), cache: undefined, headers, signal: either });
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of response.body) {
      idle.refresh();
      length += chunk.length;
      if (length > request.limit) throw new PinError("registry", `${subject}: more than ${request.limit} bytes`);
      chunks.push(chunk);
    }
    const announced = response.headers.get("content-length");
    const isPlain = announced !== null && response.headers.get("content-encoding") === null;
    return {
      bytes: Buffer.concat(chunks, length),
      contentType: response.headers.get("content-type") ?? "",
      announcedLength: isPlain ? Number(announced) : undefined,
    };
  } catch (cause) {
    const reason = stop.signal.aborted ? stop.signal.reason : cause;
    stop.abort();
    throw registryError(reason, subject, address, signal);
  } finally {
    clearTimeout(idle);
    clearTimeout(total);
  }
}
