/** Every link and every path of this repository that the documents name leads somewhere. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { test } from "node:test";
import { ROOT } from "../helpers/root.js";

const markdownIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(ROOT, folder, name));
const PAGES = [...markdownIn("."), ...markdownIn("docs")];

/** As GitHub makes them of headings. */
const anchorsOf = (page: string): Set<string> =>
  new Set(
    [...readFileSync(page, "utf8").matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );

/** Without code blocks, which show other folders than ours. */
const proseOf = (page: string): string => readFileSync(page, "utf8").replace(/^```[\s\S]*?^```$/gm, "");

for (const page of PAGES) {
  const name = relative(ROOT, page);
  test(`links of ${name}`, () => {
    for (const [, target = ""] of proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      const [path = "", anchor] = target.split("#");
      const file = path === "" ? page : resolve(dirname(page), path);
      assert.ok(existsSync(file), `${name}: ${target}`);
      if (anchor !== undefined) assert.ok(anchorsOf(file).has(anchor), `${name}: ${target}`);
    }
  });

  test(`paths of ${name}`, () => {
    for (const [, path = ""] of proseOf(page).matchAll(/`((?:src|test|docs|fixtures|bench|bin)\/[\w./*-]*)`/g)) {
      const folder = dirname(path);
      const last = path
        .slice(folder.length + 1)
        .replaceAll(".", "\\.")
        .replaceAll("*", ".*");
      const isThere = path.includes("*")
        ? existsSync(join(ROOT, folder)) &&
          readdirSync(join(ROOT, folder)).some((file) => new RegExp(`^${last}$`).test(file))
        : existsSync(join(ROOT, path));
      assert.ok(isThere, `${name}: ${path}`);
    }
  });
}
