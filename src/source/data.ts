/** Texts without a grammar of their own here: JSON broken at its brackets, and anything else at what likely ends a statement. */
import type { CodeLines } from "./code.js";
import { KIND } from "./kinds.js";
import { Printed } from "./print.js";
import { Tokens } from "./tokens.js";

const JSON_TOKEN = /"(?:[^"\\]|\\.)*"|[-+.\w]+|[^\s]/gs;

/** The tokens of a JSON text. What is no JSON gives tokens as well, a character each. */
export function jsonTokens(text: string): Tokens {
  const tokens = new Tokens(text);
  for (const { 0: token, index } of text.matchAll(JSON_TOKEN)) {
    tokens.push(index, index + token.length, jsonKind(token));
  }
  tokens.trim();
  return tokens;
}

function jsonKind(token: string): number {
  if (token.startsWith('"')) return KIND.regex;
  // Numbers count as they are spelled: other programs than JavaScript tell more of them apart.
  return token.length === 1 ? KIND.punctuator : KIND.word;
}

/** A JSON text with a member a line. */
export function readableJson(text: string): CodeLines {
  const tokens = jsonTokens(text);
  const breaks = new Uint8Array(tokens.count + 1);
  const steps = new Int8Array(tokens.count + 1);
  for (let token = 0; token < tokens.count; token += 1) {
    const [opens, closes] = [isOne(tokens, token, "[{"), isOne(tokens, token + 1, "]}")];
    if (isOne(tokens, token, ",") || (opens && !closes)) breaks[token + 1] = 1;
    if (opens && !closes) steps[token + 1] = 1;
    if (closes && !opens) {
      breaks[token + 1] = 1;
      steps[token + 1] = (steps[token + 1] ?? 0) - 1;
    }
  }
  return new Printed(tokens, { breaks, steps });
}

const isOne = (tokens: Tokens, token: number, characters: string): boolean =>
  token < tokens.count &&
  tokens.kind(token) === KIND.punctuator &&
  characters.includes(tokens.text.charAt(tokens.start(token)));

/** Characters after which a statement that is broken nowhere else is broken at a comma. */
const LONG = 200;

/** A text broken at line ends, after `;`, `{` and `}` outside strings, and between tags: a token a line, blanks among it. */
export function splitText(text: string): CodeLines {
  const tokens = new Tokens(text);
  let start = 0;
  for (const end of ends(text)) {
    pushLine(tokens, text, start, end);
    start = end;
  }
  if (start < text.length) pushLine(tokens, text, start, text.length);
  tokens.trim();
  const breaks = new Uint8Array(tokens.count + 1).fill(1);
  return new Printed(tokens, { breaks, steps: new Int8Array(tokens.count + 1) });
}

const BREAKS = /["'`\\]|[;{}\n]|,|>(?=<)/g;

/** Where pieces end. A string is left where its quote comes again, and at the end of a line unless it is a template. */
function* ends(text: string): Generator<number> {
  let quote = "";
  let last = 0;
  let skip = -1;
  for (const { 0: character, index } of text.matchAll(BREAKS)) {
    if (index === skip && character !== "\n") continue;
    const end = index + 1;
    if (character === "\\") skip = end;
    else if (character === "\n" && quote !== "`") quote = "";
    else if (quote !== "") quote = character === quote ? "" : quote;
    else if (`"'\``.includes(character)) quote = character;
    if (character !== "\n" && quote !== "") continue;
    if (`"'\`\\`.includes(character) || (character === "," && end - last < LONG)) continue;
    last = end;
    yield end;
  }
}

/** Adds a piece without its line end. */
function pushLine(tokens: Tokens, text: string, start: number, end: number): void {
  const feed = text[end - 1] === "\n" ? 1 : 0;
  const length = feed === 1 && text[end - 2] === "\r" && end - 2 >= start ? 2 : feed;
  tokens.push(start, end - length, KIND.template);
}
