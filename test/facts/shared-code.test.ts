/** What large files have in common is left out, and nothing that could mean something else now. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readFacts } from "../../src/facts/read.js";
import { treeOf } from "../../src/package/tree.js";

const filler = Array.from(
  { length: 4_000 },
  (_, i) => `function keep${i}(a) { return fetch('https://h${i}.example/' + a); }`,
);

function newKeys(before: string, after: string): readonly string[] {
  const tree = (text: string) => treeOf([{ path: "index.js", bytes: Buffer.from(text), executable: false }]);
  const facts = readFacts(tree(before), tree(after));
  const known = new Set(facts.before?.facts.map(({ key }) => key));
  return facts.after.facts.map(({ key }) => key).filter((key) => !known.has(key));
}

const file = (...extra: readonly string[]): string =>
  [...filler.slice(0, 2_000), ...extra, ...filler.slice(2_000)].join("\n");

test("the facts of what both sides have are not told", () => {
  const tree = (text: string) => treeOf([{ path: "index.js", bytes: Buffer.from(text), executable: false }]);
  const { after } = readFacts(tree(file("const a = 1;")), tree(file("const a = 2;")));
  assert.ok(after.facts.length < 100, `${after.facts.length} facts`);
  assert.ok(after.mentions("h17.example"));
});

test("what is new in the middle of the file is told", () => {
  const keys = newKeys(file("const a = 1;"), file("const a = 1;", "fetch('https://drop.example.org.test/x');"));
  assert.ok(
    keys.some((key) => key.startsWith("host:")),
    keys.join(),
  );
});

test("a statement that is the same is looked at when a name that it uses changed", () => {
  const use = "function go() { return fetch('https://' + LABEL + '.xyz'); }";
  const keys = newKeys(file("const LABEL = 'harbour';", use), file("const LABEL = 'kestrel';", use));
  assert.ok(keys.includes("host:kestrel.xyz"), keys.join());
});

test("through other statements too, and through what is written elsewhere", () => {
  const chain = ["const LABEL = () => PART;", "function go() { return fetch('https://' + LABEL() + '.xyz'); }"];
  const through = newKeys(file("const PART = 'harbour';", ...chain), file("const PART = 'kestrel';", ...chain));
  assert.ok(through.includes("host:kestrel.xyz"), through.join());
  const written = ["let label = 'harbour';", "function go() { return fetch('https://' + label + '.xyz'); }"];
  const keys = newKeys(file(...written), file(...written, "label = 'kestrel';"));
  assert.ok(keys.includes("host:kestrel.xyz"), keys.join());
});

test("within a wrapper", () => {
  const wrapped = (...extra: readonly string[]): string => `(function () {\n${file(...extra)}\n})();`;
  const keys = newKeys(wrapped("const a = 1;"), wrapped("const a = 1;", "m.Bcc = 'quiet@kestrel-drop.info';"));
  assert.deepEqual(
    keys.filter((key) => key.startsWith("mail:")),
    ["mail:bcc:quiet@kestrel-drop.info"],
  );
});

test("what new code names is read, whatever else the file holds", () => {
  const kept = [
    "const PARTS = ['kes', 'trel'], unused = /[;}]/;",
    "let { domain: [, domain] = [] } = { domain: ['x', 'info'] };",
    "function joined(a) { return a.join(''); }",
    "let path = '/none'; function set() { path = '/drop'; }",
    "export { joined as other, PARTS };",
  ];
  const sent = "fetch('https://' + joined(PARTS) + '.' + domain + path);";
  const keys = newKeys(file(...kept), file(...kept, sent));
  assert.ok(keys.includes("host:kestrel.info"), keys.join());
});

test("what another file takes from one that is read in part is known", () => {
  const kept = file("export const LABEL = 'kestrel';", "export const a = 1;");
  const tree = (text: string, main: string) =>
    treeOf(
      Object.entries({ "lib.mjs": text, "main.mjs": main }).map(([path, source]) => ({
        path,
        bytes: Buffer.from(source),
        executable: false,
      })),
    );
  const main = "import { LABEL } from './lib.mjs';";
  const { after } = readFacts(
    tree(kept, main),
    tree(kept.replace("a = 1", "a = 2"), `${main}\nfetch('https://' + LABEL + '.xyz');`),
  );
  assert.ok(after.facts.some(({ key }) => key === "host:kestrel.xyz"));
});

test("a file that changed is compared with what it was, even if a copy of that lies elsewhere now", () => {
  const tree = (files: Readonly<Record<string, string>>) =>
    treeOf(Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.from(text), executable: false })));
  const code = "fetch('https://kestrel-sync.xyz/');\n";
  const facts = readFacts(tree({ "a.js": code }), tree({ "a.js": `${code}go();\n`, "src/a.js": code }));
  assert.ok(facts.before?.facts.some(({ key }) => key === "host:kestrel-sync.xyz"));
});
