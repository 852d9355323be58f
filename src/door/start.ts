/**
 * The door. `run` starts servers and `verify` stands in front of every start, so their plain forms are answered here,
 * without the command-line library (measured in bench/: a tenth of the whole). Everything else, and every argument that
 * is not understood here, goes to the full program, which alone knows help, errors and the other commands. What only
 * one of them needs is evaluated when it is asked for.
 */
import { parseArgs } from "node:util";
import { isHookClient } from "../clients/hook-protocol.js";
import { processHost } from "../io/host.js";
import { hookOutcomeOf, outcomeOf } from "../outcome.js";

const SHARED = {
  quiet: { type: "boolean" },
  global: { type: "boolean" },
  lockfile: { type: "string" },
  "no-color": { type: "boolean" },
} as const;
const VERIFY = {
  ...SHARED,
  json: { type: "boolean" },
  "no-configs": { type: "boolean" },
  hook: { type: "string" },
} as const;
const RUN = { ...SHARED, "env-passthrough": { type: "boolean" } } as const;

/** Ends with the exit code. */
type Plain = (args: string[]) => (() => Promise<number>) | undefined;

const PLAIN: Readonly<Record<string, Plain>> = {
  verify: (args) => {
    const { values, positionals } = parseArgs({ args, options: VERIFY, allowPositionals: true });
    const { "no-configs": noConfigs, "no-color": _, hook, ...options } = values;
    if (hook !== undefined) {
      if (!isHookClient(hook) || positionals.length > 0) return undefined;
      return () =>
        hookOutcomeOf(host, hook, async () =>
          (await import("../commands/verify-hook.js")).verifyHook(host, hook, options),
        );
    }
    return () =>
      outcomeOf(host, async () =>
        (await import("../commands/verify.js")).verify(host, positionals, { ...options, configs: noConfigs !== true }),
      );
  },
  run: (args) => {
    const { values, positionals } = parseArgs({ args, options: RUN, allowPositionals: true });
    const { "env-passthrough": envPassthrough = false, "no-color": _, ...options } = values;
    const [name, ...rest] = positionals;
    if (name === undefined) return undefined;
    return () =>
      outcomeOf(host, async () =>
        (await import("../commands/run.js")).run(host, name, rest, { ...options, envPassthrough }),
      );
  },
};

/** Undefined for what the full program has to answer. */
function plain([name = "", ...args]: string[]): (() => Promise<number>) | undefined {
  if (!Object.hasOwn(PLAIN, name)) return undefined;
  try {
    return PLAIN[name]?.(args);
  } catch {
    return undefined;
  }
}

const host = processHost();
const command = plain(process.argv.slice(2));
if (command === undefined) void import("../cli.js");
else {
  void command().then((code) => {
    if (code !== 0) process.exitCode = code;
  });
}
