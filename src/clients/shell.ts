/** A shell's command line as words, when it is one plain command. Nothing is expanded. */

export type Syntax = "posix" | "cmd";

export interface SimpleCommand {
  /** Names of the variables set before the command (`K=V npx …`). */
  readonly assigns: readonly string[];
  readonly words: readonly string[];
}

const ASSIGNMENT = /^([A-Za-z_][A-Za-z0-9_]*)=/;

/**
 * Undefined when the line is anything but one command with its words: a pipeline, a list, a redirection, a
 * substitution, a comment, an open quote. `$NAME` stays in its word.
 */
export function simpleCommand(line: string, syntax: Syntax): SimpleCommand | undefined {
  const words = split(line, syntax);
  if (words === undefined || words.length === 0) return undefined;
  return syntax === "cmd" ? { assigns: [], words } : withoutAssignments(words);
}

/** Takes leading `K=V` words off, of which only the names are kept, and the `exec` of a shell. */
export function withoutAssignments(words: readonly string[]): SimpleCommand {
  const assigns: string[] = [];
  let i = 0;
  for (; i < words.length; i++) {
    const word = words[i] as string;
    const name = ASSIGNMENT.exec(word)?.[1];
    if (name !== undefined) assigns.push(name);
    else if (word !== "exec") break;
  }
  return { assigns, words: words.slice(i) };
}

const TOKENS: Readonly<Record<Syntax, RegExp>> = {
  posix: /[ \t]+|'([^']*)'|"((?:[^"\\]+|\\[\s\S])*)"|\\([\s\S])|([^\s'"\\]+)/y,
  cmd: /[ \t]+|"([^"]*)"|([^\s"]+)/y,
};
const OPERATORS: Readonly<Record<Syntax, RegExp>> = { posix: /[;&|<>()`]|\$\(/, cmd: /[&|<>^]/ };

function split(line: string, syntax: Syntax): string[] | undefined {
  const words: string[] = [];
  const token = new RegExp(TOKENS[syntax]);
  let word: string | undefined;
  while (token.lastIndex < line.length) {
    const match = token.exec(line);
    if (match === null) return undefined;
    const parts = match.slice(1).filter((part) => part !== undefined);
    if (parts.length === 0) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    const part = plain(match, syntax);
    if (part === undefined || (word === undefined && match[0].startsWith("#"))) return undefined;
    word = (word ?? "") + part;
  }
  return word === undefined ? words : [...words, word];
}

/** What a quoted or bare piece stands for, or undefined when the shell would do more than take it. */
function plain(match: RegExpExecArray, syntax: Syntax): string | undefined {
  if (syntax === "cmd") {
    const [, quoted, bare] = match;
    return quoted ?? (OPERATORS.cmd.test(bare ?? "") ? undefined : bare);
  }
  const [, single, double, escaped, bare] = match;
  if (single !== undefined) return single;
  if (escaped !== undefined) return escaped === "\n" ? "" : escaped;
  if (double === undefined) return OPERATORS.posix.test(bare ?? "") ? undefined : bare;
  const unescaped = double.replace(/\\[\s\S]/g, "");
  if (unescaped.includes("`") || unescaped.includes("$(")) return undefined;
  return double.replace(/\\(["\\$`\n])/g, (_, char: string) => (char === "\n" ? "" : char));
}
