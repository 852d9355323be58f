/** What a file is, by its content first and its name second. */
import { decode } from "../source/text.js";
import type { Zone } from "./facts.js";

export type FileKind =
  | "javascript"
  | "types" // declarations only: nothing in them runs
  | "json"
  | "source-map"
  | "shell"
  | "gyp"
  | "markup" // HTML, XML, SVG
  | "template" // texts with placeholders, of mails and pages
  | "prose"
  | "config" // YAML, TOML, ini
  | "binary";

export interface FileText {
  readonly kind: FileKind;
  readonly text: string;
}

const SCRIPT = /\.(?:[cm]?[jt]sx?|es6|jsx)$/i;

/** Reads a file as what it is. Never throws. */
export function readAs(path: string, bytes: Uint8Array): FileText {
  const decoded = decode(bytes);
  if (decoded === undefined) return { kind: "binary", text: "" };
  const { text } = decoded;
  return { kind: kindOf(path, text), text };
}

function kindOf(path: string, text: string): FileKind {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  const start = text.slice(0, 200).trimStart();
  if (/\.d\.[cm]?ts$/.test(name)) return "types";
  if (/^#!.*\b(?:node|bun|deno|tsx|ts-node)\b/.test(start)) return "javascript";
  if (start.startsWith("#!") || /\.(?:sh|bash|zsh|fish|bat|cmd|ps1|command)$/.test(name)) return "shell";
  if (name.endsWith(".gyp") || name.endsWith(".gypi")) return "gyp";
  if (name.endsWith(".map") && start.startsWith("{")) return "source-map";
  if (SCRIPT.test(name)) return "javascript";
  if (/\.jsonc?$|\.json5$|^\.[a-z]+rc$/.test(name) && /^[[{]/.test(start)) return "json";
  if (isTemplate(name, text)) return "template";
  if (/^<(?:!doctype|html|\?xml|svg)/i.test(start)) return "markup";
  if (/\.(?:ya?ml|toml|ini|cfg|conf|env|patch|diff)$|^\.[a-z]/.test(name)) return "config";
  if (/\.(?:md|mdx|markdown|rst|txt|adoc)$|^(?:license|licence|notice|readme|changelog|authors|copying)/.test(name)) {
    return BEGINS_AS_CODE.test(start) ? "javascript" : "prose";
  }
  if (/^[[{]/.test(start)) return "json";
  return looksLikeCode(text) ? "javascript" : "prose";
}

/** By its ending, or markup and plain text with placeholders; a page with scripts is more than a template. */
const isTemplate = (name: string, text: string): boolean =>
  /\.(?:hbs|handlebars|mustache|mjml|ejs|njk|nunjucks|liquid|pug|eta|tmpl|tpl|twig)$/.test(name) ||
  (/\.(?:html?|txt|eml)$/.test(name) && text.length < 200_000 && PLACEHOLDER.test(text) && !/<script\b/i.test(text));

const PLACEHOLDER = /\{\{[^{}\n]{1,80}\}\}|<%[^%\n]{1,80}%>|\{%[^%\n]{1,80}%\}/;

const BEGINS_AS_CODE =
  /^(?:["']use strict["']|(?:const|let|var) (?:\w+|\{[^}\n]*\}|\[[^\]\n]*\]) ?=|import [\w{*"']|module\.exports|exports\.|!?\(?function\b|\(\(\) ?=>|\(async )/;

/** Cheap signs of a program in a file whose name says otherwise: Node runs any file that is required by its full name. */
function looksLikeCode(text: string): boolean {
  const head = text.slice(0, 4_000);
  if (/^\s*(?:#|<|\||[-*] )/m.test(head.slice(0, 200)) && !head.includes("require(")) return false;
  const statements =
    head.match(/(?:^|\n)\s*(?:const|let|var|import|export|function|module\.exports|class|if \(|return)\b[^\n]*[;{(]/g)
      ?.length ?? 0;
  return statements >= 2 || /^\s*(?:["']use strict["']|\(function|!function|\(\(\) =>|var _0x|const _0x)/.test(head);
}

const TEST_PATH =
  /(?:^|\/)(?:[\w.-]*-?tests?|__tests__|__mocks__|test-?(?:utils|setup|helpers?|harness|support|data)|testUtils|testing|spec|specs|e2e|examples?|docs?|fixtures?|samples?|benchmarks?|bench|evals?|stories|\.github)\/|(?:^|\/)(?:test-?(?:setup|utils|helpers?|harness)|setup-?tests?)\b[\w.-]*\.[cm]?[jt]s$|\.(?:test|spec|stories|bench)\.[cm]?[jt]sx?$/i;

/** Whether a path names tests, examples or documentation. Only believed of files that nothing else in the package names. */
export const isTestPath = (path: string): boolean => TEST_PATH.test(path);

export function zoneOf(kind: FileKind): Zone {
  if (kind === "javascript" || kind === "shell" || kind === "gyp") return "code";
  return kind === "json" || kind === "config" || kind === "template" ? "data" : "prose";
}
