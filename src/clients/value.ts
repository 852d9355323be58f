/**
 * What all config formats are read into: tables keep their order, repeated keys and lines, and no key of theirs ever
 * becomes a property of an object.
 */

/** Characters of the text, the end excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Member {
  readonly key: string;
  /** 1-based, of the key. */
  readonly line: number;
  readonly value: Value;
}

export type Value = {
  readonly line: number;
  /** Absent where the value is not one piece of the text. */
  readonly span?: Span | undefined;
} & (
  | { readonly kind: "table"; readonly members: readonly Member[] }
  | { readonly kind: "list"; readonly items: readonly Value[] }
  | { readonly kind: "scalar"; readonly value: string | number | boolean | null }
);

/** A text read as one format. `value` is undefined when the file holds nothing, comments apart. */
export type Parsed = { readonly value: Value | undefined } | { readonly problem: string };

export const scalar = (line: number, value: string | number | boolean | null, span?: Span): Value => ({
  kind: "scalar",
  line,
  value,
  span,
});

/** Every member of that key: a repeated key is for the reader to refuse, not to choose from. */
export const membersOf = (value: Value | undefined, key: string): Member[] =>
  value?.kind === "table" ? value.members.filter((member) => member.key === key) : [];

/** The string that stands at the first member of that key. */
export function textOf(value: Value, key: string): string | undefined {
  const found = membersOf(value, key)[0]?.value;
  return found?.kind === "scalar" && typeof found.value === "string" ? found.value : undefined;
}

/** Line numbers of a text: LF, CRLF and CR each end a line. */
export function lineIndex(text: string): (offset: number) => number {
  const starts = [0];
  for (const end of text.matchAll(/\r\n|\n|\r/g)) starts.push(end.index + end[0].length);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}

/**
 * Whether two values say the same, in the same order, wherever they stand.
 *
 * @param seen what is compared in place of a value of either
 */
export function sameValue(one: Value, other: Value, seen: (value: Value) => Value = (value) => value): boolean {
  const [a, b] = [seen(one), seen(other)];
  if (a.kind === "table" && b.kind === "table") {
    const others = b.members;
    return (
      a.members.length === others.length &&
      a.members.every((member, i) => {
        const other = others[i];
        return other !== undefined && member.key === other.key && sameValue(member.value, other.value, seen);
      })
    );
  }
  if (a.kind === "list" && b.kind === "list") {
    const others = b.items;
    return a.items.length === others.length && a.items.every((item, i) => sameValue(item, others[i] as Value, seen));
  }
  return a.kind === "scalar" && b.kind === "scalar" && Object.is(a.value, b.value);
}
