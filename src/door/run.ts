/** `mcp-pin run` without the command-line library. */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { run } from "../commands/run.js";
import { checksLoads } from "../io/load-hooks.js";
import { SecondReader } from "../io/second-reader.js";
import { outcomeOf } from "../outcome.js";
import { open, SHARED } from "./plain.js";

const OPTIONS = { ...SHARED, "env-passthrough": { type: "boolean" } } as const;

open((host, args) => {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const { "env-passthrough": envPassthrough = false, "no-color": _, ...options } = values;
  const [name, ...rest] = positionals;
  if (name === undefined) return undefined;
  const readsAll = !checksLoads(process.versions.node) && availableParallelism() > 1;
  const second = readsAll ? new SecondReader() : undefined;
  return () => outcomeOf(host, () => run(host, name, rest, { ...options, envPassthrough, second }));
});
