/**
 * argv → one command. The rules of the user interface, kept here and nowhere else:
 *
 * - results go to stdout; everything else to stderr as `mcp-pin: …`, lower case, no final full stop, with a `hint:`
 *   line where there is a next step;
 * - exit 0: done, all that was asked about is reviewed; 1: could not decide; 2: wrong arguments; 3: refused;
 * - nothing from a package, a registry or a file reaches the terminal but through `visible`;
 * - each command's code is imported when it is asked for, so that `verify` pays for nothing else.
 */
import { Command, CommanderError, Option } from "commander";
import { OF_CLIENTS } from "./cli/clients.js";
import { LOOKING } from "./cli/looking.js";
import { type Define, lockfileOption, offlineOption, quietOption, registryOption } from "./cli/options.js";
import { PINNING } from "./cli/pinning.js";
import { REVIEWING } from "./cli/reviewing.js";
import { RUNNING } from "./cli/running.js";
import { processHost } from "./io/host.js";
import { outcomeOf } from "./outcome.js";
import { visibleLines } from "./report/escape.js";
import { VERSION } from "./version.js";

const host = processHost();

const COMMANDS: readonly Define[] = [
  ...PINNING,
  ...REVIEWING,
  ...RUNNING,
  ...OF_CLIENTS,
  ...LOOKING,
  (host) =>
    new Command("demo")
      .description("play the postmark-mcp story in this terminal, offline, in a temporary folder")
      .action(async () => (await import("./commands/demo.js")).demo(host)),
];

function program(): Command {
  const top = new Command("mcp-pin")
    .description("Pin MCP servers to the bytes somebody reviewed, and refuse everything else")
    .version(VERSION, "-V, --version", "print the version")
    .option("--no-color", "no colours (also NO_COLOR)")
    .showSuggestionAfterError()
    .configureOutput(mannersOf("mcp-pin"))
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
  for (const define of COMMANDS) {
    const command = withCommon(define(host)).exitOverride().copyInheritedSettings(top);
    top.addCommand(command.configureOutput(mannersOf(`mcp-pin ${command.name()}`)));
  }
  return top;
}

/** How a command prints help and errors of usage: a reader may go away before the end of either. */
const mannersOf = (command: string) => ({
  writeOut: host.out,
  writeErr: host.err,
  outputError: (text: string) => host.err(`mcp-pin: ${usageText(text, command)}`),
});

/** Scripts pass the common options to every command: where one has no meaning, it is taken and not shown. */
function withCommon(command: Command): Command {
  const yes = new Option("-y, --yes");
  for (const option of [lockfileOption(), registryOption(), offlineOption(), quietOption(), yes]) {
    const known = command.options.some(({ long }) => long === option.long);
    if (!known) command.addOption(option.hideHelp());
  }
  return command;
}

/** Commander's "error: unknown option", its suggestion behind, in this program's manner. */
function usageText(text: string, command: string): string {
  const [, message = "", suggestion] = /^error: (.*?)(?:\n\(Did you mean (.*)\?\))?\n$/s.exec(text) ?? ["", text];
  const said = message
    .replace(/\.$/, "")
    .replace(/( is invalid|')\. (\w)/, (_, end, first) => `${end}: ${first.toLowerCase()}`);
  const hint = suggestion === undefined ? `${command} --help` : `did you mean ${suggestion}?`;
  return visibleLines(`${said}\nhint: ${hint}\n`);
}

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
