/** What `list` says: the pinned servers, whether each may start, and what starts it. */
import type { Server } from "../lockfile/format.js";
import { columns, type Paint } from "./table.js";
import type { ServerResult } from "./verify.js";

export interface ListedServer {
  readonly server: Server;
  readonly result: ServerResult;
  /** Packages of the closure on this platform. */
  readonly packages: number;
}

export function renderList(servers: readonly ListedServer[], paint: Paint): string {
  if (servers.length === 0) return "no servers are pinned\n";
  const rows = servers.map(({ server, result, packages }) => [
    server.name,
    server.package,
    result.decision.verdict.kind,
    String(packages),
    `${server.accepted.at.slice(0, 10)} ${nameOf(server.accepted.by)}`,
  ]);
  const header = ["server", "package", "verdict", "closure", "accepted"];
  const [head, ...body] = columns([header, ...rows]).split("\n");
  return `${paint.dim(head ?? "")}\n${body.join("\n")}`;
}

/** `Name <email>` without the address; the address where there is no name. */
const nameOf = (by: string): string => by.replace(/(?<=\S)\s*<[^<>]*>$/, "");

export const listJson = ({ server, result, packages }: ListedServer) => ({
  name: server.name,
  package: server.package.slice(0, server.package.lastIndexOf("@")),
  version: result.version,
  installed: !refusals(result).includes("not-installed"),
  verdict: result.decision.verdict,
  packages,
  requested: server.requested,
  bin: server.bin,
  accepted: server.accepted,
});

const refusals = ({ decision }: ServerResult): readonly string[] =>
  decision.ok ? [] : [decision.verdict, ...decision.also].map(({ kind }) => kind);
