/** Commands that run programs and set what they run with. */
import { readFileSync } from "node:fs";
import type { FaultPlan } from "../fault-env.js";
import type { Outcome } from "../spawn.js";
import { type Command, hold, take } from "./command.js";
import type { Prefix } from "./parse.js";

function holdExit(prefix: Prefix, outcome: Outcome): void {
  hold(prefix, outcome.code === 0, `the exit code is ${outcome.code}`);
}

const program =
  (name: string): Command =>
  async ({ session, prefix, args }) =>
    holdExit(prefix, await session.run(name, args));

export const PROGRAM_COMMANDS: Readonly<Record<string, Command>> = {
  "mcp-pin": program("mcp-pin"),
  git: program("git"),
  async exec({ session, prefix, args: [name = "", ...args] }) {
    holdExit(prefix, await session.run(name, args));
  },
  background({ session, prefix, args: [name = "", ...args] }) {
    session.background(name, args, (outcome) => holdExit(prefix, outcome));
  },
  wait: ({ session }) => session.wait(),
  kill(invocation) {
    const [signal] = take(invocation, "signal");
    invocation.session.signalBackground(signal as NodeJS.Signals);
  },
  env({ session, args }) {
    for (const assignment of args) {
      const [, name, value] = /^(\w+)=(.*)$/s.exec(assignment) ?? [];
      if (name !== undefined && value !== undefined) session.setVariable(name, value);
      else session.unsetVariable(assignment);
    }
  },
  stdin(invocation) {
    const [file] = take(invocation, "file");
    invocation.session.stdin = readFileSync(invocation.session.path(file), "utf8");
  },
  fault(invocation) {
    const [mode = "", at = "0", under = invocation.session.sandbox.root] = invocation.args;
    const report = invocation.session.path("changes.txt");
    const plan: FaultPlan = { mode: mode as FaultPlan["mode"], at: Number(at), under: invocation.session.path(under) };
    invocation.session.setFault(mode === "count" ? { ...plan, report } : plan);
  },
};
