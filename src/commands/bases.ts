/** What a candidate is compared with: pinned packages from kept tarballs, or from the registry, held to their digests. */

import { changeOf } from "../diff/change.js";
import { PinError } from "../errors.js";
import { acquire } from "../io/acquire.js";
import { acquireSpec } from "../io/acquire-spec.js";
import type { ReadContext } from "../io/exotic.js";
import type { Host } from "../io/host.js";
import { keptVersion } from "../io/kept-version.js";
import type { Packument } from "../io/registry.js";
import { spoolTree } from "../io/spool.js";
import { splitId } from "../lockfile/fields.js";
import {
  entryDigest,
  type Lockfile,
  type PackageEntry,
  type PackageId,
  packageId,
  type Server,
} from "../lockfile/format.js";
import { manifestOf } from "../package/manifest.js";
import { contentsDigest, type PackageTree } from "../package/tree.js";
import type { Version } from "../review/assess.js";
import { type ReviewGraph, reviewGraph } from "../review/decide.js";
import { leastWork, type Step } from "../review/suggest.js";
import { answerFor, type Documents, recordedAnswer } from "./comparison.js";
import { digested, type Offer } from "./gather.js";
import { isFromRegistry } from "./holds.js";

/** A package that a candidate is compared with. */
export interface Base {
  readonly entry: PackageEntry;
  readonly tree: PackageTree;
  /** Why it is not the pinned one. */
  readonly remark?: string;
}

const CANDIDATE = "the candidate";
const idOf = ({ entry }: Base): PackageId => packageId(entry.name, entry.version);

export class BaseReader {
  readonly #host: Host;
  readonly #lockfile: Lockfile;
  readonly #graph: ReviewGraph;
  readonly #offer: Offer;
  readonly #context: ReadContext;

  constructor(host: Host, lockfile: Lockfile, offer: Offer, context: ReadContext) {
    this.#host = host;
    this.#lockfile = lockfile;
    this.#graph = reviewGraph(lockfile);
    this.#offer = offer;
    this.#context = { ...context, signal: host.signal };
  }

  /**
   * What the server's own package is compared with: the one that is named, else of the pinned and the other reviewed ones
   * in the lockfile the one that leaves the least to read. Undefined when none is reviewed: then it is read as a whole.
   *
   * @throws PinError `refused` when the one that is named was not reviewed.
   */
  async rootBase(server: Server, from: string | undefined): Promise<Base | undefined> {
    if (from !== undefined) return this.#named(from);
    const bases: Base[] = [];
    for (const entry of this.#reviewed(server)) bases.push({ entry, tree: await this.#tree(entry) });
    const [pinned] = bases;
    if (pinned === undefined || bases.length === 1) return pinned;
    const steps = bases.map((base) => this.#step(base));
    const [step] = leastWork(CANDIDATE, new Set(bases.map(idOf)), steps) ?? [];
    const best = bases.find((base) => idOf(base) === step?.from) ?? pinned;
    if (best === pinned || step === undefined) return pinned;
    const remark = `${idOf(best)} is reviewed: ${step.lines} changed lines from there, not ${steps[0]?.lines} from ${idOf(pinned)}`;
    return { ...best, remark };
  }

  #step(base: Base): Step {
    const { linesAdded, linesRemoved } = changeOf(base.tree, this.#offer.root.tree).summary;
    return { from: idOf(base), to: CANDIDATE, lines: linesAdded + linesRemoved };
  }

  /** The pinned version first. What somebody read is not given up for what nobody read. */
  #reviewed(server: Server): readonly PackageEntry[] {
    const pinned = this.#lockfile.packages.get(server.package);
    const name = this.#offer.root.entry.name;
    const own = pinned !== undefined && this.#isGround(pinned) ? [pinned] : [];
    const isRead = own.some((entry) => this.#graph.standing(entry).kind === "reviewed");
    const others = [...this.#lockfile.packages.values()].filter(
      (entry) => entry.name === name && entry !== pinned && isFromRegistry(entry) && this.#isGround(entry, isRead),
    );
    return [...own, ...others];
  }

  #isGround(entry: PackageEntry, read = false): boolean {
    const { kind } = this.#graph.standing(entry);
    return kind === "reviewed" || (kind === "exempt" && !read);
  }

  async #named(from: string): Promise<Base> {
    const { name } = this.#offer.root.entry;
    const spec = /^\d/.test(from) && !from.includes("/") ? packageId(name, from) : from;
    const pinned = this.#lockfile.packages.get(spec as PackageId);
    const base = pinned === undefined ? await this.#acquired(spec) : { entry: pinned, tree: await this.#tree(pinned) };
    if (base.entry.name !== name) throw new PinError("usage", `--from names ${base.entry.name}, not ${name}`);
    if (this.#isGround(base.entry)) return base;
    throw new PinError(
      "refused",
      `${packageId(name, base.entry.version)} was not reviewed: a change from it says nothing`,
      {
        hint: `mcp-pin diff ${spec} ${packageId(name, this.#offer.root.entry.version)} compares any two versions`,
      },
    );
  }

  async #acquired(spec: string): Promise<Base> {
    const kept = splitId(spec);
    const found =
      (kept && keptVersion(this.#host.home, kept.name, kept.version)) ??
      (await acquireSpec(spec, { ...this.#context, base: this.#host.cwd, allowSha1: true }));
    const { name, version } = manifestOf(found.tree, spec);
    const source = { name, version, ...(found.integrity !== undefined && { integrity: found.integrity }) };
    return { tree: found.tree, entry: digested(source, found.tree).entry };
  }

  /** @throws PinError `integrity` when what is there now is not what was pinned. */
  async #tree(entry: PackageEntry): Promise<PackageTree> {
    const { tree } = await acquire(entry, this.#context);
    if (contentsDigest(tree) === entry.contents) return spoolTree(this.#host.home, tree);
    throw new PinError("integrity", `${packageId(entry.name, entry.version)}: its contents are not the pinned ones`, {
      hint: "the pinned version is no longer there to compare with; --from names another one",
    });
  }

  /** A dependency of either side, with what the registry says of it. */
  async version(entry: PackageEntry, signal: AbortSignal): Promise<Version> {
    const fresh = this.#offer.packages.get(packageId(entry.name, entry.version));
    const isFresh = fresh !== undefined && entryDigest(fresh.entry) === entryDigest(entry);
    const tree = isFresh ? fresh.tree : await this.#tree(entry);
    const packument = await this.#packument(entry, signal);
    return { ...versionOf({ entry, tree }), ...(packument !== undefined && { registry: { packument } }) };
  }

  /** The server's own package of either side, with its signature checked, or with documents that were handed in. */
  async rootVersion({ entry, tree }: Base, documents: Documents | undefined): Promise<Version> {
    const packument = documents === undefined ? await this.#packument(entry, this.#host.signal) : undefined;
    const answer =
      documents !== undefined
        ? recordedAnswer(documents, entry.name, entry.version)
        : packument && (await answerFor(packument, entry.version, this.#context.registry, this.#host));
    return { ...versionOf({ entry, tree }), ...(answer !== undefined && { registry: answer }) };
  }

  async #packument(entry: PackageEntry, signal: AbortSignal): Promise<Packument | undefined> {
    return isFromRegistry(entry) ? this.#context.registry.packument(entry.name, signal) : undefined;
  }
}

const versionOf = ({ entry, tree }: Base): Version => ({
  name: entry.name,
  version: entry.version,
  ...(entry.integrity !== undefined && { integrity: entry.integrity }),
  contents: entry.contents,
  tree,
  problems: [],
});
