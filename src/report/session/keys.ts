/** Keys as terminals send them → what was pressed. */

export type Key =
  /** Typed or pasted characters. */
  | { readonly name: "text"; readonly text: string; readonly isPasted?: boolean }
  | {
      readonly name:
        | ("up" | "down" | "left" | "right" | "home" | "end" | "page-up" | "page-down")
        | ("enter" | "escape" | "backspace" | "tab" | "erase-word" | "erase-line")
        | ("interrupt" | "end-of-input" | "suspend" | "redraw");
    };

type Name = Exclude<Key["name"], "text">;

const CONTROLS: Readonly<Record<string, Name>> = {
  "\r": "enter",
  "\n": "enter",
  "\t": "tab",
  "\u0003": "interrupt",
  "\u0004": "end-of-input",
  "\u0008": "backspace",
  "\u007f": "backspace",
  "\u000c": "redraw",
  "\u0015": "erase-line",
  "\u0017": "erase-word",
  "\u001a": "suspend",
  "\u001b": "escape",
};

/** What follows `ESC [` or `ESC O`, modifiers left out. */
const SEQUENCES: Readonly<Record<string, Name>> = {
  ...{ A: "up", B: "down", C: "right", D: "left", H: "home", F: "end", M: "enter" },
  ...{ "1~": "home", "7~": "home", "4~": "end", "8~": "end", "5~": "page-up", "6~": "page-down" },
};

const PASTE_START = "\u001b[200~";
const PASTE_END = "\u001b[201~";
const SEQUENCE = /^\u001b(?:\[|O)([\d;<=>?]*)([A-Za-z~])/;

/** The keys of a chunk of input. What a terminal would not send is left out. */
export function keysOf(input: string): readonly Key[] {
  const keys: Key[] = [];
  let rest = input;
  while (rest !== "") {
    const [key, length] = firstKey(rest);
    if (key !== undefined) keys.push(key);
    rest = rest.slice(length);
  }
  return keys;
}

function firstKey(input: string): readonly [Key | undefined, number] {
  if (input.startsWith(PASTE_START)) {
    const end = input.indexOf(PASTE_END);
    const text = input.slice(PASTE_START.length, end < 0 ? undefined : end);
    return [{ name: "text", text, isPasted: true }, end < 0 ? input.length : end + PASTE_END.length];
  }
  const sequence = SEQUENCE.exec(input);
  if (sequence !== null) {
    const [whole, parameters = "", final = ""] = sequence;
    const name = SEQUENCES[final === "~" ? `${parameters.split(";")[0]}~` : final];
    return [name && { name }, whole.length];
  }
  // Escape before a character is the Alt key.
  if (/^\u001b[^\u001b]/u.test(input)) return [undefined, 2];
  const [character = ""] = input;
  const control = CONTROLS[character];
  if (control !== undefined) return [{ name: control }, 1];
  return [character < " " ? undefined : { name: "text", text: character }, character.length];
}
