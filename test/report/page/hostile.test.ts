/** Whatever a package, a registry or a file name holds, the page is made of the known elements and shows no raw character. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ATTRIBUTES, ELEMENTS } from "../../../src/report/page/html.js";
import { renderPage } from "../../../src/report/page/page.js";
import { SCRIPT } from "../../../src/report/page/script.js";
import { STYLE } from "../../../src/report/page/style.js";
import type { Shown } from "../../../src/review/shown.js";
import type { Finding } from "../../../src/rules/rule.js";
import { elementsOf, find, readHtml, textOf } from "../../helpers/html-reader.js";
import { shown, versionOf } from "../../helpers/shown.js";
import { toolsSaying } from "../../helpers/tool-words.js";

const ATTACKS = [
  "</script><script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "javascript:alert(1)",
  '" onmouseover="alert(1)',
  "' autofocus onfocus='alert(1)",
  "]]><svg/onload=alert(1)>",
  "<!--<script>",
  "&lt;b&gt;&#x3c;",
  "\u202etxt.exe\u2066",
  "a\u200bb\ufeff\u00ad",
  "\u0000\u001b[2J\u009b",
  "api.lettrb\u043ex.example",
  "\ud800 lone",
  "$& $1 $`",
  "__proto__",
  "*/ } </style>",
];
const hostile = fc.oneof(
  fc.constantFrom(...ATTACKS),
  fc.string({ unit: "binary" }),
  fc.tuple(fc.constantFrom(...ATTACKS), fc.string({ unit: "binary" })).map((parts) => parts.join("")),
);
const known = { elements: new Set<string>(["#document", ...ELEMENTS]), attributes: new Set<string>(ATTRIBUTES) };

function assertTame(html: string): void {
  assert.doesNotMatch(
    html.replaceAll(/[\n\t]/g, ""),
    /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u,
  );
  const page = readHtml(html);
  for (const node of elementsOf(page)) {
    assert.ok(known.elements.has(node.name), `element ${node.name}`);
    for (const [name, value] of node.attributes) {
      assert.ok(known.attributes.has(name), `attribute ${name}`);
      assert.doesNotMatch(value, /[\n\t]/);
      if (name === "href") assert.match(value, /^#[a-z0-9-]+$/);
      if (name === "id") assert.match(value, /^[a-z0-9-]+$/);
    }
    if (node.name === "script") assert.equal(textOf(node), SCRIPT);
    if (node.name === "style") assert.equal(textOf(node), STYLE);
  }
  const scripts = [...elementsOf(page)].filter(({ name }) => name === "script" || name === "style");
  assert.equal(scripts.length, 2);
}

interface Texts {
  readonly name: string;
  readonly version: string;
  readonly path: string;
  readonly line: string;
  readonly message: string;
  readonly rule: string;
}

const texts: fc.Arbitrary<Texts> = fc.record({
  name: hostile,
  version: hostile,
  path: hostile,
  line: hostile,
  message: hostile,
  rule: hostile,
});

/** Every text of what is shown is hostile, also those that our own code is careful about elsewhere. */
function hostileShown({ name, version, path, line, message, rule }: Texts): Shown {
  const files = (extra: string) => ({
    [`${path}x`]: `same\n${line}\nmore\n`,
    "a.js": `const a = \`${line}${extra}`,
    bin: new Uint8Array([0, 1, extra.length]),
  });
  const before = versionOf(name, `${version}0`, files("old"));
  const after = { ...versionOf(name, version, { ...files("renewed"), [`new/${path}`]: line }), integrity: message };
  const dependency = versionOf(path, version, { "index.js": line });
  const question = {
    before,
    after,
    dependencies: { added: [dependency], removed: [{ name: message, version }], changed: [] },
  };
  const real = shown(question, {
    server: name,
    tools: toolsSaying(name, line, message),
    requiredBy: new Map([
      [path, [message, name]],
      [message, [rule]],
    ]),
  });
  const evidence = { path: "a.js", line: 1, column: 1, excerpt: line };
  const finding: Finding = {
    rule: rule as Finding["rule"],
    kind: "address",
    tier: "block",
    package: `${name}@${version}`,
    message,
    value: line,
    weight: 1,
    evidence: [evidence, { ...evidence, path }],
  };
  const registry = {
    publisher: message,
    repository: `javascript:${line}`,
    publishedAt: rule,
    deprecated: path,
    provenance: { repository: line },
  };
  return {
    ...real,
    findings: [finding, ...real.findings],
    registry: { before: registry, after: { ...registry, publisher: name } },
    assessment: { ...real.assessment, notAnalysed: [{ package: name, path, reason: message }] },
  };
}

test("hostile text in every field stays text", () => {
  fc.assert(
    fc.property(texts, (drawn) => assertTame(renderPage(hostileShown(drawn), { version: "0.1.0" }))),
    { numRuns: 60 },
  );
});

test("each attack in every field at once", () => {
  for (const attack of ATTACKS) {
    const drawn = { name: attack, version: attack, path: attack, line: attack, message: attack, rule: attack };
    assertTame(renderPage(hostileShown(drawn), { version: attack, now: attack }));
  }
});

test("hidden characters are shown as what they are", () => {
  const drawn = { name: "server", version: "1.0.0", path: "b.js", line: "\u202ea", message: "a\u200bb", rule: "x-y" };
  const page = readHtml(renderPage(hostileShown(drawn), { version: "0.1.0" }));
  const boxes = [...elementsOf(page)].filter((node) => node.attributes.get("class") === "u").map(textOf);
  assert.ok(boxes.includes("\\u{200b}"));
  assert.ok([...elementsOf(page)].some((node) => node.name === "ins" && textOf(node).includes("\\u{202e}a")));
});

test("a name that a shell would obey gets no command", () => {
  const drawn = { name: "x;rm -rf ~", version: "1.0.0", path: "b.js", line: "a", message: "m", rule: "x-y" };
  const page = readHtml(renderPage(hostileShown(drawn), { version: "0.1.0" }));
  const decision = find(page, (node) => node.attributes.get("id") === "decision");
  assert.ok(![...elementsOf(decision)].some((node) => node.name === "pre"));
});
