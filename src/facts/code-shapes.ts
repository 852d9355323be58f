/** How code is written rather than what it does: hidden to the right, decoders, gates, tables of strings, long blobs. */
import { hash } from "node:crypto";
import type * as acorn from "acorn";
import { bare, isFunction, type Node, parentOf, walk } from "../source/ast.js";
import { addGate } from "./code-gates.js";
import { addMarks } from "./code-marks.js";
import { calleeName } from "./code-text.js";
import type { CodeCollector } from "./collector.js";
import { text } from "./value.js";

export function addShapes(to: CodeCollector): void {
  addFarRight(to);
  addLineBreaks(to);
  addMarks(to);
  for (const node of to.module.strings) addBlob(to, node);
  for (const node of to.module.lists) addTable(to, node);
  for (const node of to.module.functions) addDecoder(to, node);
  for (const test of to.module.tests) addGate(to, test);
  for (const node of to.module.others)
    if (node.type === "DebuggerStatement") push(to, node, "debugger", "debugger", "debugger");
  addSecretPatterns(to);
}

export function push(
  to: CodeCollector,
  node: { readonly start: number },
  form: string,
  key: string,
  detail: string,
): void {
  to.add({
    kind: "obfuscation",
    key: `shape:${key}`,
    zone: to.zone,
    at: to.at(node.start),
    via: [],
    form,
    detail: detail.slice(0, 300),
  });
}

