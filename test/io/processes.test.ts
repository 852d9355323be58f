/** What a server left behind is found; what belongs to others is not. */
import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { type TestContext, test } from "node:test";
import { endProcesses, leftBehind } from "../../src/io/processes.js";

const skip = process.platform === "win32" ? "process groups are POSIX" : false;
const RUN = `test-${process.pid}`;

const groupOf = (pid: number | undefined): number => Number(execFileSync("ps", ["-o", "pgid=", "-p", String(pid)]));

function sleeper(t: TestContext, env: Record<string, string>, detached = false): ChildProcess {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { env, detached, stdio: "ignore" });
  t.after(() => child.kill("SIGKILL"));
  return child;
}

test("a number among the children counts while its process has lost its parent, in the group", { skip }, (t) => {
  const { pid = 0 } = sleeper(t, {});
  const search = { run: RUN, group: groupOf(pid), children: [pid] };
  assert.deepEqual(leftBehind({ ...search, heir: process.pid }), [pid], "its parent is who takes over");
  assert.deepEqual(leftBehind({ ...search, heir: 1 }), [], "it is somebody's child");
  assert.deepEqual(leftBehind({ ...search, heir: process.pid, group: pid }), [], "it is of another group");
});

test("what names the run in its environment is found, and left alone where it has left the group", {
  skip: process.platform === "linux" ? false : "other systems do not show environments",
}, async (t) => {
  const [own, other, apart] = [
    sleeper(t, { MCP_PIN_RUN: RUN }),
    sleeper(t, { MCP_PIN_RUN: `${RUN}1` }),
    sleeper(t, { MCP_PIN_RUN: RUN }, true),
  ];
  const group = groupOf(own.pid);
  const find = () => leftBehind({ run: RUN, group, children: [], heir: 1 });
  assert.deepEqual(find(), [own.pid]);
  await endProcesses(find);
  assert.deepEqual(find(), []);
  for (const { exitCode, signalCode } of [other, apart]) assert.deepEqual([exitCode, signalCode], [null, null]);
});
