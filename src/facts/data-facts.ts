/** Facts of files that are not programs: JSON, configuration, shell, gyp, prose. */
import type { Collector } from "./collector.js";
import { commandTraits } from "./commands.js";
import { hostsIn } from "./hosts.js";
import { orderOf } from "./orders.js";
import { addHosts, addTextFacts, emailsIn, orderFact, type TextContext } from "./text-facts.js";

const TOKEN = /"((?:[^"\\\n]|\\.){0,20000})"(\s*:)?/g;
const METADATA =
  /(?:^|\/)(?:package(?:-lock)?|npm-shrinkwrap|server|manifest|tsconfig[\w.]*|composer|jsr|deno|smithery|glama|components)\.jsonc?$|\.tsbuildinfo$/;
const SAID =
  /^(?:\$schema|\$id|\$ref|id|homepage|repository|bugs|url|websiteUrl|documentation|docs|description|title|license|author|funding|license_url|termsOfService|contact|email|name|iconUrl|icon|support|privacy\w*|examples?)$/i;

/** JSON by its strings, so that broken JSON, comments and any nesting are read alike. */
export function addJson(to: Collector): void {
  let holder: string | undefined;
  const isMetadata = METADATA.test(to.path);
  for (const match of to.lines.text.matchAll(TOKEN)) {
    if (to.full) return;
    const raw = match[1] ?? "";
    if (match[2] !== undefined) {
      holder = raw;
      continue;
    }
    if (raw.length < 4 || !/[.@:\\(]/.test(raw)) continue;
    const value = unescaped(raw);
    if (!isMetadata) addCode(to, value, match.index);
    const said = isMetadata || SAID.test(holder ?? "") || /^https?:\/\/json-schema\.org|\/schema/.test(value);
    const base = {
      offset: match.index,
      via: [],
      use: said ? ("text" as const) : ("base" as const),
      ...(holder === undefined ? {} : { holder }),
    };
    addTextFacts(
      to,
      value,
      value === raw || !/\\u00[2-7]/i.test(raw) ? base : { ...base, disguise: raw.slice(0, 200) },
    );
    if (!isMetadata || holder === "description") addOrderFact(to, value, match.index);
  }
}

/** Starting programs, or making code of text, in a text that nobody runs as it stands. */
const CODE =
  /\b(?:require|import)\s*\(\s*["'`](?:node:)?(?:child_process|vm|worker_threads|net|dgram)["'`]\s*\)|\beval\s*\(\s*(?:atob|Buffer|String|unescape|decodeURI)|\bnew Function\s*\(\s*["'`]|process\.(?:binding|dlopen|mainModule)\b/;

function addCode(to: Collector, value: string, offset: number): void {
  const match = value.length > 200_000 ? null : CODE.exec(value);
  if (match === null) return;
  const detail = value.slice(Math.max(0, match.index - 40), match.index + match[0].length + 120).replace(/\s+/g, " ");
  const fact = { zone: "data", at: to.at(offset), via: [], form: "code-in-data", detail } as const;
  to.add({ kind: "obfuscation", key: `code-in-data:${detail}`, ...fact });
}

/** Comments of markup show on no page. */
function addComments(to: Collector): void {
  for (const { index, 0: comment } of to.lines.text.matchAll(/<!--[\s\S]{20,20000}?-->/g)) addCode(to, comment, index);
}

function unescaped(raw: string): string {
  if (!raw.includes("\\")) return raw;
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}

/** Line by line, as people read it: addresses said in prose, and orders to a model. Lines that are a comment say nothing. */
export function addLines(to: Collector, use: TextContext["use"], comment?: RegExp): void {
  const { text } = to.lines;
  addComments(to);
  let offset = 0;
  for (const line of text.split("\n")) {
    if (to.full) return;
    if (line.length < 50_000 && comment?.test(line) !== true && /[@:]|\.[a-z]{2}/i.test(line)) {
      const context: TextContext = { offset, via: [], use };
      if (line.includes("://"))
        for (const match of line.matchAll(/[a-z]+:\/\/[^\s"'<>`)\]]+/gi))
          addHosts(to, match[0], { ...context, offset: offset + match.index });
      else if (use !== "text") addBareHosts(to, line, context);
      if (emailsIn(line).length > 0) addTextFacts(to, line.slice(0, 400), context);
    }
    if (to.zone === "prose" && line.length > 30) addOrderFact(to, line, offset);
    offset += line.length + 1;
  }
  if (to.zone === "data" || (to.zone === "prose" && !DOCUMENT.test(to.path))) addParagraphs(to);
}

