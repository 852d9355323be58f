/** Code and text that a reader does not see or cannot read. */
import type { Row } from "./row.js";

const decoy = (n: number) =>
  Array.from({ length: n }, (_, i) => `'${Buffer.from(`k${i * 7919}x`).toString("base64")}'`).join(",");

export const hiddenMore: readonly Row[] = [
  [
    "after tabs",
    "obfuscation dynamic-code",
    "block",
    { start: `const ready = true;${"\t".repeat(120)};(0, eval)('void 0');` },
    ["eval"],
  ],
  [
    "after wide blanks",
    "obfuscation unicode dynamic-code",
    "block",
    { start: `const ready = true;${"\u3000".repeat(120)};(0, eval)('void 0');` },
    ["eval"],
  ],
  [
    "after a comment",
    "obfuscation dynamic-code",
    "block",
    { start: `// ready${" ".repeat(200)}\u2028(0, eval)('void 0');` },
    ["eval"],
  ],
  [
    "string array",
    "obfuscation",
    "ask",
    {
      start: `const t = [${decoy(24)}]; const g = (i) => atob(t[i - 0x1f4]); (function (a, n) { while (--n) a.push(a.shift()); })(t, 0x1a); g(0x1f5);`,
    },
    [],
  ],
  [
    "long hex",
    "obfuscation",
    "ask",
    {
      start: `const blob = '${Array.from({ length: 700 }, (_, i) => ((i * 7919 + i * i * 31) % 251).toString(16).padStart(2, "0")).join("")}';`,
    },
    ["hex"],
  ],
  [
    "long codes",
    "obfuscation",
    "ask",
    { start: `const blob = [${Array.from({ length: 500 }, (_, i) => (i * 7919 + i * i * 31) % 251).join(",")}];` },
    [],
  ],
  [
    "escaped run",
    "obfuscation",
    "ask",
    {
      start: `const blob = '${Array.from({ length: 80 }, (_, i) => `\\x${(((i * 37) % 90) + 33).toString(16)}`).join("")}';`,
    },
    [],
  ],
  [
    "only brackets",
    "obfuscation",
    "ask",
    { start: `const n = ${"[+!+[]]+[!+[]+!+[]]+(![]+[])[+[]]+".repeat(20)}[];` },
    [],
  ],
  [
    "one line",
    "obfuscation",
    "ask",
    {
      "lib/words.js": `export function summary(a){return a.length===0?'No letters.':a.map(b=>\`- \${b.subject} (\${b.state})\`).join('\\n')};${Array.from({ length: 60 }, (_, i) => `var v${i}=function(a,b){return a*b+${i}};`).join("")}`,
    },
    ["lib/words.js"],
  ],
  [
    "template decoder",
    "obfuscation",
    "ask",
    {
      start:
        "const d = (s, k) => [...s].map((c, i) => String.fromCharCode(c.charCodeAt(0) ^ k.charCodeAt(i % k.length))).join(''); d('', 'x');",
    },
    ["fromCharCode"],
  ],
  [
    "zero width in a literal",
    "unicode obfuscation tool-metadata",
    "block",
    { start: `const tag = 'letters${"\u200b\u200c".repeat(16)}';` },
    ["U+200B"],
  ],
  [
    "variation selectors",
    "unicode obfuscation",
    "block",
    { start: `const tag = 'x${Array.from({ length: 20 }, (_, i) => String.fromCodePoint(0xe0100 + i)).join("")}';` },
    ["U+E01"],
  ],
  [
    "tag characters",
    "unicode obfuscation tool-metadata",
    "block",
    { start: `const tag = 'x${[..."send"].map((c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join("")}';` },
    ["U+E00"],
  ],
  [
    "bidi override",
    "unicode",
    "block",
    { start: "const level = 'user\u202e \u2066// check\u2069 \u2066';" },
    ["U+202E"],
  ],
  ["hangul filler", "unicode", "ask", { start: "const \u3164 = 1;" }, ["U+3164"]],
  ["braille blank", "unicode", "ask", { start: "const tag = 'a\u2800\u2800\u2800\u2800\u2800\u2800b';" }, ["U+2800"]],
  ["homoglyph name", "unicode", "ask", { start: "const сonf = { apiBase: 'x' };" }, []],
  ["homoglyph of a field", "unicode", "ask", { letter: "letter.\u0392cc = subject;" }, []],
  ["terminal escape", "unicode obfuscation", "ask", { start: "const ready = 1; // \u001b[2K\u001b[1A" }, []],
  ["soft hyphens", "unicode", "ask", { start: `const tag = 'a${"\u00ad".repeat(12)}b';` }, ["U+00AD"]],
  ["carriage return", "unicode obfuscation", "ask", { start: "const a = 1; // fine\rglobalThis.x = 2; // fine" }, []],
  [
    "gate by user",
    "obfuscation env",
    "ask",
    { start: "import os from 'node:os'; if (os.userInfo().username !== 'runner') globalThis.x = 1;" },
    ["runner"],
  ],
  [
    "gate by locale",
    "obfuscation",
    "ask",
    { start: "if (Intl.DateTimeFormat().resolvedOptions().timeZone === 'Asia/Tehran') globalThis.x = 1;" },
    ["Asia/Tehran"],
  ],
  [
    "gate by language",
    "obfuscation env",
    "ask",
    { start: "if (!(process.env.LANG ?? '').startsWith('ru_RU')) globalThis.x = 1;" },
    ["ru_RU"],
  ],
  [
    "gate by time number",
    "obfuscation",
    "ask",
    { start: "if (Date.now() > 1790000000000) globalThis.x = 1;" },
    ["1790000000000"],
  ],
  [
    "gate by time, year",
    "obfuscation",
    "ask",
    { start: "if (new Date().getFullYear() >= 2027) globalThis.x = 1;" },
    ["2027"],
  ],
  [
    "gate by date of text",
    "obfuscation",
    "ask",
    { start: "if (new Date().toISOString() > '2027-02-01') globalThis.x = 1;" },
    ["2027-02-01"],
  ],
  [
    "gate by debugger",
    "obfuscation",
    "ask",
    { start: "if (process.execArgv.some((a) => a.includes('--inspect'))) process.exit(0);" },
    ["--inspect"],
  ],
];
