/** Counts the results of node:test's `run()`: leaves and failing hooks, not the suites and parents around them. */

/** What `run()` tells of a test; Node's own types differ between versions. */
export interface TestEvent {
  readonly name: string;
  readonly nesting: number;
  readonly file?: string | undefined;
  readonly skip?: string | boolean | undefined;
  readonly todo?: string | boolean | undefined;
  readonly details: { readonly type?: string | undefined; readonly error?: unknown };
}

export interface Skipped {
  readonly name: string;
  readonly file: string;
  readonly reason: string;
}

export class Tally {
  readonly #files: ReadonlySet<string>;
  #passed = 0;
  #failed = 0;
  readonly skipped: Skipped[] = [];
  /** Test files without a test, which count as failed. */
  readonly empty: string[] = [];

  /** @param files the test files; one that ends without a test is reported by node:test as a passed test of its name. */
  constructor(files: Iterable<string>) {
    this.#files = new Set(files);
  }

  passed(event: TestEvent): void {
    const { name, file = "", skip, todo } = event;
    if (this.#isFile(event)) {
      this.#failed += 1;
      this.empty.push(name);
    } else if (this.#isSet(skip) || this.#isSet(todo)) {
      const reason = [skip, todo].find((text) => typeof text === "string" && text !== "");
      this.skipped.push({ name, file, reason: typeof reason === "string" ? reason : "no reason given" });
    } else if (event.details.type !== "suite") this.#passed += 1;
  }

  failed(event: TestEvent): void {
    const { failureType } = (event.details.error ?? {}) as { failureType?: string };
    if (failureType !== "subtestsFailed") this.#failed += 1;
  }

  get counts(): { readonly passed: number; readonly failed: number } {
    return { passed: this.#passed, failed: this.#failed };
  }

  get ok(): boolean {
    return this.#failed === 0 && this.#passed > 0;
  }

  #isFile({ name, nesting }: TestEvent): boolean {
    return nesting === 0 && this.#files.has(name);
  }

  #isSet(mark: string | boolean | undefined): boolean {
    return mark !== undefined && mark !== false;
  }
}

/** The closing lines: what holds no test, what was skipped and why, then the line of counts alone. */
export function summarise(tally: Tally, shorten: (file: string) => string): string {
  const skipped = tally.skipped.map(({ name, file, reason }) => `skipped: ${shorten(file)}: ${name} (${reason})\n`);
  const empty = tally.empty.map((file) => `failed: ${shorten(file)}: holds no test\n`);
  const { passed, failed } = tally.counts;
  const counts = [`${passed} passed`, `${failed} failed`];
  if (skipped.length > 0) counts.push(`${skipped.length} skipped`);
  return `\n${empty.join("")}${skipped.join("")}${counts.join(", ")}\n`;
}
