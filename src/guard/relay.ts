/** Carries bytes between the streams of a client and a server, through the guard. Whoever is slow slows the other. */
import type { Readable, Writable } from "node:stream";
import type { Remark } from "../report/guard.js";
import type { ToolManifest } from "../review/tool-manifest.js";
import { type Frame, Frames } from "./frames.js";
import type { Effect, Guard } from "./guard.js";

/** Bytes of a line that is read whole: what is checked must fit; the client is asked for no more than memory bears. */
const SERVER_WHOLE = 4 * 1024 * 1024;
const CLIENT_WHOLE = 64 * 1024 * 1024;

export interface Ends {
  readonly client: { readonly input: Readable; readonly output: Writable };
  readonly server: { readonly input: Writable; readonly output: Readable };
  readonly say: (remark: Remark) => void;
  readonly store: (manifest: ToolManifest) => void;
  /** The guard could not go on: nothing passes any more. */
  readonly failed: (error: unknown) => void;
}

/** Goes on until the server's output ends, or until the guard fails. */
export function relay(guard: Guard, ends: Ends): void {
  const { client, server } = ends;
  let isOver = false;
  const endWhenSent = (): void => {
    if (isOver && !guard.isHolding) server.input.end();
  };
  let isFailed = false;
  const act = (next: () => readonly Effect[]): void => {
    if (isFailed) return;
    try {
      carry(next());
    } catch (error) {
      isFailed = true;
      server.input.destroy();
      server.output.destroy();
      ends.failed(error);
    }
  };
  const carry = (effects: readonly Effect[]): void => {
    for (const effect of effects) {
      if (effect.to === "client") send(client.output, effect.bytes, server.output);
      else if (effect.to === "server") send(server.input, effect.bytes, client.input);
      else if (effect.to === "person") ends.say(effect.remark);
      else if (effect.to === "store") ends.store(effect.manifest);
      else setTimeout(() => act(() => guard.expired(effect.token)), effect.wait).unref();
    }
    endWhenSent();
  };
  const fromClient = new Frames(CLIENT_WHOLE);
  const takeClient = (frame: Frame): void => {
    if (frame.kind === "line") act(() => guard.clientLine(frame.bytes));
    else if (frame.kind === "end") ends.say({ kind: "client-unreadable", why: "a line too long" });
  };
  const fromServer = new Frames(SERVER_WHOLE);
  const takeServer = (frame: Frame): void => {
    if (frame.kind === "line") act(() => guard.serverLine(frame.bytes));
    else act(() => (frame.kind === "part" ? guard.longPart(frame.bytes) : guard.longEnd()));
  };
  client.input.on("data", (chunk: Buffer) => {
    for (const frame of fromClient.push(chunk)) takeClient(frame);
  });
  client.input.once("end", () => {
    for (const frame of fromClient.end()) takeClient(frame);
    isOver = true;
    endWhenSent();
  });
  server.output.on("data", (chunk: Buffer) => {
    for (const frame of fromServer.push(chunk)) takeServer(frame);
  });
  server.output.once("end", () => {
    for (const frame of fromServer.end()) takeServer(frame);
  });
  // A reader that went away: the server learns it as it would without us.
  client.output.on("error", () => {
    server.input.end();
    server.output.resume();
  });
  server.input.on("error", () => {});
  client.input.on("error", () => server.input.end());
}

/** Writes, and holds up the source until a full sink has drained. */
function send(sink: Writable, bytes: string | Buffer, source: Readable): void {
  if (sink.destroyed || sink.writableEnded || sink.write(bytes) || source.isPaused()) return;
  source.pause();
  sink.once("drain", () => source.resume());
}
