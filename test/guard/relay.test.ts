/** The guard between real streams: ends, slowness, and what waits when the client is done. */
import assert from "node:assert/strict";
import { PassThrough, Writable } from "node:stream";
import { test } from "node:test";
import { Guard } from "../../src/guard/guard.js";
import { relay } from "../../src/guard/relay.js";
import { OWN, pinsOf, toolOf } from "./model.js";

const ECHO = toolOf("echo");

function bench(output: Writable = new PassThrough()) {
  const guard = new Guard({ mode: "enforce", pins: pinsOf([ECHO]), ownIds: OWN, plain: { name: "x", version: "0" } });
  const [input, serverInput, serverOutput] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const failures: string[] = [];
  relay(guard, {
    client: { input, output },
    server: { input: serverInput, output: serverOutput },
    say: () => {},
    store: () => {},
    failed: (error) => void failures.push(String(error)),
  });
  const send = (stream: PassThrough, value: object): void =>
    void stream.write(`${JSON.stringify({ jsonrpc: "2.0", ...value })}\n`);
  return { input, output, serverInput, serverOutput, send, guard, failures };
}

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const textOf = (stream: PassThrough): string => (stream.read() as Buffer | null)?.toString() ?? "";

test("a client that is done before the list is there has its calls sent first", async () => {
  const { input, serverInput, serverOutput, send } = bench();
  send(input, { id: 1, method: "tools/call", params: { name: "echo" } });
  input.end();
  await tick();
  assert.match(textOf(serverInput), /"method":"tools\/list"/);
  assert.equal(serverInput.writableEnded, false);
  send(serverOutput, { id: `${OWN}1`, result: { tools: [ECHO] } });
  await tick();
  assert.match(textOf(serverInput), /"method":"tools\/call"/);
  assert.equal(serverInput.writableEnded, true);
});

test("a client that reads slowly slows the server down", async () => {
  const taken: (() => void)[] = [];
  const slow = new Writable({ highWaterMark: 10, write: (_, __, done) => void taken.push(done) });
  const { serverOutput } = bench(slow);
  const notification = `${JSON.stringify({ jsonrpc: "2.0", method: "notifications/message", params: { data: "x".repeat(100) } })}\n`;
  serverOutput.write(notification);
  await tick();
  assert.equal(serverOutput.isPaused(), true);
  serverOutput.write(notification);
  await tick();
  assert.equal(taken.length, 1);
  taken.shift()?.();
  await tick();
  assert.equal(taken.length, 1, "then the next");
});

test("a guard that fails ends the server, and nothing passes any more", async () => {
  const { input, output, serverInput, serverOutput, send, guard, failures } = bench();
  guard.serverLine = () => {
    throw new Error("unforeseen");
  };
  send(serverOutput, { method: "notifications/progress" });
  await tick();
  assert.deepEqual(failures, ["Error: unforeseen"]);
  assert.ok(serverInput.destroyed && serverOutput.destroyed);
  send(input, { id: 1, method: "ping" });
  await tick();
  assert.equal(textOf(output as PassThrough), "");
});
