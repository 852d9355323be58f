/** What npm's launchers start: the package, its command and the arguments, out of the words after the launcher. */
import { type Argv, type Grammar, grammar, leadingOptions, type Option, valuesOf } from "./argv.js";
import { simpleCommand } from "./shell.js";

export interface NpmStart {
  readonly kind: "npm";
  /** `npx`, `npm exec`, `pnpm dlx`, `yarn dlx`, `bunx`, `deno` or, for a file in node_modules, `node`. */
  readonly launcher: string;
  /** As written: a name, a name with version, range or tag, an address, a folder. */
  readonly spec: string;
  /** The command of the package, where the entry names it; for `node` the file in the package. */
  readonly bin?: string;
  /** For a file in node_modules: its path as written. */
  readonly file?: string;
  /** What the server is given. */
  readonly args: readonly string[];
  /** The launcher's own options that are not about what is started, such as a registry. */
  readonly options: readonly string[];
}

/** `line`: no package but a command line, as in `npx -c "…"`, which may start one. */
export type Launched = NpmStart | { readonly line: string } | { readonly why: string };

const NPM_FLAGS =
  "-y --yes --no --no-yes --no-install --install -q --quiet -s --silent --verbose -d -dd -ddd --prefer-online " +
  "--prefer-offline --offline --ignore-scripts --foreground-scripts --no-audit --audit --no-fund --fund " +
  "--no-update-notifier --update-notifier --no-progress --progress --include-workspace-root --workspaces --ws " +
  "--legacy-peer-deps --force -f --global -g --strict-ssl --no-strict-ssl --no-color --color";
const NPM_VALUES =
  "--package --call -c --cache --userconfig --globalconfig --prefix -C --registry --reg --workspace -w --loglevel " +
  "--node-options --script-shell --tag --before --omit --include --proxy --https-proxy --noproxy --cafile";

const NPX = grammar(`${NPM_FLAGS} --ignore-existing --always-spawn`, `${NPM_VALUES} -p --shell --node-arg -n`);
/** `-p` is `--parseable` here, unlike in npx. */
const NPM = grammar(`${NPM_FLAGS} -n -p`, NPM_VALUES);
const PNPM = grammar(
  "-s --silent -c --shell-mode -w --workspace-root --offline --prefer-offline -y --yes",
  "--package -p --allow-build -C --dir --reporter --loglevel --registry --config",
);
const YARN = grammar("-q --quiet -y --yes", "-p --package");
const BUN = grammar("--bun --silent --verbose --no-install -y --yes", "-p --package");

type Launcher = (args: readonly string[]) => Launched;

const unknownOption = (launcher: string, option: string): Launched => ({
  why: `\`${launcher}\` is given the option ${option}, which is not known here`,
});

/** Options that say what is started or answer a question; the others are kept for whoever rewrites the entry. */
const SAID = /^(?:-p|--package|-c|--call|--shell-mode|-y|--yes)(?:=|$)/;

/** One package to start: named by an option, or else by the first word. `line` is a shell's, run beside the package. */
function started(launcher: string, { options, rest }: Argv, packages: readonly string[], line?: string): Launched {
  const kept = options.filter(({ name }) => !SAID.test(name)).flatMap((option) => option.words);
  if (packages.length > 1) return { why: `\`${launcher}\` installs several packages` };
  if (line !== undefined && packages.length === 0) return { line };
  const command = line === undefined ? rest : simpleCommand(line, "posix")?.words;
  const [first, ...args] = command ?? [];
  if (first === undefined) return { why: `\`${launcher}\` is given no package or more than a plain command` };
  const [spec] = packages;
  if (spec === undefined) return { kind: "npm", launcher, spec: first, args, options: kept };
  return { kind: "npm", launcher, spec, bin: first, args, options: kept };
}

function npx(launcher: string, argv: Argv, packageOptions: readonly string[]): Launched {
  if (argv.unknown !== undefined) return unknownOption(launcher, argv.unknown);
  const packages = valuesOf(argv.options, ...packageOptions);
  const [line] = valuesOf(argv.options, "-c", "--call");
  return started(launcher, argv, packages, line);
}

/** npm reads its options wherever they stand before `--`, also behind the package's name. */
function npm(words: readonly string[]): Launched {
  const { options, rest, unknown } = interleaved(words, NPM);
  const [subcommand, ...started] = rest;
  if (unknown !== undefined) return unknownOption("npm", unknown);
  if (subcommand !== "exec" && subcommand !== "x") {
    return { why: "`npm` runs a script of a package.json, which may start any package" };
  }
  return npx("npm exec", { options, rest: started }, ["--package"]);
}

