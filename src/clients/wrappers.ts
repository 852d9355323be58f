/** Programs that start another program: what they start, without them. */
import { grammar, leadingOptions, programOf, valuesOf } from "./argv.js";
import { LAUNCHERS } from "./launchers.js";
import { type SimpleCommand, type Syntax, simpleCommand, withoutAssignments } from "./shell.js";

export type Unwrapped = (SimpleCommand & { readonly wrapper: string }) | { readonly why: string };
type Peeled = SimpleCommand | { readonly why: string };
type Peel = (args: readonly string[]) => Peeled;

/** What the words start through a wrapper; undefined when their program is not one. */
export function unwrap(words: readonly string[]): Unwrapped | undefined {
  const [command = "", ...args] = words;
  const line = commandLine(command);
  if (line !== undefined) {
    return "why" in line ? line : { wrapper: "a command line", ...line, words: [...line.words, ...args] };
  }
  const program = programOf(command);
  const peeled = nodeScript(program, args) ?? calledLine(program, args) ?? WRAPPERS.get(program)?.(args);
  return peeled === undefined || "why" in peeled ? peeled : { wrapper: program, ...peeled };
}

/** A whole command line in place of a program, unless it is the path of one with blanks in it. */
function commandLine(command: string): Peeled | undefined {
  if (!/\s/.test(command)) return undefined;
  const [first = ""] = command.split(/\s/, 1);
  if (/[/\\]/.test(first) && /^[a-z0-9_.-]+$/.test(programOf(command)) && !/\s[-@]/.test(command)) return undefined;
  return shellLine(command, /^"?[A-Za-z]:\\/.test(command) ? "cmd" : "posix");
}

function shellLine(line: string, syntax: Syntax): Peeled {
  return simpleCommand(line, syntax) ?? { why: "it is more than one plain command" };
}

const plain = (words: readonly string[]): Peeled => ({ assigns: [], words });

/** npm's own programs by their scripts: `node …/npm/bin/npx-cli.js`. */
const SCRIPTS = new Map([
  ["npx-cli.js", "npx"],
  ["npm-cli.js", "npm"],
  ["pnpm.cjs", "pnpm"],
  ["pnpm.mjs", "pnpm"],
  ["pnpx.cjs", "pnpx"],
  ["yarn.js", "yarn"],
  ["yarn.cjs", "yarn"],
]);

function nodeScript(program: string, [script = "", ...args]: readonly string[]): Peeled | undefined {
  const started = program === "node" ? SCRIPTS.get(programOf(script)) : undefined;
  return started === undefined ? undefined : plain([started, ...args]);
}

function calledLine(program: string, args: readonly string[]): Peeled | undefined {
  const launched = LAUNCHERS.get(program)?.(args);
  return launched !== undefined && "line" in launched ? shellLine(launched.line, "posix") : undefined;
}

const ENV = grammar("-i - --ignore-environment -v --debug", "-u --unset -C --chdir -S --split-string");

function env(args: readonly string[]): Peeled {
  const { options, rest, unknown } = leadingOptions(args[0] === "-" ? args.slice(1) : args, ENV);
  if (unknown !== undefined) return { why: `\`env\` has an option that is not known here` };
  const [line] = valuesOf(options, "-S", "--split-string");
  if (line === undefined) return withoutAssignments(rest);
  const split = shellLine(line, "posix");
  return "why" in split ? split : { ...split, words: [...split.words, ...rest] };
}

/** `sh -c "…"`, with the clusters (`-lc`, `-euo pipefail -c`) and long options that shells take. */
function shell(args: readonly string[]): Peeled {
  for (let i = 0; i < args.length; i++) {
    const word = args[i] as string;
    if (!/^[-+]/.test(word)) return { why: "it runs a shell script, which is not read" };
    if (word.startsWith("--")) continue;
    if (word.includes("o")) i++;
    if (!word.includes("c")) continue;
    const line = args[i + 1];
    return line === undefined ? { why: "a shell without a command" } : shellLine(line, "posix");
  }
  return { why: "a shell without a command" };
}

function cmd(args: readonly string[]): Peeled {
  const start = args.findIndex((word) => !/^\/[abd-jl-z](?::.*)?$/i.test(word));
  const [run = "", ...words] = args.slice(Math.max(start, 0));
  if (!/^\/[ck]$/i.test(run) || words.length === 0) return { why: "`cmd` without a command" };
  if (words.length === 1) return shellLine(words[0] as string, "cmd");
  return words.some((word) => /[&|<>^]/.test(word)) ? { why: "it is more than one plain command" } : plain(words);
}

/** A wrapper with options of its own before the command, after the given subcommand. */
function before(names: readonly string[], flags: string, values: string): Peel {
  const known = grammar(flags, values);
  return (args) => {
    if (names.length > 0 && !names.includes(args[0] ?? "")) return { why: "it is not known what this starts" };
    const { options, rest, unknown } = leadingOptions(names.length > 0 ? args.slice(1) : args, known);
    if (unknown !== undefined) return { why: "the wrapper has an option that is not known here" };
    const [line] = valuesOf(options, "-c", "--command");
    return line === undefined ? plain(rest) : shellLine(line, "posix");
  };
}

/** A wrapper whose command follows `--`. */
const afterDashes: Peel = (args) => {
  const dashes = args.indexOf("--");
  return dashes < 0 ? { why: "it is not known what this starts" } : plain(args.slice(dashes + 1));
};

const miseExec = before(["exec", "x"], "-q --quiet -y --yes", "-c --command -C --cd -E --env -j --jobs");
/** Between `exec` and `--` stand the tools that mise is to provide. */
const mise: Peel = (args) => (/^(?:x|exec)$/.test(args[0] ?? "") && args.includes("--") ? afterDashes : miseExec)(args);

/** `corepack pnpm@9 dlx …` */
const corepack: Peel = ([manager = "", ...args]) => plain([manager.replace(/@.*$/, ""), ...args]);

const WRAPPERS: ReadonlyMap<string, Peel> = new Map<string, Peel>([
  ["env", env],
  ...["sh", "bash", "zsh", "dash", "ash", "ksh", "fish"].map((name): [string, Peel] => [name, shell]),
  ["cmd", cmd],
  ["wsl", before([], "-e --exec --system", "-d --distribution -u --user --cd --shell-type")],
  ["srt", before([], "-d --debug", "-s --settings -c")],
  ["mise", mise],
  ["volta", before(["run"], "--bundled-npm --no-pnpm --no-yarn", "--node --npm --pnpm --yarn --env")],
  ["fnm", before(["exec"], "--using-file", "--using")],
  ["asdf", before(["exec"], "-h", "-v")],
  ["corepack", corepack],
  ...["nohup", "exec", "command"].map((name): [string, Peel] => [name, plain]),
  ...["op", "doppler", "infisical", "dotenv", "dotenvx"].map((name): [string, Peel] => [name, afterDashes]),
]);
