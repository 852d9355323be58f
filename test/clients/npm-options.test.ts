/** npm's own list of options as the oracle: whether each takes a value decides which word is the package. */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { launchOf } from "../../src/clients/launch.js";

interface Definitions {
  readonly definitions: Readonly<Record<string, { readonly type: unknown }>>;
  readonly shorthands: Readonly<Record<string, readonly string[]>>;
}

const require = createRequire(import.meta.url);
const { definitions, shorthands } = require("@npmcli/config/lib/definitions") as Definitions;

const isSwitch = (name: string): boolean => {
  const types = [definitions[name]?.type].flat();
  return types.includes(Boolean);
};

/** Whether what starts is what npm would start, or is not claimed to be known. */
function agrees(words: readonly string[], expected: string): boolean {
  const [command = "", ...args] = words;
  const launch = launchOf({ kind: "command", command, args });
  return launch.kind === "not-understood" ? launch.mentionsNpm : launch.kind === "npm" && launch.spec === expected;
}

/** Options that are about what is started, and have rows of their own in launch.test. */
const ABOUT = new Set(["package", "call", "p", "c", "n", "shell"]);

for (const launcher of [["npx"], ["npm", "exec"]]) {
  test(`options of ${launcher.join(" ")}: value or none, as npm has it`, () => {
    for (const name of Object.keys(definitions).filter((key) => !ABOUT.has(key))) {
      const words = isSwitch(name) ? [`--${name}`] : [`--${name}`, "value"];
      assert.ok(agrees([...launcher, ...words, "pkg"], "pkg"), words.join(" "));
      assert.ok(agrees([...launcher, `--${name}=value`, "pkg"], "pkg"), `${name}=`);
    }
  });

  test(`shorthands of ${launcher.join(" ")}: value or none, as npm has it`, () => {
    for (const [short, long] of Object.entries(shorthands).filter(([key]) => !ABOUT.has(key))) {
      const name = (long[0] ?? "").replace(/^--(?:no-)?/, "");
      const takesValue = long.length === 1 && !isSwitch(name);
      for (const dash of short.length === 1 ? ["-"] : ["-", "--"]) {
        const words = takesValue ? [dash + short, "value"] : [dash + short];
        assert.ok(agrees([...launcher, ...words, "pkg"], "pkg"), words.join(" "));
      }
    }
  });
}
