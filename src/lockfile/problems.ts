/** Collects what is wrong with a lockfile, so that all of it is told at once. */

/** What is wrong with a value, or undefined. */
export type Check = (value: unknown) => string | undefined;
/** The members of an object; any other member is a problem. */
export type Shape = ReadonlyMap<string, { readonly check: Check; readonly optional: boolean }>;

/** A shape from its members; a name that ends in `?` may be absent. */
export const shape = (members: Readonly<Record<string, Check>>): Shape =>
  new Map(
    Object.entries(members).map(([name, check]) => [name.replace(/\?$/, ""), { check, optional: name.endsWith("?") }]),
  );

export class Problems {
  readonly #list: string[] = [];

  /** `place: reason`, in the order of the file. Places quote hostile text; the printer escapes. */
  get list(): readonly string[] {
    return this.#list;
  }

  add(place: string, reason: string): void {
    this.#list.push(place === "" ? reason : `${place} ${reason}`);
  }

  check(place: string, value: unknown, check: Check): void {
    const reason = check(value);
    if (reason !== undefined) this.add(place, reason);
  }

  /** The value as an object of that shape; undefined, with the reasons added, when it is not one. */
  record(place: string, value: unknown, members: Shape): Record<string, unknown> | undefined {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      this.add(place === "" ? "the file" : place, "must be an object");
      return undefined;
    }
    const before = this.#list.length;
    const record = value as Record<string, unknown>;
    const at = (key: string): string => (place === "" ? key : `${place}.${key}`);
    for (const [key, { check, optional }] of members) {
      if (Object.hasOwn(record, key)) {
        const reason = check(record[key]);
        if (reason !== undefined) this.add(at(key), reason);
      } else if (!optional) this.add(at(key), "is missing");
    }
    for (const key of Object.keys(record)) if (!members.has(key)) this.add(at(key), "is not a known field");
    return this.#list.length === before ? record : undefined;
  }
}

/** Looks for no problems: for values that are known to have none. */
export class NoProblems extends Problems {
  override add(): void {}

  override check(): void {}

  override record(_: string, value: unknown): Record<string, unknown> {
    return value as Record<string, unknown>;
  }
}
