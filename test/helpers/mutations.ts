/** Edits of real source text that each change what it means, and what stays the same program in other words. */
import { type AnyNode, parse } from "acorn";
import { transformSync } from "esbuild";

/** What to put in place of the characters from `start` up to `end`. */
type Edit = readonly [start: number, end: number, text: string];
type Of<T extends AnyNode["type"]> = Extract<AnyNode, { type: T }>;

/** The edits that a place in the tree offers; none where the meaning might stay. */
interface Kind {
  readonly name: string;
  edits(node: AnyNode, up: AnyNode | undefined, text: string): readonly Edit[] | undefined;
}

const kind = <T extends AnyNode["type"]>(
  name: string,
  types: readonly T[],
  edits: (node: Of<T>, text: string, up: AnyNode | undefined) => readonly Edit[] | undefined | null | false,
): Kind => ({
  name,
  edits: (node, up, text) =>
    (types as readonly string[]).includes(node.type) ? edits(node as Of<T>, text, up) || undefined : undefined,
});

const OTHER: Readonly<Record<string, string>> = {
  ...{ "===": "==", "!==": "!=", "==": "===", "!=": "!==", "&&": "||", "||": "&&", "??": "||", "+": "-", "-": "+" },
  ...{ "<": "<=", "<=": "<", ">": ">=", ">=": ">", "*": "/", "/": "*", "|": "&", "&": "|", "<<": ">>", ">>": ">>>" },
  ...{ in: "instanceof", instanceof: "in" },
};

/** Where a word stands after an offset. */
const after = (text: string, offset: number, word: string, to: string): Edit => {
  const at = text.indexOf(word, offset);
  return [at, at + word.length, to];
};

const swapped = (text: string, a: AnyNode, b: AnyNode): readonly Edit[] | undefined => {
  const [x, y] = [text.slice(a.start, a.end), text.slice(b.start, b.end)];
  return x === y ? undefined : [[a.start, a.end, y] as const, [b.start, b.end, x] as const];
};

