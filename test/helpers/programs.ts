/** Random programs on one line, as a bundler would write them, whose variables have names of their own each. */
import fc from "fast-check";

/** A program as words: local variables are `$0`, `$1`, …; everything else is as it is written. */
export type Words = readonly string[];

const PROPERTIES = ["send", "to", "bcc", "url", "length", "then"];
const GLOBALS = ["fetch", "JSON", "process", "Buffer"];
const OPERATORS = ["+", "-", "*", "&&", "||", "===", "<", ">=", "??"];
const TEXTS = ["'a b'", '"https://h.example/"', "'it\\'s'", "`t`", "/re+/g", "1e3", "0", "true"];

const pick = (items: readonly string[]): fc.Arbitrary<Words> => fc.constantFrom(...items).map((item) => [item]);

/** An expression over the variables that are known where it stands. */
function expression(known: readonly string[], depth: number): fc.Arbitrary<Words> {
  const leaves = [pick(TEXTS), pick(GLOBALS), ...(known.length > 0 ? [pick(known), pick(known)] : [])];
  if (depth === 0) return fc.oneof(...leaves);
  const inner = expression(known, depth - 1);
  return fc.oneof(
    ...leaves,
    fc.tuple(inner, pick(OPERATORS), inner).map(([a, op, b]) => ["(", ...a, " ", ...op, " ", ...b, ")"]),
    fc.tuple(inner, pick(PROPERTIES)).map(([a, name]) => ["(", ...a, ")", ".", ...name]),
    fc.tuple(inner, fc.array(inner, { maxLength: 2 })).map(([f, list]) => ["(", ...f, ")", "(", ...commas(list), ")"]),
    fc.tuple(pick(PROPERTIES), inner).map(([name, a]) => ["(", "{", ...name, ":", ...a, "}", ")"]),
    fc.tuple(inner, inner, inner).map(([a, b, c]) => ["(", ...a, "?", ...b, ":", ...c, ")"]),
  );
}

const commas = (list: readonly Words[]): Words => list.flatMap((words, i) => (i === 0 ? words : [",", ...words]));

/** A function with parameters and statements of its own, numbered so that no name is used twice. */
const functionOf = (number: number): fc.Arbitrary<Words> => {
  const [name, first, second, third] = [0, 1, 2, 3].map((i) => `$${number * 4 + i}`) as [
    string,
    string,
    string,
    string,
  ];
  return fc
    .tuple(
      expression([first], 2),
      expression([first, second], 2),
      expression([first, second, third], 3),
      fc.constantFrom("const", "let", "var"),
    )
    .map(([a, b, c, kind]) => [
      ...["function ", name, "(", first, ")", "{", `${kind} `, second, "=", ...a, ";"],
      ...["if", "(", ...b, ")", "{", `${kind} `, third, "=", ...b, ";", "return ", ...c.map(known(third, second)), "}"],
      ...["return ", ...c.map(known(third, first)), "}", ";"],
    ]);
};

/** `var` would do without, but the other kinds end with their block. */
const known =
  (name: string, other: string) =>
  (word: string): string =>
    word === name ? other : word;

/** Enough of them that nobody reads the line. */
export const program: fc.Arbitrary<Words> = fc
  .tuple(...Array.from({ length: 8 }, (_, number) => functionOf(number)))
  .map((functions) => ["module.exports", "=", "1", ";", ...functions.flat()]);

/** The program's text with a name for each variable. */
export const spelled = (words: Words, name: (variable: number) => string): string =>
  words.map((word) => (word.startsWith("$") ? name(Number(word.slice(1))) : word)).join("");
