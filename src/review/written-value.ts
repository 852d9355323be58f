/**
 * A pinned text against what a source writes in its place: where the two cannot be the same, and where nobody can tell
 * before the source runs. Pure.
 */
import { alternatives, HOLE, render, type Value } from "../facts/value.js";
import type { Json } from "../package/canonical.js";
import type { FieldChange } from "./tool-changes.js";
import { isObject } from "./tool-manifest.js";

export interface Compared {
  /** Members that are written in other words than pinned. */
  readonly fields: readonly FieldChange[];
  /** Paths of members that are made at run time. */
  readonly open: readonly string[];
}

/** Values that are looked at for one item: a source can make more of them than it has characters. */
const MOST_STEPS = 20_000;
/** Of a value that is shown. */
const MOST_SHOWN = 2000;
/** Members that people and models read. Others, which libraries add at run time, are compared when the server is heard. */
const READ = /^(?:title|description|annotations|inputSchema|outputSchema|arguments)$/;

export function comparedWith(pinned: Json, written: Value): Compared {
  const comparison = new Comparison();
  comparison.compare(pinned, written, "");
  return comparison;
}

class Comparison implements Compared {
  readonly fields: FieldChange[] = [];
  readonly open: string[] = [];
  #steps = 0;

  compare(pinned: Json | undefined, written: Value, path: string): void {
    if (++this.#steps > MOST_STEPS) this.open.push(path);
    else if (written.t === "object") this.#object(pinned, written, path);
    else if (written.t === "list") this.#list(pinned, written, path);
    else if (written.t === "choice") this.#choice(pinned, written, path);
    else if (written.t === "text") {
      this.open.push(path);
      if (!isMadeOf(pinned, written)) this.#differ(pinned, written, path);
    } else if (written.t !== "constant") this.open.push(path);
    else if (written.value !== pinned) this.#differ(pinned, written, path);
  }

  #differ(before: Json | undefined, written: Value | undefined, path: string): void {
    const isAbsent = written === undefined || (written.t === "constant" && written.value === undefined);
    this.fields.push({ path, before, after: isAbsent ? undefined : jsonOf(written) });
  }

  #object(pinned: Json | undefined, written: Extract<Value, { t: "object" }>, path: string): void {
    if (!isObject(pinned)) {
      this.#differ(pinned, written, path);
      return;
    }
    for (const [key, value] of written.props) {
      this.compare(Object.hasOwn(pinned, key) ? pinned[key] : undefined, value, within(path, key));
    }
    for (const key of Object.keys(pinned).filter((name) => !written.props.has(name))) {
      if (!written.open) this.#differ(pinned[key], undefined, within(path, key));
      else if (READ.test(key) || path.endsWith("properties")) this.open.push(within(path, key));
    }
  }

  #list(pinned: Json | undefined, written: Extract<Value, { t: "list" }>, path: string): void {
    if (written.open) this.open.push(path);
    else if (!Array.isArray(pinned)) this.#differ(pinned, written, path);
    else {
      const items = pinned as readonly Json[];
      for (const [i, value] of written.items.entries()) this.compare(items[i], value, within(path, String(i)));
      for (let i = written.items.length; i < items.length; i++) {
        this.#differ(items[i], undefined, within(path, String(i)));
      }
    }
  }

  /** Which one it is, only a start tells. It differs where it can be none of them. */
  #choice(pinned: Json | undefined, written: Value, path: string): void {
    this.open.push(path);
    const attempts = alternatives(written).map((value) => {
      const attempt = new Comparison();
      attempt.#steps = this.#steps;
      attempt.compare(pinned, value, path);
      this.#steps = attempt.#steps;
      return attempt;
    });
    if (attempts.length > 0 && attempts.every(({ fields }) => fields.length > 0)) this.#differ(pinned, written, path);
  }
}

const within = (path: string, key: string): string => (path === "" ? key : `${path}.${key}`);

/** Whether a text has the known parts in their order, from its start to its end where they are known. */
function isMadeOf(pinned: Json | undefined, { parts }: Extract<Value, { t: "text" }>): boolean {
  if (typeof pinned !== "string") return false;
  const known = parts.map((part) => (part.t === "constant" ? String(part.value) : undefined));
  let at = 0;
  for (const [i, part] of known.entries()) {
    if (part === undefined) continue;
    const isFree = i > 0 && known[i - 1] === undefined;
    const found = i === known.length - 1 && isFree ? pinned.length - part.length : pinned.indexOf(part, at);
    if (found < at || (!isFree && found !== at) || !pinned.startsWith(part, found)) return false;
    at = found + part.length;
  }
  return known.at(-1) === undefined || at === pinned.length;
}

/** A value as it is shown, with `…` for what is made at run time. */
export function jsonOf(value: Value): Json {
  let left = MOST_SHOWN;
  const shown = (part: Value): Json => {
    if (--left < 0) return HOLE;
    switch (part.t) {
      case "constant":
        return part.value === undefined || typeof part.value === "bigint" ? HOLE : part.value;
      case "list":
        return part.items.slice(0, MOST_SHOWN).map(shown);
      case "object":
        return Object.fromEntries([...part.props].map(([key, member]) => [key, shown(member)]));
      case "choice":
        return (
          alternatives(part)
            .map(shown)
            .find((json) => json !== HOLE) ?? HOLE
        );
      default:
        return render(part);
    }
  };
  return shown(value);
}
