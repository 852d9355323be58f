/** Entries that no packer makes, and files that are not what they are called. */
import { gzipSync } from "node:zlib";
import { png, tarOf } from "../../helpers/archives.js";
import type { PackageRow } from "./package.js";

const bytes = (...values: number[]): Buffer => Buffer.from(values);
/** As Windows has them. */
const program = Buffer.concat([
  Buffer.from("MZ"),
  Buffer.alloc(58),
  bytes(64, 0, 0, 0),
  Buffer.from("PE\0\0"),
  Buffer.alloc(64, 1),
]);
const elf = Buffer.concat([bytes(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0), Buffer.alloc(120, 3)]);
const zip = Buffer.concat([bytes(0x50, 0x4b, 3, 4, 20, 0, 0, 0), Buffer.alloc(120, 9)]);
const noise = Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * 7919 + i * i * 31) % 251));
const file = (
  name: string,
  path: string,
  content: string | Uint8Array,
  kind = "binary",
  tier: "block" | "ask" = "ask",
): PackageRow => [name, kind, tier, { adds: { [path]: content } }, [path.replace(/\*$/, "")], path.replace(/\*$/, "")];
const entry = (
  name: string,
  path: string,
  at: string,
  more: object = {},
  shows: readonly string[] = [],
  tier: "block" | "ask" = "block",
): PackageRow => [name, "tar", tier, { last: [{ path, content: "0;\n", ...more }] }, shows, at];
const twice = JSON.stringify({
  name: "@harbour/letters-mcp",
  version: "2.3.1",
  scripts: { postinstall: "node lib/words.js" },
});

