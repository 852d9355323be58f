/** Properties: no server, however it speaks, gets text to the client as a tool that is not pinned. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Frames } from "../../src/guard/frames.js";
import type { Json } from "../../src/package/canonical.js";
import { Model, OWN, pinsOf, toolOf } from "./model.js";

const ECHO = toolOf("echo");
const PINS = pinsOf([ECHO]);
const TEXT = "evil";

/** A client that believes every answer it waits for: what it would take for tools. */
class Client {
  readonly #waiting = new Map<string, string>();
  readonly tools: Json[] = [];
  instructions: Json | undefined;

  asks(id: Json, method: string): void {
    this.#waiting.set(JSON.stringify(id), method);
  }

  reads(line: string): void {
    let message: { id?: Json; result?: { tools?: Json[]; instructions?: Json } };
    try {
      message = JSON.parse(line);
    } catch {
      return;
    }
    for (const { id, result } of [message].flat()) {
      const method = this.#waiting.get(JSON.stringify(id));
      if (result === undefined || method === undefined) continue;
      this.#waiting.delete(JSON.stringify(id));
      if (method === "tools/list") this.tools.push(...(result.tools ?? []));
      if (method === "initialize") this.instructions = result.instructions;
    }
  }
}

const hostileTool = fc.oneof(
  fc.constant(toolOf("echo", TEXT)),
  fc.constant({ ...ECHO, annotations: { title: TEXT } }),
  fc.constant({ ...ECHO, "": TEXT }),
  fc.constant({ ...ECHO, __proto__: null, toJSON: TEXT }),
  fc.constant(toolOf("echo\u200b", TEXT)),
  fc.constant(toolOf("ｅcho", TEXT)),
  fc.constant(ECHO),
  fc.constant(null),
  fc.constant([ECHO]),
);
const ids = fc.oneof(
  fc.constantFrom<Json>(0, 1, 2, 3, "1", -1, 1.5, null),
  fc.integer({ min: 1, max: 9 }).map((n) => `${OWN}${n}`),
);
const hostileMessage = fc.oneof(
  fc.record({
    jsonrpc: fc.constant("2.0"),
    id: ids,
    result: fc.record({
      tools: fc.array(hostileTool, { maxLength: 3 }),
      nextCursor: fc.option(fc.constant("more"), { nil: undefined }),
    }),
  }),
  fc.record({
    jsonrpc: fc.constant("2.0"),
    id: ids,
    result: fc.record({ instructions: fc.constant(TEXT), capabilities: fc.constant({ tools: {} }) }),
  }),
  fc.record({ jsonrpc: fc.constant("2.0"), id: ids, error: fc.record({ code: fc.integer(), message: fc.string() }) }),
  fc.record({
    jsonrpc: fc.constant("2.0"),
    id: ids,
    method: fc.constantFrom("sampling/createMessage", "roots/list", "ping", "tools/list"),
  }),
  fc.record({
    jsonrpc: fc.constant("2.0"),
    method: fc.constantFrom("notifications/tools/list_changed", "notifications/progress", "x"),
  }),
);
const line = fc.oneof(
  { weight: 6, arbitrary: hostileMessage.map((message) => JSON.stringify(message)) },
  { weight: 1, arbitrary: fc.array(hostileMessage, { maxLength: 3 }).map((batch) => JSON.stringify(batch)) },
  { weight: 1, arbitrary: hostileMessage.map((message) => JSON.stringify(message).replace("}", ',"id":1}')) },
  {
    weight: 1,
    arbitrary: hostileMessage.map((message) =>
      JSON.stringify(message).replace('"result"', '"result":{},"r\\u0065sult"'),
    ),
  },
  {
    weight: 1,
    arbitrary: hostileMessage.map((message) => JSON.stringify(message).replace('"tools":[', '"tools":[],"tools":[')),
  },
  { weight: 1, arbitrary: hostileMessage.map((message) => JSON.stringify(message).replace(TEXT, "\\ud800 evil")) },
  { weight: 1, arbitrary: fc.string() },
  {
    weight: 1,
    arbitrary: fc.constantFrom("", "{", "[]", "null", "[[[[", '{"a":{"a":{', `"${"x".repeat(3000)}"`, "\u{feff}{}"),
  },
  {
    weight: 1,
    arbitrary: hostileMessage.map((message) => JSON.stringify(message).replace("{", `{${" ".repeat(600)}`)),
  },
);

type Step =
  | { readonly kind: "server"; readonly text: string }
  | { readonly kind: "client"; readonly method: string }
  | { readonly kind: "time" };
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: line.map((text) => ({ kind: "server", text }) as const) },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom("initialize", "tools/list", "tools/call", "notifications/initialized")
        .map((method) => ({ kind: "client", method }) as const),
    },
    { weight: 1, arbitrary: fc.constant({ kind: "time" } as const) },
  ),
  { maxLength: 25 },
);

function play(steps: readonly Step[], pieces: (bytes: Buffer) => readonly Buffer[]): { model: Model; client: Client } {
  const model = new Model(PINS, "enforce", 512);
  const client = new Client();
  let id = 0;
  for (const step of steps) {
    if (step.kind === "time") model.expire();
    else if (step.kind === "server") for (const piece of pieces(Buffer.from(`${step.text}\n`))) model.fromServer(piece);
    else if (step.method.startsWith("notifications")) model.says({ jsonrpc: "2.0", method: step.method });
    else {
      client.asks(++id, step.method);
      model.request(id, step.method, { name: "echo" });
    }
    for (const text of model.client.splice(0)) client.reads(text);
  }
  return { model, client };
}

const whole = (bytes: Buffer): readonly Buffer[] => [bytes];

