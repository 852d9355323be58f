/**
 * The door. `verify` stands in front of every start, so its plain form is answered here, without the command-line
 * library (measured in bench/: a tenth of the whole). Everything else, and every argument that is not understood here,
 * goes to the full program, which alone knows help, errors and the other commands.
 */
import { parseArgs } from "node:util";
import { verify } from "../commands/verify.js";
import { processHost } from "../io/host.js";
import { outcomeOf } from "../outcome.js";

const PLAIN = {
  json: { type: "boolean" },
  quiet: { type: "boolean" },
  global: { type: "boolean" },
  lockfile: { type: "string" },
  "no-configs": { type: "boolean" },
  "no-color": { type: "boolean" },
} as const;

function plainVerify(argv: readonly string[]): (() => Promise<void>) | undefined {
  if (argv[0] !== "verify") return undefined;
  try {
    const { values, positionals } = parseArgs({ args: argv.slice(1), options: PLAIN, allowPositionals: true });
    const { "no-configs": noConfigs, "no-color": _, ...options } = values;
    return () => verify(host, positionals, { ...options, configs: noConfigs !== true });
  } catch {
    return undefined;
  }
}

const host = processHost();
const command = plainVerify(process.argv.slice(2));
if (command === undefined) void import("../cli.js");
else {
  void outcomeOf(host, command).then((code) => {
    process.exitCode = code;
  });
}
