/** Nesting without end as the first thing a process parses: there is a reason then, too, and not the end of the process. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { ROOT } from "../helpers/root.js";

const PARSER = pathToFileURL(join(ROOT, "dist/source/parse.js")).href;
const NESTED: Readonly<Record<string, readonly [open: string, close: string]>> = {
  templates: ["`${", "}`"],
  "templates of wide text": ["`\u0101${", "}`"],
  brackets: ["[", "]"],
  objects: ["({a:", "})"],
  functions: ["()=>", ""],
  "bodies of functions": ["()=>{", "}"],
  "function expressions": ["(function(){", "})"],
  getters: ["({get a(){return ", "}})"],
  members: ["a[", "]"],
  "else if": ["if (a) b(); else ", ""],
  classes: ["class A{static{", "}}"],
};
/** Kilobytes, of the 984 that a process has: what is left is for whoever calls the parser. */
const STACK = 780;

for (const [name, [open, close]] of Object.entries(NESTED)) {
  for (const path of ["a.js", "a.ts"]) {
    test(`${name} in ${path}`, () => {
      const program = `
        const { parse } = await import(${JSON.stringify(PARSER)});
        const n = 100_000;
        const parsed = parse(${JSON.stringify(open)}.repeat(n) + "1" + ${JSON.stringify(close)}.repeat(n), ${JSON.stringify(path)});
        process.stdout.write(parsed.reason ?? "parsed");`;
      const { status, stdout, stderr } = spawnSync(process.execPath, [
        `--stack-size=${STACK}`,
        "--input-type=module",
        "-e",
        program,
      ]);
      assert.equal(status, 0, stderr.toString().slice(0, 500));
      assert.match(stdout.toString(), /nests too deeply|syntax error/);
    });
  }
}
