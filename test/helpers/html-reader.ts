/** Reads back the HTML that the page's writer makes, and takes nothing that it would not write: what is odd is an error. */
import assert from "node:assert/strict";

export interface ElementNode {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: (ElementNode | string)[];
}

const VOID = new Set(["meta", "input", "br"]);
const TAG = /<(\/?)([A-Za-z][A-Za-z0-9]*)((?: [A-Za-z-]+(?:="[^"<>]*")?)*)>/y;
const ATTRIBUTE = / ([A-Za-z-]+)(?:="([^"]*)")?/g;
const RAW = /^<(style|script)>/;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

/** References are decoded; another than the five is an error, and so is a bare `&`. */
const decoded = (text: string): string =>
  text.replace(/&(?:([a-z0-9#]+);)?/g, (whole, name?: string) => {
    const character = ENTITIES[name ?? ""];
    assert.ok(character !== undefined, `reference ${whole}`);
    return character;
  });

export function readHtml(html: string): ElementNode {
  const doctype = "<!doctype html>\n";
  assert.ok(html.startsWith(doctype));
  const root: ElementNode = { name: "#document", attributes: new Map(), children: [] };
  const stack = [root];
  for (let at = doctype.length; at < html.length; ) {
    const top = stack.at(-1) as ElementNode;
    const next = html.indexOf("<", at);
    const text = html.slice(at, next < 0 ? html.length : next);
    assert.ok(!text.includes(">"), `a bare > in ${text.slice(0, 80)}`);
    if (text !== "") top.children.push(decoded(text));
    if (next < 0) break;
    TAG.lastIndex = next;
    const match = TAG.exec(html);
    assert.ok(match !== null, `not a tag: ${html.slice(next, next + 80)}`);
    at = TAG.lastIndex;
    const [whole, slash, name = "", attributes = ""] = match;
    if (slash === "/") {
      assert.equal(top.name, name, "elements end where they should");
      stack.pop();
      continue;
    }
    const node: ElementNode = { name, attributes: attributesOf(attributes), children: [] };
    top.children.push(node);
    if (RAW.test(whole)) {
      const end = html.indexOf(`</${name}`, at);
      node.children.push(html.slice(at, end));
      at = end + name.length + 3;
    } else if (!VOID.has(name)) stack.push(node);
  }
  assert.equal(stack.length, 1, "everything is closed");
  return root;
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  const pairs = [...text.matchAll(ATTRIBUTE)].map(([, name = "", value = ""]) => [name, decoded(value)] as const);
  assert.equal(new Set(pairs.map(([name]) => name)).size, pairs.length, "no attribute is there twice");
  return new Map(pairs);
}

export function* elementsOf(node: ElementNode): Generator<ElementNode> {
  yield node;
  for (const child of node.children) if (typeof child !== "string") yield* elementsOf(child);
}

export const textOf = (node: ElementNode): string =>
  node.children.map((child) => (typeof child === "string" ? child : textOf(child))).join("");

/** The first element that a test accepts. @throws AssertionError when there is none. */
export function find(root: ElementNode, isWanted: (node: ElementNode) => boolean): ElementNode {
  for (const node of elementsOf(root)) if (isWanted(node)) return node;
  assert.fail("no such element");
}

export const classesOf = (node: ElementNode): string[] => (node.attributes.get("class") ?? "").split(" ");
