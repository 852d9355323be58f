/** The findings, the worst first, each with the lines around its place. */
import type { Shown } from "../../review/shown.js";
import type { Evidence, Finding, Tier } from "../../rules/rule.js";
import { clip } from "../escape.js";
import { count } from "../table.js";
import { changeHtml, drawingOf } from "./diff.js";
import { type Html, join, NOTHING, tag, text, textTag } from "./html.js";
import { type Allowance, LIMITS } from "./limits.js";
import { findingId, type Places, type Spot } from "./places.js";
import { rowsAround, segmentsOf } from "./rows.js";

const MESSAGE = 600;
const VALUE = 300;

/** Made after the files, so that it is known which lines are in the page. */
export function findingsHtml({ findings }: Shown, places: Places, allowance: Allowance): Html {
  const shown = findings.slice(0, LIMITS.findings);
  const loud = shown.flatMap((finding, i) => (finding.tier === "note" ? [] : [card(finding, i, places, allowance)]));
  const notes = shown.flatMap((finding, i) => (finding.tier === "note" ? [card(finding, i, places, allowance)] : []));
  const more = findings.length - shown.length;
  const fold =
    notes.length === 0
      ? NOTHING
      : tag(
          "details",
          { class: "notes", open: loud.length === 0 || undefined },
          textTag("summary", {}, count(notes.length, "note")),
          join(notes),
        );
  return tag(
    "section",
    { id: "findings", "aria-labelledby": "findings-title" },
    textTag("h2", { id: "findings-title" }, "Findings"),
    loud.length === 0 ? textTag("p", { class: "calm" }, "Nothing to block or to ask about.") : join(loud),
    fold,
    more > 0 ? textTag("p", { class: "gap" }, `${count(more, "more finding")} not in this page`) : NOTHING,
  );
}

function card(finding: Finding, number: number, places: Places, allowance: Allowance): Html {
  const { tier, rule, kind, message, value, evidence } = finding;
  return tag(
    "article",
    { id: findingId(number), class: `finding ${tier}`, tabindex: -1, "data-tier": tier, "data-kind": kind },
    tag("h3", {}, textTag("span", { class: `tier ${tier}` }, tier), tag("span", {}, text(clip(message, MESSAGE)))),
    tag(
      "p",
      { class: "meta" },
      textTag("code", { class: "rule" }, rule),
      tag("span", {}, text(finding.package)),
      value === undefined ? NOTHING : tag("span", { class: "value" }, tag("code", {}, text(clip(value, VALUE)))),
    ),
    join(
      evidence.slice(0, LIMITS.places).map((place, i) => placeHtml(place, { places, allowance, tier, first: i === 0 })),
    ),
    evidence.length > LIMITS.places
      ? textTag("p", { class: "meta" }, `and ${count(evidence.length - LIMITS.places, "more place")}`)
      : NOTHING,
  );
}

interface PlaceContext {
  readonly places: Places;
  readonly allowance: Allowance;
  readonly tier: Tier;
  readonly first: boolean;
}

function placeHtml(evidence: Evidence, { places, allowance, tier, first }: PlaceContext): Html {
  const spot = places.spot(evidence);
  const target = spot && places.target(spot);
  const label = text(`${evidence.path}:${evidence.line}:${evidence.column}`);
  const link =
    target === undefined
      ? tag("span", { class: "place" }, label)
      : tag("a", { class: "place", href: `#${target}` }, label, textTag("span", { class: "hint" }, " in the diff"));
  const isRich = spot !== undefined && first && tier !== "note" && spot.view.form !== "bytes";
  return tag("div", { class: "evidence" }, link, isRich ? around(spot, places, allowance) : excerptHtml(evidence));
}

const excerptHtml = ({ excerpt }: Evidence): Html =>
  excerpt === "" ? NOTHING : tag("pre", { class: "excerpt" }, text(excerpt, "\t"));

/** The lines around a place. */
function around(spot: Spot, places: Places, allowance: Allowance): Html {
  const found = places.in(spot.view);
  const rows = rowsAround(segmentsOf(spot.view, [...found.keys()]), spot.line, 4);
  if (rows.length === 0) return NOTHING;
  const html = changeHtml(rows, drawingOf(spot.view, found, allowance));
  allowance.takeMarkup(html.length);
  return tag("div", { class: `diff one around${spot.view.form === "readable" ? " readable" : ""}` }, html);
}