export const KINDS: readonly Kind[] = [
  kind("an operator", ["BinaryExpression", "LogicalExpression"], ({ left, operator }, text) =>
    OTHER[operator] === undefined ? undefined : [after(text, left.end, operator, OTHER[operator])],
  ),
  kind("an assignment's operator", ["AssignmentExpression"], ({ left, operator }, text) =>
    operator !== "=" || left.type.endsWith("Pattern") ? undefined : [after(text, left.end, "=", "??=")],
  ),
  kind("a negation", ["UnaryExpression"], ({ operator, start }) => operator === "!" && [[start, start + 1, " "]]),
  kind("a string", ["Literal"], ({ value, end }) => typeof value === "string" && [[end - 1, end - 1, "\\u200b"]]),
  kind("a number", ["Literal"], ({ value, start, end }) => typeof value === "number" && [[start, end, `${value + 1}`]]),
  kind("a regular expression's flags", ["Literal"], ({ regex, end }) => {
    if (!regex) return undefined;
    return regex.flags.includes("i") ? [[end - regex.flags.length, end, ""]] : [[end, end, "i"]];
  }),
  kind("a template's end", ["TemplateElement"], ({ end }) => [[end, end, "\n"]]),
  kind("a template's blank", ["TemplateElement"], ({ start }) => [[start, start, " "]]),
  kind("a property", ["MemberExpression"], ({ computed, property }) => {
    return !computed && property.type === "Identifier" && [[property.end, property.end, "X"]];
  }),
  kind("a computed property", ["MemberExpression"], ({ computed, object, property, optional, end }, text) => {
    if (!computed || optional || property.type !== "Identifier") return undefined;
    return [after(text, object.end, "[", "."), [end - 1, end, ""]];
  }),
  kind("an optional chain", ["MemberExpression"], ({ computed, object, optional, property }, text, up) => {
    if (computed || optional || object.type === "Super" || property.type !== "Identifier") return undefined;
    return !up?.type.startsWith("Assign") && [after(text, object.end, ".", "?.")];
  }),
  kind("a private name", ["ClassBody"], ({ body }, text) => {
    const named = body.filter((item) => item.type === "PropertyDefinition" && item.key.type === "PrivateIdentifier");
    const [a, b] = named as Of<"PropertyDefinition">[];
    return a && b && text.includes(`this.${text.slice(a.key.start, a.key.end)}`) && swapped(text, a.key, b.key);
  }),
  kind("a key", ["Property"], ({ shorthand, key, computed, kind: of }) => {
    return !shorthand && !computed && of === "init" && key.type === "Identifier" && [[key.end, key.end, "X"]];
  }),
  kind("a pattern's key", ["Property"], ({ shorthand, value, start }, _text, up) => {
    return shorthand && up?.type === "ObjectPattern" && value.type === "Identifier" && [[start, start, "other: "]];
  }),
  kind("an order of arguments", ["CallExpression"], ({ arguments: [a, b] }, text) => a && b && swapped(text, a, b)),
  kind("an order of statements", ["BlockStatement"], ({ body }, text) => {
    const [a, b] = body.filter(({ type }) => type === "ExpressionStatement" || type === "IfStatement");
    return a && b && a.end <= b.start && swapped(text, a, b);
  }),
  kind("a statement that is gone", ["ExpressionStatement"], ({ start, end }, _text, up) => {
    return up?.type === "BlockStatement" && [[start, end, ""]];
  }),
  kind("a statement twice", ["ExpressionStatement"], ({ expression, start, end }, text, up) => {
    return (
      up?.type === "BlockStatement" && expression.type !== "Literal" && [[end, end, `;${text.slice(start, end)};`]]
    );
  }),
  kind("a statement that a condition loses", ["IfStatement"], ({ consequent }) => [
    [consequent.start, consequent.start, ";"],
  ]),
  kind("a condition", ["IfStatement"], ({ test }) => [
    [test.start, test.start, "!("],
    [test.end, test.end, ")"],
  ]),
  kind("a line end after return", ["ReturnStatement"], ({ argument, start }) => {
    return argument && [[start + 6, start + 6, "\n"]];
  }),
  kind("a return", ["ReturnStatement"], ({ argument, start }) => argument && [[start, start + 6, "throw "]]),
  kind("an await", ["AwaitExpression"], ({ start }) => [[start, start + 5, ""]]),
  kind("an async", ["FunctionDeclaration", "ArrowFunctionExpression"], ({ async: isAsync, generator, start }) => {
    return !isAsync && !generator && [[start, start, "async "]];
  }),
  kind("a getter", ["MethodDefinition", "Property"], ({ kind: of, start }, text) => {
    return of === "get" && [after(text, start, "get", "   ")];
  }),
  kind("a static", ["MethodDefinition"], ({ kind: of, static: isStatic, start }) => {
    return of === "method" && !isStatic && [[start, start, "static "]];
  }),
  kind("a declaration's kind", ["VariableDeclaration"], ({ kind: of, start }) => {
    return [[start, start + of.length, of === "let" ? "var" : "let"]];
  }),
  kind("a spread", ["SpreadElement"], ({ start }, _text, up) => {
    return up?.type !== "ObjectExpression" && [[start, start + 3, ""]];
  }),
  kind("a default", ["AssignmentPattern"], ({ left, end }) => [[left.end, end, ""]]),
  kind("a new", ["NewExpression"], ({ start }) => [[start, start + 3, ""]]),
  kind("a directive", ["ExpressionStatement"], ({ directive, start, end }) => {
    return directive !== undefined && [[start, end, ";"]];
  }),
  kind("names of variables in each other's place", ["BlockStatement", "Program"], ({ body }, text) => {
    const declared = body.flatMap((item) => (item.type === "VariableDeclaration" ? item.declarations : []));
    const [a, b] = declared.filter(({ id, init }) => id.type === "Identifier" && init);
    const rest = b === undefined ? "" : text.slice(b.end);
    return a && b && rest.includes(text.slice(a.id.start, a.id.end)) && swapped(text, a.id, b.id);
  }),
  kind("names of functions in each other's place", ["Program"], ({ body }, text) => {
    const named = body.flatMap((item) => (item.type === "FunctionDeclaration" && item.id ? [item.id] : []));
    const called = named.filter(({ name, start }) => text.lastIndexOf(`${name}(`, start - 1) > 0);
    const [a, b] = [called[0], named.find((id) => id !== called[0])];
    return a && b && swapped(text, a, b);
  }),
  kind("an import under another's name", ["ImportDeclaration"], ({ specifiers }) => {
    const [a, b] = specifiers.filter((item) => item.type === "ImportSpecifier");
    if (a?.imported.type !== "Identifier" || b?.imported.type !== "Identifier") return undefined;
    return [
      [a.start, a.end, `${b.imported.name} as ${a.local.name}`],
      [b.start, b.end, `${a.imported.name} as ${b.local.name}`],
    ];
  }),
];

