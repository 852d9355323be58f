/** Options and shapes that several commands share, and what a command is made from. */
import { Command, InvalidArgumentError, Option } from "commander";
import type { Host } from "../io/host.js";
import { type ArchiveLimits, DEFAULT_LIMITS } from "../package/limits.js";

/** Defines a command: its words and options, and what it imports and runs when it is asked for. */
export type Define = (host: Host) => Command;

export const lockfileOption = () =>
  new Option("--lockfile <path>", "the lockfile (else $MCP_PIN_LOCKFILE, else the nearest upwards)");
export const globalOption = () => new Option("--global", "the user's own lockfile");
export const jsonOption = () => new Option("--json", "print the result as JSON");
export const quietOption = () => new Option("--quiet", "no progress, no notices");
export const registryOption = () =>
  new Option("--registry <url>", "the npm registry to ask (else as npm is configured)");
export const limitsOption = () =>
  new Option("--limits <limits>", "what an archive may unpack to: files=100000,bytes=1073741824,ratio=200").argParser(
    limitsOf,
  );
export const offlineOption = () => new Option("--offline", "do not ask any registry");

/** Adds the options of a command that works on a lockfile and fetches packages. */
export function withSources(command: Command): Command {
  const options = [lockfileOption(), globalOption(), registryOption(), offlineOption(), limitsOption()];
  for (const option of [...options, jsonOption(), quietOption()]) command.addOption(option);
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

/** The options that `diff`, `inspect` and `review` share. */
export const lookCommand = (name: string): Command =>
  new Command(name)
    .addOption(
      new Option("--format <format>", "the form of the report")
        .choices(["text", "markdown", "json", "sarif"])
        .default("text"),
    )
    .addOption(jsonOption())
    .addOption(
      new Option("--fail-on <tier>", "exit 3 when a finding is of this tier or graver")
        .choices(["block", "ask", "note", "never"])
        .default("never"),
    )
    .option("--notes", "show findings of tier note, too")
    .option("--patch", "show the diff of every file, too")
    .option("--no-pager", "print long text at once ($PAGER, else less)")
    .option("--html <file>", "also write everything that changes as a page for the browser")
    .option("--open", "open that page; without --html it goes to a temporary folder")
    .option("--allow-sha1", "also read packages that the registry names by SHA-1 only")
    .addOption(registryOption())
    .addOption(offlineOption())
    .addOption(limitsOption())
    .addOption(quietOption());

/** An option that takes names with commas between, and may stand several times. */
export const namesOption = (flags: string, description: string) =>
  new Option(flags, description).argParser((text: string, before: readonly string[] | undefined) => [
    ...(before ?? []),
    ...text.split(",").filter((name) => name !== ""),
  ]);
