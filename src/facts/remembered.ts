/** Answers about texts that are asked about again: by several readers of a file, and by both sides of an update. */

/** Texts whose answers are kept. */
const MOST = 2_000;

/** The same function of a text; it gives its last answers again without looking. */
export function remembered<T>(answer: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (known.has(text)) return known.get(text) as T;
    if (known.size >= MOST) known.clear();
    const given = answer(text);
    known.set(text, given);
    return given;
  };
}