export interface Mutant {
  readonly kind: string;
  readonly text: string;
}

/** The text with one edit of each kind that it offers a place for; `choice` says which place. */
export function mutantsOf(text: string, choice: number): Mutant[] {
  const nodes = nodesOf(text);
  return KINDS.flatMap(({ name, edits }) => {
    const offers = nodes.flatMap(({ node, up }) => {
      const edit = edits(node, up, text);
      return edit === undefined ? [] : [edit];
    });
    const offer = offers[choice % Math.max(1, offers.length)];
    const mutant = offer && applied(text, offer);
    return mutant !== undefined && mutant !== text && isProgram(mutant) ? [{ kind: name, text: mutant }] : [];
  });
}

function applied(text: string, edits: readonly Edit[]): string {
  const order = edits.toSorted((a, b) => b[0] - a[0]);
  return order.reduce((all, [start, end, put]) => all.slice(0, start) + put + all.slice(end), text);
}

const OPTIONS = { ecmaVersion: "latest", allowHashBang: true, allowReturnOutsideFunction: true } as const;

function programOf(text: string): AnyNode {
  try {
    return parse(text, { ...OPTIONS, sourceType: "module" });
  } catch {
    return parse(text, { ...OPTIONS, sourceType: "script" });
  }
}

function isProgram(text: string): boolean {
  try {
    programOf(text);
    return true;
  } catch {
    return false;
  }
}

function nodesOf(text: string): { readonly node: AnyNode; readonly up: AnyNode | undefined }[] {
  const all: { node: AnyNode; up: AnyNode | undefined }[] = [{ node: programOf(text), up: undefined }];
  for (let i = 0; i < all.length; i += 1) {
    const node = (all[i] as { node: AnyNode }).node;
    for (const child of Object.values(node).flat()) {
      if (typeof child?.type === "string") all.push({ node: child as AnyNode, up: node });
    }
  }
  return all;
}

const printed = (text: string, options: Parameters<typeof transformSync>[1] = {}): string =>
  transformSync(text, { logLevel: "silent", legalComments: "none", ...options }).code;

/** As a bundler sets it, with every name given out anew. Undefined where it cannot. */
export function minified(text: string): string | undefined {
  try {
    return printed(text, { minifyWhitespace: true, minifyIdentifiers: true });
  } catch {
    return undefined;
  }
}

/** The same program set in other ways, by name; each with what it is to be compared with. */
export function reset(text: string): Readonly<Record<string, readonly [before: string, after: string]>> {
  // Without comments: to drop one that a tool or a model might act on is no layout.
  const plain = printed(printed(text, { minifyWhitespace: true })).replaceAll("/* @__PURE__ */ ", "");
  const small = minified(plain) ?? "";
  return {
    "set in by other steps": [plain, plain.replace(/^ +/gm, (blanks) => blanks + blanks)],
    "other line ends": [plain, plain.replaceAll("\n", "\r\n")],
    "a blank line between lines": [plain, plain.replaceAll(";\n", ";\n\n")],
    "minified anew": [small, minified(small) ?? ""],
    "without blanks": [plain, printed(plain, { minifyWhitespace: true })],
  };
}
