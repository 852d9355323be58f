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
    const kind = token.startsWith('"') ? KIND.regex : token.length > 1 ? KIND.number : KIND.punctuator;
    tokens.push(index, index + token.length, kind);
  }
  tokens.trim();
  return tokens;
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

/** A text broken after `;`, `{` and `}` outside strings, and between tags; the pieces themselves are as shipped. */
export function splitText(text: string): CodeLines {
  const tokens = new Tokens(text);
  let start = 0;
  for (const end of ends(text)) {
    pushBare(tokens, text, start, end);
    start = end;
  }
  pushBare(tokens, text, start, text.length);
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
    if (index === skip) continue;
    const end = index + 1;
    if (character === "\\") skip = end;
    else if (character === "\n" && quote !== "`") quote = "";
    else if (quote !== "") quote = character === quote ? "" : quote;
    else if (`"'\``.includes(character)) quote = character;
    if (quote !== "" || `"'\`\\`.includes(character) || (character === "," && end - last < LONG)) continue;
    last = end;
    yield end;
  }
}

/** Adds a piece without the blanks around it. */
function pushBare(tokens: Tokens, text: string, start: number, end: number): void {
  const piece = text.slice(start, end);
  const bare = piece.trimStart();
  const from = end - bare.length;
  const until = from + bare.trimEnd().length;
  if (until > from) tokens.push(from, until, KIND.template);
}
