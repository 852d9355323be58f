/** The way through a review: the overview, each finding, the notes together, the list of files, each file. */
import type { Shown } from "../../review/shown.js";
import type { ToolWords } from "../../review/written-tools.js";
import type { Finding } from "../../rules/rule.js";
import { visible } from "../escape.js";
import { filesOf, type ListedFile } from "../files.js";
import { isSaidInLine } from "../tool-words.js";

export type Item =
  | { readonly kind: "overview" }
  | { readonly kind: "finding"; readonly finding: Finding }
  | { readonly kind: "tools"; readonly tools: ToolWords }
  | { readonly kind: "notes"; readonly findings: readonly Finding[] }
  | { readonly kind: "not-analysed" }
  | { readonly kind: "files" }
  | { readonly kind: "file"; readonly file: ListedFile };

export interface Way {
  readonly shown: Shown;
  readonly items: readonly Item[];
  readonly files: readonly ListedFile[];
}

export function wayThrough(shown: Shown): Way {
  const files = filesOf(shown);
  const grave = shown.findings.filter(({ tier }) => tier !== "note");
  const notes = shown.findings.filter(({ tier }) => tier === "note");
  const items: readonly Item[] = [
    { kind: "overview" },
    ...grave.map((finding): Item => ({ kind: "finding", finding })),
    ...toolsItem(shown),
    ...(notes.length > 0 ? [{ kind: "notes", findings: notes } as const] : []),
    ...(shown.assessment.notAnalysed.length > 0 ? [{ kind: "not-analysed" } as const] : []),
    ...(files.length > 0 ? [{ kind: "files" } as const] : []),
    ...files.map((file): Item => ({ kind: "file", file })),
  ];
  return { shown, items, files };
}

/** Only where there is more to say than the overview has room for. */
function toolsItem({ tools }: Shown): readonly Item[] {
  return tools === undefined || isSaidInLine(tools) ? [] : [{ kind: "tools", tools }];
}

/** What stands at the top of a screen: `finding 1 of 2`, `index.js`. */
export function headingOf({ items, shown }: Way, at: number): string {
  const item = items[at];
  const among = (kind: Item["kind"]): string => {
    const same = items.flatMap((other, i) => (other.kind === kind ? [i] : []));
    return `${same.indexOf(at) + 1} of ${same.length}`;
  };
  switch (item?.kind) {
    case "finding":
      return `finding ${among("finding")}`;
    case "notes":
      return item.findings.length === 1 ? "1 note" : `${item.findings.length} notes`;
    case "tools":
      return "tools";
    case "not-analysed":
      return "not analysed";
    case "files":
      return "files";
    case "file":
      return `file ${among("file")}`;
    default:
      return shown.server === undefined || shown.server === shown.after.name
        ? "overview"
        : visible(`as ${shown.server}`);
  }
}