function interleaved(words: readonly string[], known: Grammar): Argv {
  const options: Option[] = [];
  const rest: string[] = [];
  let unknown: string | undefined;
  const dashes = words.indexOf("--");
  let left = dashes < 0 ? words : words.slice(0, dashes);
  while (left.length > 0) {
    const argv = leadingOptions(left, known);
    options.push(...argv.options);
    // Behind the package's name it is meant for the server, though npm takes it.
    unknown ??= rest.length < 2 ? argv.unknown : undefined;
    rest.push(...argv.rest.slice(0, 1));
    left = argv.rest.slice(1);
  }
  if (dashes >= 0) rest.push(...words.slice(dashes + 1));
  return unknown === undefined ? { options, rest } : { options, rest, unknown };
}

/** `<options> dlx <options> package …`: pnpm and yarn. */
function dlx(manager: string, known: Grammar, words: readonly string[]): Launched {
  const launcher = `${manager} dlx`;
  const outer = leadingOptions(words, known);
  if (outer.unknown !== undefined) return unknownOption(manager, outer.unknown);
  if (outer.rest[0] !== "dlx") return { why: `\`${manager}\` runs a script or a command of the project` };
  const inner = leadingOptions(outer.rest.slice(1), known);
  if (inner.unknown !== undefined) return unknownOption(launcher, inner.unknown);
  const options = [...outer.options, ...inner.options];
  const packages = valuesOf(options, "-p", "--package");
  const shell = options.some(({ name }) => name === "-c" || name === "--shell-mode");
  return started(launcher, { options, rest: inner.rest }, packages, shell ? inner.rest.join(" ") : undefined);
}

export const bunx: Launcher = (args) => npx("bunx", leadingOptions(args, BUN), ["-p", "--package"]);

const DENO = grammar(
  "-A --allow-all --allow-net --allow-env --allow-read --allow-write --allow-run --allow-sys --allow-ffi -N -R -W -E -S " +
    "--no-prompt -q --quiet -r --reload --no-check --unstable --node-modules-dir --no-lock --cached-only --no-config " +
    "--allow-import -I --allow-scripts --deny-net --deny-read --deny-write --deny-run --deny-env --deny-sys --deny-ffi",
  "-c --config --import-map --cert --location --seed -L --log-level --lock --env-file --v8-flags",
);
const DENO_SPEC = /^npm:\/?((?:@[^/@]+\/)?[^/@]+(?:@[^/]+)?)(?:\/(.+))?$/;

/** `deno run … npm:package@version/command …`; undefined when it runs a script or another registry's package. */
export function deno(words: readonly string[]): Launched | undefined {
  const outer = leadingOptions(words, DENO);
  const inner = outer.rest[0] === "run" || outer.rest[0] === "x" ? leadingOptions(outer.rest.slice(1), DENO) : outer;
  const unknown = outer.unknown ?? inner.unknown;
  const isOfNpm = words.some((word) => /npm:/i.test(word));
  if (unknown !== undefined) return isOfNpm ? unknownOption("deno", unknown) : undefined;
  const [script = "", ...args] = inner.rest;
  const match = DENO_SPEC.exec(script);
  if (match === null) {
    return isOfNpm || /^\w*$/.test(script) ? { why: "`deno` runs a task, or more than a script" } : undefined;
  }
  const [, spec = "", bin] = match;
  const options = (inner === outer ? outer.options : [...outer.options, ...inner.options]).flatMap((o) => o.words);
  return { kind: "npm", launcher: "deno", spec, ...(bin !== undefined && { bin }), args, options };
}

/** Launchers by program. `bun` and `deno` also start scripts: see launch.ts. */
export const LAUNCHERS: ReadonlyMap<string, Launcher> = new Map<string, Launcher>([
  ["npx", (args) => npx("npx", leadingOptions(args, NPX), ["-p", "--package"])],
  ["npm", npm],
  ["pnpm", (args) => dlx("pnpm", PNPM, args)],
  ["pnpx", (args) => dlx("pnpm", PNPM, ["dlx", ...args])],
  ["yarn", (args) => dlx("yarn", YARN, args)],
  ["yarnpkg", (args) => dlx("yarn", YARN, args)],
  ["bunx", bunx],
]);
