/** The lockfile as values. `docs/lockfile.md` is its specification; these types are that text in TypeScript. */
import { canonicalJson, type Json } from "../package/canonical.js";
import { type Digest, digestOf, type Integrity } from "../package/digest.js";
import type { PlatformFields } from "../package/platform.js";
import type { ToolLine } from "./tool-lines.js";

export const LOCKFILE_VERSION = 1;
export const SCHEMA_REFERENCE = "./node_modules/mcp-pin/mcp-lock.schema.json";

/** `<name>@<version>`: the key of a package in the lockfile. */
export type PackageId = `${string}@${string}`;
/** Where a package stands below a server's root: `node_modules/a/node_modules/@b/c`. */
export type Location = `node_modules/${string}`;

/** One package as pinned. Every field is covered by the entry's digest. */
export interface PackageEntry extends PlatformFields {
  readonly name: string;
  readonly version: string;
  /** Of the tarball. Absent for what has no tarball: a git checkout, a folder. */
  readonly integrity?: Integrity;
  readonly contents: Digest;
  readonly manifest: Digest;
  /** Where it came from, when that is not where the configured registry keeps it. Never holds credentials. */
  readonly resolved?: string;
}

/** Who accepted, and when (ISO 8601, UTC, seconds). */
export interface Signed {
  readonly by: string;
  readonly at: string;
}

/** A block finding that a reviewer accepted by name. */
export interface Acknowledgement {
  readonly rule: string;
  readonly reason: string;
}

/** A decision about one package, bound to the digest of its entry. */
export type Review = Signed & {
  readonly package: PackageId;
  readonly of: Digest;
} & (
    | { readonly kind: "full"; readonly note?: string; readonly acknowledged?: readonly Acknowledgement[] }
    | {
        readonly kind: "delta";
        readonly from: Digest;
        readonly note?: string;
        readonly acknowledged?: readonly Acknowledgement[];
      }
    | { readonly kind: "exempt"; readonly reason: string }
    | {
        readonly kind: "rejected";
        readonly reason: string;
        /** Its tarball and its files, which are refused whatever else an entry with them says. */
        readonly integrity?: Integrity;
        readonly contents?: Digest;
      }
  );

export type ReviewKind = Review["kind"];

export interface Server {
  readonly name: string;
  readonly package: PackageId;
  /** The version, range or dist-tag that was asked for. */
  readonly requested: string;
  /** The command of the package that starts the server, and the file it names. */
  readonly bin: string;
  readonly entry: string;
  /** The program that runs the file, where that is not node: a name, or an absolute path. */
  readonly interpreter?: string;
  /** Names of the environment variables the server is given. Never values. */
  readonly env: readonly string[];
  readonly closure: ReadonlyMap<Location, PackageId>;
  /** What becomes of tools that are not pinned: they are held back unless this says otherwise. */
  readonly guard?: "warn" | "off";
  /** The digests of what an agent reads of the server, where somebody pinned it. Not empty. */
  readonly tools?: ReadonlyMap<ToolLine, Digest>;
  readonly accepted: Signed & { readonly pin: Digest };
}

/** What the project wants of updates. It decides what is offered, nothing at a start. */
export interface Policy {
  /** Minutes that a version must have been published before it is offered, as pnpm names it. */
  readonly minimumReleaseAge: number;
}

export interface Lockfile {
  readonly policy?: Policy;
  readonly servers: ReadonlyMap<string, Server>;
  readonly packages: ReadonlyMap<PackageId, PackageEntry>;
  readonly reviews: readonly Review[];
}

export const EMPTY_LOCKFILE: Lockfile = { servers: new Map(), packages: new Map(), reviews: [] };

export const packageId = (name: string, version: string): PackageId => `${name}@${version}`;

/** Entries are immutable, and one decision asks for the same digest several times. */
const entryDigests = new WeakMap<PackageEntry, Digest>();

/** The digest that a review of the package names: of every field of its entry. */
export function entryDigest(entry: PackageEntry): Digest {
  const known = entryDigests.get(entry);
  if (known !== undefined) return known;
  const digest = digestOf(canonicalJson({ ...entry } as Json));
  entryDigests.set(entry, digest);
  return digest;
}

type Packages = ReadonlyMap<PackageId, PackageEntry>;
type Pinnable = Omit<Server, "accepted">;

const pinDigests = new WeakMap<Packages, WeakMap<Pinnable, Digest>>();

/**
 * The digest that the acceptance of a server names: of everything that decides what starts and how. A hand edit or a
 * half-merged lockfile changes it, and the acceptance no longer holds.
 *
 * @throws TypeError when a location names a package that `packages` lacks; the parser refuses such a lockfile.
 */
export function pinDigest(server: Pinnable, packages: Packages): Digest {
  const known = pinDigests.get(packages) ?? new WeakMap<Pinnable, Digest>();
  pinDigests.set(packages, known);
  const digest = known.get(server) ?? digestOfPin(server, packages);
  known.set(server, digest);
  return digest;
}

function digestOfPin(server: Pinnable, packages: Packages): Digest {
  const closure: { [location: string]: Digest } = {};
  for (const [location, id] of server.closure) {
    const entry = packages.get(id);
    if (entry === undefined) throw new TypeError(`no entry for ${id}`);
    closure[location] = entryDigest(entry);
  }
  const { name, package: root, bin, entry, interpreter, env, guard } = server;
  const runBy = interpreter === undefined ? {} : { interpreter };
  const tools = server.tools === undefined ? {} : { tools: Object.fromEntries(server.tools) };
  return digestOf(
    canonicalJson({
      name,
      package: root,
      bin,
      entry,
      ...runBy,
      env,
      ...(guard !== undefined && { guard }),
      ...tools,
      closure,
    }),
  );
}