/** Code behind a hundred blanks stands outside of every editor's window. */
function addFarRight(to: CodeCollector): void {
  const { text: source } = to.lines;
  for (const match of source.matchAll(/\S[ \t\u00a0\u2000-\u200a\u3000]{100,400000}(?=[^\s])/g)) {
    const start = match.index + match[0].length;
    const end = source.indexOf("\n", start);
    const hidden = source.slice(start, end === -1 ? start + 300 : Math.min(end, start + 300));
    if (/^(?:\/\/|\*|\||\\n|["'`]\s*[,;)\]}]*\s*$)/.test(hidden) || isAlignment(source, match.index)) continue;
    push(to, { start }, "far-right", `far-right:${hidden.slice(0, 120)}`, hidden);
  }
}

/** Line breaks that editors do not show: what follows looks like the rest of a comment and runs. */
function addLineBreaks(to: CodeCollector): void {
  const { text: source } = to.lines;
  if (/^[^\n]{0,2000}\r(?!\n)[^\n]{0,2000}\r(?!\n)/.test(source)) return; // a file whose lines all end that way
  for (const match of source.matchAll(/[\u2028\u2029]|\r(?!\n)/g)) {
    const start = match.index + 1;
    const before = source.slice(Math.max(0, match.index - 500), match.index);
    const comment = /(?:^|[\s;{}()])\/\/[^\r\n\u2028\u2029]*$/.test(before.slice(before.lastIndexOf("\n") + 1));
    const hidden = source.slice(start, start + 300).split(/[\r\n]/, 1)[0] ?? "";
    if (!comment || !/[\w)]/.test(hidden)) continue;
    push(to, { start }, "line-break", `line-break:${hidden.slice(0, 120)}`, hidden);
  }
}

/** Tables and drawings in text are wide on many lines in a row. */
function isAlignment(source: string, index: number): boolean {
  const around = source.slice(Math.max(0, index - 2_000), index + 3_000).split("\n");
  return around.filter((line) => /\S[ \t]{60,}\S/.test(line)).length > 4;
}

const MEDIA = /^(?:data:|iVBOR|\/9j\/|R0lGOD|UklGR|PHN2Zy|d09G|AAEAAAA|T1RUT|JVBERi|H4sI|sha\d+-|-----BEGIN|eyJ)/;

/** A literal, a template without gaps, or a sum of literals. */
function addBlob(to: CodeCollector, node: Node): void {
  const value = writtenText(to, node);
  addBlanks(to, node, value);
  if (node.type === "Literal" && value.length >= 40 && node.end - node.start > value.length * 2.5)
    addEscapes(to, node, value);
  if (value.length < LEAST_BLOB || /\s/.test(value.slice(0, LEAST_BLOB)) || MEDIA.test(value)) return;
  const entropy = entropyOf(value.slice(0, 4_096));
  const isHex = /^[0-9a-f]+$/i.test(value);
  if (entropy < (isHex ? 3.6 : 4.2)) return;
  const digest = hash("sha256", value, "hex").slice(0, 16);
  const what = value.startsWith("AGFzbQ") ? "wasm" : isHex ? "hex" : /^[\w+/=-]+$/.test(value) ? "base64" : "text";
  push(
    to,
    node,
    "long-string",
    `long-string:${digest}`,
    `${value.length} characters of ${what} (${entropy.toFixed(1)} bits each): ${value.slice(0, 40)}…`,
  );
}

const LEAST_BLOB = 400;

function writtenText(to: CodeCollector, node: Node): string {
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : "";
  if (node.end - node.start < 32) return "";
  if (node.type === "TemplateLiteral") return node.expressions.length > 0 ? "" : (node.quasis[0]?.value.cooked ?? "");
  if (node.type !== "BinaryExpression" || parentOf(node)?.type === "BinaryExpression") return "";
  const isLong = node.end - node.start >= LEAST_BLOB && /^["'`][^"'`\s]{20,}["'`]\s*\+/.test(to.module.textOf(node));
  return isLong ? (text(to.fold(node)) ?? "") : "";
}

/** Blanks and tabs in no order a writer has: bits. */
function addBlanks(to: CodeCollector, node: Node, value: string): void {
  const run = /^[^\S\r]{32,}$/.exec(value)?.[0];
  if (run === undefined || (run.match(/ \t|\t /g)?.length ?? 0) < 6) return;
  const shown = `${run.length} blanks and tabs in a text of ${to.path}`;
  const key = `whitespace-code:${hash("sha256", run, "hex").slice(0, 16)}`;
  to.add({ kind: "text", key, zone: to.zone, at: to.at(node.start), via: [], form: "whitespace-code", value: shown });
}

/** Letters and signs written as escapes throughout. */
function addEscapes(to: CodeCollector, node: acorn.Literal, value: string): void {
  const raw = node.raw ?? to.module.textOf(node);
  const escapes = raw.match(/\\(?:x[2-7][0-9a-f]|u00[2-7][0-9a-f]|u\{[2-7][0-9a-f]\})/gi)?.length ?? 0;
  if (escapes < 40 || escapes < value.length * 0.6) return;
  const digest = hash("sha256", value, "hex").slice(0, 16);
  push(to, node, "long-string", `escapes:${digest}`, `${escapes} escapes that spell ${value.slice(0, 80)}`);
}

const LEAST_TABLE = 200;

/** A long list of bytes, or of texts that only a decoder reads. */
function addTable(to: CodeCollector, node: acorn.ArrayExpression): void {
  const { elements } = node;
  const first = elements[0];
  if (first?.type !== "Literal") return;
  if (typeof first.value === "number" && elements.length >= LEAST_TABLE) {
    const isBytes = elements.every(
      (item) => item?.type === "Literal" && typeof item.value === "number" && item.value >= 0 && item.value < 256,
    );
    if (isBytes) pushTable(to, node, `${elements.length} bytes`);
  } else if (typeof first.value === "string" && elements.length >= 16) {
    const coded = elements.filter((item) => item?.type === "Literal" && isCoded(item.value)).length;
    if (coded > elements.length * 0.9) pushTable(to, node, `${elements.length} coded texts`);
  }
}

/** Padded base64, or letters and digits mixed as no word does. */
const isCoded = (value: unknown): boolean =>
  typeof value === "string" &&
  (/^[A-Za-z0-9+/]{2,}={1,2}$/.test(value) ||
    (/^[A-Za-z0-9+/]{8,}$/.test(value) &&
      /[a-z]\d|\d[a-z]|[a-z][A-Z]{1,2}[a-z]/.test(value) &&
      /\d/.test(value) &&
      /[A-Z]/.test(value)));

function pushTable(to: CodeCollector, node: acorn.ArrayExpression, what: string): void {
  const digest = hash("sha256", to.module.textOf(node), "hex").slice(0, 16);
  push(to, node, "long-string", `table:${digest}`, `a list of ${what}: ${to.source(node, 60)}`);
}

/** Bits a character, from the frequencies. */
function entropyOf(value: string): number {
  const counts = new Map<string, number>();
  for (const item of value) counts.set(item, (counts.get(item) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}

/** A small function that turns codes into characters after arithmetic on them. */
function addDecoder(to: CodeCollector, node: Node): void {
  if (node.end - node.start > 2_000 || !isFunction(node)) return;
  const source = to.module.textOf(node);
  const makes = /fromCharCode|fromCodePoint/.test(source);
  const steps = /codePointAt|charCodeAt|\.map\(|\.replace\(/.test(source) || isMapper(node);
  if (/\b(?:atob|Buffer\.from)\(\s*[\w$]+\[[^\]"'`]*[-+^%*][^\]]*\]/.test(source)) {
    push(to, node, "decoder", "decoder:table", source.replace(/\s+/g, " ").slice(0, 200));
  } else if (makes && steps && hasArithmetic(node)) {
    const invisible = /0x(?:fe00|e0100|e0000|f{4}|200b|2060)|917760|65024|917504|8203/i.test(source);
    push(to, node, "decoder", invisible ? "decoder:invisible" : "decoder", source.replace(/\s+/g, " ").slice(0, 200));
  }
}

