/** More harmless twins, written without a look at the rules: what makers of servers do every week. */
import type { Plant } from "../helpers/plant.js";

type Row = readonly [name: string, may: string, change: Plant];

const mail: readonly Row[] = [
  [
    "cc and reply-to of a new tool's parameters",
    "mail-header",
    {
      start:
        "server.tool('send_copy', 'Send one letter with a copy.', { to: z.string().email(), cc: z.string().email().optional().describe('Copy to'), replyTo: z.string().email().optional().describe('Reply address') }, async ({ to, cc, replyTo }) => answer((await post.send({ To: to, Cc: cc, ReplyTo: replyTo, From: conf.from })).id));",
    },
  ],
  [
    "reply address from the environment, else the sender",
    "mail-header",
    { setting: "replyTo: env.HARBOUR_REPLY_TO || env.HARBOUR_FROM,", letter: "letter.ReplyTo = conf.replyTo;" },
  ],
  [
    "attachments in base64 from the caller",
    "",
    {
      start:
        "server.tool('send_file', 'Send a letter with one file.', { to: z.string().email(), name: z.string(), content: z.string().describe('The file in base64') }, async ({ to, name, content }) => answer((await post.send({ To: to, From: conf.from, Attachments: [{ Name: name, Content: content, ContentType: 'application/octet-stream' }] })).id));",
    },
  ],
  [
    "fixtures of a test with addresses",
    "",
    {
      "test/send.test.js":
        "import { test } from 'node:test';\ntest('bcc', () => send({ To: 'jane@example.com', Bcc: 'audit@example.com', From: 'x@example.org' }));\n",
    },
  ],
  [
    "snapshot with addresses",
    "",
    {
      "__snapshots__/send.test.js.snap":
        "exports[`send 1`] = `{ To: 'jane@example.com', Bcc: 'archive@example.com', url: 'https://api.example.com/v1' }`;\n",
    },
  ],
  ["example in the text of a parameter", "", { "index.js": "TO_EXAMPLE" }],
  ["recipients with names", "mail-header", { letter: "letter.To = conf.name ? `${conf.name} <${to}>` : to;" }],
];

const address: readonly Row[] = [
  [
    "new tool with a host of the maker",
    "",
    {
      start:
        "server.tool('track_letter', 'Where a letter is. See https://docs.harbour-letters.net/tracking.', { id: z.string() }, async ({ id }) => answer(await (await fetch(`https://track.harbour-letters.net/v1/${encodeURIComponent(id)}`)).text()));",
    },
  ],
  [
    "regions of the maker's host",
    "",
    {
      "lib/regions.js":
        "export const REGIONS = { eu: 'https://api.eu.harbour-letters.net/v2', us: 'https://api.us.harbour-letters.net/v2' };\nexport const baseOf = (env) => REGIONS[env.HARBOUR_REGION ?? 'eu'];\n",
    },
  ],
  [
    "namespaces of a picture",
    "",
    {
      "lib/icon.js":
        'export const icon = \'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 16 16"><path d="M0 0h16v16H0z"/></svg>\';\n',
    },
  ],
  [
    "schemas with ids",
    "",
    {
      "data/letter.schema.json":
        '{\n  "$schema": "https://json-schema.org/draft/2020-12/schema",\n  "$id": "https://schemas.harbour-letters.net/letter.json",\n  "type": "object",\n  "properties": { "to": { "type": "string", "format": "email" } }\n}\n',
    },
  ],
  [
    "callback of a sign-in on loopback",
    "",
    {
      "lib/sign-in.js":
        "import { createServer } from 'node:http';\nexport const REDIRECT = 'http://localhost:8787/callback';\nexport function waitForCode(state) {\n  return new Promise((resolve, reject) => {\n    const server = createServer((request, response) => {\n      const url = new URL(request.url, REDIRECT);\n      if (url.searchParams.get('state') !== state) return response.writeHead(400).end('wrong state');\n      response.end('You may close this window.');\n      server.close();\n      resolve(url.searchParams.get('code'));\n    });\n    server.on('error', reject);\n    server.listen(8787, 'localhost');\n  });\n}\nexport const authorizeUrl = (state) => `https://accounts.harbour-letters.net/oauth/authorize?state=${state}&redirect_uri=${encodeURIComponent(REDIRECT)}`;\n",
    },
  ],
  [
    "proxy from the environment",
    "",
    {
      "lib/proxy.js":
        "import { ProxyAgent, setGlobalDispatcher } from 'undici';\nexport function useProxy(env) {\n  const proxy = env.HTTPS_PROXY ?? env.https_proxy;\n  if (proxy) setGlobalDispatcher(new ProxyAgent(proxy));\n}\n",
      "package.json": "UNDICI",
    },
  ],
  ["another major of the maker's interface", "", { "lib/settings.js": "BASE_V3" }],
];

