/** Puts the guard between this process's own streams and a server that was started with pipes. */
import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { visible } from "../report/escape.js";
import { type Remark, remarkText } from "../report/guard.js";
import type { ToolManifest, ToolPins } from "../review/tool-manifest.js";
import type { ServerName } from "./greeting.js";
import { Guard, type GuardMode } from "./guard.js";
import { relay } from "./relay.js";

export interface Attachment {
  readonly mode: GuardMode;
  readonly pins: ToolPins;
  readonly plain: ServerName;
  /** A line for standard error, without its line feed. */
  readonly say: (text: string) => void;
  readonly store: (manifest: ToolManifest) => void;
}

/** Lines that the guard says in one session; the same is said once. */
const MOST_SAID = 50;

/** @throws TypeError when the server was not started with pipes. */
export function attachGuard(child: ChildProcess, { mode, pins, plain, say, store }: Attachment): void {
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new TypeError("the server has no pipes");
  const said = new Set<string>();
  const sayOnce = (remark: Remark): void => {
    const text = remarkText(remark, mode === "enforce");
    if (mode === "observe" || said.has(text) || said.size >= MOST_SAID) return;
    said.add(text);
    say(text);
  };
  const guard = new Guard({ mode, pins, plain, ownIds: `mcp-pin/${randomUUID()}/` });
  relay(guard, {
    client: { input: process.stdin, output: process.stdout },
    server: { input: stdin, output: stdout },
    say: sayOnce,
    store,
    failed: (error) => {
      say(`the guard failed, and the server is ended: ${visible(String(error))}`);
      child.kill();
    },
  });
  // An open standard input would keep this process after the server's end.
  stdout.once("close", () => process.stdin.destroy());
}
