/** What each kind of node has that matters for tokens and names. Kinds that are not named here pass on to what is below. */
import type * as acorn from "acorn";
import type { Node } from "./ast.js";
import { KIND, MARK } from "./kinds.js";
import type { LeafReader } from "./leaves.js";
import { NameScope } from "./names.js";

type Rule<T> = (reader: LeafReader, node: T, scope: NameScope) => void;
type Named = acorn.Identifier | acorn.Literal;
type Keyed = acorn.Property | acorn.AssignmentProperty | acorn.MethodDefinition | acorn.PropertyDefinition;

const leaf =
  (kind: number): Rule<Node> =>
  (reader, node) =>
    reader.leaf(node, kind);

const inBlock: Rule<Node> = (reader, node, scope) => reader.below(node, new NameScope(scope, false));

const identifier: Rule<acorn.Identifier> = (reader, node, scope) => {
  reader.leaf(node, KIND.name);
  reader.names.use(node, scope);
};

const literal: Rule<acorn.Literal> = (reader, node) => {
  if (typeof node.value === "string") {
    reader.leaf(node, KIND.string);
    if (reader.text.slice(node.start, node.end).includes("\\")) reader.strings.set(node.start, node.value);
  } else if (node.regex) reader.leaf(node, KIND.regex);
  else reader.leaf(node, typeof node.value === "boolean" || node.raw === "null" ? KIND.word : KIND.number);
};

const statement: Rule<acorn.ExpressionStatement> = (reader, node, scope) => {
  // A directive is known by its spelling, not by its value.
  if (node.directive !== undefined) reader.leaf(node.expression, KIND.string);
  else reader.below(node, scope);
};

const member: Rule<acorn.MemberExpression> = (reader, node, scope) => {
  if (!node.computed && node.property.type === "Identifier") reader.leaf(node.property, KIND.name);
  else reader.push(node.property, scope);
  reader.push(node.object, scope);
};

const keyed: Rule<Keyed> = (reader, node, scope) => {
  if (node.type === "Property" && node.shorthand) reader.mark(node.start, MARK.shorthand);
  const isPlain = !node.computed && node.key.type === "Identifier";
  if (isPlain) reader.leaf(node.key, KIND.name);
  reader.below(node, scope, isPlain ? node.key : undefined);
};

const assignment: Rule<acorn.AssignmentExpression | acorn.AssignmentPattern> = (reader, node, scope) => {
  if (CALLABLE.test(node.right.type)) reader.names.callableAt(node.left.start);
  reader.below(node, scope);
};

const call: Rule<acorn.CallExpression> = (reader, node, scope) => {
  if (node.callee.type === "Identifier" && node.callee.name === "eval") reader.names.keepAll();
  reader.below(node, scope);
};

const construction: Rule<acorn.NewExpression> = (reader, node, scope) => {
  if (node.arguments.length === 0 && reader.text[node.end - 1] !== ")") reader.mark(node.end - 1, MARK.bare);
  reader.below(node, scope);
};

const functions: Rule<acorn.Function> = (reader, node, scope) => {
  const inner = new NameScope(scope, true);
  reader.names.functionName(node, scope, inner, reader.isStrict);
  for (const param of node.params) reader.names.pattern(param as Node, inner, "block");
  bareParameter(reader, node);
  const isSimple = node.params.every(({ type }) => type === "Identifier");
  // The body declares where simple parameters do; what others compute does not see its variables.
  reader.bodies.set(node.body, isSimple ? inner : new NameScope(inner, true, true));
  const id = (node as { id?: acorn.Identifier | null }).id;
  reader.below(node, inner, id);
  reader.push(id, node.type === "FunctionDeclaration" ? scope : inner);
};

/** `(a) => b` may be written `a => b`. */
function bareParameter(reader: LeafReader, node: acorn.Function): void {
  const [param, more] = node.params;
  if (node.type !== "ArrowFunctionExpression" || param?.type !== "Identifier" || more !== undefined) return;
  if (reader.text[param.start - 1] !== "(" || reader.text[param.end] !== ")") return;
  reader.mark(param.start - 1, MARK.optional);
  reader.mark(param.end, MARK.optional);
}

const variables: Rule<acorn.VariableDeclaration> = (reader, node, scope) => {
  for (const { id, init } of node.declarations) {
    const known = reader.names.pattern(id as Node, scope, node.kind === "var" ? "var" : "block");
    if (init && CALLABLE.test(init.type)) for (const variable of known) reader.names.callable(variable);
  }
  reader.below(node, scope);
};

const classes: Rule<acorn.Class> = (reader, node, scope) => {
  const home = node.type === "ClassExpression" ? new NameScope(scope, false) : scope;
  if (node.id) reader.names.callable(reader.names.declare(node.id.name, home));
  reader.below(node, home);
};

/** Private names are known within the body of their class, and a method can be asked for its own. */
const classBody: Rule<acorn.ClassBody> = (reader, node, scope) => {
  const inner = new NameScope(scope, false);
  for (const item of node.body) {
    if (!("key" in item) || item.key.type !== "PrivateIdentifier") continue;
    const known = reader.names.declare(`#${item.key.name}`, inner);
    if (item.type === "MethodDefinition" || CALLABLE.test(item.value?.type ?? "")) reader.names.callable(known);
  }
  reader.below(node, inner);
};

const privateName: Rule<acorn.PrivateIdentifier> = (reader, { name, start, end }, scope) => {
  reader.leaf({ start, end } as acorn.Node, KIND.name);
  reader.names.use({ name: `#${name}`, start }, scope);
};

