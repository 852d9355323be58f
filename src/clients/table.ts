/**
 * The MCP clients and their config files, as data: where the files are and where in them the servers stand. A client
 * that is not here is not looked at.
 */
import { inAppFolder, inConfig, inConfigOrAppData, inHome, type Places, systemWide, type UserPath } from "./places.js";

/** `jsonc`: the client documents comments. Both are read with comments and trailing commas allowed. */
export type Format = "json" | "jsonc" | "toml" | "yaml";

export interface Layout {
  readonly format: Format;
  /** Key paths to the servers, a table by name or a list whose items have a `name`; `*` is any key. */
  readonly at: readonly (readonly string[])[];
  readonly command: string;
  /** Undefined where the command is one list of words. */
  readonly args: string | undefined;
  /** Keys of the environment: a table of values or a list of names. */
  readonly env: readonly string[];
}

export type ClientId =
  | "claude-desktop"
  | "claude-code"
  | "cursor"
  | "vscode"
  | "copilot-cli"
  | "windsurf"
  | "zed"
  | "cline"
  | "roo"
  | "codex"
  | "gemini"
  | "goose"
  | "opencode"
  | "continue"
  | "kiro"
  | "lm-studio"
  | "amazon-q";

/** A path may end in `*.<extension>`: every such file of the folder. */
interface Placed<Path> {
  readonly path: Path;
  readonly layout: Layout;
}

export interface Client {
  readonly id: ClientId;
  readonly title: string;
  readonly user: readonly Placed<UserPath>[];
  /** Relative to the project, `/` between segments. */
  readonly project: readonly Placed<string>[];
}

const MCP_SERVERS: Layout = { format: "json", at: [["mcpServers"]], command: "command", args: "args", env: ["env"] };
const CLAUDE_USER: Layout = { ...MCP_SERVERS, at: [["mcpServers"], ["projects", "*", "mcpServers"]] };
const VSCODE: Layout = { ...MCP_SERVERS, format: "jsonc", at: [["servers"]] };
const VSCODE_SETTINGS: Layout = { ...VSCODE, at: [["mcp", "servers"], ["mcp.servers"]] };
const ZED: Layout = { ...MCP_SERVERS, format: "jsonc", at: [["context_servers"]] };
const CODEX: Layout = { ...MCP_SERVERS, format: "toml", at: [["mcp_servers"]], env: ["env", "env_vars"] };
const GOOSE: Layout = { format: "yaml", at: [["extensions"]], command: "cmd", args: "args", env: ["envs", "env_keys"] };
const OPENCODE: Layout = { format: "jsonc", at: [["mcp"]], command: "command", args: undefined, env: ["environment"] };
const CONTINUE: Layout = { ...MCP_SERVERS, format: "yaml" };

const placed = <Path>(layout: Layout, ...paths: readonly Path[]): Placed<Path>[] =>
  paths.map((path) => ({ path, layout }));

const vscodeFolders = (path: string): UserPath[] =>
  ["Code", "Code - Insiders"].map((product) => inAppFolder(`${product}/User/${path}`));

const CONTINUE_BLOCKS = [
  ...placed(CONTINUE, ".continue/mcpServers/*.yaml", ".continue/mcpServers/*.yml"),
  ...placed(MCP_SERVERS, ".continue/mcpServers/*.json"),
];

