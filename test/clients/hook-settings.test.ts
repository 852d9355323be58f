import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { hookCommand, withHook, withoutHook } from "../../src/clients/hook-settings.js";

const skip = process.platform === "win32" ? "the shell is POSIX's" : false;
const SCRIPT = '/home/ada/it\'s "a" $HOME `x` \\\\ 書/mcp-pin.js';

test("a shell reads the hook's command as the words that were meant, whatever the path holds", { skip }, () => {
  const command = hookCommand(["printf", "%s|"], "cursor", "linux");
  assert.equal(execFileSync("sh", ["-c", command], { encoding: "utf8" }), "verify|--hook|cursor|");
  const odd = hookCommand(["echo", SCRIPT], "cursor", "linux").replace('"echo"', "printf '%s|'");
  assert.equal(execFileSync("sh", ["-c", odd], { encoding: "utf8" }), `${SCRIPT}|verify|--hook|cursor|`);
  assert.equal(
    hookCommand(["C:\\node\\node.exe", "C:\\mcp-pin.js"], "cursor", "win32"),
    '"C:\\node\\node.exe" "C:\\mcp-pin.js" verify --hook cursor',
  );
});

test("a hook with such a path is known again, and taken out", () => {
  const added = withHook("", "claude-code", hookCommand(["/usr/bin/node", SCRIPT], "claude-code", "linux"));
  assert.ok("text" in added);
  const again = withHook(added.text, "claude-code", "mcp-pin verify --hook claude-code");
  assert.equal("text" in again && again.text.match(/mcp-pin/g)?.length, 1);
  const out = withoutHook(added.text, "claude-code");
  assert.deepEqual("text" in out && JSON.parse(out.text), {});
});
