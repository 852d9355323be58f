/** The house rules that a machine can hold: which room may import which, who may touch the outside, how long things get. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join, posix, sep } from "node:path";
import { test } from "node:test";
import { parse } from "@babel/parser";
import { ROOT } from "./helpers/root.js";

/** Imports point down. A file of src itself belongs to the room named here. */
const ROOMS = [
  ...["door", "cli", "commands", "guard", "io", "report", "review", "rules", "facts", "diff", "source", "clients"],
  ...["lockfile", "package", "errors"],
];
const ROOM_OF_FILE: Readonly<Record<string, string>> = {
  "cli.ts": "cli",
  "outcome.ts": "cli",
  "errors.ts": "errors",
  "version.ts": "errors",
};
/** The rooms that know a world outside; the others are handed what they need. */
const WITH_OUTSIDE = new Set(["door", "cli", "commands", "guard", "io"]);
/** What a pure room may ask of Node: computation, and nothing of the machine it runs on. */
const PURE_MODULES = new Set([
  "node:buffer",
  "node:crypto",
  "node:module",
  "node:path",
  "node:url",
  "node:util",
  "node:zlib",
]);
const IMPURE_NAMES = /^(?:random|getRandom|register|syncBuiltin|debuglog|promisify)/;
const GLOBAL_OBJECTS = new Set(["process", "performance", "console", "navigator", "crypto", "Atomics"]);
const GLOBAL_CALLS = new Set(["setTimeout", "setInterval", "setImmediate", "queueMicrotask", "fetch"]);
const CLOCK_AND_CHANCE = new Set(["Date.now", "Math.random"]);

const MAX_FILE = 300;
const MAX_FUNCTION = 60;

interface Node {
  readonly type: string;
  readonly loc: { readonly start: { readonly line: number }; readonly end: { readonly line: number } };
  readonly [field: string]: unknown;
}

interface Source {
  /** Below src, `/` between segments. */
  readonly path: string;
  readonly room: string;
  readonly lines: number;
  readonly nodes: readonly Node[];
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string" && "loc" in value;

function* nodesOf(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* nodesOf(child);
  }
}

function read(path: string): Source {
  const text = readFileSync(join(ROOT, "src", path), "utf8");
  const { program } = parse(text, { sourceType: "module", plugins: ["typescript"] });
  const room = path.includes("/") ? path.slice(0, path.indexOf("/")) : (ROOM_OF_FILE[path] ?? path);
  const lines = text.split("\n").length - 1;
  return { path, room, lines, nodes: [...nodesOf(program as unknown as Node)] };
}

const SOURCES = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
  .map((path) => path.split(sep).join("/"))
  .filter((path) => /\.c?ts$/.test(path) && !path.endsWith(".d.ts"))
  .map(read);

const literalOf = (node: unknown): string | undefined => {
  const value = (node as Node | null | undefined)?.value;
  return typeof value === "string" ? value : undefined;
};
const nameOf = (node: unknown): string | undefined => {
  const name = (node as Node | null | undefined)?.name;
  return typeof name === "string" ? name : undefined;
};

/** `import(…)`, or the `require` that loads a large library when it is needed, at once. */
const isLateImport = ({ type, callee }: Node): boolean =>
  type === "CallExpression" && ((callee as Node).type === "Import" || nameOf(callee) === "require");

/** What a node imports, statically, dynamically or as a type. */
function importOf(node: Node): string | undefined {
  if (/^(?:Import|ExportNamed|ExportAll)Declaration$/.test(node.type)) return literalOf(node.source);
  if (node.type === "ImportExpression") return literalOf(node.source);
  if (node.type === "TSImportType") return literalOf(node.argument) ?? literalOf((node.argument as Node).literal);
  if (!isLateImport(node)) return undefined;
  return literalOf((node.arguments as Node[])[0]);
}

const importsOf = ({ nodes }: Source): { readonly node: Node; readonly specifier: string }[] =>
  nodes.flatMap((node) => {
    const specifier = importOf(node);
    return specifier === undefined ? [] : [{ node, specifier }];
  });

/** The room that a relative import of a file leads to. */
function roomOf(path: string, specifier: string): string {
  const target = posix.join(posix.dirname(path), specifier).replace(/\.(c?)js$/, ".$1ts");
  return target.includes("/") ? target.slice(0, target.indexOf("/")) : (ROOM_OF_FILE[target] ?? target);
}

const at = ({ path }: Source, { loc }: Node): string => `src/${path}:${loc.start.line}`;

test("every file stands in a room that has its place in the order", () => {
  assert.ok(SOURCES.length > 50, "the sources were found");
  for (const { path, room } of SOURCES) assert.ok(ROOMS.includes(room), `src/${path}`);
});

