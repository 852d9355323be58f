/** The commands that change how clients start servers. */
import { Argument, Command } from "commander";
import {
  type Define,
  globalOption,
  jsonOption,
  limitsOption,
  lockfileOption,
  offlineOption,
  quietOption,
  registryOption,
} from "./options.js";

/** The options that choose client configurations. */
const clientsCommand = (name: string): Command =>
  new Command(name)
    .option("--project", "only the project's files")
    .option("--user", "only the user's own files")
    .option("--client <id>", "only one client's files: cursor, claude-code, …")
    .addOption(lockfileOption())
    .addOption(jsonOption());

export const OF_CLIENTS: readonly Define[] = [
  (host) =>
    clientsCommand("init")
      .description("make the clients' entries start pinned servers: find, show, pin, rewrite")
      .option("--check", "change nothing; refuse if an entry starts without a pin")
      .option("--hooks", "also write hooks that check a server before each call")
      .option("-y, --yes", "do not ask; what is pinned is recorded as exempt, because nobody read it")
      .option("--by <who>", "who accepts (default: the git identity)")
      .option("--note <text>", "recorded with each acceptance")
      .option("--allow-sha1", "also pin packages that the registry names by SHA-1 only")
      .addOption(registryOption())
      .addOption(offlineOption())
      .addOption(limitsOption())
      .addOption(quietOption())
      .addHelpText("after", "\nExamples:\n  mcp-pin init\n  mcp-pin init --check\n  mcp-pin init --project --yes")
      .action(async (options) => (await import("../commands/init.js")).init(host, options)),
  (host) =>
    clientsCommand("eject")
      .description("put back what the clients' entries started before init")
      .argument("[server...]", "the servers whose entries are put back (default: all)")
      .option("-y, --yes", "do not ask")
      .addHelpText("after", "\nExamples:\n  mcp-pin eject\n  mcp-pin eject postmark-mcp --project")
      .action(async (names: string[], options) => (await import("../commands/eject.js")).eject(host, names, options)),
  (host) =>
    new Command("export")
      .description("print what the lockfile means to another program")
      .addArgument(
        new Argument("<form>", "claude-managed: the managed allow-list of Claude Code").choices(["claude-managed"]),
      )
      .addOption(lockfileOption())
      .addOption(globalOption())
      .addOption(jsonOption().hideHelp())
      .addHelpText("after", "\nExample:\n  mcp-pin export claude-managed")
      .action(async (_form: string, options) => (await import("../commands/export.js")).exportManaged(host, options)),
];
