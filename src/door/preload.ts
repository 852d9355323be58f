/**
 * Runs in the server's process, its workers and its node children, before anything of theirs: NODE_OPTIONS brings it there.
 * In the server's own process it waits until the launcher has decided; from then on it ends the server when the launcher
 * is gone.
 */
import { readSync, writeSync } from "node:fs";
import { hookLoads } from "../io/load-hooks.js";
import { PinnedFiles } from "../io/pinned-files.js";
import { refusals, say } from "../io/refusals.js";

/** The launcher's pipe. It writes one byte when the server may start; a byte back says that the server was refused later. */
const GATE = 3;
const WAITING = "wait";
/** Milliseconds: not while the server starts. */
const WATCH_AFTER = 500;

const write = writeSync;
const end = (): never => {
  process.kill(process.pid, "SIGKILL");
  for (;;);
};

const refuse = refusals(() => {
  if (process.env.MCP_PIN_GATE === passed()) tellLauncher();
  return end();
});

const passed = (): string => `passed by ${process.pid}`;

function tellLauncher(): void {
  try {
    write(GATE, "R");
  } catch {
    // It will see the signal.
  }
}

function passGate(): void {
  try {
    if (readSync(GATE, Buffer.alloc(1), 0, 1, null) !== 1) end();
  } catch {
    end();
  }
  process.env.MCP_PIN_GATE = passed();
  setTimeout(watchLauncher, WATCH_AFTER).unref();
}

/** The server leads its process group: nothing of it is left when its launcher was killed. */
async function watchLauncher(): Promise<void> {
  const { Socket } = await import("node:net");
  const launcher = new Socket({ fd: GATE, readable: true, writable: false });
  const gone = (): void => {
    process.kill(-process.pid, "SIGKILL");
  };
  launcher.on("error", gone).on("close", gone).resume().unref();
}

/** What the verdict does not change is done while it is waited for. @returns why nothing may be loaded, if so */
function prepare(root: string | undefined): string | undefined {
  if (root === undefined) return "it is not said which server's files may be loaded";
  try {
    hookLoads(new PinnedFiles(root), refuse, process.versions.node);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

// Workers and children get the environment of a process that has passed.
const { MCP_PIN_GATE, MCP_PIN_TREE } = process.env;
const trouble = prepare(MCP_PIN_TREE);
if (MCP_PIN_GATE === WAITING) passGate();
if (trouble !== undefined) {
  say(trouble);
  end();
}
