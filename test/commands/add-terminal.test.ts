/** `add` with a person at the terminal. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { parseLockfile } from "../../src/lockfile/parse.js";
import { CLI } from "../helpers/paths.js";
import { scratch } from "../helpers/scratch.js";
import { Session } from "../helpers/script/session.js";
import type { Outcome } from "../helpers/spawn.js";
import { HAS_TERMINAL, runAtTerminal, sitAtTerminal } from "../helpers/terminal.js";

const skip = HAS_TERMINAL ? false : "python3 with its pty module is needed for a pseudo-terminal";
const PROMPT = "[n] no: ";
const CTRL_C = "\u0003";
const CTRL_D = "\u0004";

interface Played {
  readonly outcome: Outcome;
  /** Undefined when nothing was written. */
  readonly lockfile: ReturnType<typeof parseLockfile> | undefined;
}

async function play(
  t: TestContext,
  keys: readonly (string | null)[],
  args: readonly string[] = ["postmark-mcp"],
  variables: Readonly<Record<string, string>> = {},
): Promise<Played> {
  const session = await Session.start(scratch(t));
  t.after(() => session.end());
  const { work, env, store } = session.sandbox;
  const program = [process.execPath, CLI, "add", ...args];
  const outcome = await runAtTerminal(
    program,
    { prompt: PROMPT, keys },
    { cwd: work, env: { ...env, TERM: "xterm", ...variables } },
  );
  const path = join(work, "mcp-lock.json");
  const lockfile = existsSync(path) ? parseLockfile(readFileSync(path, "utf8"), path) : undefined;
  if (lockfile === undefined) assert.equal(existsSync(join(store, "trees")), false);
  return { outcome, lockfile };
}

const kinds = ({ lockfile }: Played): Record<string, string> =>
  Object.fromEntries((lockfile?.reviews ?? []).map(({ package: id, kind }) => [id, kind]));

test("r: the server's own package is reviewed, its dependencies are exempt", { skip }, async (t) => {
  const played = await play(t, ["r\r"], ["postmark-mcp", "--note", "read index.js"]);
  assert.equal(played.outcome.code, 0, played.outcome.stdout);
  assert.match(
    played.outcome.stdout,
    /publisher +giftshop-dev[\s\S]*Pin postmark-mcp@1\.0\.15\?[\s\S]*pinned postmark-mcp@1\.0\.15/,
  );
  assert.equal(kinds(played)["postmark-mcp@1.0.15"], "full");
  assert.equal(kinds(played)["mini-schema@2.1.0"], "exempt");
  const own = played.lockfile?.reviews.find(({ kind }) => kind === "full");
  assert.deepEqual(own?.kind === "full" && [own.note, own.by], [
    "read index.js",
    "Robin Reviewer <robin@reviewer.example>",
  ]);
});

test("u: everything is exempt, and says that nobody read it", { skip }, async (t) => {
  const played = await play(t, ["u\r"]);
  assert.equal(played.outcome.code, 0, played.outcome.stdout);
  assert.deepEqual(new Set(Object.values(kinds(played))), new Set(["exempt"]));
  const [review] = played.lockfile?.reviews ?? [];
  assert.equal(review?.kind === "exempt" && review.reason, "accepted unread at a terminal");
});

for (const [name, keys] of [
  ["n", "n\r"],
  ["an empty answer", "\r"],
  ["yes, which is not one of the answers", "yes\r"],
] as const) {
  test(`${name}: nothing is pinned, exit 3`, { skip }, async (t) => {
    const { outcome, lockfile } = await play(t, [keys]);
    assert.equal(outcome.code, 3, outcome.stdout);
    assert.match(outcome.stdout, /mcp-pin: nothing was pinned\r?\n/);
    assert.equal(lockfile, undefined);
  });
}

for (const [name, keys] of [
  ["Ctrl-C", CTRL_C],
  ["the end of input", CTRL_D],
] as const) {
  test(`${name} at the question: interrupted, nothing is pinned, exit 1`, { skip }, async (t) => {
    const { outcome, lockfile } = await play(t, [keys]);
    assert.equal(outcome.code, 1, outcome.stdout);
    assert.match(outcome.stdout, /mcp-pin: interrupted; nothing was written\r?\n/);
    assert.equal(lockfile, undefined);
  });
}

test("a terminal that hangs up pins nothing", { skip }, async (t) => {
  const { outcome, lockfile } = await play(t, [null]);
  assert.notEqual(outcome.code, 0);
  assert.equal(lockfile, undefined);
});

test("progress overwrites itself on a terminal; colours go by NO_COLOR", { skip }, async (t) => {
  const plain = await play(t, ["n\r"]);
  assert.match(plain.outcome.stdout, /\r\u001b\[2Kresolving postmark-mcp/);
  assert.doesNotMatch(plain.outcome.stdout, /\u001b\[\d*m/);
  const coloured = await play(t, ["n\r"], ["postmark-mcp"], { NO_COLOR: "" });
  assert.match(coloured.outcome.stdout, /\u001b\[1mpostmark-mcp@1\.0\.15\u001b\[22m/);
  const quiet = await play(t, ["n\r"], ["postmark-mcp", "--quiet"]);
  assert.doesNotMatch(quiet.outcome.stdout, /resolving/);
});

async function sit(t: TestContext, ...steps: readonly (readonly [string, string])[]): Promise<Played> {
  const session = await Session.start(scratch(t));
  t.after(() => session.end());
  const { work, env } = session.sandbox;
  const sitting = { steps: steps.map(([see, type]) => ({ see, type })) };
  const program = [process.execPath, CLI, "add", "postmark-mcp"];
  const outcome = await sitAtTerminal(program, sitting, { cwd: work, env: { ...env, TERM: "xterm" } });
  const path = join(work, "mcp-lock.json");
  return { outcome, lockfile: existsSync(path) ? parseLockfile(readFileSync(path, "utf8"), path) : undefined };
}

test("l: the screens of a review, whose acceptance is a full review; left, the question stands again", {
  skip,
}, async (t) => {
  const played = await sit(t, [PROMPT, "l\r"], ["? help", "q"], [PROMPT, "l\r"], ["? help", "a"], ["y accepts", "y"]);
  assert.equal(played.outcome.code, 0, played.outcome.stdout);
  assert.equal(kinds(played)["postmark-mcp@1.0.15"], "full");
});

test("l, and rejected there: nothing is pinned, and it is refused from then on", { skip }, async (t) => {
  const { outcome, lockfile } = await sit(t, [PROMPT, "l\r"], ["? help", "r"], ["rejected", "no, thank you\r"]);
  assert.equal(outcome.code, 3, outcome.stdout);
  assert.deepEqual([...(lockfile?.servers.keys() ?? [])], []);
  assert.deepEqual(kinds({ outcome, lockfile }), { "postmark-mcp@1.0.15": "rejected" });
});
