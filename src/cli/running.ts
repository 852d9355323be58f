/** The commands that start servers, and say what servers are given. */
import { Command, Option } from "commander";
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
  (host) =>
    new Command("tools")
      .description("what servers offer to agents: show what is pinned, capture, compare, pin")
      .argument("[server]", "one server, with every text (default: all, counted)")
      .argument("[args...]", "the server's arguments, behind --")
      .option("--capture", "start the server in a fence without network, and pin what it offers")
      .option("--accept-observed", "pin what it offered when run started it")
      .option("--diff", "only compare with what is pinned: --capture, or what was observed; exit 3 if it differs")
      .option("--unfenced", "capture without a fence: the server runs with your rights")
      .addOption(new Option("--guard <mode>", "what becomes of what is not pinned").choices(["enforce", "warn", "off"]))
      .option("-y, --yes", "pin without asking, unless a text gives orders or hides something")
      .option("--by <who>", "who accepts (default: the git identity)")
      .addOption(lockfileOption())
      .addOption(globalOption())
      .addOption(jsonOption())
      .addOption(quietOption())
      .addHelpText("after", "\nExamples:\n  mcp-pin tools\n  mcp-pin tools server-filesystem --capture -- ~/notes")
      .action(async (name: string | undefined, args: string[], options) =>
        (await import("../commands/tools.js")).tools(host, name, args, options),
      ),
];
