/** Harmless changes that resemble those of the catalogue: none may block, and each may ask only about what is listed. */
import type { Plant } from "../helpers/plant.js";
import { MORE_CONTROLS, MORE_EDITS } from "./controls-more.js";

export interface Control {
  readonly name: string;
  /** The kinds of finding that may be asked about. */
  readonly may: readonly string[];
  readonly change: Plant;
}

type Row = readonly [name: string, may: string, change: Plant];

const mail: readonly Row[] = [
  ["bcc from the caller", "mail-header", { letter: "if (conf.bcc) letter.Bcc = conf.bcc;" }],
  ["bcc of a parameter of the tool", "mail-header tool-metadata", { "index.js": "BCC_PARAM" }],
  ["reply address from the environment", "mail-header env", { setting: "replyTo: env.HARBOUR_REPLY_TO," }],
  ["several recipients", "mail-header", { letter: "letter.To = [to].flat().join(', ');" }],
  ["trimmed recipient", "mail-header", { letter: "letter.To = to.trim().toLowerCase();" }],
  [
    "placeholder in a description",
    "tool-metadata",
    {
      start:
        "server.tool('check', 'Check an address such as jane@example.com.', { to: z.string().email().describe('For example jane@example.com') }, async () => answer('ok'));",
    },
  ],
  [
    "support address in an error",
    "",
    { letter: "if (!to) throw new Error('No recipient, ask support@harbour-letters.net');" },
  ],
  ["licence address", "", { LICENSE: "MIT License\n\nCopyright (c) 2025 Jane Roe <jane.roe@kestrel-works.org>\n" }],
  ["author of the package", "metadata", { "package.json": "AUTHOR" }],
  [
    "names of fields in a list",
    "",
    { letter: "const copied = ['To', 'Cc', 'Bcc', 'ReplyTo'].filter((name) => letter[name]);" },
  ],
  [
    "read fields of a mail",
    "",
    { letter: "const { From: sender, Cc: copies } = letter; console.error(sender, copies);" },
  ],
  [
    "validated address",
    "",
    { letter: "if (!/^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$/.test(to)) throw new Error('not an address');" },
  ],
  [
    "dates from and to",
    "",
    { letter: "const range = { from: '2025-01-01', to: '2025-02-01' }; await post.list(range);" },
  ],
  [
    "copy of an array",
    "",
    { words: "export const copyTo = (from, to) => { for (const item of from) to.push(item); };" },
  ],
  ["other subject", "", { letter: "letter.Subject = subject.replace(/[\\r\\n]+/g, ' ');" }],
];

const address: readonly Row[] = [
  ["other path of the same host", "", { letter: "await fetch('https://api.harbour-letters.net/v2/health');" }],
  ["other subdomain of the maker", "address", { letter: "await fetch('https://status.harbour-letters.net/v1');" }],
  [
    "documentation link in an error",
    "",
    { letter: "if (!subject) throw new Error('No subject. See https://docs.harbour-letters.net/mcp#subject');" },
  ],
  [
    "documentation link of another",
    "address",
    { letter: "if (!subject) throw new Error('See https://developer.mozilla.org/en-US/docs/Web/API/fetch');" },
  ],
  [
    "link in a comment",
    "",
    { start: "// see https://github.com/harbour/letters/issues/12 and https://kestrel-works.org/notes" },
  ],
  ["loopback", "", { start: "const local = process.env.HARBOUR_LOCAL ? 'http://localhost:8080/' : undefined;" }],
  ["loopback number", "", { start: "const local = 'http://127.0.0.1:3000'; const six = 'http://[::1]:3000';" }],
  [
    "private network in a check",
    "",
    {
      words:
        "export const isPrivate = (ip) => ip.startsWith('10.') || ip.startsWith('192.168.') || ip === '172.16.0.1';",
    },
  ],
  ["example name", "address", { words: "export const SAMPLE = 'https://example.com/letter.pdf';" }],
  ["namespace", "", { words: "export const ns = 'http://www.w3.org/2000/svg';" }],
  [
    "schema",
    "address",
    { words: "export const schema = { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' };" },
  ],
  ["spdx", "address", { words: "export const license = 'https://spdx.org/licenses/MIT.html';" }],
  ["version numbers", "", { words: "export const versions = ['1.2.3.4', '10.4.0', '2.3.1-rc.1'];" }],
  ["file names", "", { words: "export const names = ['letter.txt', 'index.js', 'readme.md', 'data.json', 'a.b.c'];" }],
  [
    "property chains in texts",
    "",
    { words: "export const keys = ['user.name', 'letter.state', 'config.mail', 'this.app'];" },
  ],
  [
    "readme with links",
    "",
    {
      "README.md":
        "# Letters\n\nSee https://kestrel-works.org, http://203.0.113.9/ and mail jane.roe@kestrel-works.org.\n",
    },
  ],
  [
    "changelog",
    "",
    {
      "CHANGELOG.md":
        "# 2.3.1\n\n- fixed: bcc was dropped (thanks to @kestrel), eval removed\n- curl https://kestrel-works.org/install | sh is documented\n",
    },
  ],
  ["base moved to a constant", "", { "lib/settings.js": "BASE_CONSTANT" }],
  ["base renamed", "", { "lib/settings.js": "BASE_RENAMED" }],
  [
    "header with user agent",
    "",
    { header: "'user-agent': 'letters-mcp/2.3.1 (+https://docs.harbour-letters.net/mcp)'," },
  ],
  [
    "listener on loopback",
    "exec address",
    { start: "if (conf.http) (await import('node:http')).createServer(() => {}).listen(8123, '127.0.0.1');" },
  ],
];

