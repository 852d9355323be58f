/** Asks a started server what it offers: a client that calls nothing, on the other side of an observing guard. */
import type { ChildProcess } from "node:child_process";
import { PassThrough } from "node:stream";
import { PinError } from "../errors.js";
import { endRehearsal } from "../io/fence.js";
import type { Json } from "../package/canonical.js";
import { isObject, type JsonObject, type ToolManifest } from "../review/tool-manifest.js";
import { VERSION } from "../version.js";
import { Guard } from "./guard.js";
import { line } from "./message.js";
import { relay } from "./relay.js";

/** Milliseconds: for the whole, and of silence after which a manifest is the last. */
const PATIENCE = 30_000;
const SETTLED = 400;
const OWN = "mcp-pin/capture/";
const CLIENT = { name: "mcp-pin", version: VERSION };
/** All that a client can be asked for, so that the server shows all it has. */
const CAPABILITIES = { roots: { listChanged: true }, sampling: {}, elicitation: {} };
const META = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientInfo": CLIENT,
  "io.modelcontextprotocol/clientCapabilities": CAPABILITIES,
};
/** UTF-16 units of standard error that an error quotes. */
const QUOTED = 2000;

/**
 * The server's manifest. Ends the server.
 *
 * @throws PinError `refused` when it ends, or does not say what it offers in time.
 */
export async function captureManifest(child: ChildProcess, signal: AbortSignal): Promise<ToolManifest> {
  const { stdin, stdout, stderr } = child;
  if (stdin === null || stdout === null || stderr === null) throw new TypeError("the server has no pipes");
  let said = "";
  stderr.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-QUOTED);
  });
  const timers: NodeJS.Timeout[] = [];
  try {
    return await new Promise<ToolManifest>((resolve, reject) => {
      const fail = (why: string): void => reject(noManifest(why, said));
      timers.push(setTimeout(() => fail("did not say in time what it offers"), PATIENCE));
      child.once("error", (cause) => fail(`cannot be started: ${cause.message}`));
      child.once("close", (code) => fail(`ended (exit code ${code}) before it said what it offers`));
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      let settled: NodeJS.Timeout | undefined;
      converse(child, fail, (manifest) => {
        clearTimeout(settled);
        settled = setTimeout(() => resolve(manifest), SETTLED);
        timers.push(settled);
      });
    });
  } finally {
    for (const timer of timers) clearTimeout(timer);
    endRehearsal(child);
  }
}

const noManifest = (why: string, said: string): PinError =>
  new PinError("refused", `the server ${why}`, {
    details: said.trim() === "" ? [] : said.trim().split("\n").slice(-5),
    hint: "it may need arguments: give them after --",
  });

/** The client's side: a greeting in the older form, or else in the newer one; then the guard asks. */
function converse(child: ChildProcess, fail: (why: string) => void, store: (manifest: ToolManifest) => void): void {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const guard = new Guard({ mode: "observe", pins: new Map(), ownIds: OWN, plain: { name: "", version: "" } });
  relay(guard, {
    client: { input, output },
    server: {
      input: child.stdin as NonNullable<typeof child.stdin>,
      output: child.stdout as NonNullable<typeof child.stdout>,
    },
    say: () => {},
    store,
    failed: () => fail("says what cannot be read"),
  });
  const send = (message: JsonObject): void => void input.write(line({ jsonrpc: "2.0", ...message }));
  let rest = "";
  output.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const message of lines.map(parsed)) if (message !== undefined) hear(message, send, fail);
  });
  const params = { protocolVersion: "2025-11-25", capabilities: CAPABILITIES, clientInfo: CLIENT };
  send({ id: "initialize", method: "initialize", params });
}

function parsed(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function hear(
  { id, method, result, error }: JsonObject,
  send: (message: JsonObject) => void,
  fail: (why: string) => void,
): void {
  if (typeof method === "string") {
    if (id !== undefined) send({ id, ...answerTo(method) });
  } else if (id === "initialize" && result !== undefined) send({ method: "notifications/initialized" });
  else if (id === "initialize") send({ id: "discover", method: "server/discover", params: { _meta: META } });
  else if (id === "discover" && result !== undefined)
    send({ id: "first", method: "tools/list", params: { _meta: META } });
  else if (error !== undefined && id === "discover") fail("speaks neither form of the protocol");
}

function answerTo(method: string): { [key: string]: Json } {
  if (method === "roots/list") return { result: { roots: [] } };
  return method === "ping" ? { result: {} } : { error: { code: -32601, message: "nobody is here to answer" } };
}
