/** Collects what is wrong with a lockfile, so that all of it is told at once. */

/** What is wrong with a value, or undefined. */
export type Check = (value: unknown) => string | undefined;
/** The members of an object; a name that ends in `?` may be absent. Any other member is a problem. */
export type Shape = Readonly<Record<string, Check>>;

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
  record(place: string, value: unknown, shape: Shape): Record<string, unknown> | undefined {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      this.add(place === "" ? "the file" : place, "must be an object");
      return undefined;
    }
    const before = this.#list.length;
    const record = value as Record<string, unknown>;
    const known = new Set<string>();
    for (const [spelled, check] of Object.entries(shape)) {
      const optional = spelled.endsWith("?");
      const key = optional ? spelled.slice(0, -1) : spelled;
      known.add(key);
      const at = place === "" ? key : `${place}.${key}`;
      if (Object.hasOwn(record, key)) this.check(at, record[key], check);
      else if (!optional) this.add(at, "is missing");
    }
    for (const key of Object.keys(record)) {
      if (!known.has(key)) this.add(place === "" ? key : `${place}.${key}`, "is not a known field");
    }
    return this.#list.length === before ? record : undefined;
  }
}