export const archives: readonly PackageRow[] = [
  entry(
    "hard link",
    "package/lib/post2.js",
    "lib/post2.js",
    { type: "Link", linkpath: "package/lib/post.js", content: "" },
    ["package/lib/post.js"],
  ),
  entry(
    "link to a file of the package",
    "package/lib/post2.js",
    "lib/post2.js",
    { type: "SymbolicLink", linkpath: "post.js", content: "" },
    ["post.js"],
  ),
  entry(
    "link to the home folder",
    "package/data/k",
    "data/k",
    { type: "SymbolicLink", linkpath: "/root/.ssh", content: "" },
    ["/root/.ssh"],
  ),
  entry("second manifest", "package/package.json", "package.json", { content: twice }, ["package.json"]),
  entry("second manifest in another case", "package/Package.json", "Package.json", { content: twice }, [
    "Package.json",
  ]),
  entry("second start file", "package/index.js", "index.js", {}, ["index.js"]),
  entry("way out", "package/lib/../../../x.js", "lib/../../../x.js", {}, ["../"]),
  entry("way out by backslashes", "package/lib\\..\\..\\x.js", "lib\\..\\..\\x.js", {}, ["x.js"]),
  entry("drive of windows", "C:/x.js", "x.js", {}, ["C:/x.js"]),
  entry("absolute", "/etc/cron.d/x", "etc/cron.d/x", {}, ["/etc/cron.d/x"]),
  entry("file below a file", "package/index.js/more.js", "index.js/more.js", {}, ["index.js/more.js"]),
  entry("dot at the end", "package/lib/post.js.", "lib/post.js.", {}, ["lib/post.js."], "ask"),
  entry("stream of windows", "package/lib/post.js:x", "lib/post.js:x", {}, ["lib/post.js:x"], "ask"),
  entry("device of windows", "package/lib/aux.js", "lib/aux.js", {}, ["lib/aux.js"], "ask"),
  [
    "two forms of one name",
    "tar unicode",
    "block",
    { adds: { "lib/caf\u00e9.js": "0;\n" }, last: [{ path: "package/lib/cafe\u0301.js", content: "1;\n" }] },
    ["caf"],
    "lib/cafe\u0301.js",
  ],
  [
    "second manifest first",
    "tar",
    "block",
    { first: [{ path: "package/package.json", content: twice }] },
    ["package.json"],
    "package.json",
  ],
  ["another folder", "tar", "block", { last: [{ path: "other/index.js", content: "0;\n" }] }, ["index.js"], "index.js"],
  [
    "an archive behind the archive",
    "tar",
    "ask",
    { archive: (all) => Buffer.concat([all, tarOf([{ path: "package/late.js", content: "0;\n" }])]) },
    [],
    "package.json",
  ],
  [
    "a second member of gzip",
    "tar",
    "ask",
    {
      archive: (all) => Buffer.concat([gzipSync(all), gzipSync(tarOf([{ path: "package/late.js", content: "0;\n" }]))]),
    },
    [],
    "package.json",
  ],
  [
    "text behind gzip",
    "tar",
    "ask",
    { archive: (all) => Buffer.concat([gzipSync(all), Buffer.from("0;".repeat(600))]) },
    [],
    "package.json",
  ],
  ["cut short", "tar", "block", { archive: (all) => all.subarray(0, all.length - 2100) }, [], "package.json"],
  file("program as a picture", "data/logo.png", elf, "binary", "block"),
  file("program without a name", "data/cache", elf, "binary", "block"),
  file("add-on", "lib/fmt.node", elf, "binary", "block"),
  file("add-on as a map", "lib/post.js.map", elf, "binary", "block"),
  file("library of windows", "lib/fmt.dll", program, "binary", "block"),
  file("program with two endings", "README.md.exe", program, "binary", "block"),
  file(
    "class of java",
    "lib/Fmt.class",
    Buffer.concat([bytes(0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 52), Buffer.alloc(60, 1)]),
    "binary",
    "block",
  ),
  file("compiled python", "lib/fmt.pyc", Buffer.concat([bytes(0xa7, 0x0d, 0x0d, 0x0a), Buffer.alloc(60, 1)]), "binary"),
  file("python", "lib/fmt.py", "import os\nos.system('id')\n", "binary exec"),
  file("batch", "lib/fmt.bat", "@echo off\r\nstart node lib\\words.js\r\n", "binary exec"),
  file("script of windows", "lib/fmt.vbs", 'CreateObject("WScript.Shell").Run "node"\r\n', "binary exec"),
  file("application of html", "lib/fmt.hta", "<script>new ActiveXObject('WScript.Shell')</script>\n", "binary exec"),
  file(
    "shortcut of windows",
    "letters.lnk",
    Buffer.concat([bytes(0x4c, 0, 0, 0, 1, 0x14, 2, 0), Buffer.alloc(80, 1)]),
    "binary",
  ),
  file("shortcut of linux", "data/letters.desktop", "[Desktop Entry]\nExec=node lib/words.js\n", "binary exec"),
  file("service file", "data/letters.service", "[Service]\nExecStart=/usr/bin/node lib/words.js\n", "binary exec"),
  file("shell without a first line", "data/update*", "set -e\nnode lib/words.js\n", "binary exec lifecycle"),
  file("archive as data", "data/words.bin", gzipSync("x".repeat(400)), "binary"),
  file("archive as text", "data/words.txt", gzipSync("x".repeat(400)), "binary", "block"),
  file("archive in a picture", "data/logo.png", Buffer.concat([png, zip]), "binary"),
  file(
    "code in a picture",
    "data/logo.png",
    Buffer.concat([png, Buffer.from("\nglobalThis.x = 1;\n".repeat(20))]),
    "binary obfuscation",
  ),
  file("picture that is a script", "data/logo.gif", "GIF89a=1;globalThis.x=1;/*\0\0*/\n", "binary obfuscation"),
  file(
    "picture that is a page",
    "data/logo.svg",
    "<svg xmlns='http://www.w3.org/2000/svg'><script>fetch('https://kestrel-sync.xyz')</script></svg>\n",
    "binary address obfuscation dynamic-code",
  ),
  file(
    "icon with data",
    "data/icon.ico",
    Buffer.concat([
      bytes(0, 0, 1, 0, 1, 0, 16, 16, 0, 0, 1, 0, 32, 0, 16, 0, 0, 0, 22, 0, 0, 0),
      Buffer.alloc(16, 1),
      noise,
    ]),
    "binary",
  ),
  file(
    "font with data",
    "data/font.woff2",
    Buffer.concat([Buffer.from("wOF2"), bytes(0, 1, 0, 0), bytes(0, 0, 0, 44), Buffer.alloc(32), noise]),
    "binary",
  ),
  file(
    "sound of noise",
    "data/ding.wav",
    Buffer.concat([Buffer.from("RIFF"), bytes(36, 0, 0, 0), Buffer.from("WAVE"), noise]),
    "binary",
  ),
  file(
    "photograph with data",
    "data/photo.jpg",
    Buffer.concat([bytes(0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xd9), noise]),
    "binary",
  ),
  file(
    "document with data",
    "data/guide.pdf",
    Buffer.concat([Buffer.from("%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(0)>>>>endobj\n%%EOF\n"), noise]),
    "binary",
  ),
  file("noise", "data/words.dat", noise, "binary"),
  file("code in a library file", "lib/fmt.node", "module.exports = 1;\n", "binary", "block"),
  file("wasm as text", "data/fmt.wat.txt", bytes(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 0, 4, 1, 1), "binary", "block"),
  file(
    "bundle of electron",
    "data/app.asar",
    Buffer.concat([
      bytes(4, 0, 0, 0, 0x20, 0, 0, 0),
      Buffer.from('{"files":{"index.js":{"size":2,"offset":"0"}}}'),
      noise,
    ]),
    "binary",
  ),
  file(
    "package in the package",
    "vendor/mime-1.0.0.tgz",
    gzipSync(tarOf([{ path: "package/index.js", content: "0;" }])),
    "binary",
  ),
  [
    "old program, other bytes",
    "binary",
    "ask",
    { files: { "lib/fmt.node": elf }, adds: { "lib/fmt.node": Buffer.concat([elf, bytes(1)]) } },
    ["lib/fmt.node"],
    "lib/fmt.node",
  ],
  [
    "old picture, a program now",
    "binary",
    "block",
    { files: { "data/logo.png": png }, adds: { "data/logo.png": elf } },
    ["data/logo.png"],
    "data/logo.png",
  ],
  [
    "executable bit on old data",
    "lifecycle binary",
    "ask",
    {
      drops: ["data/texts.json"],
      adds: { "data/texts.json*": '{\n  "greeting": "Dear reader",\n  "closing": "Yours"\n}\n' },
    },
    ["data/texts.json"],
    "data/texts.json",
  ],
];
