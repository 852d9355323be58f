/**
 * Where mcp-pin keeps things on this machine. `$MCP_PIN_HOME`, else the platform's folder for application data:
 *
 *   trees/<hex>/node_modules/…  placed closures, read-only, named by the digest of their locations and contents
 *   contents/<hex>.txt          contents lists, named by their digest
 *   tarballs/<hex>.tgz          pinned tarballs, named by their SHA-512, kept after the registry drops them
 *   accepted/<hex>/<hex>.json    pins accepted on this machine by their digest, a record for each lockfile
 *   manifests/<hex>.json        what servers offer to agents, an item a file, named by its digest
 *   observed/<hex>/<hex>.json   what a start without pinned tools offered, by the server's pin and the kind of start
 *   backups/<time>/…            client configurations as they were before mcp-pin wrote them, private
 *   originals/<hex>.json        what their entries started before, by the digest of the file's path, private
 *   read/<hex>                  empty: names the text of a lockfile that was read, and found to be one, before a start
 *   cache/                      what npm's libraries want to keep (trust roots)
 *   staging/                    work in progress; nothing in it is ever believed
 */
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { PinError } from "../errors.js";
import type { Variant } from "../lockfile/tool-lines.js";
import { type Digest, hexOf, type Integrity } from "../package/digest.js";

export interface Home {
  readonly root: string;
  readonly trees: string;
  readonly contents: string;
  readonly tarballs: string;
  readonly accepted: string;
  readonly manifests: string;
  readonly observed: string;
  readonly backups: string;
  readonly originals: string;
  readonly read: string;
  readonly cache: string;
  readonly staging: string;
}

type Env = Readonly<Record<string, string | undefined>>;

const folder = (value: string | undefined, fallback: () => string): string =>
  value !== undefined && isAbsolute(value) ? value : fallback();

/** @throws PinError `store` where neither the environment nor the account says it. */
export function userHome(): string {
  try {
    return homedir();
  } catch (cause) {
    throw new PinError("store", "nothing says where your home folder is", { cause, hint: "set HOME" });
  }
}

export function storeHome(env: Env, platform: string = process.platform): Home {
  const given = env.MCP_PIN_HOME;
  const root = given === undefined || given === "" ? join(dataFolder(env, platform), "mcp-pin") : resolve(given);
  const below = (name: string): string => join(root, name);
  return {
    root,
    trees: below("trees"),
    contents: below("contents"),
    tarballs: below("tarballs"),
    accepted: below("accepted"),
    manifests: below("manifests"),
    observed: below("observed"),
    backups: below("backups"),
    originals: below("originals"),
    read: below("read"),
    cache: below("cache"),
    staging: below("staging"),
  };
}

function dataFolder(env: Env, platform: string): string {
  if (platform === "win32") return folder(env.LOCALAPPDATA, () => join(userHome(), "AppData", "Local"));
  if (platform === "darwin") return join(userHome(), "Library", "Application Support");
  return folder(env.XDG_DATA_HOME, () => join(userHome(), ".local", "share"));
}

/** The folder of the user's own lockfile (`--global`). */
export function configFolder(env: Env, platform: string = process.platform): string {
  if (platform === "win32")
    return join(
      folder(env.APPDATA, () => join(userHome(), "AppData", "Roaming")),
      "mcp-pin",
    );
  if (platform === "darwin") return join(userHome(), "Library", "Application Support", "mcp-pin");
  return join(
    folder(env.XDG_CONFIG_HOME, () => join(userHome(), ".config")),
    "mcp-pin",
  );
}

/** In a tree, beside `node_modules`: what stands where, by contents. Its canonical form has the digest that names the tree. */
export const TREE_INDEX = "tree.json";

export const treePath = (home: Home, digest: Digest): string => join(home.trees, hexOf(digest));
export const contentsPath = (home: Home, digest: Digest): string => join(home.contents, `${hexOf(digest)}.txt`);
export const tarballPath = (home: Home, integrity: Integrity): string => join(home.tarballs, `${hexOf(integrity)}.tgz`);
/** `digest`: of the reader's version and the text. */
export const readPath = (home: Home, digest: Digest): string => join(home.read, hexOf(digest));
/** Holds a record for each lockfile that the pin was accepted in. */
export const acceptedFolder = (home: Home, pin: Digest): string => join(home.accepted, hexOf(pin));
/** What a kind of start of a pin offered. */
export const observedPath = (home: Home, pin: Digest, variant: Variant): string =>
  join(home.observed, hexOf(pin), `${variant}.json`);