const block: Rule<acorn.BlockStatement> = (reader, node, scope) =>
  reader.below(node, reader.bodies.get(node) ?? new NameScope(scope, false));

const caught: Rule<acorn.CatchClause> = (reader, node, scope) => {
  const inner = new NameScope(scope, false);
  if (node.param) reader.names.pattern(node.param as Node, inner, "block");
  reader.below(node, inner);
};

const switched: Rule<acorn.SwitchStatement> = (reader, node, scope) => {
  const inner = new NameScope(scope, false);
  for (let i = node.cases.length - 1; i >= 0; i -= 1) reader.push(node.cases[i], inner);
  reader.push(node.discriminant, scope);
};

const labelled: Rule<acorn.LabeledStatement | acorn.BreakStatement | acorn.ContinueStatement> = (
  reader,
  node,
  scope,
) => {
  const inner = node.type === "LabeledStatement" ? new NameScope(scope, false) : scope;
  if (node.label) {
    // No variable can have such a name.
    const name = `${node.label.name}:`;
    reader.leaf(node.label, KIND.name);
    if (inner !== scope) reader.names.declare(name, inner);
    reader.names.use({ name, start: node.label.start }, inner);
  }
  if (node.type === "LabeledStatement") reader.push(node.body, inner);
};

const withObject: Rule<acorn.WithStatement> = (reader, node, scope) => {
  reader.names.keepAll();
  reader.below(node, scope);
};

const meta: Rule<acorn.MetaProperty> = (reader, node) => {
  reader.leaf(node.meta, KIND.name);
  reader.leaf(node.property, KIND.name);
};

const imported: Rule<acorn.ImportSpecifier> = (reader, node, scope) => {
  specifier(reader, node.imported, node.local, MARK.imported);
  reader.names.declare(node.local.name, scope);
  reader.names.use(node.local, scope);
};

const importedWhole: Rule<acorn.ImportDefaultSpecifier> = (reader, node, scope) => {
  reader.names.declare(node.local.name, scope);
  reader.below(node, scope);
};

const attribute: Rule<acorn.ImportAttribute> = (reader, node, scope) => {
  reader.outer(node.key);
  reader.push(node.value, scope);
};

const exportedAll: Rule<acorn.ExportAllDeclaration> = (reader, node, scope) => {
  reader.outer(node.exported);
  for (const item of node.attributes ?? []) reader.push(item, scope);
  reader.push(node.source, scope);
};

const exported: Rule<acorn.ExportNamedDeclaration> = (reader, node, scope) => {
  for (const { local, exported: outer } of node.specifiers) {
    specifier(reader, local, outer, MARK.exported);
    if (!node.source && local.type === "Identifier") reader.names.use(local, scope);
  }
  for (const item of node.attributes ?? []) reader.push(item, scope);
  reader.push(node.source, scope);
  reader.push(node.declaration, scope);
  const declaration = node.declaration as Node | null | undefined;
  if (!declaration) return;
  if (declaration.type === "VariableDeclaration") {
    const kind = declaration.kind === "var" ? "var" : "block";
    for (const { id } of declaration.declarations) reader.names.keep(reader.names.pattern(id as Node, scope, kind));
  } else if ("id" in declaration && declaration.id) {
    reader.names.keep([reader.names.declare((declaration.id as acorn.Identifier).name, scope)]);
  }
};

function specifier(reader: LeafReader, first: Named, second: Named, mark: number): void {
  reader.outer(first);
  reader.outer(second);
  if (first.start === second.start) reader.mark(first.start, mark);
}

const CALLABLE = /^(?:Arrow)?Function|^Class/;

/** By type of node. */
export const ENTER: ReadonlyMap<string, Rule<never>> = new Map<string, Rule<never>>([
  ["Identifier", identifier],
  ["Literal", literal],
  ["TemplateElement", leaf(KIND.template)],
  ["PrivateIdentifier", privateName],
  ["JSXText", leaf(KIND.template)],
  ["JSXIdentifier", leaf(KIND.name)],
  ["ExpressionStatement", statement],
  ["MemberExpression", member],
  ["Property", keyed],
  ["MethodDefinition", keyed],
  ["PropertyDefinition", keyed],
  ["AssignmentExpression", assignment],
  ["AssignmentPattern", assignment],
  ["CallExpression", call],
  ["NewExpression", construction],
  ["FunctionDeclaration", functions],
  ["FunctionExpression", functions],
  ["ArrowFunctionExpression", functions],
  ["VariableDeclaration", variables],
  ["ClassDeclaration", classes],
  ["ClassExpression", classes],
  ["ClassBody", classBody],
  ["BlockStatement", block],
  ["ForStatement", inBlock],
  ["ForInStatement", inBlock],
  ["ForOfStatement", inBlock],
  ["StaticBlock", (reader, node, scope) => reader.below(node, new NameScope(scope, true))],
  ["CatchClause", caught],
  ["SwitchStatement", switched],
  ["LabeledStatement", labelled],
  ["BreakStatement", labelled],
  ["ContinueStatement", labelled],
  ["WithStatement", withObject],
  ["MetaProperty", meta],
  ["ImportSpecifier", imported],
  ["ImportDefaultSpecifier", importedWhole],
  ["ImportNamespaceSpecifier", importedWhole],
  ["ImportAttribute", attribute],
  ["ExportNamedDeclaration", exported],
  ["ExportAllDeclaration", exportedAll],
]);