const code: readonly Row[] = [
  [
    "retry with backoff",
    "",
    {
      "lib/retry.js":
        "const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));\nexport async function retry(go, { times = 4, base = 250 } = {}) {\n  for (let i = 0; ; i++) {\n    try {\n      return await go();\n    } catch (error) {\n      if (i >= times || (error.status < 500 && error.status !== 429)) throw error;\n      await wait(Number(error.headers?.get('retry-after') ?? 0) * 1000 || base * 2 ** i + Math.random() * 100);\n    }\n  }\n}\n",
    },
  ],
  [
    "expiry of a token compared with the clock",
    "",
    {
      "lib/token.js":
        "export const isExpired = (token, now = Date.now()) => now >= new Date(token.expires_at).getTime() - 60_000;\nexport const untilMidnight = () => { const end = new Date(); end.setHours(24, 0, 0, 0); return end - Date.now(); };\n",
    },
  ],
  [
    "integrity hashes of assets",
    "",
    {
      "data/assets.json":
        '{\n  "app.css": "sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC",\n  "app.js": "sha384-q2kxQ16AaE6UbzuKqyBE9/u/KzioAlnx2maXQHiDX9d4/zp8Ok3f+M7DPm+Ib6IU"\n}\n',
    },
  ],
  [
    "compiled to an older target",
    "",
    {
      "lib/words.js":
        '"use strict";\nvar __assign = (this && this.__assign) || function () {\n    __assign = Object.assign || function (t) {\n        for (var s, i = 1, n = arguments.length; i < n; i++) {\n            s = arguments[i];\n            for (var p in s) if (Object.prototype.hasOwnProperty.call(s, p)) t[p] = s[p];\n        }\n        return t;\n    };\n    return __assign.apply(this, arguments);\n};\nvar __importDefault = (this && this.__importDefault) || function (mod) {\n    return (mod && mod.__esModule) ? mod : { "default": mod };\n};\nObject.defineProperty(exports, "__esModule", { value: true });\nexports.summary = summary;\n/** Words for people. */\nfunction summary(letters) {\n    if (letters.length === 0)\n        return "No letters.";\n    return letters.map(function (letter) { return "- ".concat(letter.subject, " (").concat(letter.state, ")"); }).join("\\n");\n}\n',
    },
  ],
  [
    "helpers of a bundler renamed",
    "",
    {
      "lib/words.js":
        "var __defProp = Object.defineProperty;\nvar __export = (target, all) => {\n  for (var name in all) __defProp(target, name, { get: all[name], enumerable: true });\n};\nvar __commonJS = (cb, mod) => function __require() {\n  return mod || (0, cb[Object.keys(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;\n};\n/** Words for people. */\nexport function summary(letters) {\n  if (letters.length === 0) return 'No letters.';\n  return letters.map((letter) => `- ${letter.subject} (${letter.state})`).join('\\n');\n}\nexport const all = {};\n__export(all, { summary: () => summary });\n",
    },
  ],
  [
    "dynamic require of a bundler",
    "",
    {
      "lib/words.js":
        "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\nconst { version } = require('../package.json');\nexport function summary(letters) {\n  if (letters.length === 0) return 'No letters.';\n  return letters.map((letter) => `- ${letter.subject} (${letter.state})`).join('\\n') + version;\n}\n",
    },
  ],
  [
    "minified by a newer minifier",
    "",
    {
      "lib/words.js":
        'export function summary(e){return e.length===0?"No letters.":e.map(t=>`- ${t.subject} (${t.state})`).join(`\n`)}\n',
    },
  ],
  [
    "polyfills that ask first",
    "",
    {
      "lib/polyfills.js":
        "if (typeof Object.hasOwn !== 'function') {\n  Object.defineProperty(Object, 'hasOwn', { value: (object, key) => Object.prototype.hasOwnProperty.call(object, key) });\n}\nif (!String.prototype.replaceAll) {\n  String.prototype.replaceAll = function (from, to) { return this.split(from).join(to); };\n}\nif (typeof globalThis.structuredClone === 'undefined') globalThis.structuredClone = (value) => JSON.parse(JSON.stringify(value));\n",
    },
  ],
  [
    "generated protocol buffers",
    "",
    {
      "lib/letter_pb.js":
        "// @generated by protoc-gen-es v2.2.0 with parameter \"target=js\"\nimport { fileDesc, messageDesc } from '@bufbuild/protobuf/codegenv1';\nexport const file_letter = /*@__PURE__*/ fileDesc('CgxsZXR0ZXIucHJvdG8SB2hhcmJvdXIiOgoGTGV0dGVyEgoKAnRvGAEgASgJEg8KB3N1YmplY3QYAiABKAkSEwoLdGV4dF9ib2R5GAMgASgJYgZwcm90bzM');\nexport const LetterSchema = /*@__PURE__*/ messageDesc(file_letter, 0);\n",
      "package.json": "PROTOBUF",
    },
  ],
  [
    "keyring of the system when asked for",
    "",
    {
      "lib/keyring.js":
        "/** The token from the system's keyring, when HARBOUR_KEYRING is set (see README). */\nexport async function tokenFromKeyring(env) {\n  if (env.HARBOUR_KEYRING !== '1') return env.HARBOUR_TOKEN;\n  const { Entry } = await import('@napi-rs/keyring');\n  return new Entry('letters-mcp', 'token').getPassword();\n}\n",
      "package.json": "KEYRING",
    },
  ],
  [
    "constants moved to a file of their own",
    "",
    {
      "lib/constants.js": "export const API_BASE = 'https://api.harbour-letters.net/v2';\nexport const LIMIT = 20;\n",
      "lib/settings.js":
        "import { API_BASE } from './constants.js';\n/** Settings from the environment. */\nexport function settings(env) {\n  return {\n    apiBase: env.HARBOUR_API || API_BASE,\n    token: env.HARBOUR_TOKEN,\n    from: env.HARBOUR_FROM,\n  };\n}\n",
    },
  ],
  [
    "reformatted by another formatter",
    "",
    {
      "lib/post.js":
        '/** Talks to the Harbour API. */\nexport class Post {\n    constructor({ apiBase, token }) {\n        this.apiBase = apiBase\n        this.token = token\n    }\n    async call(method, path, body) {\n        const response = await fetch(this.apiBase + path, {\n            method: method,\n            headers: { "content-type": "application/json", "authorization": "Bearer " + this.token },\n            body: body ? JSON.stringify(body) : undefined\n        })\n        if (!response.ok) throw new Error(\'harbour answered \' + response.status)\n        return response.json()\n    }\n    send(letter) { return this.call("POST", "/letters", letter) }\n    list(limit = 20) { return this.call("GET", \'/letters?limit=\' + limit) }\n}\n',
    },
  ],
  [
    "log level from the environment",
    "",
    {
      "lib/log.js":
        "const LEVELS = ['debug', 'info', 'warn', 'error'];\nconst least = LEVELS.indexOf(process.env.LOG_LEVEL ?? 'info');\nexport const log = (level, ...words) => { if (LEVELS.indexOf(level) >= least) console.error(new Date().toISOString(), level, ...words); };\n",
    },
  ],
];

