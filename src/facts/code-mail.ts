/** Mail fields in code: properties, assignments, setters, pairs, header objects and raw MIME text, with who fills them. */
import type * as acorn from "acorn";
import { bare, type CallNode, type Node, parentOf } from "../source/ast.js";
import { holderOf } from "../source/module.js";
import { addApplied } from "./code-applied.js";
import { calleeName } from "./code-text.js";
import type { CodeCollector } from "./collector.js";
import type { MailFieldFact } from "./facts.js";
import { headerLines, isCommand, isMime, isStrong, jsonFields, MAIL_COMPANIONS, mailField } from "./mail-fields.js";
import { emailsIn } from "./text-facts.js";
import { alternatives, constantTexts, disguiseOf, render, shapeOf, text, type Value } from "./value.js";

export function addMail(to: CodeCollector): void {
  for (const property of to.module.properties) addProperty(to, property);
  for (const assignment of to.module.assignments) addAssignment(to, assignment);
  for (const call of to.module.calls) addCall(to, call);
  for (const node of to.module.strings) addRaw(to, node);
  for (const node of to.module.others) if (node.type === "SpreadElement") addSpread(to, node, node.argument as Node);
  addForwarding(to);
  addApplied(to, (node, spelled, value, valueNode) => addField(to, { node, spelled, value, valueNode, inMail: true }));
}

interface Sight {
  readonly node: Node;
  readonly spelled: string;
  readonly value: Value;
  readonly valueNode: Node;
  /** The surroundings are those of a mail. */
  readonly inMail: boolean;
}

function addProperty(to: CodeCollector, property: acorn.Property): void {
  if (property.method || property.kind === "set") return;
  const spelled = to.folder.keyOf(property, to.frame);
  if (spelled === undefined) return;
  const parent = parentOf(property);
  const siblings = parent?.type === "ObjectExpression" ? parent.properties : [];
  if (mailField(spelled) !== undefined) {
    const inMail = siblings.some(
      (item) => item.type === "Property" && MAIL_COMPANIONS.has(plainKey(item).toLowerCase()),
    );
    const valueNode = property.value as Node;
    addField(to, { node: property, spelled, value: to.fold(valueNode), valueNode, inMail });
  } else if (/^(?:name|key|header|field|headerName)$/i.test(spelled)) addNamed(to, property, siblings);
  else if (/^(?:chat_?id|channel(?:_?id)?)$/i.test(spelled)) addChannel(to, property, spelled);
}

const plainKey = (item: acorn.Property): string =>
  item.key.type === "Identifier" ? item.key.name : item.key.type === "Literal" ? String(item.key.value) : "";

/** `{ name: "Bcc", value: "…" }`, as header lists are written. */
function addNamed(
  to: CodeCollector,
  property: acorn.Property,
  siblings: readonly (acorn.Property | acorn.SpreadElement)[],
): void {
  const name = text(to.fold(property.value as Node));
  const field = name === undefined ? undefined : mailField(name);
  const other = siblings.find((item) => item.type === "Property" && /^(?:value|content|body)$/i.test(plainKey(item)));
  if (name === undefined || field === undefined || other?.type !== "Property") return;
  const valueNode = other.value as Node;
  addField(to, { node: property, spelled: name, value: to.fold(valueNode), valueNode, inMail: isStrong(field) });
}

