/** `review` with a person at the terminal. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { parseLockfile } from "../../src/lockfile/parse.js";
import { CLI } from "../helpers/paths.js";
import { scratch } from "../helpers/scratch.js";
import { Session } from "../helpers/script/session.js";
import { type Outcome, run } from "../helpers/spawn.js";
import { HAS_TERMINAL, lastFrame, type Sitting, type Step, sitAtTerminal } from "../helpers/terminal.js";

const skip = HAS_TERMINAL ? false : "python3 with its pty module is needed for a pseudo-terminal";
const READY = "? help";
const WHY = "why is it acceptable?";
const SURE = "y accepts, any other key goes back";

interface Played {
  readonly outcome: Outcome;
  readonly isUntouched: boolean;
  readonly lockfile: ReturnType<typeof parseLockfile>;
}

/** postmark-mcp 1.0.15 is pinned and 1.0.16 waits. */
async function play(
  t: TestContext,
  sitting: Sitting,
  variables: Readonly<Record<string, string>> = {},
): Promise<Played> {
  const session = await Session.start(scratch(t));
  t.after(() => session.end());
  const { work, env } = session.sandbox;
  const pinned = await run(process.execPath, [CLI, "add", "postmark-mcp", "--yes", "--quiet"], { cwd: work, env });
  assert.equal(pinned.code, 0, pinned.stderr);
  session.registry.publish("postmark-mcp", "1.0.16");
  const path = join(work, "mcp-lock.json");
  const before = readFileSync(path, "utf8");
  const program = [process.execPath, CLI, "review", "postmark-mcp"];
  const options = { cwd: work, env: { ...env, TERM: "xterm", ...variables } };
  const outcome = await sitAtTerminal(program, sitting, options);
  const after = readFileSync(path, "utf8");
  return { outcome, isUntouched: after === before, lockfile: parseLockfile(after, path) };
}

const steps = (...pairs: readonly (readonly [string, string | null])[]): readonly Step[] =>
  pairs.map(([see, type]) => ({ see, type }));

const versionIn = ({ lockfile }: Played): string | undefined => lockfile.servers.get("postmark-mcp")?.package;

