/** What `eject` says: what each entry starts again, and where that is known from. */
import { visible } from "./escape.js";
import type { Shorten } from "./init.js";
import { columns, type Paint } from "./table.js";

/** An entry that goes through mcp-pin, and what becomes of it. */
export interface EjectEntry {
  readonly client: string;
  readonly file: string;
  readonly line: number;
  readonly entry: string;
  readonly server: string;
  /** `record`: what `init` found there; `lockfile`: the pinned version by npx. Absent where it stays. */
  readonly from?: "record" | "lockfile";
  readonly why?: string;
}

const SAID = { record: "as it was before init", lockfile: "npx, at the pinned version" };

export function renderEject(entries: readonly EjectEntry[], shorten: Shorten, paint: Paint): string {
  if (entries.length === 0) return "no client entry goes through mcp-pin\n";
  const back = entries.filter(({ from }) => from !== undefined);
  const stay = entries.filter(({ from }) => from === undefined);
  const place = ({ file, line }: EjectEntry): string => `${shorten(file)}:${line}`;
  const rows = back.map((entry) => [entry.client, place(entry), entry.entry, SAID[entry.from ?? "record"]]);
  const table = back.length === 0 ? "" : columns([["client", "file", "entry", "then"], ...rows]);
  return (
    table +
    stay
      .map(
        (entry) =>
          `${paint.warn("stays")}  ${visible(place(entry))} ${visible(JSON.stringify(entry.entry))}: ${visible(entry.why ?? "")}\n`,
      )
      .join("")
  );
}
