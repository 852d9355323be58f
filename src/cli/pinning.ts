/** The commands that pin, check and keep. */
import { Command, Option } from "commander";
import { HOOK_CLIENTS } from "../clients/hook-protocol.js";
import { PinError } from "../errors.js";
import {
  type Define,
  globalOption,
  jsonOption,
  lockfileOption,
  namesOption,
  quietOption,
  registryOption,
  withSources,
} from "./options.js";

export const PINNING: readonly Define[] = [
  (host) =>
    withSources(
      new Command("add")
        .description("pin servers: resolve, fetch, show, ask, record, install")
        .argument("<spec...>", "packages as npm names them: name, name@version, name@tag; all are pinned or none")
        .option("--name <name>", "the server's name (default: the package's, without the scope)")
        .option("--bin <command>", "which of the package's commands starts the server")
        .addOption(namesOption("--env <names>", "the environment variables that the server is given, commas between"))
        .option("--tools", "then start each server once in a fence without network, and pin what it offers to agents")
        .option("-y, --yes", "pin without asking; recorded as exempt, because nobody read it")
        .option("--by <who>", "who accepts (default: the git identity)")
        .option("--note <text>", "recorded with the acceptance")
        .option("--allow-exotic", "also pin git, URL, file and folder packages")
        .option("--allow-sha1", "also pin packages that the registry names by SHA-1 only"),
    )
      .addHelpText(
        "after",
        "\nExamples:\n  mcp-pin add postmark-mcp@1.0.15\n  mcp-pin add @upstash/context7-mcp mcp-remote --yes",
      )
      .action(async (specs: string[], options) => (await import("../commands/add.js")).add(host, specs, options)),
  (host) =>
    withSources(new Command("install").description("bring the store to what the lockfile says, every digest checked"))
      .addHelpText("after", "\nExamples:\n  mcp-pin install\n  mcp-pin install --offline --json")
      .action(async (options) => (await import("../commands/install.js")).install(host, options)),
  (host) =>
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
      .addOption(
        new Option(
          "--tree <folder>",
          "check an npm-installed tree (npx cache, global install) against the pins",
        ).conflicts("online"),
      )
      .addOption(
        new Option(
          "--tools",
          "also start servers in a fence and compare what they offer with what is pinned",
        ).conflicts(["online", "tree"]),
      )
      .addOption(new Option("--hook <client>", "answer a client's hook before it calls a tool").choices(HOOK_CLIENTS))
      .addHelpText(
        "after",
        "\nExamples:\n  mcp-pin verify\n  mcp-pin verify postmark-mcp --json\n  mcp-pin verify --online",
      )
      .action(async (names: string[], options) => {
        if (options.hook !== undefined) throw new PinError("usage", "--hook goes with --lockfile and --global alone");
        const { verifyOnline, verifyTree } = await import("../commands/verify-beyond.js");
        if (options.tree !== undefined) return verifyTree(host, names, options.tree, options);
        if (options.online === true) return verifyOnline(host, names, options);
        if (options.tools === true) {
          return (await import("../commands/verify-tools.js")).verifyTools(host, names, options);
        }
        return (await import("../commands/verify.js")).verify(host, names, options);
      }),
  (host) =>
    new Command("list")
      .description("list the pinned servers and whether each may start")
      .addOption(lockfileOption())
      .addOption(globalOption())
      .addOption(jsonOption())
      .addHelpText("after", "\nExample:\n  mcp-pin list --json")
      .action(async (options) => (await import("../commands/list.js")).list(host, options)),
  (host) =>
    new Command("remove")
      .description("take servers out of the lockfile and out of the store")
      .argument("<server...>", "the servers to remove")
      .addOption(lockfileOption())
      .addOption(globalOption())
      .addOption(jsonOption())
      .addHelpText("after", "\nExample:\n  mcp-pin remove postmark-mcp")
      .action(async (names: string[], options) => (await import("../commands/remove.js")).remove(host, names, options)),
  (host) =>
    new Command("fmt")
      .description("rewrite the lockfile in its canonical form")
      .addOption(lockfileOption())
      .addOption(globalOption())
      .option("--check", "change nothing; refuse if something would change")
      .addOption(jsonOption())
      .addHelpText("after", "\nExamples:\n  mcp-pin fmt\n  mcp-pin fmt --check")
      .action(async (options) => (await import("../commands/fmt.js")).fmt(host, options)),
];
