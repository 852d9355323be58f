/**
 * Runs a scenario script: commands a user could type, checks of what they said, and what must not exist afterwards.
 * CONTRIBUTING.md has the language. A script has its own home, store, npm cache and registry, and reaches nothing else.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { CHECK_COMMANDS } from "./checks.js";
import type { Command } from "./command.js";
import { FILE_COMMANDS } from "./files.js";
import { type Line, type Prefix, parseScript, type Script } from "./parse.js";
import { PROGRAM_COMMANDS } from "./programs.js";
import { registryCommand } from "./registry.js";
import { Session } from "./session.js";

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ...Object.entries(PROGRAM_COMMANDS),
  ...Object.entries(CHECK_COMMANDS),
  ...Object.entries(FILE_COMMANDS),
  ["registry", registryCommand],
]);

/** Commands that a prefix means something to. */
const PREFIXED = new Set([
  ...["mcp-pin", "git", "exec", "background"],
  ...["stdout", "stderr", "exit", "json", "cmp", "grep", "golden", "exists", "registry"],
]);

export const readScript = (file: string): Script => parseScript(readFileSync(file, "utf8"));

/** @throws Error naming the line, with what the last program wrote. */
export async function runScript(file: string, script: Script, root: string): Promise<void> {
  const session = await Session.start(root);
  try {
    for (const [name, text] of script.files) {
      mkdirSync(dirname(join(session.sandbox.work, name)), { recursive: true });
      writeFileSync(join(session.sandbox.work, name), text);
    }
    for (const line of script.lines) {
      await runLine(line, session, script, file).catch((cause: Error) => {
        throw failureOf(file, line, session, cause);
      });
    }
  } finally {
    await session.end();
  }
}

async function runLine(line: Line, session: Session, script: Script, file: string): Promise<void> {
  const [name = "", ...args] = line.words.map((word) => session.expand(word));
  const command = COMMANDS.get(name);
  if (command === undefined) throw new Error(`no command ${name}: ${[...COMMANDS.keys()].sort().join(" ")}`);
  assertPrefix(name, line.prefix);
  await command({
    session,
    args,
    prefix: line.prefix,
    files: script.files,
    goldenFolder: join(dirname(file), "golden"),
  });
}

function assertPrefix(name: string, prefix: Prefix): void {
  if (prefix !== "" && !PREFIXED.has(name)) throw new Error(`${name} takes no ${prefix}`);
}

/** Where it failed and what was said last. A stack would tell of this runner only. */
function failureOf(file: string, line: Line, { last }: Session, cause: Error): Error {
  const said = last === undefined ? "" : `\n[exit ${last.code}]\n[stdout]\n${last.stdout}\n[stderr]\n${last.stderr}`;
  const failure = new Error(`${basename(file)}:${line.number}: ${line.source}\n${cause.message}${said}`);
  failure.stack = failure.message;
  return failure;
}