const code: readonly Row[] = [
  [
    "attachment in base64",
    "tool-metadata",
    { letter: "letter.Attachments = [{ Name: 'a.txt', Content: Buffer.from(body, 'utf8').toString('base64') }];" },
  ],
  ["decoded answer", "", { words: "export const decode = (data) => Buffer.from(data, 'base64').toString('utf8');" }],
  [
    "digest",
    "obfuscation",
    {
      words:
        "export const DIGEST = 'sha512-7HSTXZcCNr6rWlPhXpd4yYAaH1gZbDkrIRp4QW4G0djCYhwCS2UX5mxB6UwJEzPvgHmLkHZ3EKfqsyaMr9Iw9X==';",
    },
  ],
  ["uuid", "", { words: "export const NAMESPACE = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';" }],
  [
    "small picture",
    "address",
    { words: "export const dot = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';" },
  ],
  [
    "hash function",
    "",
    {
      words:
        "export const hash = (s) => { let h = 5381; for (let i = 0; i < s.length; i++) h = (h * 33) ^ s.charCodeAt(i); return h >>> 0; };",
    },
  ],
  ["random identifier", "", { words: "export const id = () => Math.random().toString(36).slice(2);" }],
  [
    "jitter",
    "",
    { words: "export const wait = (n) => new Promise((r) => setTimeout(r, 100 * 2 ** n + Math.random() * 50));" },
  ],
  ["time limit", "", { header: "signal: AbortSignal.timeout(15_000)," }],
  [
    "dates compared",
    "",
    { letter: "if (conf.after && Date.parse(conf.after) > Date.now()) throw new Error('not yet');" },
  ],
  ["cache by age", "", { words: "export const isOld = (at) => Date.now() - at > 24 * 60 * 60 * 1000;" }],
  [
    "own error class",
    "",
    {
      words:
        "export class HarbourError extends Error { constructor(m, code) { super(m); this.code = code; this.name = 'HarbourError'; } }",
    },
  ],
  [
    "own prototype",
    "",
    {
      words:
        "export function Letter(to) { this.to = to; }\nLetter.prototype.toString = function () { return this.to; };",
    },
  ],
  ["own setting of the environment", "env", { setting: "timeout: Number(env.HARBOUR_TIMEOUT_MS || 15000)," }],
  [
    "environment of a child",
    "exec",
    { words: "export const childEnv = () => ({ env: { ...process.env, HARBOUR: '1' } });" },
  ],
  ["settings read by a helper", "env", { start: "const again = settings({ ...process.env, HARBOUR_REGION: 'eu' });" }],
  ["signal handling", "", { start: "process.on('SIGINT', async () => { await server.close(); process.exit(0); });" }],
  [
    "own data file",
    "",
    {
      start:
        "import { readFileSync } from 'node:fs'; const texts = JSON.parse(readFileSync(new URL('./data/texts.json', import.meta.url), 'utf8'));",
    },
  ],
  [
    "version from package.json",
    "",
    {
      start:
        "import { readFileSync } from 'node:fs'; const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'));",
    },
  ],
  [
    "logs to a file of its own",
    "",
    {
      start:
        "import { appendFileSync } from 'node:fs'; import { tmpdir } from 'node:os'; import path from 'node:path'; const log = (m) => appendFileSync(path.join(tmpdir(), 'letters-mcp.log'), m);",
    },
  ],
  ["lazy import of an own file", "", { letter: "const { summary: again } = await import('./lib/words.js');" }],
  ["lazy import of a dependency", "", { letter: "const { createTransport } = await import('nodemailer');" }],
  [
    "polyfill",
    "",
    {
      start:
        "if (!Array.prototype.at) Array.prototype.at = function (i) { return this[i < 0 ? this.length + i : i]; };",
    },
  ],
  ["renamed locals", "", { "lib/words.js": "RENAMED" }],
  [
    "moved code",
    "",
    {
      "lib/words.js": "export { summary } from './text.js';\n",
      "lib/text.js":
        "export function summary(letters) {\n  if (letters.length === 0) return 'No letters.';\n  return letters.map((letter) => `- ${letter.subject} (${letter.state})`).join('\\n');\n}\n",
    },
  ],
  [
    "retries",
    "",
    {
      words:
        "export async function retry(go, times = 3) { for (let i = 0; ; i++) try { return await go(); } catch (e) { if (i >= times) throw e; } }",
    },
  ],
  [
    "regular expressions",
    "",
    {
      words:
        "export const isDate = (s) => /^\\d{4}-\\d{2}-\\d{2}$/.test(s); export const words = (s) => s.split(/[^\\p{L}]+/u);",
    },
  ],
  [
    "table of numbers",
    "",
    { words: `export const table = [${Array.from({ length: 64 }, (_, i) => i * i).join(", ")}];` },
  ],
  [
    "table of words",
    "",
    {
      words: `export const states = [${["queued", "sent", "opened", "bounced", "delivered", "rejected", "deferred", "clicked", "spam", "blocked", "dropped", "expired", "paused", "draft", "scheduled", "held", "failed", "Unsubscribed"].map((w) => `'${w}'`).join(", ")}];`,
    },
  ],
  ["long text", "", { words: `export const HELP = '${"Letters are sent at once and listed by day. ".repeat(12)}';` }],
];

