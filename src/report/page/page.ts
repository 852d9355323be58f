/**
 * Everything a reviewer is shown, as one HTML file that asks nothing of any network and runs nothing of any package. All of it is
 * static; the script only folds, filters and moves the focus. Pure.
 */
import { hash } from "node:crypto";
import type { FileView } from "../../diff/view.js";
import type { Shown, ShownPackage } from "../../review/shown.js";
import { count } from "../table.js";
import { closureHtml } from "./closure.js";
import { decisionHtml } from "./decision.js";
import { fileHtml } from "./file.js";
import { findingsHtml } from "./findings.js";
import { headHtml, titleOf } from "./head.js";
import { type Html, join, NOTHING, plainText, raw, tag, text, textTag } from "./html.js";
import { Allowance, LIMITS } from "./limits.js";
import { keysHtml, navHtml } from "./nav.js";
import { Places, packageId } from "./places.js";
import { SCRIPT } from "./script.js";
import { STYLE } from "./style.js";
import { toolsHtml } from "./tools.js";

export interface PageOptions {
  /** Of mcp-pin. */
  readonly version: string;
  /** When it is made, ISO 8601. */
  readonly now?: string;
}

/** The page of one update or first look; several servers are several pages. */
export function renderPage(shown: Shown, options: PageOptions): string {
  const places = new Places(shown);
  const allowance = new Allowance();
  const sections = sectionsOf(shown, places, allowance);
  const findings = findingsHtml(shown, places, allowance);
  const body = tag(
    "body",
    {},
    tag("a", { class: "skip", href: "#findings" }, text("Skip to the findings")),
    headHtml(shown),
    navHtml(shown, places, (view) => sections.files.has(view)),
    tag(
      "main",
      { id: "main" },
      findings,
      toolsHtml(shown),
      closureHtml(shown),
      tag(
        "section",
        { id: "changes", "aria-labelledby": "changes-title" },
        textTag("h2", { id: "changes-title" }, "Changes"),
        sections.html,
      ),
      notAnalysed(shown),
      decisionHtml(shown),
    ),
    footer(options),
    keysHtml,
    raw("script", SCRIPT),
  );
  return `<!doctype html>\n${tag("html", { lang: "en" }, headOf(shown), body)}\n`;
}

const source = (content: string): string => `'sha256-${hash("sha256", content, "base64")}'`;

/** Nothing is fetched, framed, posted or evaluated, and no markup is made of text. */
const policy = [
  "default-src 'none'",
  `script-src ${source(SCRIPT)}`,
  `style-src ${source(STYLE)}`,
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

const headOf = (shown: Shown): Html =>
  tag(
    "head",
    {},
    tag("meta", { charset: "utf-8" }),
    tag("meta", { "http-equiv": "Content-Security-Policy", content: policy }),
    tag("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    tag("meta", { name: "referrer", content: "no-referrer" }),
    tag("meta", { name: "color-scheme", content: "light dark" }),
    tag("title", {}, plainText(`${titleOf(shown)} · mcp-pin`)),
    raw("style", STYLE),
  );

const GRAVITY = { block: 0, ask: 1, note: 2 } as const;

function sectionsOf(shown: Shown, places: Places, allowance: Allowance): { html: Html; files: ReadonlySet<FileView> } {
  const files = new Set<FileView>();
  const parts = shown.packages.map((item, number) => {
    places.show(packageId(number));
    const ordered = item.views
      .map((view, file) => ({ view, file }))
      .sort((a, b) => gravity(a.view, places) - gravity(b.view, places));
    const room = Math.max(0, LIMITS.files - files.size);
    const shownFiles = ordered.slice(0, room).map(({ view, file }) => {
      files.add(view);
      return fileHtml(view, { places, allowance, package: number, file });
    });
    return packageHtml(item, number, shownFiles, ordered.length - shownFiles.length);
  });
  return { html: join(parts), files };
}

/** Files with findings first, the gravest on top. */
function gravity(view: FileView, places: Places): number {
  const tiers = [...places.in(view).values()].flat().map(({ finding }) => GRAVITY[finding.tier]);
  return Math.min(3, ...tiers);
}

function packageHtml(item: ShownPackage, number: number, files: readonly Html[], more: number): Html {
  const { before, after, kind, requiredBy } = item;
  const name = (after ?? before)?.name ?? "";
  const versions = [...new Set([before?.version, after?.version])]
    .filter((version) => version !== undefined)
    .join(" → ");
  const said = [
    ...(requiredBy.length > 0 ? [`required by ${requiredBy.slice(0, 12).join(", ")}`] : []),
    ...(kind === "removed"
      ? ["no longer in the closure"]
      : item.reviewed === true
        ? ["read before, for another server: its changes are not shown again"]
        : files.length + more === 0
          ? ["no file differs"]
          : []),
    ...(more > 0 ? [`${count(more, "more file")} not in this page`] : []),
  ];
  return tag(
    "section",
    { id: packageId(number), class: `package ${kind}`, tabindex: -1, "aria-label": `${name} ${versions}` },
    tag(
      "h3",
      {},
      textTag("span", { class: `kind ${number === 0 ? "own" : kind}` }, number === 0 ? "server" : kind),
      tag("span", { class: "name" }, text(name)),
      textTag("span", { class: "version" }, versions),
    ),
    said.length === 0 ? NOTHING : textTag("p", { class: "meta" }, said.join(" · ")),
    join(files),
  );
}

function notAnalysed({ assessment }: Shown): Html {
  const list = assessment.notAnalysed;
  const rows = list
    .slice(0, LIMITS.notAnalysed)
    .map(({ package: id, path, reason }) =>
      tag("tr", {}, textTag("td", {}, id), tag("td", {}, textTag("code", {}, path)), textTag("td", {}, reason)),
    );
  const more = list.length - rows.length;
  return tag(
    "section",
    { id: "not-analysed", "aria-labelledby": "not-analysed-title" },
    textTag("h2", { id: "not-analysed-title" }, "Not analysed"),
    list.length === 0
      ? textTag("p", { class: "calm" }, "Every file was read as what it is.")
      : tag("table", { class: "list" }, tag("tbody", {}, join(rows))),
    more > 0 ? textTag("p", { class: "gap" }, `and ${count(more, "more file")}`) : NOTHING,
  );
}

const footer = ({ version, now }: PageOptions): Html =>
  tag(
    "footer",
    {},
    text(`Made by mcp-pin ${version}`),
    now === undefined ? NOTHING : join([text(" at "), tag("time", { datetime: now }, text(now))]),
    text(". Nothing of the package was run."),
  );
