/**
 * argv → one command. The rules of the user interface, kept here and nowhere else:
 *
 * - results go to stdout; everything else to stderr as `mcp-pin: …`, lower case, no final full stop, with a `hint:`
 *   line where there is a next step;
 * - exit 0: done, all that was asked about is reviewed; 1: could not decide; 2: wrong arguments; 3: refused;
 * - nothing from a package, a registry or a file reaches the terminal but through `visible`;
 * - each command's code is imported when it is asked for, so that `verify` pays for nothing else.
 */
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { processHost } from "./io/host.js";
import { outcomeOf } from "./outcome.js";
import { type ArchiveLimits, DEFAULT_LIMITS } from "./package/limits.js";
import { visibleLines } from "./report/escape.js";
import { VERSION } from "./version.js";

const host = processHost();

const lockfileOption = () =>
  new Option("--lockfile <path>", "the lockfile (else $MCP_PIN_LOCKFILE, else the nearest upwards)");
const globalOption = () => new Option("--global", "the user's own lockfile");
const jsonOption = () => new Option("--json", "print the result as JSON");
const quietOption = () => new Option("--quiet", "no progress, no notices");
const registryOption = () => new Option("--registry <url>", "the npm registry to ask (else as npm is configured)");
const limitsOption = () =>
  new Option("--limits <limits>", "what an archive may unpack to: files=100000,bytes=1073741824,ratio=200").argParser(
    limitsOf,
  );
const offlineOption = () => new Option("--offline", "do not ask any registry");

function program(): Command {
  const top = new Command("mcp-pin")
    .description("Pin MCP servers to the bytes somebody reviewed, and refuse everything else")
    .version(VERSION, "-V, --version", "print the version")
    .option("--no-color", "no colours (also NO_COLOR)")
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text) => host.err(`mcp-pin: ${usageText(text)}`) })
    .addHelpText(
      "after",
      `
Examples:
  mcp-pin demo               the postmark-mcp story, offline
  mcp-pin add postmark-mcp   pin a server and everything it depends on
  mcp-pin verify             before a start: is everything as reviewed?

Exit codes: 0 done · 1 could not decide · 2 wrong arguments · 3 refused`,
    )
    .exitOverride();
  for (const define of COMMANDS) top.addCommand(withCommon(define()).exitOverride().copyInheritedSettings(top));
  return top;
}

/** Scripts pass the common options to every command: where one has no meaning, it is taken and not shown. */
function withCommon(command: Command): Command {
  const yes = new Option("-y, --yes");
  for (const option of [lockfileOption(), registryOption(), offlineOption(), quietOption(), yes]) {
    const known = command.options.some(({ long }) => long === option.long);
    if (!known) command.addOption(option.hideHelp());
  }
  return command;
}

/** `files=…,bytes=…,ratio=…`, any of them; the rest keep their defaults. */
function limitsOf(text: string): ArchiveLimits {
  const limits: Record<keyof ArchiveLimits, number> = { ...DEFAULT_LIMITS };
  for (const part of text.split(",")) {
    const [, name, value] = /^(files|bytes|ratio)=([1-9]\d{0,14})$/.exec(part) ?? [];
    if (name === undefined)
      throw new InvalidArgumentError("give files=<n>, bytes=<n> or ratio=<n>, with commas between");
    limits[name as keyof ArchiveLimits] = Number(value);
  }
  return limits;
}

/** The options that `diff` and `inspect` share. */
const lookCommand = (name: string): Command =>
  new Command(name)
    .addOption(
      new Option("--format <format>", "the form of the report").choices(["text", "json", "sarif"]).default("text"),
    )
    .addOption(jsonOption())
    .addOption(
      new Option("--fail-on <tier>", "exit 3 when a finding is of this tier or graver")
        .choices(["block", "ask", "note", "never"])
        .default("never"),
    )
    .option("--notes", "show findings of tier note, too")
    .option("--allow-sha1", "also read packages that the registry names by SHA-1 only")
    .addOption(registryOption())
    .addOption(offlineOption())
    .addOption(limitsOption())
    .addOption(quietOption());

/** Commander's "error: unknown option" in this program's manner. */
const usageText = (text: string): string =>
  visibleLines(
    `${text
      .replace(/^error: /, "")
      .trimEnd()
      .replace(/\.$/, "")}\nhint: mcp-pin --help\n`,
  );

