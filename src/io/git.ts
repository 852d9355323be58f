/**
 * A commit of a git repository as a package. Objects are fetched into a bare repository and read from there: there is
 * no checkout, so no hook, filter, submodule or prepare script has a place to run.
 */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import semver from "semver";
import { PinError } from "../errors.js";
import { PathSet, pathProblem } from "../package/archive-path.js";
import { DEFAULT_LIMITS } from "../package/limits.js";
import type { ArchiveProblem, ArchiveReading } from "../package/tarball.js";
import { type PackageFile, treeOf } from "../package/tree.js";

export interface GitSource {
  /** `https:`, `ssh:`, `http:`, `git:` or `file:`, without credentials. */
  readonly url: string;
  /** A branch, a tag or a full commit; absent for the default branch. */
  readonly committish?: string | undefined;
  /** A semver range over the tags. */
  readonly range?: string | undefined;
  /** The folder of the package within the repository. */
  readonly folder?: string | undefined;
}

const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
const SCHEME = /^(?:https?|ssh|git|file):\/\//;
/** Settings that could start something or ask somebody, and transports that are commands. */
const SAFE = ["core.hooksPath=/dev/null", "core.fsmonitor=false", "protocol.ext.allow=never", "gc.auto=0"];
const run = promisify(execFile);

/** @throws PinError `resolve` when the repository, the commit or git itself is not there. */
export async function readGit(
  source: GitSource,
  signal?: AbortSignal,
): Promise<{ readonly commit: string; readonly reading: ArchiveReading }> {
  if (!SCHEME.test(source.url)) throw new PinError("resolve", `${source.url}: not an address of a git repository`);
  const repository = await mkdtemp(join(tmpdir(), "mcp-pin-git-"));
  const git: Git = (args, input) => runGit(repository, args, signal, input);
  try {
    await git(["init", "--bare", "--quiet", "--template="]);
    const wanted = await refOf(source, git);
    await git(["fetch", "--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--", source.url, wanted]);
    const commit = (await git(["rev-parse", "--verify", "FETCH_HEAD^{commit}"])).toString("utf8").trim();
    if (COMMIT.test(wanted) && commit !== wanted) {
      throw new PinError("integrity", `${source.url}: asked for commit ${wanted}, got ${commit}`);
    }
    return { commit, reading: await readCommit(commit, source, git) };
  } catch (cause) {
    if (signal?.aborted === true) throw new PinError("interrupted", "interrupted", { cause });
    if (cause instanceof PinError) throw cause;
    const said = (cause as { stderr?: Buffer }).stderr?.toString("utf8").trim().split("\n").at(-1);
    throw new PinError("resolve", `${source.url}: git failed: ${said || (cause as Error).message}`, {
      cause,
      hint: "check that git is installed and may read the repository",
    });
  } finally {
    await rm(repository, { recursive: true, force: true });
  }
}

type Git = (args: readonly string[], input?: string) => Promise<Buffer>;

async function runGit(cwd: string, args: readonly string[], signal?: AbortSignal, input?: string): Promise<Buffer> {
  const foreign = Object.entries(process.env).filter(([key]) => !/^GIT_(?!SSH|SSL|PROXY)/.test(key));
  const env = { ...Object.fromEntries(foreign), GIT_TERMINAL_PROMPT: "0" };
  const settings = SAFE.flatMap((setting) => ["-c", setting]);
  const maxBuffer = 2 * DEFAULT_LIMITS.bytes;
  const running = run("git", [...settings, ...args], { cwd, env, encoding: "buffer", maxBuffer, signal });
  running.child.stdin?.on("error", () => {}).end(input ?? ""); // A git that does not read its input closes it.
  return (await running).stdout;
}

/** What to fetch: a full commit as it is, else a ref that the repository lists. */
async function refOf(source: GitSource, git: Git): Promise<string> {
  const { committish, range, url } = source;
  if (committish === undefined && range === undefined) return "HEAD";
  if (committish !== undefined && COMMIT.test(committish)) return committish;
  const listing = (await git(["ls-remote", "--", url])).toString("utf8");
  const refs = listing.split("\n").map((line) => line.slice(line.indexOf("\t") + 1));
  const tags = refs.filter((ref) => ref.startsWith("refs/tags/") && !ref.endsWith("^{}"));
  if (range !== undefined) {
    const versions = tags
      .map((tag) => tag.slice("refs/tags/".length))
      .filter((tag) => semver.valid(tag, true) !== null);
    const best = semver.maxSatisfying(versions, range, true);
    if (best !== null) return `refs/tags/${best}`;
  } else {
    const known = [`refs/tags/${committish}`, `refs/heads/${committish}`, String(committish)];
    const found = known.find((ref) => refs.includes(ref));
    if (found !== undefined) return found;
  }
  throw new PinError("resolve", `${url}: no branch or tag '${range ?? committish}'`, {
    hint: "name a branch, a tag or a full commit",
  });
}

async function readCommit(commit: string, source: GitSource, git: Git): Promise<ArchiveReading> {
  const folder = source.folder?.replace(/^\/+|\/+$/g, "") ?? "";
  const listing = await git([
    "ls-tree",
    "-r",
    "-z",
    "-l",
    "--full-tree",
    folder === "" ? commit : `${commit}:${folder}`,
  ]);
  const files: PackageFile[] = [];
  const problems: ArchiveProblem[] = [];
  const paths = new PathSet();
  const blobs: { readonly path: string; readonly id: string; readonly executable: boolean }[] = [];
  let bytes = 0;
  for (const line of new TextDecoder().decode(listing).split("\0")) {
    const [, mode, id, size, path] = /^(\d+) \w+ ([0-9a-f]+) +(-|\d+)\t(.*)$/su.exec(line) ?? [];
    if (mode === undefined || id === undefined || path === undefined) continue;
    const problem = KINDS[mode] ?? pathProblem(`package/${path}`) ?? paths.add(path);
    if (problem !== undefined) problems.push({ path, inner: path, reason: problem });
    else blobs.push({ path, id, executable: mode === "100755" });
    bytes += Number(size) || 0;
  }
  if (bytes > DEFAULT_LIMITS.bytes || blobs.length > DEFAULT_LIMITS.files) {
    throw new PinError("archive", `${source.url}: holds too much to be a package`);
  }
  const contents = await git(["cat-file", "--batch"], blobs.map((blob) => `${blob.id}\n`).join(""));
  let at = 0;
  for (const { path, executable } of blobs) {
    const header = contents.indexOf(0x0a, at);
    const size = Number(contents.toString("latin1", at, header).split(" ")[2]);
    at = header + 1 + size;
    files.push({ path, executable, bytes: contents.subarray(header + 1, at) });
    at += 1;
  }
  return { tree: treeOf(files), problems };
}

const KINDS: Readonly<Record<string, string>> = {
  "120000": "is a symbolic link",
  "160000": "is a submodule, which is not fetched",
};
