/**
 * What a package declares about itself: the fields of package.json that decide what is installed, started or resolved.
 * Its digest is the `manifest` of a lockfile entry, so a review names the declarations as well as the bytes.
 */
import { PinError } from "../errors.js";
import { canonicalJson, type Json } from "./canonical.js";
import { type Digest, digestOf } from "./digest.js";
import type { PackageTree } from "./tree.js";

const FIELDS = [
  "name",
  "version",
  "bin",
  "main",
  "exports",
  "type",
  "scripts",
  "dependencies",
  "devDependencies",
  "peerDependencies",
  "peerDependenciesMeta",
  "optionalDependencies",
  "bundleDependencies",
  "bundledDependencies",
  "overrides",
  "engines",
  "os",
  "cpu",
  "libc",
] as const;

/** The scripts that npm runs when the package is installed as a dependency. mcp-pin never runs them. */
const INSTALL_SCRIPTS = ["preinstall", "install", "postinstall"] as const;

export interface Manifest {
  readonly name: string;
  readonly version: string;
  /** Command name to path within the package, normalised (no leading `./`). */
  readonly bin: ReadonlyMap<string, string>;
  readonly os: readonly string[];
  readonly cpu: readonly string[];
  readonly libc: readonly string[];
  /** Names of the install-time scripts; `install` also when a binding.gyp makes npm add one. */
  readonly installScripts: readonly string[];
  /** The declared fields, as package.json has them. */
  readonly declared: { readonly [key: string]: Json };
  readonly digest: Digest;
}

/**
 * Reads the manifest of an unpacked package.
 *
 * @throws PinError `archive` when package.json is missing, is not a JSON object, or names no package.
 */
export function manifestOf(tree: PackageTree, subject: string): Manifest {
  const json = packageJson(tree);
  if (typeof json === "string") throw new PinError("archive", `${subject}: its package.json ${json}`);
  const { name, version } = json;
  if (typeof name !== "string" || name === "" || typeof version !== "string" || version === "") {
    throw new PinError("archive", `${subject}: its package.json names no package and version`);
  }
  const declared: { [key: string]: Json } = {};
  for (const field of FIELDS) {
    const value = json[field];
    if (value !== undefined) declared[field] = value;
  }
  return {
    name,
    version,
    bin: binOf(name, json.bin),
    os: stringList(json.os),
    cpu: stringList(json.cpu),
    libc: stringList(json.libc),
    installScripts: installScriptsOf(json, tree),
    declared,
    digest: digestOfDeclared(declared, subject),
  };
}

/** The members of package.json, or what keeps it from being read. */
export function packageJson(tree: PackageTree): { readonly [key: string]: Json } | string {
  const file = tree.files.get("package.json");
  if (file === undefined) return "is missing";
  try {
    const json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(file.bytes)) as Json;
    return isObject(json) ? json : "is not an object";
  } catch {
    return "is not JSON in UTF-8";
  }
}

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function digestOfDeclared(declared: { readonly [key: string]: Json }, subject: string): Digest {
  try {
    return digestOf(canonicalJson(declared));
  } catch (cause) {
    throw new PinError("archive", `${subject}: its package.json has no canonical form`, { cause });
  }
}

/** `bin` as npm normalises it: a string is the package's own unscoped name; keys lose their folder. */
function binOf(name: string, bin: Json | undefined): Map<string, string> {
  if (typeof bin === "string") return new Map([[name.slice(name.indexOf("/") + 1), cleanPath(bin)]]);
  const entries = new Map<string, string>();
  if (!isObject(bin)) return entries;
  for (const [key, target] of Object.entries(bin)) {
    const command = key.split(/[\\/]/).at(-1) ?? "";
    if (command !== "" && typeof target === "string" && target !== "") entries.set(command, cleanPath(target));
  }
  return entries;
}

/** A declared path relative to the package: `./` and doubled slashes gone, `..` kept below the package's folder. */
function cleanPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.replaceAll("\\", "/").split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(segment);
  }
  return segments.join("/");
}

const stringList = (value: Json | undefined): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === "string");

function installScriptsOf(json: { readonly [key: string]: Json }, tree: PackageTree): readonly string[] {
  const scripts = isObject(json.scripts) ? json.scripts : {};
  const names: string[] = INSTALL_SCRIPTS.filter((name) => typeof scripts[name] === "string" && scripts[name] !== "");
  const implied = tree.files.has("binding.gyp") && !names.includes("install") && !names.includes("preinstall");
  return implied && json.gypfile !== false ? [...names, "install"] : names;
}