/** Given to `list.map` or `text.replace`. */
function isMapper(node: Node): boolean {
  const call = parentOf(node);
  return call?.type === "CallExpression" && /^(?:map|from|replace|replaceAll|reduce)$/.test(calleeName(call) ?? "");
}

function hasArithmetic(node: Node): boolean {
  let found = false;
  walk(node, (at) => {
    const isShift = at.type === "BinaryExpression" && /^(?:\^|-|%)$/.test(at.operator);
    if (isShift && /code|char|\bxor\b|\^/i.test(at.operator === "^" ? "^" : nameWithin(at))) found = true;
    return found ? false : undefined;
  });
  return found;
}

function nameWithin(node: acorn.BinaryExpression): string {
  const left = bare(node.left as Node);
  if (left.type !== "CallExpression") return "";
  const callee = bare(left.callee as Node);
  return callee.type === "MemberExpression" && callee.property.type === "Identifier" ? callee.property.name : "";
}

const SECRET_PATTERN =
  /ghp_|gho_|github_pat_|AKIA|npm_\[|xox[bap]|sk-\[|sk_live|BEGIN .{0,12}PRIVATE KEY|\(\?:?[^)]*\b(?:token|secret|passw(?:or)?d|api_?key)\b[^)]*\|[^)]*\b(?:token|secret|passw(?:or)?d|api_?key|credential)\b/i;

/** What looks for secrets in order to take them out of logs. */
const REDACTS = /redact|sanitiz|scrub|\*\*\*|mask(?:ed|ing|Secret|Token)/i;

/** Patterns shaped like secrets: what looks for them in files or the environment is looking for credentials. */
function addSecretPatterns(to: CodeCollector): void {
  if (REDACTS.test(to.lines.text)) return;
  for (const match of to.lines.text.matchAll(/\/(?:[^/\\\n[]|\\.|\[[^\]\n]{0,80}\]){8,200}\/[a-z]{0,5}(?=[.,;)\s])/g)) {
    if (SECRET_PATTERN.test(match[0]))
      push(to, { start: match.index }, "secret-pattern", `secret-pattern:${match[0]}`, match[0]);
  }
}
