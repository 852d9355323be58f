/** `init` before it asks: on a home with the files of 15 clients, in every format, and on one without any. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { stringify as toToml } from "smol-toml";
import { stringify as toYaml } from "yaml";
import { placesOf } from "../src/clients/places.js";
import { CLIENTS, type Format, type Layout } from "../src/clients/table.js";
import { compare } from "./measure.js";

const CLI = fileURLToPath(new URL("../../bin/mcp-pin.js", import.meta.url));
const FILES = 15;
const SERVERS = ["@modelcontextprotocol/server-memory", "postmark-mcp@1.0.15", "@notionhq/notion-mcp-server"];
/** Other settings of each file: some 20 kB. */
const OTHER = Object.fromEntries(
  Array.from({ length: 400 }, (_, i) => [`setting${i}`, `a value of setting ${i}, kept`]),
);
const ROUNDS = 15;

const SPELLINGS: Readonly<Record<Format, (settings: object) => string>> = {
  json: (settings) => JSON.stringify(settings, null, 2),
  jsonc: (settings) => `// settings\n${JSON.stringify(settings, null, 2)}`,
  toml: toToml,
  yaml: (settings) => toYaml(settings),
};

function settingsOf({ at, command, args, format }: Layout): string {
  const entries = SERVERS.map((spec) => {
    const words = ["-y", spec];
    return args === undefined ? { [command]: ["npx", ...words] } : { [command]: "npx", [args]: words };
  });
  const servers: object = Object.fromEntries(entries.map((entry, i) => [`server${i}`, entry]));
  const [path = []] = at;
  return SPELLINGS[format]({ ...OTHER, ...path.reduceRight((value: object, key) => ({ [key]: value }), servers) });
}

function writeHome(home: string, files: number): void {
  const places = placesOf(process.platform, home);
  const first = CLIENTS.flatMap(({ user }) => user.slice(0, 1)).slice(0, files);
  if (first.length < files) throw new Error(`there are ${first.length} clients, not ${files}`);
  mkdirSync(join(home, "project"), { recursive: true });
  for (const { path, layout } of first) {
    const file = path(places);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, settingsOf(layout));
  }
}

export async function benchInit(folder: string): Promise<string> {
  const asking = (label: string, files: number) => {
    const home = join(folder, label);
    writeHome(home, files);
    const { XDG_CONFIG_HOME: _, ...plain } = process.env;
    const env = { ...plain, HOME: home, APPDATA: join(home, "AppData"), MCP_PIN_HOME: join(home, "store") };
    // Nobody can be asked here, which it finds out where it would ask.
    const refused = files === 0 ? 0 : 3;
    const script = `"$@" </dev/null; [ $? -eq ${refused} ]`;
    const argv = ["bash", "-c", script, "init", process.execPath, CLI, "init"] as const;
    return { label, argv, cwd: join(home, "project"), env };
  };
  const commands = [
    { label: "node -e 0", argv: [process.execPath, "-e", "0"] as const },
    asking("init without files", 0),
    asking(`init with ${FILES} files`, FILES),
  ];
  const samples = await compare(commands, ROUNDS);
  const bare = samples.get("node -e 0")?.wall ?? Number.NaN;
  return [
    `init before it asks, node ${process.version}, ${FILES * SERVERS.length} servers, medians of ${ROUNDS} in turn`,
    ...[...samples].map(
      ([label, { wall, cpu }]) =>
        `  ${label.padEnd(20)} ${wall.toFixed(0)} ms, ${(wall / bare).toFixed(1)} times node -e 0 (CPU ${cpu.toFixed(0)} ms)`,
    ),
    "  goal: under 1000 ms",
  ].join("\n");
}
