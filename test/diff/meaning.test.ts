/** What the folding promises, on random programs: nothing but layout and names is left out, and every word has its place. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { tokenizer } from "acorn";
import fc from "fast-check";
import { changeOf } from "../../src/diff/change.js";
import { type FileView, viewsOf } from "../../src/diff/view.js";
import { program, spelled, type Words } from "../helpers/programs.js";
import { treeFrom } from "../helpers/trees.js";

function viewFrom(before: string, after: string): FileView {
  const [view] = viewsOf(changeOf(treeFrom({ "index.js": before }), treeFrom({ "index.js": after })));
  assert.ok(view !== undefined && view.form === "readable" && view.remarks.length === 0);
  return view;
}

const plain = (variable: number): string => `n${variable}`;
const letters = "abcdefghijklmnopqrstuvwxyz";
/** Another name for each variable, no longer than four characters, as minifiers give them. */
const renamed =
  (seed: number) =>
  (variable: number): string =>
    `${letters[(variable * 7 + seed) % 26]}${letters[(variable + seed) % 26]}${variable}`;

const shown = (view: FileView): number => view.added + view.removed;

test("a program whose variables have other names is the same", () => {
  fc.assert(
    fc.property(program, fc.nat(25), (words, seed) => {
      const view = viewFrom(`${spelled(words, plain)} `, spelled(words, renamed(seed)));
      assert.equal(shown(view), 0);
      assert.ok(view.folded.renames > 0);
    }),
    { numRuns: 60 },
  );
});

/** The places of a program's words at which an edit changes what it means. */
const telling = (words: Words): number[] =>
  words.flatMap((word, i) =>
    /^[$\w'"`/]|^[-+*&|=<>?]+$/.test(word) && !/^(?:[$]\d+|if|return |function |var |let |const )$/.test(word)
      ? [i]
      : [],
  );

const OTHERS = ["'x@y.example'", "exfiltrate", "7", "==="] as const;

function edited(words: Words, at: number): Words {
  const word = words[at] ?? "";
  const [text, name, number, operator] = OTHERS;
  const other = /^['"`/]/.test(word) ? text : /^\d/.test(word) ? number : /^[-+*&|=<>?]/.test(word) ? operator : name;
  return words.with(at, word === other ? (word === operator ? "!==" : text) : other);
}

test("one other word is always shown, whatever the names", () => {
  fc.assert(
    fc.property(program, fc.nat(), fc.nat(25), (words, choice, seed) => {
      const places = telling(words).filter((i) => !["=", "?", "1", "module.exports"].includes(words[i] ?? ""));
      fc.pre(places.length > 0);
      const other = edited(words, places[choice % places.length] ?? 0);
      assert.ok(shown(viewFrom(spelled(words, plain), spelled(other, plain))) > 0, "same names");
      assert.ok(shown(viewFrom(spelled(words, plain), spelled(other, renamed(seed)))) > 0, "other names");
    }),
    { numRuns: 100 },
  );
});

/** Whether a word uses a variable of a function, and does not declare it. */
const isUse = (words: Words, word: string, i: number): boolean =>
  word.startsWith("$") &&
  Number(word.slice(1)) % 4 > 0 &&
  !/ $/.test(words[i - 1] ?? "") &&
  words[i - 3] !== "function ";

test("one variable in place of another is always shown", () => {
  fc.assert(
    fc.property(program, fc.nat(), fc.nat(25), (words, choice, seed) => {
      const uses = words.flatMap((word, i) => (isUse(words, word, i) ? [i] : []));
      fc.pre(uses.length > 0);
      const at = uses[choice % uses.length] ?? 0;
      const variable = Number(words[at]?.slice(1));
      const other = words.with(at, `$${variable % 4 === 1 ? variable + 1 : variable - 1}`);
      assert.ok(shown(viewFrom(spelled(words, plain), spelled(other, renamed(seed)))) > 0);
    }),
    { numRuns: 100 },
  );
});

test("every word of a shown line stands at its place in the shipped file", () => {
  fc.assert(
    fc.property(program, program, (old, now) => {
      const texts = { before: spelled(old, plain), after: spelled(now, renamed(3)) };
      const view = viewFrom(texts.before, texts.after);
      for (const side of ["before", "after"] as const) {
        view[side].lines.forEach((line, index) => {
          for (const { 0: word, index: at } of line.matchAll(/[\w$]+|[^\s\w]/g)) {
            const { line: row, column } = view[side].place(index, at);
            assert.equal(row, 1);
            assert.ok(texts[side].startsWith(word, column - 1), `${word} in ${line}`);
          }
        });
      }
    }),
    { numRuns: 25 },
  );
});

interface Word {
  readonly type: string;
  readonly value: unknown;
}

const wordsIn = (lines: readonly string[]): Word[] =>
  [...tokenizer(lines.join("\n"), { ecmaVersion: "latest" })].map((token) => ({
    type: token.type.label,
    value: (token as unknown as { value: unknown }).value,
  }));

/** The stretches of lines that stand between the hunks, old and new. */
function* between(view: FileView): Generator<readonly [Word[], Word[]]> {
  let [b, a] = [0, 0];
  for (const hunk of [...view.hunks, undefined]) {
    const end = hunk === undefined ? view.before.lines.length : hunk.beforeLine - 1;
    const until = hunk === undefined ? view.after.lines.length : hunk.afterLine - 1;
    yield [wordsIn(view.before.lines.slice(b, end)), wordsIn(view.after.lines.slice(a, until))];
    [b, a] = [end + (hunk?.beforeCount ?? 0), until + (hunk?.afterCount ?? 0)];
  }
}

test("the old lines with the shown hunks in place are the new lines, up to one name for one name", () => {
  fc.assert(
    fc.property(program, fc.array(fc.nat(), { maxLength: 4 }), fc.nat(25), (words, choices, seed) => {
      const places = telling(words).filter((i) => !["=", "?", "1", "module.exports"].includes(words[i] ?? ""));
      fc.pre(places.length > 0);
      const edits = new Set(choices.map((choice) => places[choice % places.length] ?? 0));
      const other = [...edits].reduce(edited, words);
      const names = new Map<string, string>();
      for (const [was, is] of between(viewFrom(`${spelled(words, plain)} `, spelled(other, renamed(seed))))) {
        assert.equal(was.length, is.length);
        for (const [i, { type, value }] of was.entries()) {
          assert.equal(type, is[i]?.type);
          if (type !== "name") assert.deepEqual(value, is[i]?.value);
          else assert.equal(names.get(String(value)) ?? is[i]?.value, is[i]?.value);
          if (type === "name") names.set(String(value), String(is[i]?.value));
        }
      }
      assert.equal(new Set(names.values()).size, names.size);
    }),
    { numRuns: 60 },
  );
});
