/** A line of text that is being typed. */
import { visible } from "../escape.js";
import { type Line, wrapped } from "../styled.js";
import { cells, cutAt } from "../width.js";
import type { Key } from "./keys.js";

/** A reason is a sentence, not a book; the lockfile has it on one line. */
const LONGEST = 1000;

export class Prompt {
  readonly label: string;
  #text: string;

  /** @param label hostile text may be in it */
  constructor(label: string, text = "") {
    this.label = visible(label);
    this.#text = text;
  }

  get text(): string {
    return this.#text.trim();
  }

  /** `done` at Enter, `left` at Escape. */
  press(key: Key): "typing" | "done" | "left" {
    if (key.name === "enter") return "done";
    if (key.name === "escape") return "left";
    if (key.name === "text") this.#type(key.text);
    else if (key.name === "backspace") this.#text = [...this.#text].slice(0, -1).join("");
    else if (key.name === "erase-word") this.#text = this.#text.replace(/\S*\s*$/, "");
    else if (key.name === "erase-line") this.#text = "";
    return "typing";
  }

  /** Line ends and tabs of pasted text become blanks. */
  #type(text: string): void {
    const typed = [...(this.#text + text.replaceAll(/\s+/g, " "))];
    this.#text = typed.slice(0, LONGEST).join("");
  }

  /** The label, then the end of the text with the place of the next character. */
  lines(width: number): readonly Line[] {
    const label = wrapped(this.label, width).map((text): Line => [{ text, style: "bold" }]);
    const shown = visible(this.#text);
    const room = width - 4;
    const hidden = cells(shown) - room;
    const tail = hidden > 0 ? `…${shown.slice(cutAt(shown, hidden + 1))}` : shown;
    return [...label, [{ text: "> " }, { text: tail }, { text: "█" }]];
  }
}
