/** Lines → JSON-RPC messages, strictly: what two readers could take differently is no message. */
import { isUtf8 } from "node:buffer";
import type { Json } from "../package/canonical.js";
import { isObject, type JsonObject } from "../review/tool-manifest.js";
import { JsonScan } from "./json-scan.js";

export type Id = string | number;

export type Message =
  | { readonly kind: "request"; readonly id: Id; readonly method: string; readonly value: JsonObject }
  | { readonly kind: "notification"; readonly method: string; readonly value: JsonObject }
  /** `id` is null for an error about a message that could not be read. */
  | { readonly kind: "answer"; readonly id: Id | null; readonly value: JsonObject };

export type Reading =
  | { readonly kind: "messages"; readonly isBatch: boolean; readonly messages: readonly Message[] }
  | { readonly kind: "blank" }
  | { readonly kind: "unreadable"; readonly why: string };

const unreadable = (why: string): Reading => ({ kind: "unreadable", why });

/** Messages of one batch. */
const MAX_BATCH = 1000;

/** Reads one line. Never throws. */
export function readLine(bytes: Buffer): Reading {
  if (!isUtf8(bytes)) return unreadable("not UTF-8");
  if (hasInnerReturn(bytes)) return unreadable("a carriage return within a line");
  const text = bytes.toString("utf8");
  if (text.trim() === "") return { kind: "blank" };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return unreadable("not JSON");
  }
  const isBatch = Array.isArray(value);
  const duplicate = duplicateIn(bytes, isBatch);
  if (duplicate !== undefined) return unreadable(duplicate);
  const values = isBatch ? (value as unknown[]) : [value];
  if (values.length === 0 || values.length > MAX_BATCH) return unreadable("a batch of no usable size");
  const messages = values.map(messageOf);
  if (messages.includes(undefined)) return unreadable("not a JSON-RPC message");
  return { kind: "messages", isBatch, messages: messages as Message[] };
}

/** A reader that ends lines at a carriage return would find another message behind it. One before the line feed is fine. */
function hasInnerReturn(bytes: Buffer): boolean {
  const at = bytes.indexOf(RETURN);
  return at >= 0 && (at !== bytes.length - 2 || bytes[at + 1] !== FEED);
}
export const RETURN = 0x0d;
const FEED = 0x0a;

/** Two levels of a message: its envelope, and the names within `params` or `result`. All levels of a batch. */
function duplicateIn(bytes: Buffer, isBatch: boolean): string | undefined {
  const scan = new JsonScan(isBatch ? Number.POSITIVE_INFINITY : 2);
  scan.push(isBatch ? Buffer.concat([BATCH_OPEN, bytes, BATCH_CLOSE]) : bytes);
  if (scan.isBroken) return "nested too deeply, or with keys too long";
  return scan.duplicate === undefined ? undefined : "a member that stands twice";
}
const [BATCH_OPEN, BATCH_CLOSE] = [Buffer.from('{"batch":'), Buffer.from("}")];

/** Whether a member stands twice anywhere in a JSON object's text. */
export function hasDuplicates(bytes: Buffer): boolean {
  const scan = new JsonScan(Number.POSITIVE_INFINITY);
  scan.push(bytes);
  return scan.isBroken || scan.duplicate !== undefined;
}

const ENVELOPE = new Set(["jsonrpc", "id", "method", "params", "result", "error"]);

function messageOf(value: unknown): Message | undefined {
  if (!isObject(value) || value.jsonrpc !== "2.0") return undefined;
  if (Object.keys(value).some((key) => !ENVELOPE.has(key))) return undefined;
  const { id, method, params } = value;
  const isAnswer = "result" in value || "error" in value;
  if (typeof method === "string") {
    if (isAnswer || (params !== undefined && (typeof params !== "object" || params === null))) return undefined;
    if (!("id" in value)) return { kind: "notification", method, value };
    return isId(id) ? { kind: "request", id, method, value } : undefined;
  }
  if (!isAnswer || "method" in value || "params" in value || ("result" in value && "error" in value)) return undefined;
  if (id === null || id === undefined) return "error" in value ? { kind: "answer", id: null, value } : undefined;
  return isId(id) ? { kind: "answer", id, value } : undefined;
}

/** UTF-16 units of an id. */
const MAX_ID = 256;

const isId = (id: unknown): id is Id =>
  typeof id === "number" ? Number.isFinite(id) : typeof id === "string" && id.length <= MAX_ID;

/** `1` and `"1"` are two ids. */
export const idKey = (id: Id): string => (typeof id === "number" ? `n${id}` : `s${id}`);

/** JSON-RPC's codes, and one of its own for refusals. */
export const CODES = { parse: -32700, method: -32601, params: -32602, refused: -32001 } as const;

/** The error that asks the client to open addresses (MCP 2025-11-25, `URLElicitationRequiredError`). */
export const URL_NEEDED = -32042;

export const errorLine = (id: Id | null, code: number, message: string): string =>
  line({ jsonrpc: "2.0", id, error: { code, message } });

export const line = (value: Json): string => `${JSON.stringify(value)}\n`;

export const paramsOf = ({ value }: Message): JsonObject => (isObject(value.params) ? value.params : {});