/** Written for people. What else a package ships in prose (prompts, skills, rules) is written for a model. */
const DOCUMENT =
  /(?:^|\/)(?:readme|change(?:log|s)|history|releases?|licen[cs]e|copying|notice|authors|contribut\w*|security|code_of_conduct|third[\w-]*|migrat\w*|upgrad\w*)[\w.-]*$|(?:^|\/)docs?\/|\.(?:html?|svg|xml|css|map|d\.[cm]?ts)$/i;
const LONGEST_PARAGRAPH = 8_000;

/** Sentences that run over the ends of lines, as in YAML and in prompts. */
function addParagraphs(to: Collector): void {
  for (const { index, 0: paragraph } of to.lines.text.matchAll(/[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*/g)) {
    const order = paragraph.length > LONGEST_PARAGRAPH ? undefined : orderOf(paragraph);
    if (order === undefined) continue;
    const words = order.told.split(" ", 3).map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
    const start = paragraph.search(new RegExp(words.join("\\s+"), "u"));
    to.add(orderFact(order, { zone: to.zone, at: to.at(index + Math.max(0, start)), via: [] }));
  }
}

/** What a template reaches when it is shown, and every mail address in it: readers write to those. */
export function addTemplate(to: Collector): void {
  let offset = 0;
  for (const line of to.lines.text.split("\n")) {
    if (to.full) return;
    if (line.length < 50_000 && /[@:]/.test(line)) {
      const context: TextContext = { offset, via: [], use: "text" };
      addHosts(to, line, context);
      for (const address of emailsIn(line)) addTextFacts(to, address, { ...context, use: "base" });
    }
    offset += line.length + 1;
  }
}

function addBareHosts(to: Collector, line: string, context: TextContext): void {
  for (const word of line.split(/[\s"'=,;()]+/)) if (hostsIn(word).length > 0) addHosts(to, word, context);
}

function addOrderFact(to: Collector, value: string, offset: number): void {
  const order = orderOf(value, to.zone === "prose");
  if (order !== undefined) to.add(orderFact(order, { zone: to.zone, at: to.at(offset), via: [] }));
}

/** Shell scripts and gyp files run commands: each line that does something telling is a call. Comments run nothing. */
export function addCommands(to: Collector): void {
  addLines(to, "base", /^\s*#(?!!)/);
  let offset = 0;
  for (const line of to.lines.text.split("\n")) {
    const traits = /^\s*#/.test(line) ? [] : commandTraits(line);
    const expansion = /<!@?\(([^)]*)\)?/.exec(line)?.[1];
    if (traits.length > 0 || expansion !== undefined) {
      const argument = (expansion ?? line).trim().slice(0, 300);
      to.add({
        kind: "call",
        key: `call:exec:shell:${argument}`,
        zone: "code",
        at: to.at(offset),
        via: [],
        group: "exec",
        api: expansion === undefined ? "shell" : "gyp",
        argument,
        shape: "constant",
        traits: expansion === undefined ? traits : ["runs on install", ...traits],
      });
    }
    offset += line.length + 1;
  }
}

/**
 * Lines that end in long, varied runs of blanks and tabs: nobody sees them, a decoder reads them. Tabs and then blanks are
 * the indentation of an empty line.
 */
export function addWhitespaceCode(to: Collector): void {
  let offset = 0;
  let first: number | undefined;
  let runs = 0;
  for (const line of to.lines.text.split("\n")) {
    const kept = line.replace(/\r$/, "");
    const bare = kept.trimEnd();
    const run = kept.slice(bare.length);
    if (run.length >= 6 && /\t +\t| \t+ /.test(run)) {
      runs += 1;
      first ??= offset + bare.length;
    }
    offset += line.length + 1;
  }
  if (runs < 4 || first === undefined) return;
  const value = `${runs} lines of ${to.path} end in mixed runs of blanks and tabs`;
  to.add({
    kind: "text",
    key: `whitespace-code:${to.path}`,
    zone: to.zone,
    at: to.at(first),
    via: [],
    form: "whitespace-code",
    value,
  });
}
