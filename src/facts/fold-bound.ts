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

/** Known to the last part. */
export const isConcrete = (value: Value): boolean =>
  value.t === "constant" || value.t === "bytes" || value.t === "function" || value.t === "regex"
    ? true
    : value.t === "list"
      ? !value.open && value.items.slice(0, 64).every(isConcrete)
      : value.t === "object" && !value.open && [...value.props.values()].slice(0, 64).every(isConcrete);
