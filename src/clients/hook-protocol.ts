/**
 * The hooks that clients run before a tool of an MCP server is called: what they say on standard input, and what they
 * take for an answer. All of them block on exit code 2; what they do at other failures differs, so no other is used.
 *
 * Claude Code `PreToolUse`, Cursor `beforeMCPExecution`, Gemini CLI `BeforeTool`, Windsurf `pre_mcp_tool_use`, as their
 * documentation has them in November 2026.
 */
import type { Configured } from "./entries.js";
import type { ClientId } from "./table.js";

export const HOOK_CLIENTS = ["claude-code", "cursor", "gemini", "windsurf"] as const satisfies readonly ClientId[];
export type HookClient = (typeof HOOK_CLIENTS)[number];

export const isHookClient = (name: string): name is HookClient => (HOOK_CLIENTS as readonly string[]).includes(name);

/** What a client is about to call. All of it is text of the client, of a model and of a server. */
export interface Call {
  /** False for the client's own tools. */
  readonly isMcp: boolean;
  /** Whether an entry of this name may be the server. */
  readonly mayBe: (entry: string) => boolean;
  /** What the client started, where it says so. */
  readonly start?: Configured;
  /** The project. */
  readonly folder?: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** Whatever is said in an unknown form is a call of a server that is not known. */
export function callOf(client: HookClient, input: unknown): Call {
  const fields = fieldsOf(input);
  const folder = textOf(listOf(fields.workspace_roots)[0]) ?? textOf(fields.cwd);
  return { ...READERS[client](fields), ...(folder !== undefined && { folder }) };
}

const READERS: Readonly<Record<HookClient, (fields: Fields) => Call>> = {
  "claude-code": ({ tool_name }) => {
    const tool = textOf(tool_name);
    return {
      isMcp: tool === undefined || tool.startsWith("mcp__"),
      mayBe: (entry) => tool?.startsWith(`mcp__${plainName(entry)}__`) === true,
    };
  },
  cursor: (fields) => ({
    isMcp: true,
    mayBe: (entry) => textOf(fields.tool_name)?.startsWith(`MCP:${entry}:`) === true,
    ...startOf(fields),
  }),
  gemini: ({ tool_name, mcp_context }) => {
    const tool = textOf(tool_name);
    const context = fieldsOf(mcp_context);
    const name = textOf(context.server_name);
    const isNamed = (entry: string): boolean =>
      tool?.startsWith(`mcp_${plainName(entry)}_`) === true || tool?.startsWith(`mcp__${plainName(entry)}__`) === true;
    return {
      isMcp: tool === undefined || mcp_context !== undefined || tool.startsWith("mcp_"),
      mayBe: (entry) => (name === undefined ? isNamed(entry) : name === entry),
      ...startOf(context),
    };
  },
  windsurf: ({ tool_info }) => {
    const name = textOf(fieldsOf(tool_info).mcp_server_name);
    return { isMcp: true, mayBe: (entry) => name === entry };
  },
};

/** `command`, a whole command line or with `args`; or `url`. */
function startOf(fields: Fields): { readonly start?: Configured } {
  const command = textOf(fields.command);
  const url = textOf(fields.url) ?? textOf(fields.httpUrl);
  const args = listOf(fields.args);
  const words = args.filter((word) => typeof word === "string");
  if (command !== undefined && words.length === args.length)
    return { start: { kind: "command", command, args: words } };
  return url === undefined ? {} : { start: { kind: "remote", url } };
}

/** Clients make names of tools out of names of servers in these characters. */
const plainName = (entry: string): string => entry.replace(/[^A-Za-z0-9_-]/g, "_");

const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/**
 * What is printed on standard output. Consent is never given: the client asks its user as it would without the hook.
 *
 * @param reason why the call is blocked; undefined when it is not
 */
export function answerOf(client: HookClient, reason: string | undefined): string {
  if (client === "claude-code" || client === "windsurf") return "";
  if (reason === undefined) return "{}\n";
  const denied =
    client === "cursor"
      ? { permission: "deny", user_message: reason, agent_message: reason }
      : { decision: "deny", reason };
  return `${JSON.stringify(denied)}\n`;
}
