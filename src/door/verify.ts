/** `mcp-pin verify` and its hooks without the command-line library. What only one of them needs is loaded by it. */
import { parseArgs } from "node:util";
import { isHookClient } from "../clients/hook-protocol.js";
import { hookOutcomeOf, outcomeOf } from "../outcome.js";
import { open, SHARED } from "./plain.js";

const OPTIONS = {
  ...SHARED,
  json: { type: "boolean" },
  "no-configs": { type: "boolean" },
  hook: { type: "string" },
} as const;

open((host, args) => {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const { "no-configs": noConfigs, "no-color": _, hook, ...options } = values;
  if (hook === undefined) {
    return () =>
      outcomeOf(host, async () =>
        (await import("../commands/verify.js")).verify(host, positionals, { ...options, configs: noConfigs !== true }),
      );
  }
  if (!isHookClient(hook) || positionals.length > 0) return undefined;
  return () =>
    hookOutcomeOf(host, hook, async () => (await import("../commands/verify-hook.js")).verifyHook(host, hook, options));
});
