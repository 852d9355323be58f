/** docs/clients.md against the table of clients. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { CLIENTS } from "../../src/clients/table.js";
import { tableOf } from "../helpers/markdown.js";
import { ROOT } from "../helpers/root.js";

const DOCUMENT = readFileSync(join(ROOT, "docs/clients.md"), "utf8");

test("the page has every client with its name and its project files", () => {
  const rows = tableOf(DOCUMENT, "client");
  const listed = rows.map(([title, name = ""]) => [title, name.replaceAll("`", "")]);
  assert.deepEqual(
    listed,
    CLIENTS.map(({ id, title }) => [title, id]),
  );
  CLIENTS.forEach(({ project }, i) => {
    const files = [...(rows[i]?.[3] ?? "").matchAll(/`([^`]+)`/g)].map(([, file]) => file);
    const folders = new Set(project.map(({ path }) => path.replace(/mcpServers\/\*\..*$/, "mcpServers/*")));
    assert.deepEqual(files, [...folders], CLIENTS[i]?.id);
  });
});
