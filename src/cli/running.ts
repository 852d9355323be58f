/** The commands that start servers, and say what servers are given. */
import { Command } from "commander";
import { type Define, globalOption, jsonOption, lockfileOption, namesOption, quietOption } from "./options.js";

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
  (host) =>
    new Command("env")
      .description("say, and change, which environment variables a server is given")
      .argument("<server>", "the server's name in the lockfile")
      .addOption(namesOption("--grant <names>", "give it these, too, commas between"))
      .addOption(namesOption("--revoke <names>", "give it these no more"))
      .option("--by <who>", "who accepts (default: the git identity)")
      .addOption(lockfileOption())
      .addOption(globalOption())
      .addOption(jsonOption())
      .addHelpText("after", "\nExample:\n  mcp-pin env postmark-mcp --grant POSTMARK_SERVER_TOKEN")
      .action(async (name: string, options) => (await import("../commands/env.js")).env(host, name, options)),
];
