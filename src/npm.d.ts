/** The part of npm's libraries that mcp-pin uses. Their published types are years behind them. */

declare module "ssri" {
  interface Hash {
    readonly digest: string;
  }
  interface Parsed {
    readonly sha1?: readonly Hash[];
    readonly sha512?: readonly Hash[];
    toString(): string;
  }
  const ssri: {
    parse(text: string): Parsed | null;
    fromData(data: Uint8Array, options: { algorithms: readonly string[] }): Parsed;
  };
  export default ssri;
}

declare module "@npmcli/config" {
  interface Options {
    readonly definitions: object;
    readonly shorthands: object;
    readonly flatten: object;
    readonly nerfDarts: readonly string[];
    readonly npmPath: string;
    readonly env: NodeJS.ProcessEnv;
    readonly argv: readonly string[];
    readonly cwd: string;
    readonly warn: boolean;
  }
  class Config {
    constructor(options: Options);
    load(): Promise<void>;
    get(key: string): unknown;
    /** The layer that holds the key: `cli`, `env`, `user`, `global`, `builtin`, `default`, or null. */
    find(key: string): string | null;
    readonly flat: Readonly<Record<string, unknown>>;
    /** The folder that npm takes for the project's root. */
    readonly localPrefix: string;
  }
  export default Config;
}

declare module "@npmcli/config/lib/definitions/index.js" {
  const all: {
    readonly definitions: { readonly registry: { readonly default: string } };
    readonly shorthands: object;
    readonly flatten: object;
    readonly nerfDarts: readonly string[];
  };
  export default all;
}

declare module "npm-package-arg" {
  export interface Spec {
    readonly type: "version" | "range" | "tag" | "alias" | "git" | "remote" | "file" | "directory";
    readonly registry?: boolean;
    readonly name?: string | null;
    readonly rawSpec: string;
    readonly fetchSpec: string | null;
    readonly subSpec?: Spec;
    readonly gitCommittish?: string | null;
    readonly gitRange?: string | null;
    readonly gitSubdir?: string | null;
    readonly hosted?: { https(options: { noCommittish: boolean; noGitPlus: boolean }): string | undefined };
  }
  function npa(spec: string, where?: string): Spec;
  namespace npa {
    function resolve(name: string, spec: string, where?: string): Spec;
  }
  export default npa;
}

declare module "npm-registry-fetch" {
  interface Response {
    readonly status: number;
    readonly headers: { get(name: string): string | null };
    readonly body: AsyncIterable<Buffer>;
  }
  function fetch(url: string, options: Readonly<Record<string, unknown>>): Promise<Response>;
  namespace fetch {
    /** The registry that the options name for the spec's scope. */
    function pickRegistry(spec: string, options: Readonly<Record<string, unknown>>): string;
  }
  export default fetch;
}

declare module "pacote" {
  interface Manifest {
    readonly name: string;
    readonly version: string;
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly optionalDependencies?: Readonly<Record<string, string>>;
    readonly peerDependencies?: Readonly<Record<string, string>>;
    readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
    readonly _signatures?: readonly unknown[];
    readonly _attestations?: unknown;
  }
  const pacote: {
    manifest(spec: string, options: Readonly<Record<string, unknown>>): Promise<Manifest>;
  };
  export default pacote;
}

declare module "@npmcli/arborist" {
  export interface Edge {
    readonly name: string;
    readonly spec: string;
    readonly from: Node;
    readonly type: string;
  }
  export interface Node {
    readonly name: string;
    /** The package's own name, which an alias hides. */
    readonly packageName: string;
    readonly version: string;
    readonly location: string;
    readonly isRoot: boolean;
    readonly isLink: boolean;
    /** Brought inside another package's tarball. */
    readonly inBundle: boolean;
    readonly inShrinkwrap: boolean;
    readonly optional: boolean;
    readonly resolved: string | null;
    readonly integrity: string | null;
    readonly hasInstallScript: boolean;
    readonly package: Readonly<Record<string, unknown>>;
    readonly errors: readonly Error[];
    readonly edgesIn: ReadonlySet<Edge>;
    getBundler(): Node | null;
  }
  class Arborist {
    constructor(options: Readonly<Record<string, unknown>>);
    buildIdealTree(): Promise<{ readonly inventory: ReadonlyMap<string, Node> }>;
  }
  export default Arborist;
}

declare module "semver" {
  export interface Comparator {
    /** `""` (exact), `<`, `<=`, `>`, `>=`. */
    readonly operator: string;
    /** The comparator as text; `""` admits every version. */
    readonly value: string;
  }
  interface Range {
    /** Alternatives, each a list of comparators that must all hold. */
    readonly set: readonly (readonly Comparator[])[];
  }
  const semver: {
    /** @throws TypeError on text that is no range. */
    readonly Range: new (
      range: string,
    ) => Range;
    valid(version: string, loose?: boolean): string | null;
    compare(a: string, b: string): -1 | 0 | 1;
    validRange(range: string): string | null;
    minVersion(range: string): { readonly version: string } | null;
    gtr(version: { readonly version: string }, range: Range): boolean;
    prerelease(version: string): readonly (string | number)[] | null;
    gt(a: string, b: string): boolean;
    satisfies(version: string, range: string): boolean;
    maxSatisfying(versions: readonly string[], range: string, loose?: boolean): string | null;
  };
  export default semver;
}
