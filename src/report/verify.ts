/** What `verify` says: a line a server, each refusal with everything that is wrong, and a last line that counts. */
import type { Server } from "../lockfile/format.js";
import type { Decision, Refusal, Verdict } from "../review/verdict.js";
import { visible } from "./escape.js";
import { columns, count, type Paint } from "./table.js";

export interface ServerResult {
  readonly name: string;
  /** What the registry says that refuses nothing: a waiting update, a withdrawal. */
  readonly notes?: readonly string[];
  /** Absent for a name that the lockfile does not hold. */
  readonly version?: string;
  readonly decision: Decision;
  /** Absent for a name that the lockfile does not hold. */
  readonly tools?: ToolsState;
}

/** How a server's tools are known: pinned, as it said them when it ran, or only as a report reads them in its source. */
export interface ToolsState {
  readonly known: "captured" | "static";
  readonly items: number;
  readonly guard: "enforce" | "warn" | "off";
}

export const toolsState = ({ tools, guard }: Pick<Server, "tools" | "guard">): ToolsState => ({
  known: tools === undefined ? "static" : "captured",
  items: tools?.size ?? 0,
  guard: guard ?? "enforce",
});

/** One sentence for each refusal, and the next step. A kind without its text does not compile. */
const REFUSALS: {
  readonly [K in Refusal["kind"]]: { says: (refusal: Extract<Refusal, { kind: K }>) => string; hint: string };
} = {
  "not-pinned": {
    says: () => "the lockfile does not hold it",
    hint: "mcp-pin add pins a server, mcp-pin list shows what is pinned",
  },
  "not-accepted": {
    says: () => "its pin was changed after it was accepted",
    hint: "restore mcp-lock.json from version control, or remove the server and add it again",
  },
  rejected: {
    says: ({ packages }) => `${count(packages.length, "package was", "packages were")} rejected`,
    hint: "a rejection beats every review; mcp-pin review <server> --to <version> moves to another one",
  },
  "never-reviewed": {
    says: ({ packages }) => `nobody reviewed ${count(packages.length, "package")} of its closure`,
    hint: "restore mcp-lock.json from version control, or remove the server and add it again",
  },
  "update-not-reviewed": {
    says: ({ packages }) => `nobody reviewed the update of ${count(packages.length, "package")}`,
    hint: "restore mcp-lock.json from version control, or remove the server and add it again",
  },
  "not-installed": { says: () => "it is not installed on this machine", hint: "mcp-pin install" },
  "bytes-changed": {
    says: ({ files }) => `${count(files.length, "file is", "files are")} not as pinned`,
    hint: "find out who changed them; mcp-pin install then puts the pinned bytes back",
  },
  "tools-changed": {
    says: ({ items }) => `it offers other than what is pinned: ${count(items.length, "difference")}`,
    hint: "mcp-pin tools <server> --capture --diff shows what; without --diff it pins that, after a question",
  },
  republished: {
    says: ({ packages }) => `the registry now has other bytes for ${count(packages.length, "pinned version")}`,
    hint: "somebody republished a version: find out why before you start or update it",
  },
};

/** The table's own type pairs each kind with its text; a union of functions is beyond the compiler. */
const textOf = (refusal: Refusal) => REFUSALS[refusal.kind] as { says: (refusal: Refusal) => string; hint: string };

/** One lower-case sentence without a full stop. */
export const refusalText = (refusal: Refusal): string => textOf(refusal).says(refusal);
export const refusalHint = (refusal: Refusal): string => textOf(refusal).hint;

/** What a client's configuration starts; `drift` when it starts an npm server without its pin. */
export interface ConfigRemark {
  readonly client: string;
  readonly file: string;
  readonly line: number;
  /** The entry's name; empty when the file as a whole could not be read. */
  readonly entry: string;
  readonly why: string;
  readonly drift: boolean;
}

export function renderVerify(results: readonly ServerResult[], configs: readonly ConfigRemark[], paint: Paint): string {
  const arePinned = results.some(({ tools }) => tools?.known === "captured");
  const servers = results.map((result) => serverText(result, arePinned, paint)).join("");
  return servers + configs.map((remark) => configText(remark, paint)).join("") + summary(results);
}