/** A constant chat or channel of a messenger: a message that always goes to the same place. */
function addChannel(to: CodeCollector, property: acorn.Property, spelled: string): void {
  const value = to.fold(property.value as Node);
  const target = value.t === "constant" ? String(value.value) : "";
  if (!/^-?\d{6,}$|^@[\w-]{4,}$|^[CDGU][A-Z0-9]{8,}$|^#[\w-]+$/.test(target)) return;
  push(to, { node: property, spelled, value, valueNode: property.value as Node, inMail: true }, "channel", [target]);
}

function addAssignment(to: CodeCollector, assignment: acorn.AssignmentExpression): void {
  const left = bare(assignment.left as Node);
  if (left.type !== "MemberExpression") return;
  const spelled = to.folder.keyOf({ key: left.property, computed: left.computed }, to.frame);
  if (spelled === undefined || mailField(spelled) === undefined) return;
  const valueNode = assignment.right as Node;
  const owner = to.source(left.object as Node, 60);
  const onMail =
    /(?:mail|message|msg|email|envelope|draft|headers?)/i.test(owner) ||
    (/payload/i.test(owner) && !/^(?:to|from|destinations?)$/i.test(spelled)) ||
    isMail(to.fold(left.object as Node));
  addField(to, { node: assignment, spelled, value: to.fold(valueNode), valueNode, inMail: onMail });
}

/** An object with a subject, a body or an attachment. */
const isMail = (value: Value): boolean =>
  value.t === "object" && [...value.props.keys()].some((key) => MAIL_COMPANIONS.has(key.toLowerCase()));

const SETTER = /^(?:set|add|append|with|put)_?([A-Z]\w+|[bc]cc?)$/;
const PUTS = /^(?:set|add|append|put|header|setHeader|addHeader|defineProperty|field|attr|param)$/;
const GROWS = /^(?:push|unshift|splice|concat|add|append)$/;

function addCall(to: CodeCollector, call: CallNode): void {
  const name = calleeName(call);
  const callee = bare(call.callee as Node);
  if (name === undefined || callee.type !== "MemberExpression" || call.arguments.length === 0) return;
  const args = call.arguments as Node[];
  if (PUTS.test(name) && args.length >= 2) addPut(to, call, name === "defineProperty" ? args.slice(1) : args);
  if (name === "set" && args.length === 3) addPut(to, call, args.slice(1)); // Reflect.set(object, name, value)
  const setter = SETTER.exec(name)?.[1] ?? (mailField(name) === undefined ? undefined : name);
  const field = setter === undefined ? undefined : mailField(setter);
  if (name === "assign") for (const arg of args.slice(1)) addSpread(to, call, arg);
  const [first] = args;
  if (setter !== undefined && field !== undefined && first !== undefined && field !== "to" && field !== "from") {
    addField(to, { node: call, spelled: name, value: to.fold(first), valueNode: first, inMail: false });
  } else if (setter !== undefined && field !== undefined && first !== undefined) {
    const value = to.fold(first);
    if (emailsIn(render(value)).length > 0)
      addField(to, { node: call, spelled: name, value, valueNode: first, inMail: true });
  }
  if (GROWS.test(name)) addGrowth(to, call, callee, args);
}

/** Fields of an object that is not written where it is taken over: decoded, or a constant of another file. */
function addSpread(to: CodeCollector, node: Node, valueNode: Node): void {
  if (bare(valueNode).type === "ObjectExpression") return;
  const value = to.fold(valueNode);
  if (value.t !== "object") return;
  for (const [spelled, item] of value.props) {
    if (emailsIn(render(item)).length > 0) addField(to, { node, spelled, value: item, valueNode, inMail: true });
  }
}

function addPut(to: CodeCollector, call: CallNode, [nameNode, valueNode]: readonly Node[]): void {
  if (nameNode === undefined || valueNode === undefined) return;
  const spelled = text(to.fold(nameNode));
  if (spelled === undefined || mailField(spelled) === undefined) return;
  let value = to.fold(valueNode);
  if (value.t === "object") value = value.props.get("value") ?? value;
  addField(to, { node: call, spelled, value, valueNode, inMail: false });
}

/** `recipients.push(…)`, `message.to.push(…)`: a list of recipients gains one. */
function addGrowth(to: CodeCollector, call: CallNode, callee: acorn.MemberExpression, args: readonly Node[]): void {
  const list = bare(callee.object as Node);
  const spelled =
    list.type === "Identifier"
      ? list.name
      : list.type === "MemberExpression"
        ? to.folder.keyOf({ key: list.property, computed: list.computed }, to.frame)
        : undefined;
  if (spelled === undefined) return;
  for (const arg of args) {
    const value = to.fold(arg);
    const pair = value.t === "list" && value.items.length === 2 && value.items[0] ? text(value.items[0]) : undefined;
    if (pair !== undefined && mailField(pair) !== undefined && value.t === "list") {
      addField(to, { node: call, spelled: pair, value: value.items[1] ?? value, valueNode: arg, inMail: false });
    } else if (mailField(spelled) !== undefined && constantTexts(value).some((item) => item.includes("@"))) {
      addField(to, { node: call, spelled, value, valueNode: arg, inMail: true });
    } else if (value.t === "constant" || value.t === "text") addHeaders(to, call, render(value), value);
  }
}

function addField(to: CodeCollector, sight: Sight): void {
  const field = mailField(sight.spelled);
  if (field === undefined || isSchema(to, sight)) return;
  const values = addressTexts(sight.value);
  if (values.length > 0) push(to, sight, field, values);
  else if ((isStrong(field) || sight.inMail) && !isNothing(sight.value)) push(to, sight, field, []);
}

/** Constant texts of a value that are or end in an address. `…@vendor.com` counts: the package chose the domain. */
function addressTexts(value: Value): readonly string[] {
  const texts = constantTexts(value).flatMap((item) => item.split(/[,;]\s*/));
  return [
    ...new Set(
      texts.filter((item) => emailsIn(item).length > 0 || /(?:^|…|\s|<)@?[\w-]*@[\w-]+(?:\.[\w-]+)+>?$/.test(item)),
    ),
  ].slice(0, 20);
}

/** What declares a parameter rather than filling a field. */
function isSchema(to: CodeCollector, { value, valueNode }: Sight): boolean {
  if (value.t === "object") return value.props.has("type") || value.props.has("description") || value.props.has("$ref");
  const references = alternatives(value).some(
    (item) =>
      item.t === "reference" && /^(?:zod|z|joi|yup|valibot|@sinclair\/typebox|arktype|superstruct)\b/.test(item.name),
  );
  return (
    references ||
    /^(?:z|v|t|Type|Joi|yup|zod)\s*\.\s*\w+\s*\(|\.(?:optional|describe|nullable)\(/.test(to.source(valueNode, 200))
  );
}

/** No recipient: nothing, a switch, a number, a colour, or a plain name as tables of field names hold. */
const isNothing = (value: Value): boolean =>
  value.t === "constant" &&
  ((typeof value.value === "string" && /^(?:[\w.-]+|#[\da-f]{3,8})$/i.test(value.value)) ||
    value.value === undefined ||
    value.value === null ||
    value.value === "" ||
    typeof value.value === "boolean" ||
    typeof value.value === "number");

function push(to: CodeCollector, sight: Sight, field: string, values: readonly string[]): void {
  const { node, spelled, value, valueNode } = sight;
  const shape = values.length > 0 ? "constant" : shapeOf(value) === "constant" ? "computed" : shapeOf(value);
  const fact: MailFieldFact = {
    kind: "mail-field",
    key:
      values.length > 0
        ? `mail:${field}:${[...values].sort().join(",").toLowerCase()}`
        : `mail:${field}:${shape}:${formOf(valueNode)}`,
    zone: to.zone,
    at: to.at(node.start),
    via: to.via(value, node),
    ...disguiseFrom(to, sight),
    field,
    spelled,
    shape,
    values,
    source: to.source(valueNode),
  };
  to.add(fact);
}

/** A name or value that is decoded or put together from pieces is shown as it is written. */
function disguiseFrom(to: CodeCollector, { node, spelled, value }: Sight): { readonly disguise?: string } {
  const written = to.source(node, 200);
  return disguiseOf(value) > 1 || !written.toLowerCase().includes(spelled.toLowerCase()) ? { disguise: written } : {};
}

/** How the value is put together: a recipient that is newly wrapped, joined or mapped is worth a look. */
function formOf(node: Node): string {
  const inner = bare(node);
  if (inner.type === "ArrayExpression") return `list of ${inner.elements.length}`;
  if (inner.type === "CallExpression" || inner.type === "NewExpression") return `call of ${calleeName(inner) ?? "?"}`;
  return inner.type === "TemplateLiteral" || inner.type === "BinaryExpression" ? "text" : "value";
}

/** Header lines in text that becomes a mail. */
function addRaw(to: CodeCollector, node: Node): void {
  const parent = parentOf(node);
  if (parent?.type === "BinaryExpression" && parent.operator === "+") return;
  if (node.type === "Literal" && !String(node.value).includes(":")) return;
  const value = to.fold(node);
  if (value.t !== "constant" && value.t !== "text") return;
  const shown = render(value);
  addHeaders(to, node, shown, value);
  for (const { field, spelled, value: said } of isManual(node) ? [] : jsonFields(shown)) {
    const addresses = emailsIn(said.split(/[}\]]/, 1)[0] ?? "");
    if (addresses.length > 0) push(to, { node, spelled, value, valueNode: node, inMail: true }, field, addresses);
  }
}

/** What tells people or models how a mail is written down. */
const isManual = (node: Node): boolean =>
  /description|example|help|usage|message|instructions|prompt|placeholder/i.test(holderOf(node) ?? "");

function addHeaders(to: CodeCollector, node: Node, shown: string, value: Value): void {
  for (const { field, spelled, value: line } of headerLines(shown)) {
    const addresses = emailsIn(line);
    const injected = /[\r\n]|\\r\\n|%0[ad]/i.test(shown);
    if (addresses.length > 0 && (injected || isStrong(field) || isCommand(spelled) || field === "cc")) {
      push(to, { node, spelled, value, valueNode: node, inMail: true }, field, addresses);
    } else if (line.includes("…") && (isStrong(field) || (field === "cc" && isMime(shown)))) {
      push(
        to,
        { node, spelled, value: { t: "unknown", shape: "parameter" }, valueNode: node, inMail: true },
        field,
        [],
      );
    }
  }
}

const FORWARDING =
  /forwardingAddresses|autoForwarding|settings\/filters|messageRules|mailFolders\/\w+\/messageRules|InboxRule|settings\/delegates|vacationSettings|sendAs\b|automaticRepliesSetting/;

/** Interfaces of mail services that forward, redirect or answer by themselves. */
function addForwarding(to: CodeCollector): void {
  for (const node of [...to.module.strings, ...to.module.members]) {
    const written =
      node.type === "MemberExpression"
        ? node.property.type === "Identifier"
          ? node.property.name
          : ""
        : node.type === "Literal"
          ? String(node.value)
          : node.type === "TemplateLiteral"
            ? to.source(node, 300)
            : "";
    const match = written.length < 400 ? FORWARDING.exec(written) : null;
    if (match === null) continue;
    to.add({
      kind: "mail-field",
      key: `mail:forward:${match[0]}`,
      zone: to.zone,
      at: to.at(node.start),
      via: [],
      field: "forward",
      spelled: match[0],
      shape: "computed",
      values: [],
      source: to.source(node),
    });
  }
}
