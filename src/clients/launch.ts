/**
 * How a configured server starts. Everything is one of five kinds, and what is not understood says so: an entry is
 * never skipped because it is written in an unusual way.
 */
import { grammar, isAbsolute, leadingOptions, type Option, programOf, valuesOf } from "./argv.js";
import type { Configured } from "./entries.js";
import { bunx, deno, LAUNCHERS, type Launched, type NpmStart } from "./launchers.js";
import { mentionsNpm, mentionsRunner } from "./mention.js";
import { unwrap } from "./wrappers.js";

/** Which lockfile `mcp-pin run` is told to use: a path, or the user's own. Neither: the usual one. */
export interface NamedLockfile {
  readonly lockfile?: string;
  readonly global?: true;
}

export type Start =
  | ({ readonly kind: "mcp-pin"; readonly server: string; readonly args: readonly string[] } & NamedLockfile)
  /** A bridge is a package that starts or calls another server: a pin covers the bridge only. */
  | (NpmStart & { readonly bridge: boolean })
  | { readonly kind: "remote"; readonly url: string }
  /** Not npm: a container, another language, a script of the user's own. */
  | { readonly kind: "other"; readonly runtime: string }
  | { readonly kind: "not-understood"; readonly why: string; readonly mentionsNpm: boolean };

export type Launch = Start & {
  /** Wrappers that were taken off to see what starts, outermost first. */
  readonly via: readonly string[];
  /** Names of the variables that the command line sets. */
  readonly assigns: readonly string[];
};

const MAX_WRAPPERS = 8;
/** More than a server is ever started with; what is longer is not looked into. */
const MAX_WORDS = 1000;
const MAX_CHARACTERS = 30_000;

/** Never throws, whatever the entry holds. */
export function launchOf(start: Configured): Launch {
  const direct = { via: [], assigns: [] };
  switch (start.kind) {
    case "command":
      return launchOfWords([start.command, ...start.args]);
    case "remote":
      return { ...start, ...direct };
    case "built-in":
      return { kind: "other", runtime: start.type, ...direct };
    case "malformed":
      return { ...start, kind: "not-understood", ...direct };
  }
}

function launchOfWords(original: readonly string[]): Launch {
  const via: string[] = [];
  const assigns: string[] = [];
  let words = original;
  const unclear = (why: string): Launch => ({
    ...{ kind: "not-understood", why, mentionsNpm: mentionsNpm(original) },
    ...{ via, assigns },
  });
  if (original.length > MAX_WORDS || original.join(" ").length > MAX_CHARACTERS) {
    return { kind: "not-understood", why: "the command is too long", mentionsNpm: true, via, assigns };
  }
  while (via.length <= MAX_WRAPPERS) {
    const inner = unwrap(words);
    if (inner === undefined) {
      const start = startOf(words);
      return typeof start === "string" ? unclear(start) : { ...start, via, assigns };
    }
    if ("why" in inner) return unclear(inner.why);
    via.push(inner.wrapper);
    assigns.push(...inner.assigns);
    words = inner.words;
  }
  return unclear("there are too many wrappers around it");
}

/** A text is why it is not understood. */
function startOf([command, ...args]: readonly string[]): Start | string {
  if (command === undefined || command === "") return "there is no command";
  const program = programOf(command);
  if (program === "mcp-pin" && (OURS.test(command) || isAbsolute(command)) && !inModules(command)) return pinned(args);
  if (inModules(command)) return `it starts ${program} from node_modules`;
  if (NODES.test(program)) return node(program, args);
  if (program === "bun") return bun(args);
  const npm = program === "deno" ? deno(args) : LAUNCHERS.get(program)?.(args);
  if (npm !== undefined) return checked(npm);
  if (RUNTIMES.has(program) || /^python[\d.]*$/.test(program)) return other(program, args);
  return PLACEHOLDER.test(command)
    ? "its command is a placeholder"
    : "its command is not a launcher that is known here";
}

/** By name, also as `cmd` of Windows finds it. */
const OURS = /^mcp-pin(?:\.cmd)?$/;
const NODES = /^(?:node(?:js)?[\d.]*|tsx|ts-node)$/;
const RUNTIMES = new Set(
  "docker podman nerdctl uvx uv pipx py deno go java dotnet dnx ruby php cargo perl swift elixir rscript julia".split(
    " ",
  ),
);
const BRIDGES = new Set(["mcp-remote", "@smithery/cli", "supergateway", "mcp-proxy"]);
/** What clients and shells replace: no npm spec holds such a character. */
const PLACEHOLDER = /[${}]|%[^%\s]+%/;

const inModules = (path: string): boolean => /(?:^|[/\\])node_modules[/\\]/i.test(path);

const told = (what: string): string => `${what} is told to start an npm package`;

function other(runtime: string, args: readonly string[]): Start | string {
  return mentionsRunner(args) ? told(runtime) : { kind: "other", runtime };
}

