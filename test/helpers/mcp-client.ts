/** A client of the Model Context Protocol over stdio, for servers that tests start. */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface McpClient {
  /** One request; resolves to its `result`, rejects with the message of its `error`. */
  request(method: string, params?: object): Promise<unknown>;
  /** Closes the server's input and resolves to its exit code. */
  close(): Promise<number | null>;
}

interface Reply {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** Starts a server and initialises the session. */
export async function connect(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: { readonly [name: string]: string } },
): Promise<McpClient> {
  const child = spawn(command, args, { ...options, stdio: ["pipe", "pipe", "inherit"] });
  const client = clientOf(child);
  await client.request("initialize", {
    protocolVersion: "2025-06-18",
    capabilities: {},
    clientInfo: { name: "test", version: "0" },
  });
  return client;
}

function clientOf(child: ChildProcess): McpClient {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (reason: Error) => void }>();
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error("the server has no pipes");
  createInterface({ input: stdout }).on("line", (line) => {
    const { id, result, error } = JSON.parse(line) as Reply;
    if (error === undefined) waiting.get(id)?.resolve(result);
    else waiting.get(id)?.reject(new Error(error.message));
    waiting.delete(id);
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  void ended.then((code) => {
    for (const { reject } of waiting.values()) reject(new Error(`the server ended with exit code ${code}`));
  });
  let last = 0;
  return {
    request(method, params = {}) {
      const id = ++last;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`);
      });
    },
    close() {
      stdin.end();
      return ended;
    },
  };
}
