/** A guard with the client and the server played by the test: what reaches whom, and what waits for the clock. */

import { Frames } from "../../src/guard/frames.js";
import { type Effect, Guard, type GuardMode } from "../../src/guard/guard.js";
import type { Json } from "../../src/package/canonical.js";
import type { Digest } from "../../src/package/digest.js";
import type { Remark } from "../../src/report/guard.js";
import { type ItemKey, itemDigest, type ToolManifest, type ToolPins } from "../../src/review/tool-manifest.js";

export const OWN = "mcp-pin/test/";

export const toolOf = (name: string, description = `the ${name} tool`): { [key: string]: Json } => ({
  name,
  description,
  inputSchema: { type: "object" },
});

export const CAPABILITIES = { tools: { listChanged: true }, prompts: {}, resources: {} };
export const INFO = { name: "model", version: "1.0.0" };

/** Pins of tools, and of the greeting that `initialize` below gives. */
export function pinsOf(tools: readonly Json[], more: readonly (readonly [ItemKey, Json])[] = []): ToolPins {
  const items: (readonly [ItemKey, Json])[] = [
    ...tools.map((tool) => [`tool/${(tool as { name: string }).name}`, tool] as const),
    ...([
      ["capabilities", CAPABILITIES],
      ["server", INFO],
    ] as const),
    ...more,
  ];
  return new Map(items.map(([key, item]) => [key, new Set([itemDigest(item) as Digest])]));
}

export class Model {
  readonly guard: Guard;
  /** Every line that reached the client or the server, as text. */
  readonly client: string[] = [];
  readonly server: string[] = [];
  readonly remarks: Remark[] = [];
  readonly manifests: ToolManifest[] = [];
  readonly clocks: number[] = [];
  readonly #serverFrames: Frames;
  readonly #clientFrames = new Frames(1 << 20);
  #toClient = "";

  constructor(pins: ToolPins, mode: GuardMode = "enforce", whole = 1 << 20) {
    this.guard = new Guard({ mode, pins, ownIds: OWN, plain: { name: "plain", version: "0" } });
    this.#serverFrames = new Frames(whole);
  }

  #act(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.to === "client") this.#toClient += effect.bytes.toString();
      else if (effect.to === "server") this.server.push(effect.bytes.toString().trimEnd());
      else if (effect.to === "person") this.remarks.push(effect.remark);
      else if (effect.to === "store") this.manifests.push(effect.manifest);
      else this.clocks.push(effect.token);
    }
    const lines = this.#toClient.split("\n");
    this.#toClient = lines.pop() ?? "";
    this.client.push(...lines);
  }

  fromClient(bytes: Buffer | string): void {
    for (const frame of this.#clientFrames.push(Buffer.from(bytes))) {
      if (frame.kind === "line") this.#act(this.guard.clientLine(frame.bytes));
    }
  }

  fromServer(bytes: Buffer | string): void {
    for (const frame of this.#serverFrames.push(Buffer.from(bytes))) {
      if (frame.kind === "line") this.#act(this.guard.serverLine(frame.bytes));
      else this.#act(frame.kind === "part" ? this.guard.longPart(frame.bytes) : this.guard.longEnd());
    }
  }

  expire(): void {
    for (const token of this.clocks.splice(0)) this.#act(this.guard.expired(token));
  }

  says(value: Json): void {
    this.fromClient(`${JSON.stringify(value)}\n`);
  }

  answers(value: Json): void {
    this.fromServer(`${JSON.stringify(value)}\n`);
  }

  request(id: string | number, method: string, params?: Json): void {
    this.says({ jsonrpc: "2.0", id, method, ...(params !== undefined && { params }) });
  }

  result(id: Json, result: Json): void {
    this.answers({ jsonrpc: "2.0", id, result });
  }

  /** The id under which the guard itself asked last with a method. */
  ownId(method: string): string {
    const asked = this.server.map((text) => JSON.parse(text) as { id?: Json; method?: string });
    const own = asked.filter(({ id, method: m }) => m === method && String(id).startsWith(OWN)).at(-1);
    return String(own?.id);
  }

  /** The older protocol's handshake; the guard then asks for every list. */
  initialize(instructions?: string): void {
    this.request(0, "initialize", { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: INFO });
    const result = { protocolVersion: "2025-06-18", capabilities: CAPABILITIES, serverInfo: INFO };
    this.result(0, instructions === undefined ? result : { ...result, instructions });
    this.says({ jsonrpc: "2.0", method: "notifications/initialized" });
  }

  /** Answers the guard's own asking. */
  lists(tools: readonly Json[]): void {
    this.result(this.ownId("tools/list"), { tools });
    this.result(this.ownId("prompts/list"), { prompts: [] });
    this.result(this.ownId("resources/templates/list"), { resourceTemplates: [] });
  }

  get lastToClient(): { readonly [key: string]: Json } {
    return JSON.parse(this.client.at(-1) ?? "null") as { [key: string]: Json };
  }

  /** Messages of the client's own that reached the server. */
  get passed(): readonly { readonly [key: string]: Json }[] {
    return this.server
      .map((text) => JSON.parse(text) as { [key: string]: Json })
      .filter(({ id }) => !String(id).startsWith(OWN));
  }
}