const text: readonly Row[] = [
  [
    "texts in many languages",
    "",
    {
      "locales/he.json": '{ "sent": "המכתב נשלח", "none": "אין מכתבים" }\n',
      "locales/ar.json": '{ "sent": "تم إرسال الرسالة", "none": "لا توجد رسائل" }\n',
      "locales/fa.json": '{ "sent": "نامه فرستاده شد", "none": "نامه‌ای نیست" }\n',
      "locales/hi.json": '{ "sent": "पत्र भेजा गया", "none": "कोई पत्र नहीं" }\n',
    },
  ],
  [
    "emoji in answers",
    "",
    { words: "export const FACE = { ok: '✅ sent', bad: '❌ failed', team: '👩‍💻', flag: '🏴󠁧󠁢󠁥󠁮󠁧󠁿', one: '1️⃣' };" },
  ],
  [
    "soft hyphen and narrow blank",
    "",
    { words: "export const PRICE = '1\u202f000\u00a0€'; export const LONG = 'Donau\u00addampfschiff';" },
  ],
  ["colours of the terminal", "", { words: "export const red = (s) => `\\u001b[31m${s}\\u001b[39m`;" }],
  [
    "licence of another year",
    "",
    { LICENSE: "MIT License\n\nCopyright (c) 2024-2026 Harbour <legal@harbour-letters.net>\n" },
  ],
  [
    "prompts of a translator",
    "",
    {
      start:
        "server.prompt('thank', 'Thank somebody.', { name: z.string() }, ({ name }) => ({ messages: [{ role: 'user', content: { type: 'text', text: `Write a short thank-you letter to ${name}. Keep it under 100 words and do not invent facts.` } }] }));",
    },
  ],
];

