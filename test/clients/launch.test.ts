import assert from "node:assert/strict";
import { test } from "node:test";
import { type Launch, launchOf } from "../../src/clients/launch.js";

/** The words are split at blanks; a row that needs blanks inside a word gives a list. */
const words = (line: string | string[]): string[] => (typeof line === "string" ? line.split(" ") : line);

function launch(line: string | string[]): Launch {
  const [command = "", ...args] = words(line);
  return launchOf({ kind: "command", command, args });
}

/** One line a launch: `npx: pkg@1 [bin] (args) {options} via wrappers sets VARIABLES`. */
function summary(start: Launch): string {
  return what(start) + part(" via ", start.via, "") + part(" sets ", start.assigns, "");
}

const part = (open: string, list: readonly string[], close: string): string =>
  list.length === 0 ? "" : open + list.join(" ") + close;

function what(start: Launch): string {
  switch (start.kind) {
    case "npm": {
      const bin = start.bin === undefined ? "" : ` [${start.bin}]`;
      const name = `${start.bridge ? "bridge " : ""}${start.launcher}: ${start.spec}${bin}`;
      return name + part(" (", start.args, ")") + part(" {", start.options, "}");
    }
    case "mcp-pin": {
      const where =
        start.global === true ? " in the user's" : start.lockfile === undefined ? "" : ` in ${start.lockfile}`;
      return `pinned ${start.server}${where}${part(" (", start.args, ")")}`;
    }
    case "remote":
      return `remote ${start.url}`;
    case "other":
      return `other ${start.runtime}`;
    case "not-understood":
      return start.mentionsNpm ? "unclear npm" : "unclear";
  }
}

