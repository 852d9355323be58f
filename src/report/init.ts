/** What `init` says: what would change, what is to be pinned, what stays as it is and why. */
import { visible } from "./escape.js";
import { columns, count, type Paint } from "./table.js";

/** A configured server and what becomes of it. */
export interface InitEntry {
  readonly client: string;
  readonly scope: "project" | "user";
  readonly file: string;
  readonly line: number;
  /** Empty for a file that could not be read. */
  readonly entry: string;
  /**
   * `unpinned`: it starts an npm package without a pin, or may; `rewritten` and `pinned`: through mcp-pin, from now on or
   * already; `unsure`: it is not known what it starts, and nothing of npm is named; `other`: nothing of npm.
   */
  readonly state: "unpinned" | "rewritten" | "pinned" | "unsure" | "other";
  /** What it starts, where that is known: the launcher and the package. */
  readonly now?: string;
  /** The pinned server that it starts from now on, or would. */
  readonly server?: string;
  /** Why it stays as it is. */
  readonly why?: string;
}

/** A server that is to be pinned, or is. */
export interface InitServer {
  readonly name: string;
  readonly spec: string;
  readonly lockfile: string;
  readonly pinned: boolean;
  readonly env: readonly string[];
  /** It calls or starts another server, which no pin covers. */
  readonly bridge: boolean;
}

export interface InitResult {
  readonly ok: boolean;
  readonly servers: readonly InitServer[];
  readonly entries: readonly InitEntry[];
  /** Where the files' texts before are kept. */
  readonly backups: readonly string[];
}

/** Paths are shortened for people: `~` for the home, relative in the working folder. */
export type Shorten = (path: string) => string;

export function renderInit(
  entries: readonly InitEntry[],
  servers: readonly InitServer[],
  shorten: Shorten,
  paint: Paint,
): string {
  const changes = entries.filter(({ state, server }) => state === "unpinned" && server !== undefined);
  const lefts = entries.filter(
    ({ state, server }) => state === "unsure" || (state === "unpinned" && server === undefined),
  );
  const place = ({ file, line }: InitEntry): string => `${shorten(file)}:${line}`;
  const table = columns([
    ["client", "file", "entry", "now", "then"],
    ...changes.map((entry) => [
      entry.client,
      place(entry),
      entry.entry,
      entry.now ?? "",
      `mcp-pin run ${entry.server}`,
    ]),
  ]);
  const pins = servers.map(({ name, spec, lockfile, pinned, env, bridge }) => [
    name,
    pinned ? "pinned already" : `to be pinned: ${spec}`,
    shorten(lockfile),
    [
      ...(env.length === 0 ? [] : [`given ${env.join(" ")}`]),
      ...(bridge ? ["a bridge: no pin covers what it connects to"] : []),
    ].join("; "),
  ]);
  return [
    changes.length === 0 ? "" : table,
    pins.length === 0 ? "" : `\n${columns(pins)}`,
    lefts.length === 0
      ? ""
      : `${changes.length === 0 ? "" : "\n"}${lefts.map((entry) => leftLine(entry, place(entry), paint)).join("")}`,
    summary(entries),
  ].join("");
}

function leftLine({ state, entry, why = "" }: InitEntry, place: string, paint: Paint): string {
  const head = state === "unpinned" ? paint.bad("unpinned") : paint.warn("unsure  ");
  const name = entry === "" ? "" : ` ${visible(JSON.stringify(entry))}`;
  return `${head}  ${visible(place)}${name}: ${visible(why)}\n`;
}

function summary(entries: readonly InitEntry[]): string {
  const of = (state: InitEntry["state"]): number => entries.filter((entry) => entry.state === state).length;
  const said = [
    ...(of("pinned") === 0 ? [] : [`${count(of("pinned"), "entry goes", "entries go")} through mcp-pin already`]),
    ...(of("other") === 0 ? [] : [`${count(of("other"), "entry starts", "entries start")} nothing of npm`]),
  ];
  if (entries.length === 0) return "no client configuration with a server was found\n";
  return said.length === 0 ? "" : `${said.join(", ")}\n`;
}