export const CLIENTS: readonly Client[] = [
  {
    id: "claude-desktop",
    title: "Claude Desktop",
    user: placed(MCP_SERVERS, inAppFolder("Claude/claude_desktop_config.json")),
    project: [],
  },
  {
    id: "claude-code",
    title: "Claude Code",
    user: [
      ...placed(CLAUDE_USER, inHome(".claude.json")),
      ...placed(
        MCP_SERVERS,
        systemWide({
          linux: "/etc/claude-code/managed-mcp.json",
          darwin: "/Library/Application Support/ClaudeCode/managed-mcp.json",
          win32: "C:\\Program Files\\ClaudeCode\\managed-mcp.json",
        }),
      ),
    ],
    project: placed(MCP_SERVERS, ".mcp.json"),
  },
  {
    id: "cursor",
    title: "Cursor",
    user: placed(MCP_SERVERS, inHome(".cursor/mcp.json")),
    project: placed(MCP_SERVERS, ".cursor/mcp.json"),
  },
  {
    id: "vscode",
    title: "VS Code",
    user: [
      ...placed(VSCODE, ...vscodeFolders("mcp.json")),
      ...placed(VSCODE_SETTINGS, ...vscodeFolders("settings.json")),
    ],
    project: [...placed(VSCODE, ".vscode/mcp.json"), ...placed(VSCODE_SETTINGS, ".vscode/settings.json")],
  },
  {
    id: "copilot-cli",
    title: "Copilot CLI",
    user: placed(MCP_SERVERS, inHome(".copilot/mcp-config.json")),
    project: placed(MCP_SERVERS, ".mcp.json", ".github/mcp.json"),
  },
  {
    id: "windsurf",
    title: "Windsurf",
    user: placed(MCP_SERVERS, inHome(".codeium/windsurf/mcp_config.json")),
    project: [],
  },
  {
    id: "zed",
    title: "Zed",
    user: placed(ZED, inConfigOrAppData("zed/settings.json", "Zed/settings.json")),
    project: placed(ZED, ".zed/settings.json"),
  },
  {
    id: "cline",
    title: "Cline",
    user: placed(
      MCP_SERVERS,
      ...vscodeFolders("globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json"),
    ),
    project: [],
  },
  {
    id: "roo",
    title: "Roo Code",
    user: placed(MCP_SERVERS, ...vscodeFolders("globalStorage/rooveterinaryinc.roo-cline/settings/mcp_settings.json")),
    project: placed(MCP_SERVERS, ".roo/mcp.json"),
  },
  {
    id: "codex",
    title: "Codex",
    user: placed(CODEX, inHome(".codex/config.toml")),
    project: placed(CODEX, ".codex/config.toml"),
  },
  {
    id: "gemini",
    title: "Gemini CLI",
    user: placed(MCP_SERVERS, inHome(".gemini/settings.json")),
    project: placed(MCP_SERVERS, ".gemini/settings.json"),
  },
  {
    id: "goose",
    title: "Goose",
    user: placed(GOOSE, inConfigOrAppData("goose/config.yaml", "Block/goose/config/config.yaml")),
    project: placed(GOOSE, ".goose/config.yaml"),
  },
  {
    id: "opencode",
    title: "opencode",
    user: placed(OPENCODE, inConfig("opencode/opencode.json"), inConfig("opencode/opencode.jsonc")),
    project: placed(OPENCODE, "opencode.json", "opencode.jsonc"),
  },
  {
    id: "continue",
    title: "Continue",
    user: [
      ...placed(CONTINUE, inHome(".continue/config.yaml")),
      ...CONTINUE_BLOCKS.map(({ path, layout }) => ({ path: inHome(path), layout })),
    ],
    project: CONTINUE_BLOCKS,
  },
  {
    id: "kiro",
    title: "Kiro",
    user: placed(MCP_SERVERS, inHome(".kiro/settings/mcp.json")),
    project: placed(MCP_SERVERS, ".kiro/settings/mcp.json"),
  },
  {
    id: "lm-studio",
    title: "LM Studio",
    user: placed(MCP_SERVERS, inHome(".lmstudio/mcp.json")),
    project: [],
  },
  {
    id: "amazon-q",
    title: "Amazon Q",
    user: placed(
      MCP_SERVERS,
      ...["mcp.json", "agents/*.json", "cli-agents/*.json"].map((path) => inHome(`.aws/amazonq/${path}`)),
    ),
    project: placed(MCP_SERVERS, ".amazonq/mcp.json", ".amazonq/cli-agents/*.json"),
  },
];

/** A config file that may exist. */
export interface ConfigFile {
  readonly client: ClientId;
  /** May end in `*.<extension>`. */
  readonly path: string;
  readonly layout: Layout;
}

/** Bytes. No client's settings come near it; a larger file is a problem, not an empty one. */
export const MAX_CONFIG_SIZE = 5_000_000;

/** A config file that exists, with what it holds or why that is not known. */
export type ConfigRead = ConfigFile & ({ readonly text: string } | { readonly problem: string });

/**
 * The files of a project, relative to it, of one client or of all. A file that two clients read is named once, for the
 * first of them.
 */
export function projectFiles(client?: ClientId): ConfigFile[] {
  return once(clients(client).flatMap(({ id, project }) => project.map((file) => ({ client: id, ...file }))));
}

/** The files of a user, absolute. */
export function userFiles(places: Places, client?: ClientId): ConfigFile[] {
  const resolved = ({ path, layout }: Placed<UserPath>) => ({ path: path(places), layout });
  return once(clients(client).flatMap(({ id, user }) => user.map((file) => ({ client: id, ...resolved(file) }))));
}

const clients = (id?: ClientId): readonly Client[] =>
  id === undefined ? CLIENTS : CLIENTS.filter((client) => client.id === id);

function once(files: readonly ConfigFile[]): ConfigFile[] {
  const byPath = new Map<string, ConfigFile>();
  for (const file of files) if (!byPath.has(file.path)) byPath.set(file.path, file);
  return [...byPath.values()];
}
