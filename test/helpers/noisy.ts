/**
 * An update of a server as builds ship it, made by code: a bundle of readable modules, a one-line bundle with short names
 * and a compiled file of classes. The update brings changes of its own, as real ones do: functions come, go and change,
 * names are given anew, a tool is added, texts are reworded.
 */
import type { Files } from "./plant.js";

const FUNCTIONS = 160;
/** Functions that the update takes away, and as many that it brings. */
const MOVED = 24;

const WORDS = "list page item user team board sheet order price label stock event photo album track route".split(" ");
const wordOf = (i: number): string => WORDS[(i * 7) % WORDS.length] ?? "item";

/** Both sides of the update, with nothing bad in it. */
export const quietUpdate = (): { readonly before: Files; readonly after: Files } => ({
  before: serverOf(0),
  after: serverOf(1),
});

function serverOf(release: number): Files {
  return new Map([
    ["package.json", manifest(release)],
    ["README.md", `# Fernleaf\n\nTools for boards. Release ${release}.\n`],
    ["dist/index.js", bundle(release)],
    ["dist/min.js", minified(release)],
    ["lib/client.js", compiled(release)],
  ]);
}

const manifest = (release: number): string =>
  `${JSON.stringify(
    {
      name: "@fernleaf/mcp",
      version: `4.${release}.0`,
      type: "module",
      bin: { "fernleaf-mcp": "dist/index.js" },
      homepage: "https://fernleaf.example",
      scripts: { build: "tsup", test: "vitest run" },
      dependencies: { "@modelcontextprotocol/sdk": `^1.2${release}.0`, zod: "^3.25.0" },
    },
    undefined,
    2,
  )}\n`;

const range = (release: number): readonly number[] => Array.from({ length: FUNCTIONS }, (_, i) => i + release * MOVED);

/** As tsup writes it: modules under comments, `var` for what was a constant. */
function bundle(release: number): string {
  const helpers = range(release).map(
    (i) =>
      `// src/${wordOf(i)}/${i}.ts\nfunction ${wordOf(i)}${i}(value, options = {}) {\n  const rows = value.filter((row) => row.${wordOf(i + 1)} !== options.skip);\n  if (rows.length === 0) return { text: "No ${wordOf(i)} was found (${i})." };\n  return { text: rows.map((row) => \`\${row.id}: \${row.${wordOf(i + 2)}}\`).join("\\n") };\n}`,
  );
  const added =
    release === 0 ? "" : tool("board_export", "Exports a board as a table.", '  format: z.enum(["csv", "md"])');
  return `#!/usr/bin/env node
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
var __defProp = Object.defineProperty;
var __export = (target, all) => {
  for (var name in all) __defProp(target, name, { get: all[name], enumerable: true });
};
var API = "https://api.fernleaf.example/v${release + 1}";
async function request(path, body, token) {
  const headers = { authorization: \`Bearer \${token}\`, "x-release": "${release}" };
  const response = await fetch(API + path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(\`\${path}: \${response.status}\`);
  return response.json();
}
${helpers.join("\n")}
var ToolName;
(function (ToolName) {
  ToolName["SEARCH"] = "board_search";
  ToolName["CARD"] = "card_read";
})(ToolName || (ToolName = {}));
var Level = /* @__PURE__ */ ((Level2) => {
  Level2[Level2["Low"] = 0] = "Low";
  return Level2;
})(Level || {});
var CARD = {
  name: ToolName.CARD,
  description: "Reads a card at a level such as " + Level[0] + ".",
  inputSchema: { type: "object", properties: { id: { type: "string", format: "uuid" } }, required: ["id"], additionalProperties: false }
};
var server = new McpServer({ name: "fernleaf", version: "4.${release}.0" });
${tool("board_search", BOARD_SEARCH, '  query: z.string().describe("What to look for"),\n  period: z.enum(["day", "week"])')}
${added}
`;
}

const BOARD_SEARCH = `Searches boards.
${Array.from({ length: 12 }, (_, i) => `- ${wordOf(i)}: looks at ${wordOf(i + 3)}s as well`).join("\n")}
Returns at most fifty rows.`;

const tool = (name: string, description: string, shape: string): string =>
  `server.registerTool("${name}", {
  description: \`${description}\`,
  inputSchema: {
  ${shape}
  },
  annotations: {
    title: "${name}",
    openWorldHint: true,
    readOnlyHint: false,
    destructiveHint: true
  }
}, async (args) => {
  const result = await request("/${name}", args, process.env.FERNLEAF_TOKEN);
  return { content: [{ type: "text", text: JSON.stringify(result) }] };
});`;

/** One line, the names of which move with every release. */
function minified(release: number): string {
  const name = (i: number): string => `${"abcdefghijklmnopqrstuvwxyz"[i % 26]}${(i + release * 5).toString(36)}`;
  const helpers = range(release).map(
    (i) =>
      `function ${name(i)}(e,t={}){let n=e.filter(r=>r.${wordOf(i)}!==t.skip);return n.length===0?{text:"No ${wordOf(i)} (${i})"}:{text:n.map(r=>r.id+": "+r.${wordOf(i + 2)}).join(", ")}}`,
  );
  return `${helpers.join("")}async function ${name(900)}(e,t,n){let r=await fetch("https://api.fernleaf.example/v${release + 1}"+e,{method:"POST",headers:{authorization:n},body:JSON.stringify(t)});return r.json()}export{${name(900)} as request};\n`;
}

/** As a compiler writes classes of TypeScript for older engines. */
const compiled = (release: number): string => `"use strict";
var __awaiter = (this && this.__awaiter) || function (thisArg, _arguments, P, generator) {
    return new (P || (P = Promise))(function (resolve, reject) {
        function step(result) { result.done ? resolve(result.value) : new P(function (r) { r(result.value); }).then(function (v) { step(generator.next(v)); }, reject); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.Client = void 0;
const node_child_process_1 = require("node:child_process");
class Client {
    constructor(token) {
        this.token = token;
        this.retries = ${release + 2};
    }
    deliver(letter) {
        return __awaiter(this, void 0, void 0, function* () {
            const message = { To: letter.to, Subject: letter.subject, TextBody: letter.body, Tag: "board-${release}" };
            return this.post("/letters", message);
        });
    }
    print(args) {
        return (0, node_child_process_1.execFileSync)("lp", args, { encoding: "utf8" });
    }
    post(path, body) {
        return fetch("https://api.fernleaf.example" + path, { method: "POST", body: JSON.stringify(body) });
    }
}
exports.Client = Client;
`;
