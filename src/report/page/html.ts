/** HTML as a type of its own: only what is made here is markup, and every other text is escaped and made visible on its way in. */
import { codePoint, hiddenIn, visible } from "../escape.js";

declare const markup: unique symbol;
/** Text that may stand in the page as it is. */
export type Html = string & { readonly [markup]: true };

/** The page holds no other elements; a test reads it back and compares. */
export const ELEMENTS = [
  ...[
    "html",
    "head",
    "meta",
    "title",
    "style",
    "script",
    "body",
    "header",
    "nav",
    "main",
    "footer",
    "section",
    "article",
  ],
  ...[
    "h1",
    "h2",
    "h3",
    "h4",
    "p",
    "div",
    "span",
    "a",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "thead",
    "tbody",
    "tr",
  ],
  ...["th", "td", "caption", "details", "summary", "pre", "code", "ins", "del", "mark", "b", "kbd", "label", "input"],
  ...["select", "option", "button", "fieldset", "legend", "dialog", "time", "br"],
  ...["svg", "g", "rect", "path", "circle", "text", "tspan"],
] as const;
export type Element = (typeof ELEMENTS)[number];
const VOID: ReadonlySet<string> = new Set(["meta", "input", "br"]);

/** Nor other attributes: none of them takes an address but `href`, and that leads into the page. */
export const ATTRIBUTES = [
  ...["id", "class", "href", "lang", "charset", "name", "content", "http-equiv", "type", "value", "placeholder", "for"],
  ...[
    "open",
    "hidden",
    "checked",
    "selected",
    "scope",
    "role",
    "tabindex",
    "datetime",
    "title",
    "colspan",
    "autocomplete",
  ],
  ...["spellcheck", "aria-label", "aria-labelledby", "aria-hidden", "aria-live", "aria-keyshortcuts"],
  ...["data-o", "data-n", "data-tier", "data-kind", "data-id", "data-view"],
  ...["viewBox", "width", "height", "x", "y", "rx", "r", "cx", "cy", "d", "transform", "text-anchor"],
] as const;
export type Attributes = {
  readonly [name in Exclude<(typeof ATTRIBUTES)[number], "href">]?: string | number | true | undefined;
} & { readonly href?: `#${string}` | undefined };

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (plain: string): string => plain.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");

const element = (name: Element, attributes: Attributes, inner: string): Html => {
  let open = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    open += value === true ? ` ${key}` : ` ${key}="${escaped(visible(String(value)))}"`;
  }
  return (VOID.has(name) ? `${open}>` : `${open}>${inner}</${name}>`) as Html;
};

export type Content = Html | readonly Html[];

/** An element. Attribute values are hostile text like any other. */
export const tag = (name: Element, attributes: Attributes, ...content: readonly Content[]): Html =>
  element(name, attributes, content.flat().join(""));

/** An element that holds text. */
export const textTag = (name: Element, attributes: Attributes, plain: string): Html =>
  element(name, attributes, text(plain));

/** What stood hidden in a text, as `\u{…}` in a box of its own, so that it is not taken for the package's own spelling. */
const shown = (character: string): string => `<span class="u">${codePoint(character)}</span>`;

/** Hostile text on one line; `layout` names characters that stay as they are: a tab in a line of source. */
export function text(plain: string, layout = ""): Html {
  let result = "";
  let at = 0;
  for (const { start, end } of hiddenIn(plain)) {
    if (layout.includes(plain.slice(start, end))) continue;
    result += escaped(plain.slice(at, start)) + shown(plain.slice(start, end));
    at = end;
  }
  return (result + escaped(plain.slice(at))) as Html;
}

/** The same where nothing but text may stand, as in a title. */
export const plainText = (plain: string): Html => escaped(visible(plain)) as Html;

/** Style sheets and scripts: ours alone, and they may not end their element. */
export function raw(name: "style" | "script", source: string): Html {
  if (/<\/|<!--/.test(source)) throw new TypeError(`the ${name} of the page would end early`);
  return `<${name}>${source}</${name}>` as Html;
}

export const NOTHING = "" as Html;
export const join = (parts: readonly Html[], between = ""): Html => parts.join(between) as Html;
