/** Finds members that a JSON text names twice. `JSON.parse` keeps the last one in silence; readers differ in which. */

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/** The duplicated keys of a text that `JSON.parse` accepts, in order of appearance. Linear in the text. */
export function duplicateKeys(text: string): string[] {
  const duplicates: string[] = [];
  /** A set of keys for each open object, undefined for each open list. */
  const open: (Set<string> | undefined)[] = [];
  let keyNext = false;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === "{" || token === "[") {
      open.push(token === "{" ? new Set() : undefined);
      keyNext = token === "{";
    } else if (token === "}" || token === "]") {
      open.pop();
      keyNext = false;
    } else if (token === ",") {
      keyNext = open.at(-1) !== undefined;
    } else if (keyNext && token !== ":") {
      const key = JSON.parse(token) as string;
      if (open.at(-1)?.has(key) === true) duplicates.push(key);
      open.at(-1)?.add(key);
      keyNext = false;
    }
  }
  return duplicates;
}
