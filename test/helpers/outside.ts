/**
 * A preload (`NODE_OPTIONS=--import=…`) that writes a line to the file `OUTSIDE_REPORT` for each connection, name lookup,
 * datagram socket and child process that a program begins.
 */
import childProcess from "node:child_process";
import dgram from "node:dgram";
import dns from "node:dns";
import { appendFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";

type Call = (this: unknown, ...args: unknown[]) => unknown;

function watch(owner: object, name: string): void {
  const held = owner as Record<string, Call>;
  const call = held[name];
  if (call === undefined) throw new Error(`nothing is called ${name}`);
  held[name] = function (...args) {
    appendFileSync(process.env.OUTSIDE_REPORT ?? "", `${name}\n`);
    return call.apply(this, args);
  };
}

watch(net.Socket.prototype, "connect");
watch(net.Server.prototype, "listen");
watch(dgram, "createSocket");
for (const name of ["lookup", "resolve", "resolve4", "resolve6"]) {
  watch(dns, name);
  watch(dns.promises, name);
}
watch(childProcess.ChildProcess.prototype, "spawn");
watch(childProcess, "spawnSync");
watch(childProcess, "execFileSync");
syncBuiltinESMExports();