function checked(npm: Launched): Start | string {
  if (!("kind" in npm)) return "why" in npm ? npm.why : "it is a command line";
  const { spec, launcher } = npm;
  if (PLACEHOLDER.test(spec)) return `the package that \`${launcher}\` starts is a placeholder`;
  if (spec === "" || /\s/.test(spec)) return `what \`${launcher}\` starts is not a package's name`;
  if (mentionsRunner(npm.args)) return told(`\`${launcher} ${spec}\``);
  return { ...npm, bridge: BRIDGES.has(nameOf(spec)) };
}

/** The package's name, behind an alias and without its version. */
export const nameOf = (spec: string): string => /^(?:.*@npm:)?((?:@[^/@]*\/)?[^@]*)/s.exec(spec)?.[1] ?? "";

const MCP_PIN = grammar(
  "--offline --json --no-color --quiet -y --yes --env-passthrough --global",
  "--lockfile --registry",
);

/** `mcp-pin run <server> [--lockfile <path> | --global] [args] [-- args]`; its options may stand before and behind each word. */
function pinned(words: readonly string[]): Start | string {
  const dashes = words.indexOf("--");
  const own = dashes < 0 ? words : words.slice(0, dashes);
  const positional: string[] = [];
  const given: Option[] = [];
  for (let left = own; left.length > 0; ) {
    const { options, rest, unknown } = leadingOptions(left, MCP_PIN);
    if (unknown !== undefined) return `\`mcp-pin\` is given the option ${unknown}, which is not known here`;
    given.push(...options);
    positional.push(...rest.slice(0, 1));
    left = rest.slice(1);
  }
  const lockfiles = valuesOf(given, "--lockfile");
  const [command, server, ...plain] = positional;
  if (command !== "run" || server === undefined || lockfiles.length > 1) return "`mcp-pin` is not told to run a server";
  const args = dashes < 0 ? plain : [...plain, ...words.slice(dashes + 1)];
  if (mentionsRunner(args)) return told(`the pinned ${server}`);
  return { kind: "mcp-pin", server, ...namedBy(given, lockfiles[0]), args };
}

/** `--global` is the stronger. */
function namedBy(options: readonly Option[], lockfile: string | undefined): NamedLockfile {
  if (options.some(({ name }) => name === "--global")) return { global: true };
  return lockfile === undefined ? {} : { lockfile };
}

const NODE_VALUES = new Set(
  (
    "-r --require --import --loader --experimental-loader -C --conditions --env-file --env-file-if-exists --title " +
    "--input-type --icu-data-dir --tsconfig"
  ).split(" "),
);

/** A script: the user's own, a package's in node_modules, or mcp-pin's. */
function node(runtime: string, words: readonly string[]): Start | string {
  let i = 0;
  for (; i < words.length; i++) {
    const word = words[i] as string;
    if (/^(?:-e|-p|-pe|--eval|--print|--run)(?:=|$)/.test(word)) return `${runtime} runs code of the command line`;
    if (word === "--" || !word.startsWith("-")) break;
    if (NODE_VALUES.has(word)) i++;
  }
  const options = words.slice(0, i);
  const [script, ...args] = words.slice(words[i] === "--" ? i + 1 : i);
  if (script === undefined) return `${runtime} is given no script`;
  if (options.length === 0 && isAbsolute(script) && /[/\\]bin[/\\]mcp-pin\.js$/.test(script)) return pinned(args);
  const file = packageFile(script);
  if (file !== undefined) {
    return checked({ kind: "npm", launcher: runtime, spec: file.name, bin: file.path, file: script, args, options });
  }
  if (words.some(inModules)) return `${runtime} loads something from node_modules`;
  return PLACEHOLDER_ONLY.test(script) ? "its script is a placeholder" : other("local script", args);
}

const PLACEHOLDER_ONLY = /^[$%][^/\\]*$/;

/** The package that a file in node_modules belongs to. */
function packageFile(script: string): { readonly name: string; readonly path: string } | undefined {
  const match = /^(?:.*[/\\])?node_modules[/\\]((?:@[^/\\]+[/\\])?[^/\\.@][^/\\]*)[/\\](.+)$/is.exec(script);
  if (match === null) return undefined;
  const [name = "", path = ""] = match.slice(1).map((part) => part.replaceAll("\\", "/"));
  return { name, path };
}

/** `bun x` is bunx; bun with a file is a script; any other word may be a command of some package. */
function bun(words: readonly string[]): Start | string {
  const flags = words.filter((word) => word === "--bun");
  const [first, ...args] = words.slice(flags.length);
  if (first === "x") {
    return checked(bunx([...flags, ...args]));
  }
  const [script = "", ...rest] = first === "run" ? args : [first ?? "", ...args];
  return /[/\\]|\.[cm]?[jt]sx?$/.test(script)
    ? node("bun", [script, ...rest])
    : "`bun` runs a script or a command of the project";
}