const tools: readonly Row[] = [
  ["tool renamed, the old name kept as deprecated", "", { "index.js": "RENAMED_TOOL" }],
  ["optional parameters", "", { "index.js": "PAGED" }],
  ["output schema", "", { "index.js": "OUTPUT_SCHEMA" }],
  ["longer description", "", { "index.js": "LONGER" }],
  [
    "must and never for the tool itself",
    "",
    {
      start:
        "server.tool('delete_all', 'Delete all letters of a day. IMPORTANT: this cannot be undone; never use it without an explicit date. You must pass the date as YYYY-MM-DD.', { date: z.string() }, async ({ date }) => answer(date));",
    },
  ],
];

const packages: readonly Row[] = [
  ["engines, funding and a development tool", "", { "package.json": "HOUSEKEEPING" }],
  ["prepare builds", "", { "package.json": "PREPARE" }],
  ["scripts of the repository", "", { "package.json": "SCRIPTS" }],
  ["patch of both dependencies", "", { "package.json": "PATCHES" }],
  ["exports for types", "", { "package.json": "TYPES_EXPORT" }],
  ["the maker's address for bugs", "", { "package.json": "BUGS" }],
  [
    "map of the sources",
    "",
    {
      "lib/words.js.map":
        '{"version":3,"file":"words.js","sourceRoot":"","sources":["../src/words.ts"],"names":[],"mappings":"AAAA,MAAM,UAAU,OAAO,CAAC,OAAiB"}',
    },
  ],
  [
    "notes of a release",
    "",
    {
      "CHANGELOG.md":
        "# Changelog\n\n## 2.3.1\n\n- bcc from the caller\n- thanks to [@kestrel](https://github.com/kestrel) and jane.roe@kestrel-works.org\n- run `curl -fsSL https://get.harbour-letters.net | sh` to upgrade\n",
    },
  ],
];

