/** What the store remembers beside the placed trees: pins accepted on this machine, and the tarballs they came from. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { PinError } from "../errors.js";
import { type Lockfile, pinDigest, type Server } from "../lockfile/format.js";
import { placement, treeDigest } from "../lockfile/placement.js";
import { type Digest, digestOf, hexOf, type Integrity } from "../package/digest.js";
import type { Platform } from "../package/platform.js";
import { isLitter, removeTree, uniqueName, writeNew } from "./disk.js";
import { acceptedFolder, type Home, tarballPath, treePath } from "./home.js";

/** Removes what crashed processes left in staging. */
export function sweepStaging(home: Home): void {
  if (!existsSync(home.staging)) return;
  for (const name of readdirSync(home.staging)) if (isLitter(name)) removeTree(join(home.staging, name));
}

interface AcceptedRecord {
  readonly server: string;
  readonly lockfile: string;
  readonly tree: Digest;
}

/**
 * Whether `add`, `review` or `install` accepted this pin on this machine. A cloned repository cannot bring its own
 * acceptance along.
 */
export const isAcceptedHere = (home: Home, pin: Digest): boolean => recordsIn(acceptedFolder(home, pin)).length > 0;

const recordsIn = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];

/** A pin is accepted in a lockfile: another project's `remove` does not concern it. */
const recordPath = (home: Home, pin: Digest, lockfile: string): string =>
  join(acceptedFolder(home, pin), `${hexOf(digestOf(lockfile))}.json`);

/** @throws PinError `store` when the store cannot be written. */
export function rememberAcceptance(home: Home, lockfile: Lockfile, server: Server, path: string, on: Platform): void {
  const tree = treeDigest(placement(server, lockfile.packages, on));
  const record: AcceptedRecord = { server: server.name, lockfile: path, tree };
  putFile(home, recordPath(home, pinDigest(server, lockfile.packages), path), `${JSON.stringify(record)}\n`);
}

/** Forgets a lockfile's pin, and removes its tree unless another accepted pin starts from it. */
export function forgetAcceptance(home: Home, lockfile: Lockfile, server: Server, path: string, on: Platform): void {
  const pin = pinDigest(server, lockfile.packages);
  rmSync(recordPath(home, pin, path), { force: true });
  if (!isAcceptedHere(home, pin)) rmSync(acceptedFolder(home, pin), { recursive: true, force: true });
  const tree = treeDigest(placement(server, lockfile.packages, on));
  const records = recordsIn(home.accepted).flatMap(recordsIn);
  if (!records.some((record) => mayStartFrom(tree, record))) removeTree(treePath(home, tree));
}

/** A record that cannot be read may be of that tree. */
function mayStartFrom(tree: Digest, record: string): boolean {
  try {
    return (JSON.parse(readFileSync(record, "utf8")) as AcceptedRecord).tree === tree;
  } catch {
    return true;
  }
}

/** Keeps a tarball, so that a version that was unpublished can still be compared. */
export function keepTarball(home: Home, integrity: Integrity, bytes: Uint8Array): void {
  const path = tarballPath(home, integrity);
  if (!existsSync(path)) putFile(home, path, bytes);
}

/** The kept tarball, unchecked: the caller holds it to its integrity. */
export function keptTarball(home: Home, integrity: Integrity): Buffer | undefined {
  try {
    return readFileSync(tarballPath(home, integrity));
  } catch {
    return undefined;
  }
}

/** Modes of a new file and of the folders made for it. */
interface Modes {
  readonly file: number;
  readonly folder: number;
}
const SHARED: Modes = { file: 0o444, folder: 0o777 };
/** For what a server said, which may know its user's secrets. */
export const PRIVATE: Modes = { file: 0o400, folder: 0o700 };

/** Writes a file of the store, whole or not at all. @throws PinError `store` when it cannot be written. */
export function putFile(home: Home, path: string, bytes: string | Uint8Array, modes = SHARED): void {
  try {
    mkdirSync(home.staging, { recursive: true });
    mkdirSync(dirname(path), { recursive: true, mode: modes.folder });
    const temporary = join(home.staging, `${uniqueName()}-${basename(path).slice(0, 16)}`);
    try {
      writeNew(temporary, bytes, modes.file);
      renameSync(temporary, path);
    } finally {
      rmSync(temporary, { force: true });
    }
  } catch (cause) {
    throw new PinError("store", `cannot write to ${home.root}: ${(cause as Error).message}`, {
      hint: "check the folder's permissions and free space, or move the store with MCP_PIN_HOME",
      cause,
    });
  }
}
