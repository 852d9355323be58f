/** Plants a change into a package as a whole: its manifest, its archive, what the registry says, and its dependencies. */
import { join } from "node:path";
import { integrityOf, shasumOf } from "../../src/package/integrity.js";
import { readTarball } from "../../src/package/tarball.js";
import { assess, type Question, type Version } from "../../src/review/assess.js";
import type { Finding } from "../../src/rules/rule.js";
import { type Entry, tarOf } from "./archives.js";
import { folderOf, plantedLines } from "./plant.js";

type Contents = Readonly<Record<string, string | Uint8Array>>;
type Fields = Readonly<Record<string, unknown>>;

export interface PackageChange {
  /** Fields of package.json of both sides, and of the newer; `undefined` takes one away. */
  readonly fields?: Fields;
  readonly gains?: Fields;
  /** Files of both sides, and of the newer. A path that ends in `*` is executable. */
  readonly files?: Contents;
  readonly adds?: Contents;
  readonly drops?: readonly string[];
  /** Text of index.js → text. */
  readonly edit?: readonly [string, string];
  /** Archive entries of the newer side, in front of the others or behind them. */
  readonly first?: readonly Entry[];
  readonly last?: readonly Entry[];
  /** Given the archive of the newer side. */
  readonly archive?: (bytes: Buffer) => Buffer;
  /** Fields of the registry's entry of each version, and of the whole document. */
  readonly was?: Fields;
  readonly is?: Fields;
  readonly document?: Fields;
  readonly attested?: readonly [unknown, unknown];
  /** A dependency before (absent: new) and after, each by what its files are. */
  readonly dependency?: { readonly name: string; readonly before?: Contents; readonly after: Contents };
  /** The newer side calls itself by the version of the older one. */
  readonly sameVersion?: boolean;
}

const BASE = folderOf(join(import.meta.dirname, "../../../fixtures/rules/base"));
const NAME = "@harbour/letters-mcp";

const text = (value: string | Uint8Array): string => (typeof value === "string" ? value : "");

function filesOf(fields: Fields, files: Contents, drops: readonly string[] = []): Map<string, string | Uint8Array> {
  const all = new Map<string, string | Uint8Array>([...BASE, ...Object.entries(files)]);
  for (const path of drops) all.delete(path);
  const manifest = { ...(JSON.parse(BASE.get("package.json") ?? "{}") as Fields), ...fields };
  if (!("package.json" in files)) all.set("package.json", JSON.stringify(manifest, undefined, 2));
  return all;
}

const entriesOf = (files: ReadonlyMap<string, string | Uint8Array>): Entry[] =>
  [...files].map(([path, content]) => ({
    path: `package/${path.replace(/\*$/, "")}`,
    content,
    mode: path.endsWith("*") ? 0o755 : 0o644,
  }));

interface Planted {
  readonly findings: readonly Finding[];
  /** `path:line` near what was planted. */
  readonly lines: ReadonlySet<string>;
}

/** What the rules say of the change, with everything that is known about both sides. */
export function plantPackage(change: PackageChange): Planted {
  const version = change.sameVersion ? "2.3.0" : "2.3.1";
  const old = filesOf({ ...change.fields }, change.files ?? {});
  const now = filesOf(
    { ...change.fields, ...change.gains, version },
    { ...change.files, ...change.adds },
    change.drops,
  );
  const [from, to] = change.edit ?? ["", ""];
  now.set(
    "index.js",
    text(now.get("index.js") ?? "").replace(from, () => to),
  );
  const packed = tarOf([...(change.first ?? []), ...entriesOf(now), ...(change.last ?? [])]);
  const [oldBytes, bytes] = [tarOf(entriesOf(old)), change.archive?.(packed) ?? packed];
  const document = registryOf(change, [old, oldBytes, "2.3.0"], [now, bytes, version]);
  const [oldProof, proof] = change.attested ?? [];
  const question: Question = {
    before: versionOf(NAME, "2.3.0", oldBytes, document, oldProof),
    after: versionOf(NAME, version, bytes, document, proof),
    dependencies: dependenciesOf(change),
    now: "2026-03-31T12:00:00Z",
  };
  const lines = plantedLines(asText(old), asText(now));
  return { findings: assess(question).findings.filter(({ tier }) => tier !== "note"), lines };
}

const asText = (files: ReadonlyMap<string, string | Uint8Array>): Map<string, string> =>
  new Map([...files].map(([path, content]) => [path.replace(/\*$/, ""), text(content)]));

type Release = readonly [ReadonlyMap<string, string | Uint8Array>, Buffer, string];

/** The registry's document; undefined where the change says nothing about it. */
function registryOf({ was, is, document }: PackageChange, old: Release, now: Release): Fields | undefined {
  if (was === undefined && is === undefined && document === undefined) return undefined;
  const entry = ([files, bytes, version]: Release, fields: Fields): Fields => ({
    ...(JSON.parse(text(files.get("package.json") ?? "{}")) as Fields),
    _id: `${NAME}@${version}`,
    maintainers: [{ name: "harbour-bot", email: "bot@harbour.example" }],
    _npmUser: { name: "harbour-bot", email: "bot@harbour.example" },
    ...fields,
    dist: { integrity: integrityOf(bytes), ...(fields.dist as Fields | undefined) },
  });
  const [, , version] = now;
  return {
    name: NAME,
    "dist-tags": { latest: version },
    time: { created: "2025-01-01T00:00:00Z", "2.3.0": "2026-01-10T00:00:00Z", [version]: "2026-03-20T00:00:00Z" },
    maintainers: [{ name: "harbour-bot", email: "bot@harbour.example" }],
    versions: { "2.3.0": entry(old, was ?? {}), [version]: entry(now, is ?? {}) },
    ...document,
  };
}

function versionOf(name: string, version: string, bytes: Buffer, packument?: Fields, attestations?: unknown): Version {
  const registry =
    packument === undefined ? {} : { registry: { packument, ...(attestations === undefined ? {} : { attestations }) } };
  return { name, version, integrity: integrityOf(bytes), shasum: shasumOf(bytes), ...readTarball(bytes), ...registry };
}

function dependenciesOf({ dependency }: PackageChange): NonNullable<Question["dependencies"]> {
  if (dependency === undefined) return { added: [], removed: [], changed: [] };
  const { name, before, after } = dependency;
  const side = (version: string, files: Contents): Version =>
    versionOf(
      name,
      version,
      tarOf(
        entriesOf(
          new Map([["package.json", JSON.stringify({ name, version }, undefined, 2)], ...Object.entries(files)]),
        ),
      ),
    );
  const now = side("1.0.1", after);
  if (before === undefined) return { added: [now], removed: [], changed: [] };
  return { added: [], removed: [], changed: [{ before: side("1.0.0", before), after: now }] };
}
