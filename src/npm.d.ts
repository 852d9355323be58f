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
    compare(a: string, b: string): -1 | 0 | 1;
    /** @throws TypeError on text that is no range. */
    readonly Range: new (
      range: string,
    ) => Range;
  };
  export default semver;
}
