/** What the source of an update says of its tools beside what is pinned: every difference as text, before anything runs. */
import type { ItemKey } from "../../lockfile/tool-lines.js";
import type { Shown } from "../../review/shown.js";
import type { FieldChange, ToolChange } from "../../review/tool-changes.js";
import type { ToolWords } from "../../review/written-tools.js";
import { itemText } from "../guard.js";
import { textOfLine } from "../styled.js";
import { count } from "../table.js";
import { membersText, toolWordsPiece } from "../tool-words.js";
import { itemLines, sidesOf } from "../tools.js";
import { type Html, join, NOTHING, tag, text, textTag } from "./html.js";
import { LIMITS } from "./limits.js";

/** Nothing for servers without pinned tools. */
export function toolsHtml({ tools }: Shown): Html {
  if (tools === undefined) return NOTHING;
  const { changes } = tools;
  const more = changes.length - LIMITS.tools;
  return tag(
    "section",
    { id: "tools", "aria-labelledby": "tools-title" },
    textTag("h2", { id: "tools-title" }, "Tools"),
    tag(
      "p",
      { class: "legend" },
      text(`${toolWordsPiece(tools).text}. Pinned texts against what the source writes; nothing was run.`),
    ),
    join(changes.slice(0, LIMITS.tools).map(changeHtml)),
    more > 0 ? textTag("p", { class: "gap" }, `${count(more, "more item")} not in this page`) : NOTHING,
    openHtml(tools),
  );
}

function changeHtml(change: ToolChange): Html {
  const title = [textTag("span", { class: `kind ${change.kind}` }, change.kind), tag("span", {}, said(change.key))];
  return tag("article", { class: "tool" }, tag("h3", {}, title), detailHtml(change));
}

/** Made visible already. */
const said = (key: ItemKey): Html => text(itemText(key));

function detailHtml(change: ToolChange): Html {
  if (change.kind === "removed") return NOTHING;
  if (change.kind === "added") {
    const lines = itemLines(change.key, change.after).map((line) => text(textOfLine(line).trim()));
    return tag("pre", { class: "excerpt" }, join(lines, "\n"));
  }
  return join((change.fields ?? []).map(fieldHtml));
}

function fieldHtml(field: FieldChange): Html {
  const { before, after } = sidesOf(field);
  const rows = [
    ...before.map((line) => tag("del", {}, text(line, "\t"))),
    ...after.map((line) => tag("ins", {}, text(line, "\t"))),
  ];
  return join([
    field.path === "" ? NOTHING : tag("p", { class: "place" }, text(field.path)),
    tag("div", { class: "diff one around" }, tag("pre", { class: "rows" }, join(rows, "\n"))),
  ]);
}

function openHtml({ open }: ToolWords): Html {
  if (open.length === 0) return NOTHING;
  const items = open
    .slice(0, LIMITS.tools)
    .map(({ key, members }) => tag("li", {}, said(key), text(membersText(members))));
  return tag(
    "details",
    { class: "fold" },
    textTag("summary", {}, `${count(open.length, "item")} not extracted, or not as a whole`),
    tag("ul", { class: "said" }, join(items)),
  );
}
