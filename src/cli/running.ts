/** The commands that start servers, and say what servers are given. */
import { Command } from "commander";
import { type Define, globalOption, lockfileOption, quietOption } from "./options.js";

export const RUNNING: readonly Define[] = [
  (host) =>
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
        (await import("../commands/run.js")).run(host, name, args, options),
      ),
];
