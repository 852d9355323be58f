import assert from "node:assert/strict";
import { test } from "node:test";
import { unicodeBidi } from "../../src/rules/unicode-bidi.js";
import { unicodeControl } from "../../src/rules/unicode-control.js";
import { unicodeInvisible } from "../../src/rules/unicode-invisible.js";
import { unicodeMixedScripts } from "../../src/rules/unicode-mixed-scripts.js";
import { check, type Files, manifest, side, spots } from "../helpers/sides.js";

const base: Files = { "package.json": manifest({}), "index.js": "main();\n", "README.md": "# Server\n" };
const before = side(base);
const found = (rule: typeof unicodeBidi, files: Files): string[] =>
  spots(check(rule, before, side({ ...base, ...files })));

test("unicode-bidi: controls in code, data and prose", () => {
  assert.deepEqual(found(unicodeBidi, { "index.js": "main();\n/* \u202e } \u2066if (admin)\u2069 */\n" }), [
    "block index.js:2",
    "block index.js:2",
    "block index.js:2",
  ]);
  assert.deepEqual(found(unicodeBidi, { "data.json": '{"a": "\u200f"}' }), ["ask data.json:1"]);
  assert.deepEqual(found(unicodeBidi, { "README.md": "# Server\n\n\u202dx\n" }), ["note README.md:3"]);
  const [finding] = check(unicodeBidi, before, side({ ...base, "index.js": "a\u202e" }));
  assert.equal(finding?.value, "U+202E");
});

test("unicode-bidi: silent on right-to-left text and on what was there", () => {
  assert.deepEqual(found(unicodeBidi, { "lib/format.js": "const he = 'שלום', ar = 'مرحبا\u200f!';" }), []);
  const old = side({ ...base, "index.js": "/* \u202e */" });
  assert.deepEqual(check(unicodeBidi, old, side({ ...base, "index.js": "/* \u202e */ more();" })), []);
});

test("unicode-invisible: payloads and invisible names block", () => {
  const selectors = String.fromCodePoint(...Array.from({ length: 40 }, (_, i) => 0xe0100 + i));
  const bits = "\u200c\u200b\u200b\u200b\u200c\u200c\u200b";
  assert.deepEqual(found(unicodeInvisible, { "index.js": `decode("${selectors}");` }), ["block index.js:1"]);
  assert.deepEqual(found(unicodeInvisible, { "index.js": `decode("${bits}");` }), ["block index.js:1"]);
  assert.deepEqual(
    found(unicodeInvisible, { "index.js": "const spacer = '|\ue076\ue06f\ue069\ue064\ue020\ue030|';" }),
    ["block index.js:1"],
  );
  assert.deepEqual(found(unicodeInvisible, { "index.js": "const { mode, \u3164 } = config;" }), ["block index.js:1"]);
  assert.deepEqual(found(unicodeInvisible, { "README.md": "x\u{e0049}\u{e0067}\u{e006e}\u{e006f}" }), [
    "block README.md:1",
  ]);
  assert.deepEqual(found(unicodeInvisible, { "data/NOTICE.txt": `Copyright${bits}` }), ["block data/NOTICE.txt:1"]);
});

test("unicode-invisible: one alone is asked about in code, a note in prose", () => {
  assert.deepEqual(found(unicodeInvisible, { "index.js": "const a\u200bb = 1;" }), ["ask index.js:1"]);
  assert.deepEqual(found(unicodeInvisible, { "README.md": "a\u200bb" }), ["note README.md:1"]);
  const first = check(unicodeInvisible, undefined, side({ ...base, "index.js": "const a\u200bb = 1;" }));
  assert.deepEqual(spots(first), ["note index.js:1"]);
});

test("unicode-invisible: silent on emoji, scripts with joiners, a byte order mark, and Korean", () => {
  const files: Files = {
    "README.md":
      "Made for teams \u{1f468}\u200d\u{1f469}\u200d\u{1f467} \u2764\ufe0f 1\ufe0f\u20e3 \u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
    "index.js": "\ufeffconst fa = 'می\u200cخواهم', hi = 'क्\u200dष', ko = '한글';",
  };
  assert.deepEqual(found(unicodeInvisible, files), []);
});

test("lists of what to strip are no disguise", () => {
  const strip = "const hidden = /[\u202a\u202b\u202c\u202d\u202e]|[\u200e\u200f]/, ansi = /[\x1b\x9b][[()#;?]*/;";
  assert.deepEqual(found(unicodeBidi, { "index.js": strip }), ["ask index.js:1", "ask index.js:1"]);
  assert.deepEqual(spots(check(unicodeBidi, undefined, side({ ...base, "index.js": strip }))), [
    "note index.js:1",
    "note index.js:1",
  ]);
  assert.deepEqual(found(unicodeControl, { "index.js": strip }), ["note index.js:1"]);
});

test("unicode-control: terminal commands block, others do not", () => {
  assert.deepEqual(found(unicodeControl, { "README.md": "x\x1b[2K\x1b[1Ay" }), ["block README.md:1"]);
  assert.deepEqual(found(unicodeControl, { "index.js": "a\x01b" }), ["note index.js:1"]);
  assert.deepEqual(found(unicodeControl, { "index.js": "say('\\x1b[31m');\f\r\n\t" }), []);
});

test("unicode-mixed-scripts: look-alikes within a word", () => {
  const [finding] = check(unicodeMixedScripts, before, side({ ...base, "index.js": "function lo\u0430dConfig() {}" }));
  assert.deepEqual([finding?.tier, finding?.value], ["ask", "lo\u0430dConfig"]);
  assert.match(finding?.message ?? "", /U\+0430/);
  const texts = "const ru = 'Привет, API-ключ', math = 'Δt μs', ranges = /[a-zа-яё]/, fr = 'Déjà';";
  assert.deepEqual(found(unicodeMixedScripts, { "index.js": texts, "README.md": "lo\u0430d" }), []);
});

test("a table of Unicode characters is not a payload", () => {
  const table = Array.from({ length: 40 }, (_, i) => `"${i}\u200b${i}"`).join(",");
  const tiers = new Set(
    check(unicodeInvisible, before, side({ ...base, "table.js": `x = [${table}]` })).map(({ tier }) => tier),
  );
  assert.deepEqual([...tiers], ["note"]);
});