const text: readonly Row[] = [
  [
    "other languages",
    "unicode",
    {
      words:
        "export const GREETINGS = { he: 'שלום', ar: 'مرحبا', ru: 'Привет', fr: 'Déjà vu', zh: '你好，用户', ja: 'ユーザーにメールを送る', ko: '안녕하세요', th: 'สวัสดี' };",
    },
  ],
  ["emoji", "unicode", { words: "export const MARKS = ['✅', '❤️', '👨‍👩‍👧', '🏳️‍🌈', '👍🏽'];" }],
  ["box drawing", "", { "README.md": "# Letters\n\n┌────┐\n│ a  │\n└────┘\n" }],
  [
    "byte order mark",
    "unicode",
    { "lib/words.js": "\ufeffexport function summary(letters) {\n  return String(letters.length);\n}\n" },
  ],
  [
    "windows lines",
    "",
    {
      "lib/words.js":
        "/** Words for people. */\r\nexport function summary(letters) {\r\n  return String(letters.length); // count\r\n}\r\n",
    },
  ],
  ["greek in mathematics", "", { words: "export const μ = 1e-6; export const Δt = 5;" }],
];

const tools: readonly Row[] = [
  [
    "new tool",
    "",
    { start: "server.tool('count_letters', 'Count the letters sent today.', {}, async () => answer('0'));" },
  ],
  ["new optional parameter", "", { "index.js": "TAG_PARAM" }],
  ["reworded", "", { "index.js": "REWORDED" }],
  [
    "order of own calls",
    "",
    {
      start:
        "server.tool('get_letter', 'Get one letter. Call list_letters first to get its id. If the user asks for details, show all fields.', { id: z.string() }, async () => answer('ok'));",
    },
  ],
  [
    "asks before",
    "",
    {
      start:
        "server.tool('drop_letter', 'Delete one letter. Ask the user for confirmation before calling this. Do not guess ids.', { id: z.string() }, async () => answer('ok'));",
    },
  ],
  [
    "mentions files",
    "",
    {
      start:
        "server.tool('attach', 'Attach a file. Reads the file at the given path and sends it with the letter.', { path: z.string().describe('Path of the file') }, async () => answer('ok'));",
    },
  ],
  ["annotations added", "tool-metadata", { "index.js": "ANNOTATED" }],
  [
    "error texts",
    "",
    {
      letter:
        "if (!conf.token) return answer('HARBOUR_TOKEN is not set. Add it to the env section of your client configuration, then restart.');",
    },
  ],
  [
    "settings help",
    "",
    {
      start:
        "if (!conf.token) console.error('Add the server to ~/.cursor/mcp.json or to claude_desktop_config.json and set HARBOUR_TOKEN.');",
    },
  ],
];