test("a hostile server never gets a tool or instructions to the client that are not pinned", () => {
  fc.assert(
    fc.property(steps, (story) => {
      const { client } = play(story, whole);
      for (const tool of client.tools) assert.deepEqual(tool, ECHO);
      assert.equal(client.instructions, undefined);
    }),
    { numRuns: 1500 },
  );
});

test("how bytes are cut changes no decision", () => {
  fc.assert(
    fc.property(steps, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }), (story, sizes) => {
      const cut = (bytes: Buffer): readonly Buffer[] => {
        const pieces: Buffer[] = [];
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const size = sizes[i % sizes.length] ?? 1;
          pieces.push(bytes.subarray(at, at + size));
          at += size;
        }
        return pieces;
      };
      const [one, other] = [play(story, whole), play(story, cut)];
      assert.deepEqual(other.model.server, one.model.server);
      assert.deepEqual(other.model.remarks, one.model.remarks);
      assert.deepEqual(other.client.tools, one.client.tools);
    }),
    { numRuns: 500 },
  );
});

test("a call reaches the server only after the server itself listed the pinned tool", () => {
  fc.assert(
    fc.property(steps, (story) => {
      const listed = story.some(
        (step) => step.kind === "server" && step.text.includes(JSON.stringify(ECHO).slice(0, 40)),
      );
      const called = play(story, whole).model.passed.some(({ method }) => method === "tools/call");
      assert.ok(!called || listed);
    }),
    { numRuns: 500 },
  );
});

test("long answers pass as they are, whatever the order of their members", () => {
  const big = 'x\\"{['.repeat(5000);
  for (const text of [
    `{"result":{"content":[{"type":"text","text":"${big}"}]},"jsonrpc":"2.0","id":5}`,
    `{"jsonrpc":"2.0","id":5,"result":{"resultType":"complete","n":[1,2.50,{"id":6}],"t":"${big}"}}`,
    `{"id":5,"error":{"code":-1,"message":"${big}"},"jsonrpc":"2.0"}  `,
  ]) {
    const model = ready();
    model.request(5, "tools/call", { name: "echo" });
    for (let at = 0; at < text.length; at += 777) model.fromServer(text.slice(at, at + 777));
    model.request(6, "tools/call", { name: "other" });
    model.fromServer("\n");
    assert.equal(model.client.at(-2), text.trimEnd());
    assert.equal(model.lastToClient.id, 6, "what came meanwhile waits for the end of the line");
  }
});

test("long lines that may not pass unread are broken off, and the call they answer is refused", () => {
  const big = "x".repeat(5000);
  const tools = JSON.stringify([toolOf("echo", big)]);
  for (const [text, refused] of [
    [`{"result":{"tools":${tools}},"jsonrpc":"2.0","id":7}`, true],
    [`{"jsonrpc":"2.0","id":7,"result":{"tools":${tools}}}`, true],
    [`{"jsonrpc":"2.0","id":9,"result":{"tools":${tools}}}`, false],
    [`{"jsonrpc":"2.0","id":5,"result":{"resultType":"input_required","t":"${big}"}}`, true],
    [`{"jsonrpc":"2.0","id":5,"result":{"t":"${big}"},"id":7}`, true],
    [`{"jsonrpc":"2.0","id":5,"method":"x","result":{"t":"${big}"}}`, true],
    [`{"jsonrpc":"2.0","id":5,"Result":{"t":"${big}"}}`, true],
    [`{"jsonrpc":"2.0","method":"notifications/message","params":{"data":"${big}"}}`, false],
    [`{"jsonrpc":"2.0","id":5,"result":{"t":"${big}"}}{}`, true],
    [`{"jsonrpc":"2.0","id":5,"result":{"t":"${big}"]}`, true],
    [`{"jsonrpc":"2.0","id":5,"result":{"t":"${big}"`, true],
    [`[{"jsonrpc":"2.0","id":5,"result":{"t":"${big}"}}]`, false],
    ["x".repeat(5000), false],
  ] as const) {
    const model = ready();
    model.request(5, "tools/call", { name: "echo" });
    model.request(7, "tools/list");
    const before = model.client.length;
    model.fromServer(`${text}\n`);
    const shown = model.client.slice(before);
    const messages = shown.filter((line) => {
      try {
        return JSON.parse(line) !== undefined;
      } catch {
        return false;
      }
    });
    assert.ok(!messages.some((line) => line.includes("xxx")), text.slice(0, 60));
    if (refused) assert.match(messages.join(), /"error":\{"code":-32001/, text.slice(0, 60));
    assert.equal(model.remarks.at(-1)?.kind, "server-unreadable");
  }
});

function ready(): Model {
  const model = new Model(PINS, "enforce", 1024);
  model.initialize();
  model.lists([ECHO]);
  return model;
}

test("frames: the same lines however they are cut, and nothing held of a long one", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 30 })),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      (parts, sizes) => {
        const bytes = Buffer.from(parts.join("\n"));
        const read = (step: (i: number) => number): string[] => {
          const frames = new Frames(12);
          const seen: string[] = [];
          let long = "";
          const take = (frame: import("../../src/guard/frames.js").Frame): void => {
            if (frame.kind === "line") seen.push(frame.bytes.toString("latin1"));
            else if (frame.kind === "part") long += frame.bytes.toString("latin1");
            else {
              seen.push(`long ${long}`);
              long = "";
            }
          };
          for (let at = 0, i = 0; at < bytes.length; i++) {
            const size = step(i);
            for (const frame of frames.push(bytes.subarray(at, at + size))) take(frame);
            at += size;
          }
          for (const frame of frames.end()) take(frame);
          return seen;
        };
        assert.deepEqual(
          read((i) => sizes[i % sizes.length] ?? 1),
          read(() => bytes.length),
        );
      },
    ),
  );
});
