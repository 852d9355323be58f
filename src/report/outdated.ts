/** What waits for a review, and how large that would be. */
import type { ReviewSize } from "../review/size.js";
import type { Waiting } from "../review/waiting.js";
import { visible } from "./escape.js";
import { heldTexts } from "./hold.js";
import { columns, count, type Paint } from "./table.js";

export interface OutdatedServer {
  readonly name: string;
  readonly package: string;
  readonly pinned: string;
  readonly requested: string;
  readonly held: Waiting["held"];
  /** Absent when nothing waits, like the rest. */
  readonly waiting?: string;
  readonly owed?: ReviewSize;
  /** What makes the review smaller. */
  readonly remarks?: readonly string[];
}

export function renderOutdated(servers: readonly OutdatedServer[], paint: Paint): string {
  const waiting = servers.filter((server) => server.owed !== undefined);
  const head = ["server", "pinned", "waiting", "to read", "findings"];
  const rows = waiting.map(({ name, pinned, waiting: version = "", owed }) => [
    ...[name, pinned, version],
    ...(owed === undefined ? ["", ""] : [readText(owed), findingText(owed)]),
  ]);
  const table = rows.length === 0 ? "" : columns([head, ...rows]);
  const notes = servers.flatMap(({ name, held, remarks = [] }) => [
    ...remarks.map((text) => `${name}: ${text}`),
    ...heldTexts(held).map((text) => `${name}: ${text}`),
  ]);
  const rest = servers.length - waiting.length;
  const said = rest === 0 ? "" : `${count(rest, "server")} with nothing that waits\n`;
  return `${table}${notes.map((text) => `${paint.warn("note:")} ${visible(text)}\n`).join("")}${said}`;
}

export const readText = ({ files, lines, packages }: ReviewSize): string =>
  `${count(lines, "line")} in ${count(files, "file")}${packages > 1 ? ` of ${packages} packages` : ""}`;

const findingText = ({ block, ask, note }: ReviewSize): string =>
  block + ask === 0 ? count(note, "note") : `${block} block, ${ask} ask, ${count(note, "note")}`;

/** @param failed the servers about which nothing could be decided */
export const outdatedJson = (
  servers: readonly OutdatedServer[],
  failed: ReadonlyMap<string, Pick<Error, "message">>,
) => ({
  servers: servers.map(serverJson),
  undecided: [...failed].map(([name, { message }]) => ({ name, why: message })),
});

const serverJson = ({ name, package: id, pinned, requested, held, waiting, owed, remarks }: OutdatedServer) => ({
  name,
  package: id.slice(0, id.lastIndexOf("@")),
  pinned,
  requested,
  waiting: waiting ?? null,
  owed: owed ?? null,
  held: held.map(({ version, hold }) => ({ version, ...hold })),
  remarks: remarks ?? [],
});
