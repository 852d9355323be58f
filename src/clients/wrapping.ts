/** What stands around a launcher, and whether the entry can be rewritten without losing what it does. */
import { unwrap } from "./wrappers.js";

/** A wrapper's own words, which stay in front of what it starts. */
export interface Kept {
  readonly wrapper: string;
  readonly words: readonly string[];
}

/** Wrappers that do something for the server, and take any program. */
const KEPT = new Set("env srt mise volta fnm asdf op doppler infisical dotenv dotenvx nohup cmd".split(" "));
/** What shells and `cmd` replace in a word. Which of it was quoted is no longer known. */
const EXPANDED = /[$`*?~[\]{}]|%[^%\s]+%/;

const CHANGES_FOLDER = /^(?:-C|--chdir|--cd)(?:=|$)/;

/** The wrappers that stay, outermost first; or one lower-case clause about why none can be taken off. */
export function wrappingOf(original: readonly string[]): readonly Kept[] | { readonly why: string } {
  const kept: Kept[] = [];
  let words = original;
  for (;;) {
    const inner = unwrap(words);
    if (inner === undefined || "why" in inner) return kept;
    const { wrapper, assigns } = inner;
    const own = words.slice(0, words.length - inner.words.length);
    const isBehind = own.length > 0 && inner.words.every((word, i) => word === words[own.length + i]);
    if (wrapper === "wsl") return { why: "it starts inside the Windows Subsystem for Linux: run mcp-pin init there" };
    if (own.some((word) => CHANGES_FOLDER.test(word))) {
      return { why: "its command line changes the folder that mcp-pin would look for its lockfile in" };
    }
    if (KEPT.has(wrapper) && isBehind) kept.push({ wrapper, words: own });
    else if (assigns.length > 0)
      return { why: `its command line sets ${assigns.join(", ")}: move it to the entry's env` };
    else if (!isBehind && inner.words.some((word) => EXPANDED.test(word))) {
      return { why: "its command line has what a shell replaces" };
    }
    words = inner.words;
  }
}