const COMMANDS: readonly (() => Command)[] = [
  () =>
    new Command("add")
      .description("pin servers: resolve, fetch, show, ask, record, install")
      .argument("<spec...>", "packages as npm names them: name, name@version, name@tag; all are pinned or none")
      .option("--name <name>", "the server's name (default: the package's, without the scope)")
      .option("--bin <command>", "which of the package's commands starts the server")
      .option("-y, --yes", "pin without asking; recorded as exempt, because nobody read it")
      .option("--by <who>", "who accepts (default: the git identity)")
      .option("--note <text>", "recorded with the acceptance")
      .option("--allow-exotic", "also pin git, URL, file and folder packages")
      .option("--allow-sha1", "also pin packages that the registry names by SHA-1 only")
      .addOption(lockfileOption())
      .addOption(globalOption())
      .addOption(registryOption())
      .addOption(offlineOption())
      .addOption(limitsOption())
      .addOption(jsonOption())
      .addOption(quietOption())
      .addHelpText(
        "after",
        "\nExamples:\n  mcp-pin add postmark-mcp@1.0.15\n  mcp-pin add @upstash/context7-mcp mcp-remote --yes",
      )
      .action(async (specs: string[], options) => (await import("./commands/add.js")).add(host, specs, options)),
  () =>
    new Command("install")
      .description("bring the store to what the lockfile says, every digest checked")
      .addOption(lockfileOption())
      .addOption(globalOption())
      .addOption(registryOption())
      .addOption(offlineOption())
      .addOption(limitsOption())
      .addOption(jsonOption())
      .addOption(quietOption())
      .action(async (options) => (await import("./commands/install.js")).install(host, options)),
  () =>
    new Command("verify")
      .description("check servers before a start: offline, from the bytes on disk; never writes")
      .argument("[server...]", "the servers to check (default: all)")
      .addOption(lockfileOption())
      .addOption(globalOption())
      .addOption(jsonOption())
      .addOption(quietOption())
      .addOption(registryOption())
      .option("--no-configs", "do not look at the project's client configurations")
      .option("--online", "also ask the registry: changed bytes, withdrawals, waiting updates")
      .option("--tree <folder>", "check an npm-installed tree (npx cache, global install) against the pins")
      .addHelpText(
        "after",
        "\nExamples:\n  mcp-pin verify\n  mcp-pin verify postmark-mcp --json\n  mcp-pin verify --online",
      )
      .action(async (names: string[], options) => {
        const { verifyOnline, verifyTree } = await import("./commands/verify-beyond.js");
        if (options.tree !== undefined) return verifyTree(host, names, options.tree, options);
        if (options.online === true) return verifyOnline(host, names, options);
        return (await import("./commands/verify.js")).verify(host, names, options);
      }),
  () =>
    new Command("run")
      .description("start a server from its pinned bytes; its standard streams are the client's")
      .argument("<server>", "the server's name in the lockfile")
      .argument("[args...]", "handed to the server; whatever stands behind -- is handed on as it is")
      .addOption(lockfileOption())
      .addOption(globalOption())
      .option("--env-passthrough", "give the server the whole environment, not only what its pin names")
      .addOption(quietOption())
      .addHelpText(
        "after",
        "\nExamples:\n  mcp-pin run postmark-mcp\n  mcp-pin run server-filesystem -- ~/notes --verbose",
      )
      .action(async (name: string, args: string[], options) =>
        (await import("./commands/run.js")).run(host, name, args, options),
      ),
  () =>
    new Command("list")
      .description("list the pinned servers and whether each may start")
      .addOption(lockfileOption())
      .addOption(globalOption())
      .addOption(jsonOption())
      .action(async (options) => (await import("./commands/list.js")).list(host, options)),
  () =>
    new Command("remove")
      .description("take servers out of the lockfile and out of the store")
      .argument("<server...>", "the servers to remove")
      .addOption(lockfileOption())
      .addOption(globalOption())
      .addOption(jsonOption())
      .action(async (names: string[], options) => (await import("./commands/remove.js")).remove(host, names, options)),
  () =>
    new Command("fmt")
      .description("rewrite the lockfile in its canonical form")
      .addOption(lockfileOption())
      .addOption(globalOption())
      .option("--check", "change nothing; refuse if something would change")
      .action(async (options) => (await import("./commands/fmt.js")).fmt(host, options)),
  () =>
    lookCommand("diff")
      .description("what changes between two versions: findings first; decides and writes nothing")
      .argument("<from>", "any spec npm understands: name@version, a tarball, a folder")
      .argument("<to>", "what it is compared with")
      .option("--no-deps", "the package alone, without its dependencies")
      .option("--packument-from <file>", "registry documents of the first side, for offline use")
      .option("--packument-to <file>", "registry documents of the second side")
      .addHelpText(
        "after",
        "\nExamples:\n  mcp-pin diff postmark-mcp@1.0.15 postmark-mcp@1.0.16\n  mcp-pin diff before.tgz after.tgz --json --fail-on block",
      )
      .action(async (from: string, to: string, options) =>
        (await import("./commands/diff.js")).diff(host, from, to, options),
      ),
  () =>
    lookCommand("inspect")
      .description("what one version holds, compared with nothing")
      .argument("<spec>", "any spec npm understands: name@version, a tarball, a folder")
      .option("--deps", "every package of its closure, too")
      .option("--packument-to <file>", "registry documents of the package, for offline use")
      .addHelpText(
        "after",
        "\nExamples:\n  mcp-pin inspect postmark-mcp@1.0.16\n  mcp-pin inspect ./package.tgz --json",
      )
      .action(async (spec: string, options) => (await import("./commands/diff.js")).inspect(host, spec, options)),
  () =>
    new Command("explain")
      .description("what a rule finds, why, when it errs and what to do; without a name, the list of rules")
      .argument("[rule]", "a rule's name, as findings give it")
      .addOption(jsonOption())
      .addHelpText("after", "\nExample:\n  mcp-pin explain mail-recipient-constant")
      .action(async (id: string | undefined, options) =>
        (await import("./commands/explain.js")).explain(host, id, options),
      ),
  () =>
    new Command("demo")
      .description("play the postmark-mcp story in this terminal, offline, in a temporary folder")
      .action(async () => (await import("./commands/demo.js")).demo(host)),
];

/** Commander has printed its own errors by now. */
async function main(): Promise<void> {
  try {
    await program().parseAsync(process.argv);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) process.exitCode = 2;
  }
}

const code = await outcomeOf(host, main);
if (code !== 0) process.exitCode = code;