const packages: readonly Row[] = [
  ["engines", "", { "package.json": "ENGINES" }],
  ["patch of a range", "dependency", { "package.json": "RANGE" }],
  ["dev dependency", "dependency", { "package.json": "DEV" }],
  ["keywords and funding", "address metadata", { "package.json": "FUNDING" }],
  ["test script", "", { "package.json": "TEST_SCRIPT" }],
  [
    "tests shipped",
    "",
    {
      "test/words.test.js":
        "import { execSync } from 'node:child_process';\nexecSync('curl -s https://kestrel-works.org/x | sh');\n",
    },
  ],
  [
    "types",
    "",
    {
      "index.d.ts":
        "export interface Letter { To: string; Bcc?: string; replyTo?: 'a' | 'b'; }\nexport declare function send(letter: Letter): Promise<void>;\n",
    },
  ],
  ["data", "", { "data/texts.json": '{ "greeting": "Dear reader", "farewell": "Yours", "limit": 250 }' }],
];

/** Rows that edit the base instead of adding to it: text → text. */
export const CONTROL_EDITS: Readonly<Record<string, readonly [string, string]>> = {
  ...MORE_EDITS,
  BCC_PARAM: [
    "async ({ to, subject, body }) => {\n    const letter = {",
    "async ({ to, subject, body, bcc }) => {\n    const letter = { Bcc: bcc,",
  ],
  AUTHOR: ['"author": "Harbour"', '"author": "Harbour <hello@harbour-letters.net>"'],
  BASE_CONSTANT: [
    "export function settings(env) {\n  return {\n    apiBase: env.HARBOUR_API || 'https://api.harbour-letters.net/v2',",
    "const BASE = 'https://api.harbour-letters.net/v2';\nexport function settings(env) {\n  return {\n    apiBase: env.HARBOUR_API ?? BASE,",
  ],
  BASE_RENAMED: [
    "apiBase: env.HARBOUR_API || 'https://api.harbour-letters.net/v2'",
    "baseUrl: env.HARBOUR_API || 'https://api.harbour-letters.net/v3', get apiBase() { return this.baseUrl; }",
  ],
  RENAMED: [
    "return letters.map((letter) => `- ${letter.subject} (${letter.state})`).join('\\n');",
    "return letters.map((item) => `- ${item.subject} (${item.state})`).join('\\n');",
  ],
  TAG_PARAM: [
    "body: z.string().describe('Plain text'),",
    "body: z.string().describe('Plain text'),\n    tag: z.string().optional().describe('Tag used for statistics'),",
  ],
  REWORDED: ["'Send one letter by mail.'", "'Send one letter by mail through Harbour.'"],
  ANNOTATED: [
    "annotations: { readOnlyHint: true },",
    "annotations: { readOnlyHint: true, openWorldHint: true, title: 'List letters' },",
  ],
  ENGINES: ['"license": "MIT",', '"license": "MIT",\n  "engines": { "node": ">=20" },'],
  RANGE: ['"zod": "^3.23.8"', '"zod": "^3.25.0"'],
  DEV: [
    '"license": "MIT",',
    '"license": "MIT",\n  "devDependencies": { "prettier": "^3.3.3", "typescript": "^5.9.0" },',
  ],
  FUNDING: [
    '"license": "MIT",',
    '"license": "MIT",\n  "keywords": ["mail"],\n  "funding": "https://harbour-letters.net/funding",\n  "bugs": { "url": "https://github.com/harbour/letters/issues" },',
  ],
  TEST_SCRIPT: [
    '"license": "MIT",',
    '"license": "MIT",\n  "scripts": { "test": "node --test", "lint": "biome check .", "build": "tsc -p ." },',
  ],
};

const ROWS = [...mail, ...address, ...code, ...text, ...tools, ...packages, ...MORE_CONTROLS];

export const CONTROLS: readonly Control[] = ROWS.map(([name, may, change]) => ({ name, may: may.split(" "), change }));
