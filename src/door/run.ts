/** `mcp-pin run` without the command-line library. */
// Before all others, because the thread takes its time.
import "./second.js";

import { parseArgs } from "node:util";
import { run } from "../commands/run.js";
import { outcomeOf } from "../outcome.js";
import { open, SHARED } from "./plain.js";
import { second } from "./second.js";

const OPTIONS = { ...SHARED, "env-passthrough": { type: "boolean" } } as const;

open((host, args) => {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const { "env-passthrough": envPassthrough = false, "no-color": _, ...options } = values;
  const [name, ...rest] = positionals;
  if (name === undefined) return undefined;
  return () => outcomeOf(host, () => run(host, name, rest, { ...options, envPassthrough, second }));
});
