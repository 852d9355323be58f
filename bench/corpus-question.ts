/** A row of a corpus → the question that `diff` would ask, with everything the row's folder says. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { integrityOf, shasumOf } from "../src/package/integrity.js";
import { readTarball } from "../src/package/tarball.js";
import { contentsDigest } from "../src/package/tree.js";
import type { Question, Version } from "../src/review/assess.js";
import type { RegistryAnswer } from "../src/review/registry-facts.js";
import type { Case } from "./score.js";

interface Documents {
  readonly packuments?: { readonly [name: string]: unknown };
  readonly attestations?: { readonly [id: string]: unknown };
}

/** The rows of a `.jsonl` file; none when there is no such file. */
export function rowsOf(folder: string, file: string): Case[] {
  if (!existsSync(join(folder, file))) return [];
  const lines = readFileSync(join(folder, file), "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Case);
}

/** Reads the tarballs and documents of a row. */
export function questionOf(folder: string, row: Case): Question {
  const [was, is] = [row.registry?.before, row.registry?.after].map((file) => documentsIn(folder, file));
  const dependencies = join(folder, row.id, "deps");
  const before = tarballsIn(join(dependencies, "before"), was);
  const after = tarballsIn(join(dependencies, "after"), is);
  return {
    before: versionOf(readFileSync(join(folder, row.before)), row.name, row.before_version, was),
    after: versionOf(readFileSync(join(folder, row.after)), row.name, row.after_version, is),
    dependencies: {
      added: [...after.values()].filter(({ name }) => !before.has(name)),
      removed: [...before.values()].filter(({ name }) => !after.has(name)),
      changed: [...after.values()].flatMap((now) => {
        const old = before.get(now.name);
        return old === undefined || old.integrity === now.integrity ? [] : [{ before: old, after: now }];
      }),
    },
    packuments: new Map(Object.entries(is?.packuments ?? {})),
  };
}

function documentsIn(folder: string, file: string | undefined): Documents | undefined {
  if (file === undefined || !existsSync(join(folder, file))) return undefined;
  return JSON.parse(readFileSync(join(folder, file), "utf8")) as Documents;
}

function tarballsIn(folder: string, documents: Documents | undefined): ReadonlyMap<string, Version> {
  if (!existsSync(folder)) return new Map();
  const versions = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".tgz"))
    .map((file) => namedByItself(readFileSync(join(folder, file)), documents));
  return new Map(versions.map((version) => [version.name, version]));
}

function namedByItself(bytes: Buffer, documents: Documents | undefined): Version {
  const manifest = readTarball(bytes).tree.files.get("package.json");
  const json = JSON.parse(Buffer.from(manifest?.bytes ?? "{}").toString()) as { name?: string; version?: string };
  return versionOf(bytes, json.name ?? "?", json.version ?? "?", documents);
}

function versionOf(bytes: Buffer, name: string, version: string, documents: Documents | undefined): Version {
  const { tree, problems } = readTarball(bytes);
  const registry = answerFor(documents, name, version);
  return {
    name,
    version,
    integrity: integrityOf(bytes),
    shasum: shasumOf(bytes),
    contents: contentsDigest(tree),
    tree,
    problems,
    ...(registry === undefined ? {} : { registry }),
  };
}

function answerFor(documents: Documents | undefined, name: string, version: string): RegistryAnswer | undefined {
  const packument = documents?.packuments?.[name];
  const attestations = documents?.attestations?.[`${name}@${version}`];
  if (packument === undefined) return undefined;
  return attestations === undefined ? { packument } : { packument, attestations };
}
