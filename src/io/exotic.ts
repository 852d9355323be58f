/**
 * Packages that no registry answers for: git commits, URLs, tarballs and folders on disk. They are read as they are;
 * nothing is prepared, built or run.
 */
import { readFile } from "node:fs/promises";
import { isAbsolute, relative, resolve, sep } from "node:path";
import type { Spec } from "npm-package-arg";
import { PinError } from "../errors.js";
import type { Integrity } from "../package/digest.js";
import { integrityOf } from "../package/integrity.js";
import type { ArchiveLimits } from "../package/limits.js";
import { type ArchiveReading, readTarball } from "../package/tarball.js";
import { kindAt, readFolder } from "./folder.js";
import { readGit } from "./git.js";
import type { Registry } from "./registry.js";
import { plainUrl } from "./registry-errors.js";

/** A package before anybody looked at it: every problem of the archive is still listed. */
export interface RawPackage {
  readonly reading: ArchiveReading;
  /** `git+https://…#<commit>`, `https://…` or `file:…`; never with credentials. */
  readonly resolved: string;
  /** Of the tarball, where there is one. */
  readonly integrity?: Integrity;
  readonly tarball?: Buffer;
}

export interface ReadContext {
  readonly registry: Registry;
  /** The folder that `file:` paths are relative to, both read and recorded. */
  readonly base: string;
  readonly signal?: AbortSignal | undefined;
  /** What an archive may unpack to; the reader's own limits unless given. */
  readonly limits?: ArchiveLimits | undefined;
}

/** @throws PinError by what failed: `registry`, `resolve`, `archive`, `usage` or `interrupted`. */
export async function readExotic(spec: Spec, context: ReadContext): Promise<RawPackage> {
  if (spec.type === "git") return readGitSpec(spec, context);
  if (spec.type === "remote") return readUrl(spec.fetchSpec ?? "", context);
  return readPath(resolve(context.base, spec.fetchSpec ?? ""), context);
}

async function readUrl(address: string, context: ReadContext): Promise<RawPackage> {
  const resolved = plainUrl(address);
  const tarball = await context.registry.tarball({ subject: resolved, address: resolved }, context.signal);
  return ofTarball(tarball, resolved, context);
}

const ofTarball = (tarball: Buffer, resolved: string, { limits }: ReadContext): RawPackage => ({
  tarball,
  resolved,
  integrity: integrityOf(tarball),
  reading: readTarball(tarball, limits),
});

async function readPath(path: string, context: ReadContext): Promise<RawPackage> {
  const below = relative(context.base, path);
  const resolved = `file:${(isAbsolute(below) ? path : below || ".").split(sep).join("/")}`;
  if ((await kindAt(path)) === "folder") return { resolved, reading: await readFolder(path) };
  const tarball = await readFile(path).catch((cause: Error) => {
    throw new PinError("archive", `${path}: cannot be read: ${cause.message}`, { cause });
  });
  return ofTarball(tarball, resolved, context);
}

async function readGitSpec(spec: Spec, context: ReadContext): Promise<RawPackage> {
  const hosted = spec.hosted?.https({ noCommittish: true, noGitPlus: true });
  const url = withoutCredentials(hosted ?? spec.fetchSpec ?? "");
  const folder = spec.gitSubdir ?? undefined;
  const committish = spec.gitCommittish ?? undefined;
  const source = { url, folder, committish, range: spec.gitRange ?? undefined };
  const { commit, reading } = await readGit(source, context.signal);
  const path = folder === undefined ? "" : `::path:${folder.replace(/^\/+/, "")}`;
  return { reading, resolved: `git+${url}#${commit}${path}` };
}

/** The user of an SSH address (`git@`) is part of the address; passwords and the users of other schemes are secrets. */
function withoutCredentials(address: string): string {
  const scp = /^([^/@:]+@[^/:]+):(?!\/)(.*)$/.exec(address);
  const text = scp === null ? address : `ssh://${scp[1]}/${scp[2]}`;
  if (!URL.canParse(text)) return text;
  const url = new URL(text);
  url.password = "";
  if (url.protocol !== "ssh:") url.username = "";
  url.hash = "";
  return url.href;
}
