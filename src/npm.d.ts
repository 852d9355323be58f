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

declare module "semver" {
  const semver: {
    compare(a: string, b: string): -1 | 0 | 1;
  };
  export default semver;
}