test("imports point down, also those of types and those made later", () => {
  const upward = SOURCES.flatMap((source) =>
    importsOf(source)
      .filter(({ specifier }) => specifier.startsWith("."))
      .filter(({ specifier }) => ROOMS.indexOf(roomOf(source.path, specifier)) < ROOMS.indexOf(source.room))
      .map(({ node, specifier }) => `${at(source, node)} imports ${specifier}`),
  );
  assert.deepEqual(upward, []);
});

test("imports that nobody can follow are none", () => {
  const unclear = SOURCES.flatMap((source) =>
    source.nodes
      .filter((node) => node.type === "ImportExpression" || isLateImport(node))
      .filter((node) => importOf(node) === undefined)
      .map((node) => at(source, node)),
  );
  assert.deepEqual(unclear, []);
});

/** How a node of a pure room touches the outside, if it does. */
function touches(node: Node): string | undefined {
  const specifier = importOf(node);
  if (specifier !== undefined && isBuiltin(specifier)) {
    if (!PURE_MODULES.has(specifier)) return specifier;
    const names = ((node.specifiers ?? []) as Node[]).map(({ imported }) => nameOf(imported) ?? "*");
    return names.find((name) => name === "*" || IMPURE_NAMES.test(name));
  }
  if (node.type === "NewExpression" && nameOf(node.callee) === "Date") {
    return (node.arguments as Node[]).length === 0 ? "new Date()" : undefined;
  }
  if (node.type === "CallExpression" && GLOBAL_CALLS.has(nameOf(node.callee) ?? "")) return nameOf(node.callee);
  if (node.type === "TSTypeQuery" || !/^(?:Optional)?MemberExpression$/.test(node.type)) return undefined;
  const member = `${nameOf(node.object)}.${nameOf(node.property)}`;
  return GLOBAL_OBJECTS.has(nameOf(node.object) ?? "") || CLOCK_AND_CHANCE.has(member) ? member : undefined;
}

test("nothing but io, and the wiring above it, touches the outside", () => {
  const found = SOURCES.filter(({ room }) => !WITH_OUTSIDE.has(room)).flatMap((source) =>
    source.nodes.flatMap((node) => {
      const what = touches(node);
      return what === undefined ? [] : [`${at(source, node)} touches ${what}`];
    }),
  );
  assert.deepEqual(found, []);
});

test("this test sees what touches the outside", () => {
  const seen = (code: string): string[] => {
    const { program } = parse(code, { sourceType: "module", plugins: ["typescript"] });
    return [...nodesOf(program as unknown as Node)].flatMap((node) => touches(node) ?? []);
  };
  for (const [code, what] of [
    ['import { readFileSync } from "node:fs";', "node:fs"],
    ['import "fs";', "fs"],
    ['const fs = await import("node:fs/promises");', "node:fs/promises"],
    ['type F = typeof import("node:fs");', "node:fs"],
    ['export * from "node:os";', "node:os"],
    ['import { randomBytes } from "node:crypto";', "randomBytes"],
    ['import * as crypto from "node:crypto";', "*"],
    ["process.env.HOME;", "process.env"],
    ["new Date();", "new Date()"],
    ["Date.now();", "Date.now"],
    ["Math.random();", "Math.random"],
    ["performance.now();", "performance.now"],
    ["setTimeout(f, 1);", "setTimeout"],
    ['fetch("x");', "fetch"],
  ] as const) {
    assert.ok(seen(code).includes(what), code);
  }
  for (const code of ['import { hash } from "node:crypto";', "new Date(time);", "Date.parse(x);", "a.process;"]) {
    assert.deepEqual(seen(code), [], code);
  }
});

test(`no file is longer than ${MAX_FILE} lines, no function than ${MAX_FUNCTION}, and none is called utils`, () => {
  const long = SOURCES.filter(({ lines }) => lines > MAX_FILE).map(({ path, lines }) => `src/${path}: ${lines} lines`);
  const functions = SOURCES.flatMap((source) =>
    source.nodes
      .filter(({ type }) => /(?:Function(?:Declaration|Expression)|Method)$/.test(type))
      .map((node) => ({ node, length: node.loc.end.line - node.loc.start.line + 1 }))
      .filter(({ length }) => length > MAX_FUNCTION)
      .map(({ node, length }) => `${at(source, node)}: a function of ${length} lines`),
  );
  const utils = SOURCES.filter(({ path }) => /(?:^|\/)(?:utils?|helpers?|common|misc)\b/.test(path)).map(
    ({ path }) => path,
  );
  assert.deepEqual([...long, ...functions, ...utils], []);
});
