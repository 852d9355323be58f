/** What names hold while statements are followed. */
import type { Binding } from "../source/scope.js";
import type { Value } from "./value.js";

/** What names hold while a function is followed. An inner function changes the names of the outer one. */
export class Bound extends Map<Binding, Value> {
  readonly #outer: Bound | undefined;

  constructor(outer?: ReadonlyMap<Binding, Value>) {
    super(outer instanceof Bound ? [] : (outer ?? []));
    this.#outer = outer instanceof Bound ? outer : undefined;
  }

  override get(binding: Binding): Value | undefined {
    return super.get(binding) ?? this.#outer?.get(binding);
  }

  assign(binding: Binding, value: Value): void {
    if (super.has(binding) || this.#outer?.get(binding) === undefined) super.set(binding, value);
    else this.#outer.assign(binding, value);
  }
}

/** Known to the last part. Each part is looked at once: one list may stand in another many times. */
export function isConcrete(value: Value): boolean {
  const seen = new Set<Value>();
  const isKnown = (part: Value): boolean => {
    if (seen.has(part)) return true;
    seen.add(part);
    if (part.t === "list") return !part.open && part.items.slice(0, 64).every(isKnown);
    if (part.t === "object") return !part.open && [...part.props.values()].slice(0, 64).every(isKnown);
    return part.t === "constant" || part.t === "bytes" || part.t === "function" || part.t === "regex";
  };
  return isKnown(value);
}
