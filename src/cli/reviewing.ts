/** The commands that decide about updates. */
import { Command, InvalidArgumentError, Option } from "commander";
import type { Acknowledgement } from "../lockfile/format.js";
import { type Define, globalOption, lockfileOption, lookCommand, withSources } from "./options.js";

const beforeOption = () => new Option("--before <date>", "only versions published until then").argParser(dateOf);

function dateOf(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime()))
    throw new InvalidArgumentError("give a date like 2026-01-31 or 2026-01-31T08:00:00Z");
  return date;
}

/** `<rule>=<reason>`, several times. */
function acknowledgedOf(text: string, before: readonly Acknowledgement[] = []): readonly Acknowledgement[] {
  const [, rule = "", reason = ""] = /^([a-z0-9-]+)=(.*)$/su.exec(text) ?? [];
  if (reason.trim() === "") throw new InvalidArgumentError("give <rule>=<reason>");
  return [...before, { rule, reason: reason.trim() }];
}

export const REVIEWING: readonly Define[] = [
  (host) =>
    lookCommand("review")
      .description("what an update changes, worst first, across the closure; accept that or reject it")
      .argument("[server]", "the server (default: all that have an update)")
      .option("--to <version>", "the version, range or tag to move to (default: what was asked for at add)")
      .option("--from <version>", "what it is compared with: a reviewed version or a tarball (default: the pinned one)")
      .option("--deps", "keep the server's version, and let its dependencies move")
      .option("--only <package>", "the same for one dependency alone")
      .addOption(beforeOption())
      .option("--bin <command>", "which of the package's commands starts the server (default: the pinned one)")
      .option("--accept", "accept what was read, named by --digest, without asking")
      .option(
        "--digest <digest>",
        "of what was read: the pin (sha256-…), or the server's own tarball if nothing else changes",
      )
      .addOption(
        new Option("--acknowledge <rule=reason>", "accept a finding of tier block; may be repeated").argParser(
          acknowledgedOf,
        ),
      )
      .option("-y, --yes", "with --accept: nobody read it; recorded as exempt, refused for findings of tier block")
      .option("--reject <reason>", "reject the server's new version without asking")
      .option("--plain", "ask line by line, without a screen of its own")
      .option("--by <who>", "who decides (default: the git identity)")
      .option("--note <text>", "recorded with the acceptance")
      .option("--allow-exotic", "also take git, URL, file and folder packages")
      .option("--packument-from <file>", "registry documents of the pinned side, for offline use")
      .option("--packument-to <file>", "registry documents of the new side")
      .addOption(lockfileOption())
      .addOption(globalOption())
      .addHelpText(
        "after",
        "\nExamples:\n  mcp-pin review\n  mcp-pin review postmark-mcp --to 1.0.16\n  mcp-pin review postmark-mcp --accept --digest sha256-…",
      )
      .action(async (server: string | undefined, options) =>
        (await import("../commands/review.js")).review(host, server, options),
      ),
  (host) =>
    withSources(
      new Command("reject")
        .description("refuse a version from now on, whatever asks for it")
        .argument("<package@version>", "a server or a package of that name, and the version; pinned or not")
        .requiredOption("--reason <text>", "why; recorded, and said whenever it is refused")
        .option("--by <who>", "who decides (default: the git identity)"),
    )
      .addHelpText(
        "after",
        "\nExample:\n  mcp-pin reject postmark-mcp@1.0.16 --reason 'copies every mail to a stranger'",
      )
      .action(async (what: string, options) => (await import("../commands/reject.js")).reject(host, what, options)),
  (host) =>
    withSources(
      new Command("outdated")
        .description("what waits for a review, and how much there is to read; exits with 0 also when something waits")
        .argument("[server...]", "the servers to look at (default: all)")
        .addOption(beforeOption()),
    )
      .addHelpText("after", "\nExamples:\n  mcp-pin outdated\n  mcp-pin outdated postmark-mcp --json")
      .action(async (names: string[], options) =>
        (await import("../commands/outdated.js")).outdated(host, names, options),
      ),
];