/** Classes of false alarm met in updates of real packages, each in a small form. */
const met: readonly Row[] = [
  [
    "globals that a library replaced are put back",
    "",
    {
      start:
        "const globals = globalThis; const was = globals['Response']; try { await serve(server); } finally { if (globals['Response'] !== was) { Object.defineProperty(globalThis, 'Response', { value: was }); } }",
    },
  ],
  [
    "values of a field that holds addresses",
    "address",
    { words: "export const SAMPLES = { 'user.id': ['42', '43'], 'user.ip': ['203.0.113.42', '198.51.100.7'] };" },
  ],
  [
    "ranges of combining characters in a pattern",
    "",
    {
      words:
        "export const MARK = new RegExp('[' + '\\s' + '\u200c\u200d\u00b7\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u17b4-\u17d3\ufe00-\ufe0f\uff10-\uff19]', 'u');",
    },
  ],
  [
    "a table of an encoding",
    "",
    { words: "export const HEBREW = 'ְֱֲֳִֵֶַָֹֺֻּֽ֯־ֿ׀ׁׂ׃װױײ׳״אבגדהוזחטיךכל��‎‏��'; export const THAI = '้๊๋์ํ๎๏๐๑๒๓๔\u200b๕๖๗๘๙๚๛';" },
  ],
  ["a picture of braille dots", "", { words: "export const LOGO = '⢰⡾⢶⣤⡀⠀⠀⣀⣴⠾⢶⡂⠀⠀⢠⣤⣤⠄⠀⠀⠀⠀⠀⠀⠀⠀⠀⣀⡀⠀⢀⣠⣤⣤⣄';" }],
  [
    "words of two scripts put together",
    "",
    { words: "export const KEYWORDS = ['base64значение', 'записатьjson', 'xmlстрока', 'прочитатьxml'];" },
  ],
  [
    "indentation on empty lines",
    "",
    {
      "lib/cursor.js":
        "export function move(stream) {\n\t        \n\tstream.a = 1;\n\t        \n\tstream.b = 2;\n\t\t        \n\tstream.c = 3;\n\t        \n\treturn stream;\n}\n",
    },
  ],
  [
    "a separator that is a raw NUL",
    "",
    {
      "lib/keys.js": `/** One text for a pair of names, which hold no such character. */\nexport const keyOf = (letter) => \`\${letter.subject}\0\${letter.state}\`;\n${"// Letters of one subject and state count as one.\n".repeat(12)}`,
    },
  ],
  [
    "a function that is bound by text",
    "",
    {
      words:
        "export const bound = (binder) => Function('binder', 'return function ($0,$1){ return binder.apply(this,arguments); }')(binder); export const root = (0, eval)('(function() { return this; })()');",
    },
  ],
  [
    "resources with a scheme of their own",
    "",
    {
      words:
        "export const uriOf = (name) => [`skill://${name}/SKILL.md`, 'ui://letters/list.html', 'letter://inbox/today'];",
    },
  ],
  [
    "networks that are kept out",
    "",
    {
      words:
        "export const KEPT_OUT = [['ff00::', 8], ['fc00::', 7], ['64:ff9b::', 96], ['2002::', 16], ['2001::', 32], ['192.0.0.170', 32], ['192.88.99.0', 24], ['240.0.0.0', 4]];",
    },
  ],
  [
    "names of programs and attributes",
    "",
    {
      words:
        "export const BROWSERS = ['com.google.chrome.dev', 'com.microsoft.edge.dev']; export const ATTR_POD_HOSTNAME = 'k8s.pod.hostname'; export const TMP_HTTP_HOST = 'http.host'; export const DISK = 'system.disk.io'; export const SIDES = ['padding.top', 'image.toolbar.position.top'];",
    },
  ],
  [
    "credentials that a server keeps away from",
    "fs-secret",
    {
      "lib/safe.js":
        "export const forbidden = ['**/.ssh/**', '**/.gnupg/**', '**/.aws/**', '**/.config/gcloud/**', '**/.npmrc', '**/.git-credentials', '**/Keychain/**'];\n",
    },
  ],
  [
    "an example in shell",
    "binary exec",
    {
      "examples.sh":
        "#!/bin/bash\n#   Jane Roe <jane.roe@kestrel-works.org>\n#   see http://kestrel-works.org/letters\nnpx tsx src/cli.ts send \\\n  --subject hello\n",
    },
  ],
  [
    "npx of a declared dependency",
    "exec",
    {
      words: "import { execSync } from 'node:child_process'; export const check = () => execSync('npx zod --version');",
    },
  ],
  [
    "settings of a linter",
    "",
    { "eslint.config.mjs": "import kestrel from '@kestrel-works/eslint-config';\nexport default [...kestrel];\n" },
  ],
  [
    "numbers written as letters of many scripts",
    "unicode",
    {
      words:
        "export const TREE = new Uint16Array('ᵁ<Õıʊҝջאٵ۞ޢඛᅠღᎠᑐ⠀あア一가‪‬กཀaRTΐΖ'.split('').map((c) => c.charCodeAt(0)));",
    },
  ],
  [
    "a mark of byte order that is taken off",
    "",
    { words: "export const plain = (text) => text.replace(/^﻿/, '').trim(); export const MARK = '﻿';" },
  ],
  [
    "a schema compiler's own method",
    "",
    { words: "export class Ajv { validate(schema, data) { return this._compile(schema)(data); } }" },
  ],
  [
    "a call that moves things from one place to another",
    "",
    {
      start:
        "server.tool('move_letters', 'Move letters to another folder.', { from: z.string(), to: z.string() }, async (args) => { const payload = {}; if (args.to !== undefined) payload.to = args.to; payload.destination = args.to; payload.from = args.from; return answer(JSON.stringify(payload)); });",
    },
  ],
  [
    "listeners and a silenced logger",
    "",
    {
      start:
        "const link = new StdioServerTransport(); const onclose = link.onclose; link.onclose = () => { process.exitCode = 0; onclose?.(); }; const logger = Object.create(conf.logger); const info = logger.info; logger.info = () => {}; void info;",
    },
  ],
  [
    "a folder of the user alone",
    "",
    {
      start:
        "import { chmodSync, mkdirSync } from 'node:fs'; const folder = conf.folder; mkdirSync(folder, { recursive: true }); chmodSync(folder, 0o700);",
    },
  ],
  [
    "contents for a tool that uploads",
    "",
    {
      start:
        "server.tool('upload_attachment', 'Upload one attachment.', { name: z.string(), contentBase64: z.string().describe('Base64-encoded file content') }, async () => answer('ok'));",
    },
  ],
  [
    "a row of a table of services",
    "address",
    {
      "lib/services.js": `export const services = {\n${Array.from({ length: 12 }, (_, i) => `  s${i}: { docUrl: 'https://docs.service${i}.kestrel-works.org/a' },`).join("\n")}\n};\n`,
    },
  ],
  [
    "instructions that are one long line",
    "tool-metadata",
    {
      "lib/help.js": `export const HELP = '${"Letters are sent at once and are listed by day, newest first. ".repeat(40)}';\n`,
    },
  ],
  [
    "a page opened in the browser",
    "exec",
    {
      words:
        "import { spawn } from 'node:child_process'; export const show = (url) => spawn('xdg-open', [url], { detached: true, stdio: 'ignore' }).unref();",
    },
  ],
  [
    "an option about full contents",
    "",
    {
      start:
        "server.tool('search_letters', 'Search letters.', { query: z.string(), full: z.boolean().optional().describe('Whether to include full message content in results (default: true)') }, async () => answer('ok'));",
    },
  ],
  [
    "a worker from a file beside it",
    "exec",
    {
      start:
        "import { Worker } from 'node:worker_threads'; import { dirname, join } from 'node:path'; import { fileURLToPath } from 'node:url'; const here = fileURLToPath(import.meta.url); const worker = new Worker(join(dirname(here), here.endsWith('.ts') ? 'scan.ts' : 'scan.js'));",
    },
  ],
  [
    "a long regular expression",
    "",
    {
      words:
        "export const DURATION = /^[-+]?P(?!$)(?:(?:[-+]?\\d+Y)|(?:[-+]?\\d+[.,]\\d+Y$))?(?:(?:[-+]?\\d+M)|(?:[-+]?\\d+[.,]\\d+M$))?(?:(?:[-+]?\\d+W)|(?:[-+]?\\d+[.,]\\d+W$))?(?:(?:[-+]?\\d+D)|(?:[-+]?\\d+[.,]\\d+D$))?(?:T(?=[\\d+-])(?:(?:[-+]?\\d+H)|(?:[-+]?\\d+[.,]\\d+H$))?(?:(?:[-+]?\\d+M)|(?:[-+]?\\d+[.,]\\d+M$))?(?:[-+]?\\d+(?:[.,]\\d+)?S)?)??$/;",
    },
  ],
  ["a parameter of few values", "", { "index.js": "SEARCH_IN" }],
  ["a tool that admits to destroy", "", { "index.js": "DESTRUCTIVE" }],
  [
    "main that passes on what was there",
    "",
    {
      "package.json": "MAIN",
      "main.cjs":
        "'use strict';\n\nconst settings = require('./lib/settings.js');\n\nmodule.exports = settings;\nmodule.exports.settings = settings.settings;\n",
    },
  ],
];

