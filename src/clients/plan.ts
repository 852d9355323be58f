/** What is to become of each configured server: pure, and before anything is asked or fetched. */
import { isAbsolute } from "./argv.js";
import { hijacking } from "./drift.js";
import type { Entry } from "./entries.js";
import { type Launch, launchOf, nameOf } from "./launch.js";
import { type Kept, wrappingOf } from "./wrapping.js";

/** What an entry starts through npm, and what is to be kept of how it starts it. */
export interface Want {
  /** As the entry writes it: a name, a version, range or tag. For a file in node_modules the name. */
  readonly spec: string;
  readonly bin?: string;
  /** For `node …/node_modules/…`: the file as it is written, to find the installed version by. */
  readonly file?: string;
  readonly launcher: string;
  /** A package that calls or starts another server: the pin covers the bridge only. */
  readonly bridge: boolean;
  readonly wrappers: readonly Kept[];
  readonly args: readonly string[];
  /** Names of variables that the entry gives the server. */
  readonly env: readonly string[];
}

export type Plan = { readonly entry: Entry } & (
  | { readonly kind: "pin"; readonly want: Want }
  | { readonly kind: "pinned"; readonly launch: Extract<Launch, { kind: "mcp-pin" }> }
  /** Nothing to pin: a remote server, a container, another language. */
  | { readonly kind: "other"; readonly runtime: string }
  /** Not understood, or not to be rewritten without a loss. Only some of it may start an npm package. */
  | { readonly kind: "left"; readonly why: string; readonly mayBeNpm: boolean }
);

/** Options of launchers that are about their own work, not about what is started or how. */
const IDLE = new Set(
  (
    "-q --quiet -s --silent --verbose -d -dd -ddd --prefer-online --prefer-offline --offline --ignore-scripts " +
    "--foreground-scripts --no-audit --audit --no-fund --fund --no-update-notifier --update-notifier --no-progress " +
    "--progress --loglevel --no --no-yes --no-install --install -f --force --no-color --color --cache --reporter " +
    "--legacy-peer-deps --ignore-existing --always-spawn -A --allow-all --no-prompt --no-lock --reload " +
    "--cached-only --no-check --node-modules-dir"
  ).split(" "),
);

/** `-r` is `--reload` of deno; of all that run files it loads code. */
const isIdle = (option: string, launcher: string): boolean =>
  IDLE.has(option) || (option === "-r" && launcher === "deno");

/** @param byName whether the entry is to start mcp-pin by its name, as a project's entries do */
export function planOf(entry: Entry, byName: boolean): Plan {
  const launch = launchOf(entry.start);
  switch (launch.kind) {
    case "mcp-pin":
      return { kind: "pinned", entry, launch };
    case "remote":
      return { kind: "other", entry, runtime: "remote" };
    case "other":
      return { kind: "other", entry, runtime: launch.runtime };
    case "not-understood":
      return {
        kind: "left",
        entry,
        why: `it cannot be told what this starts: ${launch.why}`,
        mayBeNpm: launch.mentionsNpm,
      };
    case "npm": {
      const want = wantOf(entry, launch, byName);
      return "why" in want ? { kind: "left", entry, why: want.why, mayBeNpm: true } : { kind: "pin", entry, want };
    }
  }
}

/** The words that an entry starts; none where it starts nothing. */
export const wordsOf = ({ start }: Entry): string[] => (start.kind === "command" ? [start.command, ...start.args] : []);

/** What runs a script that its arguments name, which is none of its own files. */
const SCRIPT_RUNNERS = new Set("tsx ts-node ts-node-dev nodemon node bun deno jiti esno vite-node".split(" "));

/** Whether a folder may be outside the project. Of the clients' placeholders one is known to name the project. */
function leavesProject(cwd: string): boolean {
  const below = cwd.replace(/^\$\{workspaceFolder\}[/\\]?/, "");
  return isAbsolute(below) || /^~|[$%]/.test(below) || below.split(/[/\\]/).includes("..");
}

function wantOf(
  entry: Entry,
  launch: Extract<Launch, { kind: "npm" }>,
  byName: boolean,
): Want | { readonly why: string } {
  const { spec, bin, file, launcher, bridge, args } = launch;
  const name = nameOf(spec);
  if (name === "mcp-pin") return { why: "it fetches mcp-pin itself: install that, and start it as it is installed" };
  if (SCRIPT_RUNNERS.has(name)) return { why: `${name} runs a script that is none of its own files` };
  if (byName && leavesProject(entry.cwd ?? "")) {
    return { why: "its cwd is another folder, where mcp-pin would not find the project's lockfile" };
  }
  const wrappers = wrappingOf(wordsOf(entry));
  if ("why" in wrappers) return wrappers;
  const odd = launch.options.find((word) => word.startsWith("-") && !isIdle(word.replace(/=.*/, ""), launcher));
  if (odd !== undefined) {
    return { why: `\`${launcher}\` is given ${odd.replace(/=.*/, "")}, which \`mcp-pin run\` cannot keep` };
  }
  const sets = [...entry.env, ...launch.assigns];
  const npm = sets.find((name) => /^npm_config_/i.test(name));
  if (npm !== undefined) return { why: `it sets ${npm}, which decides where npm finds the package` };
  const decides = hijacking(sets, byName || wrappers.length > 0);
  if (decides !== undefined) return { why: `it sets ${decides}, which would decide what runs as mcp-pin` };
  return {
    ...{ spec, launcher, bridge, wrappers, args, env: [...new Set(sets)].sort() },
    ...(bin !== undefined && { bin }),
    ...(file !== undefined && { file }),
  };
}

/** How entries of a file start mcp-pin. */
export interface Way {
  /** `mcp-pin`, or Node.js and the script by their absolute paths. */
  readonly program: readonly string[];
  /** Named where the server's working folder does not lead to it. */
  readonly lockfile?: string;
}

/** The words that start a pinned server in place of what an entry starts now. */
export function pinnedWords({ wrappers, args }: Want, server: string, { program, lockfile }: Way): string[] {
  // `cmd` finds `mcp-pin.cmd`; an absolute node.exe needs no help.
  const kept = wrappers.filter(({ wrapper }) => wrapper !== "cmd" || program.length === 1);
  return [
    ...kept.flatMap(({ words }) => words),
    ...program,
    ...["run", server],
    ...(lockfile === undefined ? [] : ["--lockfile", lockfile]),
    ...(args.length === 0 ? [] : ["--", ...args]),
  ];
}