function configText({ file, line, entry, why, drift }: ConfigRemark, paint: Paint): string {
  const head = drift ? paint.bad("drift") : paint.warn("unsure");
  const name = entry === "" ? "" : ` ${JSON.stringify(visible(entry))}`;
  return `${head}${" ".repeat(drift ? 4 : 3)}${visible(`${file}:${line}`)}${name}: ${visible(why)}\n`;
}

function serverText(
  { name, version, decision, tools, notes = [] }: ServerResult,
  arePinned: boolean,
  paint: Paint,
): string {
  const title = visible(version === undefined ? name : `${name} ${version}`);
  const said = notes.map((note) => `         ${paint.warn("note:")} ${visible(note)}\n`).join("");
  if (decision.ok) return `${paint.good("ok")}       ${title}${toolsText(tools, arePinned)}\n${said}`;
  const lines = [decision.verdict, ...decision.also].map((refusal, i) => {
    const head = i === 0 ? `${paint.bad("refused")}  ${title}: ` : "         also: ";
    return `${head}${refusalText(refusal)}\n${details(refusal)}`;
  });
  return lines.join("") + said;
}

/** What is pinned of its tools. Where nobody pinned any, that is said beside servers that have some. */
function toolsText(tools: ToolsState | undefined, arePinned: boolean): string {
  if (tools === undefined) return "";
  if (tools.known === "static") return arePinned ? ": its tools are not pinned, and known from its source alone" : "";
  const guard = { enforce: "", warn: ", the guard only warns", off: ", the guard is off" }[tools.guard];
  return `: ${count(tools.items, "item")} of what it offers pinned, as it ran${guard}`;
}

const details = (refusal: Refusal): string => columns(rowsOf(refusal), " ".repeat(11));

/** What belongs to a refusal, a line each: files, packages. Hostile text. */
export const refusalDetails = (refusal: Refusal): string[] => rowsOf(refusal).map((row) => row.join("  "));

function rowsOf(refusal: Refusal): string[][] {
  if (refusal.kind === "bytes-changed") return refusal.files.map(({ kind, path }) => [kind, path]);
  if (refusal.kind === "tools-changed") return refusal.items.map(({ kind, key }) => [kind, key]);
  if (refusal.kind === "rejected") return refusal.packages.map(({ id, by, reason }) => [id, `by ${by}: ${reason}`]);
  return "packages" in refusal ? refusal.packages.map((id) => [id]) : [];
}

/** `1 server, 108 packages: 0 reviewed, 108 exempt`: what nobody read is counted every time. */
function summary(results: readonly ServerResult[]): string {
  const total = { packages: 0, reviewed: 0, exempt: 0 };
  for (const { decision } of results) {
    if (!decision.ok) continue;
    total.packages += decision.verdict.packages;
    total.reviewed += decision.verdict.reviewed;
    total.exempt += decision.verdict.exempt;
  }
  const passed = results.filter(({ decision }) => decision.ok).length;
  const refused = results.length - passed;
  const counts = `${count(passed, "server")}, ${count(total.packages, "package")}: ${total.reviewed} reviewed, ${total.exempt} exempt`;
  if (refused === 0) return `${counts}\n`;
  return passed === 0 ? `${count(refused, "server")} refused\n` : `${counts}; ${count(refused, "server")} refused\n`;
}

export interface ServerJson {
  readonly name: string;
  readonly version?: string;
  readonly verdict: Verdict;
  readonly also?: readonly Refusal[];
  readonly tools?: ToolsState;
  readonly notes?: readonly string[];
}

export const serverJson = ({ name, version, decision, notes, tools }: ServerResult): ServerJson => ({
  name,
  ...(version !== undefined && { version }),
  verdict: decision.verdict,
  ...(!decision.ok && decision.also.length > 0 && { also: decision.also }),
  ...(tools !== undefined && { tools }),
  ...(notes !== undefined && { notes }),
});
