/** Which configured servers start without their pin. */
import { isAbsolute } from "./argv.js";
import type { Entry } from "./entries.js";
import { type Launch, launchOf, type NamedLockfile } from "./launch.js";
import type { ClientId } from "./table.js";

/** An entry and one lower-case sentence about it, which quotes hostile text. */
export interface Remark {
  readonly client: ClientId;
  readonly file: string;
  readonly line: number;
  readonly entry: string;
  readonly why: string;
}

export interface Drift {
  /** Entries that start an npm server by anything but `mcp-pin run` of a pinned server. */
  readonly drift: readonly Remark[];
  /** Entries of which it cannot be told what they start, and that do not mention npm. */
  readonly notUnderstood: readonly Remark[];
}

/** Whether a server is in the lockfile that an entry names, or in the usual one when it names none. */
export type IsPinned = (server: string, named: NamedLockfile) => boolean;

export function driftOf(entries: readonly Entry[], isPinned: IsPinned): Drift {
  const drift: Remark[] = [];
  const notUnderstood: Remark[] = [];
  for (const entry of entries) {
    const launch = launchOf(entry.start);
    const why = reason(entry, launch, isPinned);
    if (why === undefined) continue;
    const { client, file, line, name } = entry;
    const harmless = launch.kind === "not-understood" && !launch.mentionsNpm;
    (harmless ? notUnderstood : drift).push({ client, file, line, entry: name, why });
  }
  return { drift, notUnderstood };
}

function reason(entry: Entry, launch: Launch, isPinned: IsPinned): string | undefined {
  switch (launch.kind) {
    case "remote":
    case "other":
      return undefined;
    case "not-understood":
      return `it cannot be told what this starts: ${shown(launch.why)}`;
    case "npm": {
      const bridge = launch.bridge ? ", a bridge to a server that no pin can cover" : "";
      return `\`${launch.launcher}\` starts ${shown(launch.spec)} without a pin${bridge}`;
    }
    case "mcp-pin": {
      const { server } = launch;
      return isPinned(server, launch)
        ? hijack(entry, launch)
        : `the server ${shown(server)} is not pinned${where(launch)}`;
    }
  }
}

function where({ lockfile, global }: NamedLockfile): string {
  if (global === true) return " in the user's own lockfile";
  return lockfile === undefined ? "" : ` in ${shown(lockfile)}`;
}

/** Variables that decide what runs as mcp-pin, or where its record of accepted pins and the user's own lockfile are. */
const HIJACKING =
  /^(?:NODE_OPTIONS|NODE_PATH|LD_.*|DYLD_.*|MCP_PIN_.*|HOME|USERPROFILE|XDG_DATA_HOME|XDG_CONFIG_HOME|LOCALAPPDATA|APPDATA)$/i;

/** The first such variable. `byName`: mcp-pin is looked for in PATH. */
export const hijacking = (variables: readonly string[], byName: boolean): string | undefined =>
  variables.find((name) => HIJACKING.test(name) || (byName && /^PATH$/i.test(name)));

/** Why an entry that goes through mcp-pin may start another program, or by other pins. */
export function hijack({ start, env }: Pick<Entry, "start" | "env">, launch: Launch): string | undefined {
  const byName = launch.via.length > 0 || start.kind !== "command" || !isAbsolute(start.command);
  const name = hijacking([...env, ...launch.assigns], byName);
  return name === undefined ? undefined : `it sets ${name}, which decides what runs as mcp-pin or where its pins are`;
}

/** Text of the entry, without credentials in an address and not without end. */
function shown(text: string): string {
  const plain = text.replace(/\/\/[^/@\s]*@/g, "//…@");
  return plain.length > 100 ? `${plain.slice(0, 99)}…` : plain;
}
