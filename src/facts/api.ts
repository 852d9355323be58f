/** Names of interfaces that reach out of the process, by what they can do. Names are as folding spells them. */
import type { CallFact } from "./facts.js";

const EXEC_MODULE =
  "child_process|node-pty|execa|cross-spawn|shelljs|zx|worker_threads|cluster|tinyexec|nano-spawn|sudo-prompt|@vscode/sudo-prompt|promisify-child-process|child-process-promise|node-cmd|dax(?:-sh)?|@npmcli/promise-spawn|foreground-child|python-shell|node-powershell";
const EXEC = new RegExp(
  `^(?:${EXEC_MODULE}|Bun|Deno)(?:\\(\\))?\\.(?:exec|execSync|execFile|execFileSync|spawn|spawnSync|fork|execa|execaSync|execaCommand|command|sync|Worker|Command|run|runSync|x|setupPrimary|setupMaster|foregroundChild|\\$)$`,
);
const EXEC_IMPORT = new RegExp(`^(?:${EXEC_MODULE})$`);
const EXEC_WHOLE = new Set([
  "execa",
  "cross-spawn",
  "cross-spawn.sync",
  "zx.$",
  "Deno.run",
  "nano-spawn",
  "foreground-child",
  "@npmcli/promise-spawn",
  "process.execve",
  "process.binding",
  "process.dlopen",
  "process._linkedBinding",
]);
const DYNAMIC =
  /^(?:eval|Function|GeneratorFunction|AsyncFunction|vm\.(?:runIn\w+|Script|compileFunction|SourceTextModule)|(?:vm2|isolated-vm|jiti|quickjs-emscripten|node-serialize|safe-eval|notevil|eval5|serialize-to-js)(?:\.\w+(?:\(\))?)*\.(?:run\w*|eval\w*|compile\w*|unserialize|deserialize|VM|NodeVM|VMScript)|safe-eval|notevil|module\._compile|(?:.*\.)?_compile|require-from-string|eval\.call)$/;
const NETWORK =
  /^(?:fetch|undici\.(?:fetch|request|stream|connect)|node-fetch(?:\.\w+)?|cross-fetch(?:\.\w+)?|axios(?:\.\w+)?(?:\(\)\.\w+)?|got(?:\.\w+)?|ky(?:\.\w+)?|superagent(?:\.\w+)?|needle(?:\.\w+)?|request(?:\.\w+)?|request-promise(?:\.\w+)?|phin|https?\.(?:request|get)|http2\.connect|net\.(?:connect|createConnection|Socket)|tls\.connect|dgram\.createSocket|dns\.(?:lookup|resolve\w*|reverse|setServers)|dns\/promises\.\w+|dns\.promises\.\w+|WebSocket|ws(?:\.WebSocket)?|EventSource|eventsource|socket\.io-client(?:\.\w+)?|navigator\.sendBeacon|XMLHttpRequest|nodemailer\.createTransport|net\.Socket\(\)\.connect|XMLHttpRequest\(\)\.open|dgram\.createSocket\(\)\.send|ssh2\.Client\(\)\.connect|undici\.ProxyAgent|undici\.setGlobalDispatcher|https-proxy-agent(?:\.\w+)?|http-proxy-agent(?:\.\w+)?|socks-proxy-agent(?:\.\w+)?|dns\.Resolver\(\)\.\w+|ftp\.\w+|ioredis|redis\.createClient|pg\.\w+|mysql2?\.createConnection|mongodb\.MongoClient(?:\.connect)?)$/;
const WASM = /^WebAssembly\.(?:instantiate|instantiateStreaming|compile|compileStreaming|Module|Instance)$/;
const READS =
  /^(?:fs|fs-extra|graceful-fs)(?:\.promises)?\.(?:read\w+|createReadStream|open|openSync|readlink|access|accessSync|existsSync|exists|stat|statSync|copyFile|copyFileSync|cp|cpSync|readdir|readdirSync|opendir|opendirSync|glob|globSync)$/;
const WRITES =
  /^(?:fs|fs-extra|graceful-fs)(?:\.promises)?\.(?:write\w*|append\w+|createWriteStream|rename|renameSync|symlink\w*|chmod|chmodSync|unlink\w*|rm|rmSync|mkdir\w*|output\w+)$/;

/** What group an interface belongs to, or undefined. */
export function groupOf(name: string): CallFact["group"] | undefined {
  const plain = name.replace(/\.(?:call|apply|bind)$/, "");
  if (EXEC.test(plain) || EXEC_WHOLE.has(plain)) return "exec";
  if (DYNAMIC.test(plain)) return "dynamic-code";
  if (NETWORK.test(plain)) return "network";
  if (WASM.test(plain)) return "wasm";
  return READS.test(plain) || WRITES.test(plain) ? "fs" : undefined;
}

/** `require` under any of its names: what it is given is loaded. */
export const isLoader = (name: string): boolean =>
  name === "require" || name === "process.getBuiltinModule" || /\.(?:require|_load)$/.test(name);

export const isWrite = (name: string): boolean => WRITES.test(name);

/** Modules whose mere import gives a capability, and which. */
export function capabilityOf(specifier: string): CallFact["group"] | undefined {
  const name = specifier.replace(/^node:/, "");
  if (EXEC_IMPORT.test(name)) return "exec";
  if (/^(?:vm|vm2|isolated-vm|inspector(?:\/promises)?|repl|v8|wasi)$/.test(name)) return "dynamic-code";
  return /^(?:net|tls|dgram|dns|dns\/promises|http2)$/.test(name) ? "network" : undefined;
}