const ROWS: readonly (readonly [string | string[], string])[] = [
  // npx
  ["npx pkg", "npx: pkg"],
  ["npx -y pkg", "npx: pkg"],
  ["npx --yes pkg@1.2.3 --stdio /data", "npx: pkg@1.2.3 (--stdio /data)"],
  ["npx -y @scope/pkg@^1 -y --package=other", "npx: @scope/pkg@^1 (-y --package=other)"],
  ["npx -y -- pkg --flag", "npx: pkg (--flag)"],
  ["npx -p pkg bin arg", "npx: pkg [bin] (arg)"],
  ["npx -y -p @scope/pkg@latest bin", "npx: @scope/pkg@latest [bin]"],
  ["npx --package pkg bin", "npx: pkg [bin]"],
  ["npx --package=pkg -- bin --x", "npx: pkg [bin] (--x)"],
  ["npx -p=pkg -- bin", "npx: pkg [bin]"],
  [["npx", "-p", "pkg", "-c", "bin --x 'a b'"], "npx: pkg [bin] (--x a b)"],
  [["npx", "-y", "--call=bin --x", "--package=pkg"], "npx: pkg [bin] (--x)"],
  ["npx --registry https://registry.example/ -y pkg", "npx: pkg {--registry https://registry.example/}"],
  ["npx -q --prefer-offline --no-install pkg", "npx: pkg {-q --prefer-offline --no-install}"],
  [
    "npx --@corp:registry=https://npm.corp.example/ @corp/pkg",
    "npx: @corp/pkg {--@corp:registry=https://npm.corp.example/}",
  ],
  ["npx github:someone/server", "npx: github:someone/server"],
  ["npx -y git+https://git.example/a.git#main", "npx: git+https://git.example/a.git#main"],
  ["npx ./server", "npx: ./server"],
  ["npx mcp-pin run postmark", "npx: mcp-pin (run postmark)"],
  ["npx -y mcp-remote https://mcp.example/sse", "bridge npx: mcp-remote (https://mcp.example/sse)"],
  ["npx -y mcp-remote@0.1 https://mcp.example", "bridge npx: mcp-remote@0.1 (https://mcp.example)"],
  ["npx -y @smithery/cli@latest run @a/b --key k", "bridge npx: @smithery/cli@latest (run @a/b --key k)"],
  [`npx -y pkg --token \${API_KEY}`, `npx: pkg (--token \${API_KEY})`],
  ["npx", "unclear npm"],
  ["npx -y", "unclear npm"],
  ["npx -p pkg", "unclear npm"],
  ["npx -p a -p b bin", "unclear npm"],
  ["npx --packag=evil pkg", "unclear npm"],
  ["npx --surprise pkg", "unclear npm"],
  [`npx -y \${PACKAGE}`, "unclear npm"],
  [`npx -y @scope/pkg@\${VERSION}`, "unclear npm"],
  ["npx -y %PACKAGE%", "unclear npm"],
  [["npx", "-y pkg"], "unclear npm"],
  [["npx", "-c", "pkg --x"], "unclear npm via npx"],
  [["npx", "-c", "npx -y pkg"], "npx: pkg via npx"],
  [["npm", "exec", "--call", "uvx server"], "other uvx via npm"],
  [["npx", "-c", "a | b"], "unclear npm"],
  [["npx", "-p", "pkg", "-c", "a | b"], "unclear npm"],
  [["npx", "-y", ""], "unclear npm"],
  // npm, pnpm, yarn, bun, deno
  ["npm exec pkg", "npm exec: pkg"],
  ["npm exec -y -- pkg@2 --flag", "npm exec: pkg@2 (--flag)"],
  ["npm x --package=pkg -- bin --yes", "npm exec: pkg [bin] (--yes)"],
  ["npm exec pkg --package=evil", "npm exec: evil [pkg]"],
  ["npm exec -p pkg arg", "npm exec: pkg (arg)"],
  ["npm --registry=https://r.example exec pkg", "npm exec: pkg {--registry=https://r.example}"],
  ["npm --silent x pkg --stdio", "npm exec: pkg (--stdio) {--silent}"],
  ["npm run mcp", "unclear npm"],
  ["npm start", "unclear npm"],
  ["npm exec", "unclear npm"],
  ["pnpm dlx pkg@1 arg", "pnpm dlx: pkg@1 (arg)"],
  ["pnpm --package=pkg dlx bin", "pnpm dlx: pkg [bin]"],
  ["pnpm --silent dlx --allow-build=x pkg", "pnpm dlx: pkg {--silent --allow-build=x}"],
  [["pnpm", "--package=pkg", "-c", "dlx", "bin --a | cat"], "unclear npm"],
  ["pnpx pkg", "pnpm dlx: pkg"],
  ["pnpm exec bin", "unclear npm"],
  ["yarn dlx pkg", "yarn dlx: pkg"],
  ["yarn dlx -q -p pkg bin a", "yarn dlx: pkg [bin] (a) {-q}"],
  ["yarn start", "unclear npm"],
  ["bunx pkg", "bunx: pkg"],
  ["bunx --bun -p pkg bin", "bunx: pkg [bin] {--bun}"],
  ["bun x pkg@1 a", "bunx: pkg@1 (a)"],
  ["bun --bun x pkg", "bunx: pkg {--bun}"],
  ["bun run src/server.ts", "other local script"],
  ["bun node_modules/pkg/index.js", "bun: pkg [index.js]"],
  ["bun run server", "unclear npm"],
  ["bun", "unclear npm"],
  ["deno run npm:pkg", "deno: pkg"],
  ["deno run -A npm:@scope/pkg@1/bin a", "deno: @scope/pkg@1 [bin] (a) {-A}"],
  ["deno -A --allow-net=mcp.example npm:/pkg@1.0", "deno: pkg@1.0 {-A --allow-net=mcp.example}"],
  ["deno run --strange npm:pkg", "unclear npm"],
  ["deno run -A https://mcp.example/server.ts", "other deno"],
  ["deno run -A jsr:@scope/server", "other deno"],
  ["npm exec --yes true pkg", "unclear npm"],
  ["pnpm dlx --silent false pkg", "unclear npm"],
  ["deno task mcp", "unclear"],
  ["deno x server", "unclear"],
  ["deno eval import('npm:pkg')", "unclear npm"],
  ["deno serve npm:pkg", "unclear npm"],
  ["deno run server.ts", "other deno"],
  // what is told to start another package
  ["npx -y cross-env A=1 npx -y pkg", "unclear npm"],
  ["npx -y dotenv-cli -- npx -y pkg", "unclear npm"],
  [["npx", "-y", "supergateway", "--stdio", "npx -y pkg"], "unclear npm"],
  ["node node_modules/mcp-proxy/bin.js bunx pkg", "unclear npm"],
  ["npx -y other@npm:mcp-remote@1 https://mcp.example", "bridge npx: other@npm:mcp-remote@1 (https://mcp.example)"],
  // node and local programs
  ["node node_modules/pkg/dist/index.js --x", "node: pkg [dist/index.js] (--x)"],
  ["node /srv/app/node_modules/@scope/pkg/cli.js", "node: @scope/pkg [cli.js]"],
  ["node C:\\app\\node_modules\\@scope\\pkg\\cli.js", "node: @scope/pkg [cli.js]"],
  ["node ./node_modules/.pnpm/pkg@1.0.0/node_modules/pkg/index.js", "node: pkg [index.js]"],
  [
    "/usr/bin/node --no-warnings -r dotenv/config node_modules/pkg/i.js",
    "node: pkg [i.js] {--no-warnings -r dotenv/config}",
  ],
  [`node \${HOME}/node_modules/pkg/index.js`, "node: pkg [index.js]"],
  [
    "node node_modules/mcp-remote/dist/proxy.js https://a.example",
    "bridge node: mcp-remote [dist/proxy.js] (https://a.example)",
  ],
  ["node node_modules/mcp-pin/bin/mcp-pin.js run x", "node: mcp-pin [bin/mcp-pin.js] (run x)"],
  ["node /opt/npm/lib/node_modules/npm/bin/npx-cli.js -y pkg", "npx: pkg via node"],
  ["node build/index.js", "other local script"],
  [`node /home/sam/server/index.js \${TOKEN}`, "other local script"],
  [`node \${workspaceFolder}/server.js`, "other local script"],
  ["tsx src/server.ts", "other local script"],
  ["node proxy.js npx -y pkg", "unclear npm"],
  ["node --import ./node_modules/pkg/hook.js server.js", "unclear npm"],
  ["node ./node_modules/pkg", "unclear npm"],
  [`node node_modules/\${PKG}/index.js`, "unclear npm"],
  [["node", "-e", "import('pkg')"], "unclear"],
  [["node", "-e", "require('child_process').spawn('npx')"], "unclear npm"],
  ["node", "unclear"],
  ["./node_modules/.bin/server", "unclear npm"],
  ["./server", "unclear"],
  [`\${SERVER}`, "unclear"],
  ["some-server --stdio", "unclear"],
  ["some-wrapper npx -y pkg", "unclear npm"],
  // paths and Windows
  ["/opt/homebrew/bin/npx -y pkg", "npx: pkg"],
  ["npx.cmd -y pkg", "npx: pkg"],
  ["NPX.CMD -y pkg", "npx: pkg"],
  [["C:\\Program Files\\nodejs\\npx.cmd", "-y", "pkg"], "npx: pkg"],
  [["/Applications/My Tools/bin/npx", "-y", "pkg"], "npx: pkg"],
  ["cmd /c npx -y pkg", "npx: pkg via cmd"],
  ["cmd.exe /C npx -y pkg", "npx: pkg via cmd"],
  [["C:\\Windows\\System32\\cmd.exe", "/d", "/s", "/c", 'npx -y "pkg"'], "npx: pkg via cmd"],
  ["cmd /c npx -y pkg & calc", "unclear npm"],
  ["cmd /c", "unclear"],
  ["cmd /c mcp-pin run postmark", "pinned postmark via cmd"],
  // wrappers
  ["env API_KEY=x npx -y pkg", "npx: pkg via env sets API_KEY"],
  ["/usr/bin/env -i -u HOME A=1 B=2 npx pkg", "npx: pkg via env sets A B"],
  [["env", "-S", "npx -y pkg"], "npx: pkg via env"],
  ["env --odd npx pkg", "unclear npm"],
  [["sh", "-c", "npx -y pkg --dir '/a b'"], "npx: pkg (--dir /a b) via sh"],
  [["bash", "-lc", "exec npx -y pkg"], "npx: pkg via bash"],
  [["/bin/zsh", "-l", "-c", 'A=1 npx -y "pkg"'], "npx: pkg via zsh sets A"],
  [["bash", "-euo", "pipefail", "-c", "npx pkg"], "npx: pkg via bash"],
  [["sh", "-c", 'n""px -y pkg'], "npx: pkg via sh"],
  [["sh", "-c", "npx -y pkg | tee log"], "unclear npm"],
  [["sh", "-c", "cd /srv && npx -y pkg"], "unclear npm"],
  [["sh", "-c", "npx -y $(cat name)"], "unclear npm"],
  [["sh", "-c", "npx -y pkg # comment"], "unclear npm"],
  [["sh", "-c", "npx 'open"], "unclear npm"],
  [["sh", "-c", 'npx "$@"', "--", "-y", "pkg"], "unclear npm via sh"],
  [["sh", "-c", "{npx,-y,pkg}"], "unclear npm via sh"],
  [["sh", "-c", "n\\px pkg; true"], "unclear npm"],
  ["sh start.sh", "unclear"],
  ["sh", "unclear"],
  ["srt npx -y pkg", "npx: pkg via srt"],
  [["srt", "-s", "srt.json", "npx -y pkg"], "npx: pkg via srt a command line"],
  ["mise exec -- npx -y pkg", "npx: pkg via mise"],
  ["mise x node@22 -- npx -y pkg@1", "npx: pkg@1 via mise"],
  [["mise", "exec", "-c", "npx -y pkg"], "npx: pkg via mise"],
  ["mise run npx", "unclear npm"],
  ["volta run --node 20 npx -y pkg", "npx: pkg via volta"],
  ["wsl npx -y pkg", "npx: pkg via wsl"],
  [["wsl.exe", "-d", "Ubuntu", "--", "bash", "-lc", "npx -y pkg"], "npx: pkg via wsl bash"],
  ["op run --env-file=.env -- npx -y pkg", "npx: pkg via op"],
  ["corepack pnpm@9 dlx pkg", "pnpm dlx: pkg via corepack"],
  ["fnm exec --using=20 npx pkg", "npx: pkg via fnm"],
  [["npx -y pkg"], "npx: pkg via a command line"],
  [["npx -y", "pkg", "--x"], "npx: pkg (--x) via a command line"],
  [["/usr/local/bin/npx @scope/pkg"], "npx: @scope/pkg via a command line"],
  [["C:\\nodejs\\npx.cmd -y pkg"], "npx: pkg via a command line"],
  ["env env env env env env env env env env env npx pkg", `unclear npm via${" env".repeat(9)}`],
  // not npm
  ["docker run -i --rm mcp/server", "other docker"],
  ["docker run -i node:22 npx -y pkg", "unclear npm"],
  ["uvx mcp-server-time", "other uvx"],
  ["uv --directory /srv run server.py", "other uv"],
  ["/usr/bin/python3.12 -m server", "other python3.12"],
  ["sh -c uvx", "other uvx via sh"],
  // mcp-pin
  ["mcp-pin run postmark", "pinned postmark"],
  ["mcp-pin run postmark -- --dir /data --lockfile x", "pinned postmark (--dir /data --lockfile x)"],
  ["mcp-pin run postmark --lockfile /srv/mcp-lock.json", "pinned postmark in /srv/mcp-lock.json"],
  ["mcp-pin --lockfile=l.json run postmark", "pinned postmark in l.json"],
  ["/usr/local/bin/mcp-pin run postmark", "pinned postmark"],
  [
    "/usr/bin/node /usr/lib/node_modules/mcp-pin/bin/mcp-pin.js run postmark --lockfile /l.json",
    "pinned postmark in /l.json",
  ],
  ["C:\\node\\node.exe C:\\tools\\mcp-pin\\bin\\mcp-pin.js run postmark", "pinned postmark"],
  [["C:\\Program Files\\nodejs\\node.exe", "C:\\Program Files\\mcp-pin\\bin\\mcp-pin.js", "run", "x"], "pinned x"],
  ["mcp-pin.cmd run postmark", "pinned postmark"],
  ["mcp-pin run proxy -- npx -y pkg", "unclear npm"],
  ["mcp-pin run", "unclear"],
  ["mcp-pin run a b -- --c", "pinned a (b --c)"],
  ["mcp-pin verify", "unclear"],
  ["mcp-pin run --global postmark", "pinned postmark in the user's"],
  ["mcp-pin run postmark --lockfile x --global --dir /data", "unclear"],
  ["mcp-pin run postmark --lockfile x --global -- --dir /data", "pinned postmark in the user's (--dir /data)"],
  ["mcp-pin run postmark -- --global", "pinned postmark (--global)"],
  ["mcp-pin run a --lockfile x --lockfile y", "unclear"],
  ["mcp-pin --strange run a", "unclear"],
  ["./mcp-pin run a", "unclear"],
  ["/srv/evil/node_modules/.bin/mcp-pin run a", "unclear npm"],
  ["node --require ./evil.js /opt/mcp-pin/bin/mcp-pin.js run a", "other local script"],
  ["node bin/mcp-pin.js run a", "other local script"],
  [[""], "unclear"],
  [["   "], "unclear"],
];

for (const [line, expected] of ROWS) {
  test(`launch: ${words(line).join(" ")}`, () => assert.equal(summary(launch(line)), expected));
}

test("launch: entries without a command", () => {
  assert.equal(summary(launchOf({ kind: "remote", url: "https://mcp.example/sse" })), "remote https://mcp.example/sse");
  assert.equal(summary(launchOf({ kind: "built-in", type: "builtin" })), "other builtin");
  assert.equal(summary(launchOf({ kind: "malformed", why: "it is no table", mentionsNpm: true })), "unclear npm");
});
