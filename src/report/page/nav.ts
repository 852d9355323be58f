/** What stands beside the page: how it is looked at, what is filtered, and the way to every finding and file. */
import type { FileView } from "../../diff/view.js";
import type { Shown } from "../../review/shown.js";
import { clip } from "../escape.js";
import { type Html, join, NOTHING, tag, text, textTag } from "./html.js";
import { findingId, type Places } from "./places.js";
import { treeHtml } from "./tree.js";

const MESSAGE = 110;
/** Findings with a link of their own here. */
const MOST = 40;

export function navHtml(shown: Shown, places: Places, hasSection: (view: FileView) => boolean): Html {
  return tag(
    "nav",
    { id: "nav", "aria-label": "findings and files" },
    tag(
      "details",
      { class: "fold", open: true },
      textTag("summary", {}, "Contents"),
      looks,
      filters(shown),
      links(shown),
      tag("div", { class: "trees" }, treeHtml(shown, places, hasSection)),
    ),
  );
}

const choice = (name: string, value: string, label: string, checked = false): Html =>
  tag(
    "label",
    {},
    tag("input", {
      type: "radio",
      name,
      value,
      id: `${name}-${value}`,
      checked: checked || undefined,
      autocomplete: "off",
    }),
    textTag("span", {}, label),
  );

/** Works without a script: the style sheet looks at what is checked. */
const looks = tag(
  "div",
  { class: "looks" },
  tag(
    "fieldset",
    {},
    textTag("legend", {}, "diff"),
    choice("view", "inline", "inline", true),
    choice("view", "split", "side by side"),
  ),
  tag(
    "fieldset",
    {},
    textTag("legend", {}, "colours"),
    choice("theme", "auto", "auto", true),
    choice("theme", "light", "light"),
    choice("theme", "dark", "dark"),
  ),
);

function filters({ findings }: Shown): Html {
  const kinds = [...new Set(findings.map(({ kind }) => kind))].sort();
  const tiers = (["block", "ask", "note"] as const).map((tier) =>
    tag(
      "label",
      {},
      tag("input", { type: "checkbox", name: "tier", value: tier, checked: true, autocomplete: "off" }),
      textTag("span", { class: `tier ${tier}` }, tier),
    ),
  );
  return tag(
    "fieldset",
    { class: "filters scripted" },
    textTag("legend", {}, "filter"),
    tag("input", {
      type: "search",
      id: "filter",
      placeholder: "path or text  ( / )",
      "aria-label": "filter by path or text",
      autocomplete: "off",
      spellcheck: "false",
    }),
    tag("div", { class: "tierset" }, join(tiers)),
    tag(
      "select",
      { id: "kind", "aria-label": "kind of finding", autocomplete: "off" },
      tag("option", { value: "" }, text("every kind")),
      join(kinds.map((kind) => textTag("option", { value: kind }, kind))),
    ),
    tag(
      "label",
      { class: "only" },
      tag("input", { type: "checkbox", id: "only", autocomplete: "off" }),
      text(" only files with findings"),
    ),
    tag("p", { id: "matches", class: "meta", "aria-live": "polite" }),
    tag(
      "p",
      { class: "meta" },
      textTag("kbd", {}, "j"),
      text(" findings, "),
      textTag("kbd", {}, "n"),
      text(" files, "),
      textTag("kbd", {}, "?"),
      text(" all keys"),
    ),
  );
}

function links({ findings }: Shown): Html {
  const loud = findings
    .map((finding, number) => ({ finding, number }))
    .filter(({ finding }) => finding.tier !== "note");
  const items = loud
    .slice(0, MOST)
    .map(({ finding, number }) =>
      tag(
        "li",
        {},
        tag(
          "a",
          { href: `#${findingId(number)}` },
          textTag("span", { class: `dot ${finding.tier}` }, finding.tier[0] ?? ""),
          text(clip(finding.message, MESSAGE)),
        ),
      ),
    );
  return items.length === 0 ? NOTHING : tag("ol", { class: "short" }, join(items));
}

const KEYS = [
  ["j / k", "next, previous finding"],
  ["n / p", "next, previous file"],
  ["o", "fold or unfold the file or finding"],
  ["s", "side by side or inline"],
  ["x", "unfold unchanged lines of the file"],
  ["t", "colours: auto, light, dark"],
  ["/", "filter"],
  ["?", "this help"],
  ["Esc", "leave"],
] as const;

/** Beside the rest of the page: what stands in something folded is not shown even as a dialog. */
export const keysHtml = tag(
  "dialog",
  { id: "help", "aria-labelledby": "help-title" },
  textTag("h2", { id: "help-title" }, "Keys"),
  tag(
    "dl",
    {},
    join(KEYS.map(([key, does]) => join([tag("dt", {}, textTag("kbd", {}, key)), textTag("dd", {}, does)]))),
  ),
  tag("button", { type: "button", id: "close", class: "plain" }, text("Close")),
);
