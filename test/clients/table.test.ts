import assert from "node:assert/strict";
import { test } from "node:test";
import { placesOf } from "../../src/clients/places.js";
import { CLIENTS, projectFiles, userFiles } from "../../src/clients/table.js";

const LINUX = placesOf("linux", "/home/sam");
const MAC = placesOf("darwin", "/Users/sam");
const WINDOWS = placesOf("win32", "C:\\Users\\sam", { APPDATA: "D:\\Roaming" });

const pathsOf = (client: string, places: typeof LINUX): string[] =>
  userFiles(places)
    .filter((file) => file.client === client)
    .map((file) => file.path);

test("every client has an id of its own and a file", () => {
  assert.equal(new Set(CLIENTS.map(({ id }) => id)).size, CLIENTS.length);
  for (const { user, title } of CLIENTS) assert.ok(user.length > 0 && title !== "");
});

test("files of a project", () => {
  assert.deepEqual(
    projectFiles().map(({ client, path }) => `${client} ${path}`),
    [
      "claude-code .mcp.json",
      "cursor .cursor/mcp.json",
      "vscode .vscode/mcp.json",
      "vscode .vscode/settings.json",
      "copilot-cli .github/mcp.json",
      "zed .zed/settings.json",
      "roo .roo/mcp.json",
      "codex .codex/config.toml",
      "gemini .gemini/settings.json",
      "goose .goose/config.yaml",
      "opencode opencode.json",
      "opencode opencode.jsonc",
      "continue .continue/mcpServers/*.yaml",
      "continue .continue/mcpServers/*.yml",
      "continue .continue/mcpServers/*.json",
      "kiro .kiro/settings/mcp.json",
      "amazon-q .amazonq/mcp.json",
      "amazon-q .amazonq/cli-agents/*.json",
    ],
  );
});

test("files of a user on each platform", () => {
  assert.deepEqual(pathsOf("claude-desktop", LINUX), ["/home/sam/.config/Claude/claude_desktop_config.json"]);
  assert.deepEqual(pathsOf("claude-desktop", MAC), [
    "/Users/sam/Library/Application Support/Claude/claude_desktop_config.json",
  ]);
  assert.deepEqual(pathsOf("claude-desktop", WINDOWS), ["D:\\Roaming\\Claude\\claude_desktop_config.json"]);
  assert.deepEqual(pathsOf("claude-code", LINUX), ["/home/sam/.claude.json", "/etc/claude-code/managed-mcp.json"]);
  assert.equal(pathsOf("vscode", MAC)[0], "/Users/sam/Library/Application Support/Code/User/mcp.json");
  assert.equal(pathsOf("vscode", WINDOWS)[2], "D:\\Roaming\\Code\\User\\settings.json");
  assert.deepEqual(pathsOf("cursor", WINDOWS), ["C:\\Users\\sam\\.cursor\\mcp.json"]);
  assert.deepEqual(pathsOf("goose", WINDOWS), ["D:\\Roaming\\Block\\goose\\config\\config.yaml"]);
  assert.deepEqual(pathsOf("goose", MAC), ["/Users/sam/.config/goose/config.yaml"]);
  assert.deepEqual(pathsOf("zed", WINDOWS), ["D:\\Roaming\\Zed\\settings.json"]);
  assert.deepEqual(pathsOf("codex", LINUX), ["/home/sam/.codex/config.toml"]);
});

test("places: XDG_CONFIG_HOME counts when it is absolute; an unknown platform is read like Linux", () => {
  assert.equal(placesOf("linux", "/home/sam", { XDG_CONFIG_HOME: "/x" }).xdgConfig, "/x");
  assert.equal(placesOf("linux", "/home/sam", { XDG_CONFIG_HOME: "x" }).xdgConfig, "/home/sam/.config");
  assert.equal(placesOf("freebsd", "/home/sam").platform, "linux");
  assert.equal(placesOf("win32", "C:\\Users\\sam").appData, "C:\\Users\\sam\\AppData\\Roaming");
});
