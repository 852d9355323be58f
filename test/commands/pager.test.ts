/** Long text at a terminal goes through a pager. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { CLI, FIXTURE_PACKAGES } from "../helpers/paths.js";
import { makeSandbox } from "../helpers/sandbox.js";
import { scratch } from "../helpers/scratch.js";
import type { Outcome } from "../helpers/spawn.js";
import { HAS_TERMINAL, sitAtTerminal } from "../helpers/terminal.js";

const skip = HAS_TERMINAL ? false : "python3 with its pty module is needed for a pseudo-terminal";

/** Keeps what it is given and what it may do with it. */
const PAGER = `
let text = "";
process.stdin.on("data", (chunk) => { text += chunk; }).on("end", () => {
  const { LESSOPEN, LESSSECURE } = process.env;
  require("node:fs").writeFileSync("paged.json", JSON.stringify({ text, LESSOPEN, LESSSECURE }));
});
`;

interface Paged {
  readonly outcome: Outcome;
  readonly paged: { readonly text: string; readonly LESSOPEN?: string; readonly LESSSECURE?: string } | undefined;
}

async function diffAtTerminal(t: TestContext, args: readonly string[], pager?: string): Promise<Paged> {
  const { work, env } = makeSandbox(scratch(t), "http://127.0.0.1:9/");
  writeFileSync(join(work, "pager.cjs"), PAGER);
  const versions = ["1.0.15", "1.0.16"].map((version) => join(FIXTURE_PACKAGES, "postmark-mcp", version));
  const program = [process.execPath, CLI, "diff", ...versions, ...args];
  const variables = { TERM: "xterm", LESSOPEN: "|hostile %s", PAGER: pager ?? `${process.execPath} pager.cjs` };
  const outcome = await sitAtTerminal(program, { steps: [] }, { cwd: work, env: { ...env, ...variables } });
  const path = join(work, "paged.json");
  return { outcome, paged: existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined };
}

test("what is longer than the terminal goes to $PAGER, which is told to be careful", { skip }, async (t) => {
  const { outcome, paged } = await diffAtTerminal(t, ["--patch"]);
  assert.equal(outcome.code, 0, outcome.stdout);
  assert.match(paged?.text ?? "", /^\+231 +Bcc: 'phan@giftshop\.example',$/m);
  assert.doesNotMatch(outcome.stdout, /Bcc/);
  assert.deepEqual([paged?.LESSOPEN, paged?.LESSSECURE], [undefined, "1"]);
});

test("what fits, --no-pager and --json are printed at once", { skip }, async (t) => {
  for (const args of [[], ["--patch", "--no-pager"], ["--json"]]) {
    const { outcome, paged } = await diffAtTerminal(t, args);
    assert.equal(paged, undefined, args.join(" "));
    assert.match(outcome.stdout, /Bcc/);
  }
});

test("without its pager, the text is printed", { skip }, async (t) => {
  for (const pager of ["no-such-pager -x", "cat", ""]) {
    const { outcome } = await diffAtTerminal(t, ["--patch"], pager);
    assert.equal(outcome.code, 0);
    assert.match(outcome.stdout, /Bcc/, pager);
  }
});
