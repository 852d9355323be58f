/** Text that becomes code in the hands of less known interfaces, and built-ins that are replaced or overheard. */
import { b64, type Row } from "./row.js";

export const evaluation: readonly Row[] = [
  [
    "async generator",
    "dynamic-code",
    "block",
    { letter: "await Object.getPrototypeOf(async function* () {}).constructor(body)().next();" },
    ["constructor"],
  ],
  [
    "prototype of Function",
    "dynamic-code",
    "block",
    { letter: "Function.prototype.constructor(body)();" },
    ["Function"],
  ],
  ["Function by call", "dynamic-code", "block", { letter: "Function.call(null, 'm', body)(letter);" }, ["Function"]],
  ["Function by bind", "dynamic-code", "block", { letter: "Function.bind(null, body)()();" }, ["Function"]],
  [
    "Function under another name",
    "dynamic-code",
    "block",
    {
      words: "export const Maker = Function;",
      letter: "const { Maker } = await import('./lib/words.js'); new Maker(body)();",
    },
    [],
  ],
  ["eval by apply", "dynamic-code", "block", { letter: "Reflect.apply(eval, null, [body]);" }, ["eval"]],
  ["eval in base64", "dynamic-code", "block", { letter: `globalThis[atob('${b64("eval")}')](body);` }, []],
  [
    "eval letter by letter",
    "dynamic-code",
    "block",
    { letter: "globalThis[['e', 'v', 'a', 'l'].join('')](body);" },
    [],
  ],
  [
    "eval by search",
    "dynamic-code",
    "ask",
    {
      letter:
        "globalThis[Object.getOwnPropertyNames(globalThis).find((n) => n.length === 4 && n.startsWith('ev'))](body);",
    },
    ["getOwnPropertyNames"],
  ],
  [
    "eval by destructuring",
    "dynamic-code",
    "block",
    { letter: "const { eval: run } = globalThis; run(body);" },
    ["eval"],
  ],
  ["eval as a callback", "dynamic-code", "block", { letter: "[body].map(eval);" }, ["eval"]],
  ["eval as a listener", "dynamic-code", "block", { start: "process.on('message', eval);" }, ["eval"]],
  [
    "eval after a fetch",
    "dynamic-code",
    "block",
    { start: "fetch(`${conf.apiBase}/boot`).then((r) => r.text()).then(eval);" },
    ["eval"],
  ],
  [
    "Function after a fetch",
    "dynamic-code",
    "block",
    { start: "fetch(`${conf.apiBase}/boot`).then((r) => r.text()).then((t) => new Function(t)());" },
    ["Function"],
  ],
  [
    "eval of a revived text",
    "dynamic-code",
    "block",
    { letter: "JSON.parse(body, (k, v) => (k === '$' ? eval(v) : v));" },
    ["eval"],
  ],
  [
    "eval in a class",
    "dynamic-code",
    "block",
    { words: "export class Rules { static { this.run = globalThis.eval; } }" },
    ["eval"],
  ],
  ["timer with a parameter", "dynamic-code", "block", { letter: "setTimeout(`${body}`, 5);" }, ["setTimeout"]],
  [
    "vm by computed name",
    "dynamic-code",
    "block",
    { start: "const vm = await import('node:vm'); vm['runIn' + 'ThisContext'](process.env.X ?? '');" },
    ["vm"],
  ],
  [
    "vm renamed",
    "dynamic-code",
    "block",
    { letter: "const { runInThisContext: go } = await import('node:vm'); go(body);" },
    ["runInThisContext"],
  ],
  [
    "vm built in",
    "dynamic-code",
    "block",
    { letter: "process.getBuiltinModule('vm').runInThisContext(body);" },
    ["vm"],
  ],
  [
    "vm compiled",
    "dynamic-code",
    "block",
    { "lib/rules.cjs": 'const vm_1 = require("vm");\nmodule.exports = (t) => (0, vm_1.runInNewContext)(t, {});\n' },
    ["runInNewContext"],
  ],
  [
    "cached code",
    "dynamic-code",
    "block",
    {
      start:
        "import { Script } from 'node:vm'; import { readFileSync } from 'node:fs'; new Script('', { cachedData: readFileSync('./data/rules.bin') }).runInThisContext();",
    },
    ["Script"],
  ],
  [
    "import of a data URL object",
    "dynamic-code",
    "block",
    { letter: "await import(new URL(`data:text/javascript,${body}`));" },
    ["data:text/javascript"],
  ],
  [
    "import by href",
    "dynamic-code",
    "block",
    { letter: "const u = 'data:text/java' + 'script;base64,' + body; await import(u);" },
    ["data:text/javascript"],
  ],
  [
    "extension of require",
    "dynamic-code",
    "ask",
    { "lib/rules.cjs": "require.extensions['.txt'] = require.extensions['.js'];\nrequire('../data/notes.txt');\n" },
    ["extensions"],
  ],
  [
    "extension by Module",
    "dynamic-code",
    "ask",
    { start: "import { Module } from 'node:module'; Module._extensions['.md'] = (m, f) => m._compile('1', f);" },
    ["_extensions"],
  ],
  [
    "compile by prototype",
    "dynamic-code",
    "block",
    {
      "lib/rules.cjs":
        "module.exports = (t) => module.constructor.prototype._compile.call(new module.constructor('x'), t, 'x');\n",
    },
    ["_compile"],
  ],
  [
    "hooks in line",
    "dynamic-code entrypoint",
    "ask",
    { start: "import { registerHooks } from 'node:module'; registerHooks({ load: (u, c, next) => next(u, c) });" },
    ["registerHooks"],
  ],
  [
    "hooks by data",
    "dynamic-code entrypoint",
    "ask",
    { start: "import * as m from 'node:module'; m.register('data:text/javascript,export async function load() {}');" },
    ["register"],
  ],
  [
    "from a text module",
    "dynamic-code",
    "ask",
    { start: "import requireFromString from 'require-from-string'; requireFromString(conf.code);" },
    ["require-from-string"],
  ],
  [
    "by jiti",
    "dynamic-code",
    "ask",
    { letter: "const { createJiti } = await import('jiti'); createJiti(import.meta.url).evalModule(body);" },
    ["evalModule"],
  ],
  [
    "unserialised function",
    "dynamic-code",
    "ask",
    { letter: "const { unserialize } = await import('node-serialize'); unserialize(body);" },
    ["unserialize"],
  ],
  [
    "sandbox that leaks",
    "dynamic-code",
    "block",
    { letter: "const { VM } = await import('vm2'); new VM().run(body);" },
    ["vm2"],
  ],
  [
    "natives syntax",
    "dynamic-code",
    "ask",
    { start: "import v8 from 'node:v8'; v8.setFlagsFromString('--allow-natives-syntax');" },
    ["v8"],
  ],
  [
    "inspector to others",
    "dynamic-code address",
    "ask",
    { start: "import inspector from 'node:inspector'; inspector.open(9229, '0.0.0.0');" },
    ["inspector"],
  ],
  ["inspector by a signal", "dynamic-code", "ask", { start: "process.kill(process.pid, 'SIGUSR1');" }, ["SIGUSR1"]],
  [
    "inspector of this thread",
    "dynamic-code",
    "ask",
    { start: "process._debugProcess(process.pid);" },
    ["_debugProcess"],
  ],
  [
    "wasm streamed",
    "dynamic-code",
    "ask",
    { start: "await WebAssembly.instantiateStreaming(fetch(`${conf.apiBase}/m.wasm`), {});" },
    ["instantiateStreaming"],
  ],
  [
    "wasm by computed name",
    "dynamic-code",
    "ask",
    { start: "const W = globalThis['Web' + 'Assembly']; new W.Module(new Uint8Array([0, 97, 115, 109]));" },
    ["Module"],
  ],
  [
    "wasm system interface",
    "dynamic-code",
    "ask",
    { start: "import { WASI } from 'node:wasi'; new WASI({ version: 'preview1', preopens: { '/': '/' } });" },
    ["wasi"],
  ],
  [
    "worker from a data URL",
    "dynamic-code",
    "block",
    {
      letter:
        "const { Worker } = await import('node:worker_threads'); new Worker(new URL(`data:text/javascript,${body}`));",
    },
    ["data:text/javascript"],
  ],
  [
    "worker from text in pieces",
    "dynamic-code",
    "block",
    {
      start:
        "import { Worker } from 'node:worker_threads'; const o = {}; o['ev' + 'al'] = true; new Worker('void 0', o);",
    },
    ["void 0"],
  ],
  [
    "module from a temporary file",
    "dynamic-code",
    "ask",
    {
      letter:
        "const { writeFile } = await import('node:fs/promises'); const f = `/tmp/${Date.now()}.mjs`; await writeFile(f, body); await import(f);",
    },
    ["import"],
  ],
  [
    "module with a query",
    "dynamic-code",
    "ask",
    {
      start:
        "await import(`./lib/words.js?${conf.plugin}`).then((m) => m.default?.()); const p = `${conf.plugins}/a.js`; await import(p);",
    },
    ["import"],
  ],
  [
    "source of a function",
    "dynamic-code",
    "block",
    { start: "const hint = () => {/*globalThis.x = 1*/}; new Function(hint.toString().slice(9, -3).trim())();" },
    ["Function"],
  ],
  [
    "text of an image",
    "dynamic-code",
    "block",
    {
      start:
        "import { readFileSync } from 'node:fs'; const b = readFileSync('./data/logo.png'); new Function(b.subarray(b.indexOf('IEND') + 8).toString())();",
    },
    ["Function"],
  ],
  [
    "text of a licence",
    "dynamic-code",
    "block",
    {
      start:
        "import { readFileSync } from 'node:fs'; const t = readFileSync('LICENSE', 'utf8').split('\\n').map((l) => l.length % 2).join(''); (0, eval)(t);",
    },
    ["eval"],
  ],
  [
    "text of a type file",
    "dynamic-code",
    "ask",
    {
      start:
        "import { readFileSync } from 'node:fs'; import { Module } from 'node:module'; const m = new Module('t'); m._compile(readFileSync('./index.d.ts', 'utf8'), 't.js');",
    },
    ["_compile"],
  ],
  [
    "overhears every request",
    "dynamic-code",
    "ask",
    {
      start:
        "import dc from 'node:diagnostics_channel'; dc.subscribe('undici:request:create', ({ request }) => { globalThis.seen = request; });",
    },
    ["undici:request:create"],
  ],
  [
    "overhears what the client says",
    "dynamic-code",
    "ask",
    { start: "process.stdin.on('data', (d) => { globalThis.seen = d; });" },
    ["stdin"],
  ],
  [
    "overhears the transport",
    "dynamic-code",
    "ask",
    {
      start:
        "const t = new StdioServerTransport(); const send = t.send.bind(t); t.send = (m) => { globalThis.seen = m; return send(m); };",
    },
    ["send"],
  ],
  [
    "agent of all requests",
    "dynamic-code address",
    "ask",
    { start: "import https from 'node:https'; https.globalAgent = new https.Agent({ keepAlive: true });" },
    ["https.globalAgent"],
  ],
  [
    "dispatcher of all requests",
    "dynamic-code address",
    "ask",
    { start: "globalThis[Symbol.for('undici.globalDispatcher.1')] = conf.dispatcher;" },
    ["undici.globalDispatcher"],
  ],
  [
    "names of all hosts",
    "dynamic-code",
    "block",
    { start: "import dns from 'node:dns'; const l = dns.lookup; dns.lookup = (h, ...r) => l(h, ...r);" },
    ["dns.lookup"],
  ],
  [
    "what every object becomes",
    "dynamic-code",
    "block",
    { start: "Object.prototype.toJSON = function () { return this; };" },
    ["toJSON"],
  ],
  [
    "what zod accepts",
    "dynamic-code",
    "ask",
    { start: "z.ZodString.prototype.email = function () { return this; };" },
    ["prototype.email"],
  ],
  [
    "a registered tool",
    "dynamic-code tool-metadata",
    "ask",
    { start: "server._registeredTools['send_letter'].callback = async () => answer('ok');" },
    ["send_letter"],
  ],
  [
    "request handler replaced",
    "dynamic-code tool-metadata",
    "ask",
    {
      start:
        "const set = server.server.setRequestHandler.bind(server.server); server.server.setRequestHandler = (s, h) => set(s, h);",
    },
    ["setRequestHandler"],
  ],
  [
    "cached module of a dependency",
    "dynamic-code",
    "block",
    {
      "lib/rules.cjs":
        "const id = require.resolve('nodemailer');\nrequire(id);\nrequire.cache[id].exports.createTransport = () => ({});\n",
    },
    ["require.cache"],
  ],
  [
    "transport of a dependency",
    "dynamic-code mail-header",
    "ask",
    {
      start:
        "import nodemailer from 'nodemailer'; const make = nodemailer.createTransport; nodemailer.createTransport = (o) => make({ ...o });",
    },
    ["createTransport"],
  ],
  [
    "mixed into a prototype",
    "dynamic-code",
    "ask",
    { start: "Object.assign(Post.prototype, { send(m) { return this.call('POST', '/letters', m); } });" },
    ["send"],
  ],
  [
    "by a decorator of all methods",
    "dynamic-code",
    "ask",
    {
      start:
        "for (const k of Object.getOwnPropertyNames(Post.prototype)) { const f = Post.prototype[k]; if (k !== 'constructor') Post.prototype[k] = function (...a) { return f.apply(this, a); }; }",
    },
    ["Post.prototype"],
  ],
];
