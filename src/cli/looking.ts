/** The commands that show and explain. */
import { Command, Option } from "commander";
import { type Define, jsonOption, lookCommand } from "./options.js";

export const LOOKING: readonly Define[] = [
  (host) =>
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
        (await import("../commands/diff.js")).diff(host, from, to, options),
      ),
  (host) =>
    lookCommand("inspect")
      .description("what one version holds, compared with nothing")
      .argument("<spec>", "any spec npm understands: name@version, a tarball, a folder")
      .option("--deps", "every package of its closure, too")
      .option("--packument-to <file>", "registry documents of the package, for offline use")
      .addOption(new Option("--packument-from <file>").hideHelp())
      .addHelpText(
        "after",
        "\nExamples:\n  mcp-pin inspect postmark-mcp@1.0.16\n  mcp-pin inspect ./package.tgz --json",
      )
      .action(async (spec: string, options) => (await import("../commands/diff.js")).inspect(host, spec, options)),
  (host) =>
    new Command("explain")
      .description("what a rule finds, why, when it errs and what to do; without a name, the list of rules")
      .argument("[rule]", "a rule's name, as findings give it")
      .addOption(jsonOption())
      .addHelpText("after", "\nExample:\n  mcp-pin explain mail-recipient-constant")
      .action(async (id: string | undefined, options) =>
        (await import("../commands/explain.js")).explain(host, id, options),
      ),
];