function assertGivenBack({ outcome: { stdout, stderr } }: Played): void {
  assert.equal(stderr, "line mode");
  assert.equal(stdout.split("\u001b[?1049h").length, stdout.split("\u001b[?1049l").length);
  assert.match(stdout.slice(stdout.lastIndexOf("\u001b[?1049h")), /\u001b\[\?7h\u001b\[\?25h\u001b\[\?1049l/);
}

test("accepted: each finding to block is acknowledged with a reason, the note is recorded", { skip }, async (t) => {
  const played = await play(t, {
    steps: steps(
      [READY, "m"],
      ["A note", "read all of it\r"],
      [READY, "a"],
      [WHY, "our own\u007f\u007f\u007farchive\r"],
      [SURE, "y"],
    ),
  });
  assert.equal(played.outcome.code, 0, played.outcome.stdout);
  assertGivenBack(played);
  assert.equal(versionIn(played), "postmark-mcp@1.0.16");
  const review = played.lockfile.reviews.find(({ package: id }) => id === "postmark-mcp@1.0.16");
  assert.equal(review?.kind, "delta");
  assert.deepEqual(review?.kind === "delta" && [review.note, review.acknowledged], [
    "read all of it",
    [{ rule: "mail-recipient-constant", reason: "our archive" }],
  ]);
});

test("the first screen has the Bcc, and every line fits", { skip }, async (t) => {
  const played = await play(t, { steps: steps([READY, "q"]) });
  const frame = lastFrame(played.outcome.stdout);
  assert.equal(frame.length, 24);
  assert.match(frame.join("\n"), /^block {2}Bcc is set to 'phan@giftshop\.example', which the package chose$/m);
  assert.match(frame.join("\n"), /^\+231 +Bcc: 'phan@giftshop\.example',$/m);
});

test("no reason, no acceptance; quitting half-way records nothing", { skip }, async (t) => {
  const played = await play(t, {
    steps: steps(
      [READY, "a"],
      [WHY, "\r"],
      ["a reason is needed", "meant to\r"],
      [SURE, "n"],
      ["nothing was decided", "q"],
    ),
  });
  assert.equal(played.outcome.code, 3, played.outcome.stdout);
  assertGivenBack(played);
  assert.ok(played.isUntouched);
});

test("rejected with a reason, and refused from then on", { skip }, async (t) => {
  const played = await play(t, {
    steps: steps([READY, "n"], ["finding 1 of 1", "r"], ["rejected?", "it mails a stranger\r"]),
  });
  assertGivenBack(played);
  assert.equal(versionIn(played), "postmark-mcp@1.0.15");
  const rejection = played.lockfile.reviews.find(({ kind }) => kind === "rejected");
  assert.equal(rejection?.package, "postmark-mcp@1.0.16");
  assert.equal(rejection?.kind === "rejected" && rejection.reason, "it mails a stranger");
});

test("pasted text decides nothing", { skip }, async (t) => {
  const played = await play(t, {
    steps: steps([READY, "\u001b[200~ay\ry\u001b[201~n"], ["finding 1 of 1", "q"]),
  });
  assert.equal(played.outcome.code, 3);
  assert.ok(played.isUntouched);
});

for (const [name, step, code] of [
  ["Ctrl-C", { see: READY, type: "\u0003" }, 1],
  ["Ctrl-C at a question", { see: WHY, type: "\u0003" }, 1],
  ["SIGTERM", { see: READY, signal: "SIGTERM" }, 1],
] as const) {
  test(`${name}: the terminal is given back, nothing is recorded`, { skip }, async (t) => {
    const first = step.see === WHY ? steps([READY, "a"]) : [];
    const played = await play(t, { steps: [...first, step] });
    assert.equal(played.outcome.code, code, played.outcome.stdout);
    assertGivenBack(played);
    assert.match(played.outcome.stdout, /mcp-pin: interrupted; nothing was written/);
    assert.ok(played.isUntouched);
  });
}

test("a terminal that hangs up records nothing", { skip }, async (t) => {
  const played = await play(t, { steps: steps([READY, "a"], [WHY, null]) });
  assert.notEqual(played.outcome.code, 0);
  assert.ok(played.isUntouched);
});

test("a narrow terminal is usable, and one that grows is used", { skip }, async (t) => {
  const few = "space b n p f a r q ?";
  const played = await play(t, {
    size: [40, 14],
    steps: [
      { see: few, type: "n" },
      { see: "finding 1 of 1", size: [80, 24] },
      { see: READY, type: "q" },
    ],
  });
  assert.equal(played.outcome.code, 3, played.outcome.stderr);
  const [narrow = ""] = played.outcome.stdout.split("finding 1 of 1");
  assert.equal(lastFrame(narrow.slice(0, narrow.lastIndexOf("\u001b[1;1H"))).length, 14);
  for (const line of lastFrame(narrow)) assert.ok(line.length <= 40, line);
  assert.equal(lastFrame(played.outcome.stdout).length, 24);
});

test("without a screen, questions come line by line", { skip }, async (t) => {
  const question = "q: decide later: ";
  const played = await play(
    t,
    {
      steps: steps(
        [question, "\r"],
        ["finding 1 of 1", ""],
        [question, "2\r"],
        ["file 2 of 2: package.json", ""],
        [question, "a\r"],
        [WHY, "our archive\r"],
        ["y or n: ", "y\r"],
      ),
    },
    { TERM: "dumb" },
  );
  assert.equal(played.outcome.code, 0, played.outcome.stdout + played.outcome.stderr);
  assert.doesNotMatch(played.outcome.stdout, /\u001b\[\?1049h/);
  assert.equal(versionIn(played), "postmark-mcp@1.0.16");
});