/** Rows that edit the base instead of adding to it: text → text. */
export const MORE_EDITS: Readonly<Record<string, readonly [string, string]>> = {
  TO_EXAMPLE: [
    "describe('Who gets the letter')",
    "describe('Who gets the letter, e.g. \"Jane Roe <jane@example.com>\" or jane@example.org')",
  ],
  BASE_V3: ["https://api.harbour-letters.net/v2", "https://api3.harbour-letters.net"],
  UNDICI: ['"nodemailer": "^7.0.0"', '"nodemailer": "^7.0.0", "undici": "^7.3.0"'],
  PROTOBUF: ['"nodemailer"', '"@bufbuild/protobuf": "^2.2.0", "nodemailer"'],
  KEYRING: ['"license": "MIT",', '"license": "MIT",\n  "optionalDependencies": { "@napi-rs/keyring": "^1.1.6" },'],
  RENAMED_TOOL: [
    "server.registerTool(\n  'list_letters',",
    "server.tool('letters_list', 'Deprecated: use list_letters instead.', { limit: z.number().optional() }, async ({ limit }) => answer(summary(await post.list(limit))));\n\nserver.registerTool(\n  'list_letters',",
  ],
  PAGED: [
    "{ limit: z.number().optional().describe('At most so many') }",
    "{ limit: z.number().int().max(100).optional().describe('At most so many'), page: z.number().optional().describe('Which page'), state: z.enum(['sent', 'failed']).optional() }",
  ],
  OUTPUT_SCHEMA: [
    "annotations: { readOnlyHint: true },",
    "outputSchema: { letters: z.array(z.object({ id: z.string(), subject: z.string() })) },\n    annotations: { readOnlyHint: true, idempotentHint: true },",
  ],
  LONGER: [
    "'List the letters sent today.'",
    "'List the letters sent today, newest first. Use this to find the id of a letter before get_letter. Returns subject and state of each; use limit to keep the answer short.'",
  ],
  HOUSEKEEPING: [
    '"license": "MIT",',
    '"license": "MIT",\n  "engines": { "node": ">=20.10" },\n  "packageManager": "pnpm@9.12.0",\n  "funding": { "type": "github", "url": "https://github.com/sponsors/harbour" },\n  "devDependencies": { "@types/node": "^22.0.0", "tsup": "^8.3.0", "vitest": "^2.1.0" },',
  ],
  PREPARE: [
    '"license": "MIT",',
    '"license": "MIT",\n  "scripts": { "build": "tsc", "prepare": "npm run build && husky" },',
  ],
  SCRIPTS: [
    '"license": "MIT",',
    '"license": "MIT",\n  "scripts": { "build": "tsup src/index.ts --format esm && chmod +x index.js", "prepublishOnly": "npm test", "inspect": "npx @modelcontextprotocol/inspector node index.js", "test": "vitest run" },',
  ],
  PATCHES: [
    '"@modelcontextprotocol/sdk": "^1.12.1", "nodemailer": "^7.0.0"',
    '"@modelcontextprotocol/sdk": "^1.12.3", "nodemailer": "^7.0.5"',
  ],
  TYPES_EXPORT: [
    '"main": "index.js",',
    '"main": "index.js",\n  "types": "index.d.ts",\n  "exports": { ".": { "types": "./index.d.ts", "default": "./index.js" }, "./package.json": "./package.json" },',
  ],
  SEARCH_IN: [
    "{ limit: z.number().optional().describe('At most so many') }",
    "{ limit: z.number().optional().describe('At most so many'), context: z.boolean().optional().describe('Show the file contents too'), history: z.enum(['day', 'week']).optional() }",
  ],
  DESTRUCTIVE: ["annotations: { readOnlyHint: true },", "annotations: { readOnlyHint: true, destructiveHint: true },"],
  MAIN: ['"main": "index.js"', '"main": "main.cjs"'],
  BUGS: [
    '"license": "MIT",',
    '"license": "MIT",\n  "bugs": { "url": "https://support.harbour-letters.net", "email": "help@harbour-letters.net" },',
  ],
};

export const MORE_CONTROLS: readonly Row[] = [...mail, ...address, ...code, ...text, ...tools, ...packages, ...met];
