/** Splits the words after a program's name into its options and the rest. What it does not know it says. */

export interface Grammar {
  /** Options without a value, dashes included. */
  readonly flags: ReadonlySet<string>;
  /** Options with a value, in the next word or after `=`. */
  readonly values: ReadonlySet<string>;
}

export interface Option {
  readonly name: string;
  readonly value: string | undefined;
  /** As written: one word or two. */
  readonly words: readonly string[];
}

export interface Argv {
  readonly options: readonly Option[];
  readonly rest: readonly string[];
  /** The name of the first option that the grammar lacks: what follows it may be its value. */
  readonly unknown?: string;
}

export const grammar = (flags: string, values: string): Grammar => ({
  flags: new Set(flags.split(" ")),
  values: new Set(values.split(" ")),
});

/** Some parsers take such a word as the value of a flag before it, and others as the first word that is no option. */
const LITERAL = /^(?:true|false)$/;

/** Options up to the first word that is none, or to `--`, which is taken off. */
export function leadingOptions(words: readonly string[], { flags, values }: Grammar): Argv {
  const options: Option[] = [];
  let i = 0;
  for (; i < words.length; i++) {
    const word = words[i] as string;
    if (word === "--") return { options, rest: words.slice(i + 1) };
    if (!word.startsWith("-") || word === "-") break;
    const equals = word.indexOf("=");
    const name = equals > 0 ? word.slice(0, equals) : word;
    if (equals > 0 && (flags.has(name) || values.has(name) || /^--@[^:]+:registry$/.test(name))) {
      options.push({ name, value: word.slice(equals + 1), words: [word] });
    } else if (flags.has(word) && !LITERAL.test(words[i + 1] ?? "")) {
      options.push({ name, value: undefined, words: [word] });
    } else if (values.has(word) && i + 1 < words.length) {
      i++;
      options.push({ name, value: words[i], words: [word, words[i] as string] });
    } else {
      return { options, rest: words.slice(i), unknown: name };
    }
  }
  return { options, rest: words.slice(i) };
}

/** The values given for any of the names, in order. */
export const valuesOf = (options: readonly Option[], ...names: readonly string[]): string[] =>
  options.flatMap((option) => (names.includes(option.name) && option.value !== undefined ? [option.value] : []));

/** The program that a command names: its last segment, in lower case, without Windows' extension. */
export function programOf(command: string): string {
  const name = command.slice(Math.max(command.lastIndexOf("/"), command.lastIndexOf("\\")) + 1);
  return name.toLowerCase().replace(/\.(?:exe|cmd|bat|ps1)$/, "");
}

export const isAbsolute = (path: string): boolean => /^(?:\/|[A-Za-z]:[\\/]|\\\\)/.test(path);
