/** Each scenario script of test/scripts is a test, named after its first comment. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { SCRIPTS } from "./helpers/paths.js";
import { scratch } from "./helpers/scratch.js";
import { readScript, runScript } from "./helpers/script/run-script.js";

/** `SCRIPT=tampered npm test scripts` runs the scripts whose names hold the word. */
const filter = process.env.SCRIPT ?? "";

describe("scripts", { concurrency: 2 }, () => {
  for (const name of readdirSync(SCRIPTS).filter((file) => file.endsWith(".txt") && file.includes(filter))) {
    const file = join(SCRIPTS, name);
    const script = readScript(file);
    it(`${name}: ${script.title}`, (t) => runScript(file, script, scratch(t as never)));
  }
});
