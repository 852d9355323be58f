/** Errors as exit codes and as lines on standard error: the only place where one becomes the other. */
import { answerOf, type HookClient } from "./clients/hook-protocol.js";
import { type ErrorCode, PinError } from "./errors.js";
import type { Host } from "./io/host.js";
import { renderError } from "./report/error.js";
import { visibleLines } from "./report/escape.js";

/** 1: could not decide, which is a refusal; 2: wrong arguments; 3: a decision was made and it is no. */
const EXIT: Readonly<Record<ErrorCode, number>> = {
  usage: 2,
  refused: 3,
  archive: 3,
  integrity: 3,
  lockfile: 1,
  registry: 1,
  resolve: 1,
  store: 1,
  interrupted: 1,
};

/** Runs a command to its end: 0, or its error printed and the error's exit code. */
export async function outcomeOf(host: Pick<Host, "err" | "env">, command: () => Promise<unknown>): Promise<number> {
  try {
    await command();
    return 0;
  } catch (error) {
    const known = error instanceof PinError ? error : unforeseen(error, host);
    host.err(renderError(known));
    return EXIT[known.code];
  }
}

/** Runs a check for a client's hook: 0, or 2, the only exit code on which every client blocks. */
export async function hookOutcomeOf(
  host: Pick<Host, "err" | "env" | "out">,
  client: HookClient,
  command: () => Promise<unknown>,
): Promise<number> {
  let said = "";
  const err = (text: string): void => {
    said += text;
    host.err(text);
  };
  const code = await outcomeOf({ env: host.env, err }, command);
  host.out(answerOf(client, code === 0 ? undefined : said.trimEnd()));
  return code === 0 ? 0 : 2;
}

/** Whatever was not foreseen is "could not decide": the server does not start. */
function unforeseen(error: unknown, host: Pick<Host, "err" | "env">): PinError {
  const { syscall, message, stack } = error as NodeJS.ErrnoException;
  if (error instanceof Error && syscall !== undefined) {
    return new PinError("store", message, { hint: "check permissions and free space there", cause: error });
  }
  if (host.env.MCP_PIN_DEBUG !== undefined) host.err(`${visibleLines(stack ?? String(error))}\n`);
  return new PinError("store", `unexpected: ${message ?? String(error)}`, {
    hint: "this is a bug in mcp-pin; MCP_PIN_DEBUG=1 prints where",
    cause: error,
  });
}
