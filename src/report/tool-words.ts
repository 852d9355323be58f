/** What an update's source writes of tools beside what is pinned of them, before it is accepted. */
import type { ToolChange } from "../review/tool-changes.js";
import type { ToolWords } from "../review/written-tools.js";
import { itemText } from "./guard.js";
import { chop, type Line, lineCells, type Piece, say, splitLine } from "./styled.js";
import { count } from "./table.js";
import { toolChangeLines } from "./tools.js";

/** Items named one by one that could not be compared. */
const MOST_OPEN = 40;

/** One line: what of the pinned words changes. It never speaks of what tools do. */
export function toolWordsPiece({ pinned, changes, open }: ToolWords): Piece {
  const differing = new Set([...changes.filter(({ kind }) => kind !== "added"), ...open].map(({ key }) => key));
  const same = pinned - differing.size;
  if (changes.length === 0) {
    return open.length === 0
      ? say(`unchanged: all ${pinned} are described as pinned, whatever they do now`)
      : say(`unchanged as far as extracted: ${same} of ${pinned}; ${open.length} not extracted`);
  }
  const counts = [
    ...(["changed", "added", "removed"] as const).map(
      (kind) => [changes.filter((change) => change.kind === kind).length, kind] as const,
    ),
    [open.length, "not extracted"] as const,
  ];
  const said = counts.filter(([n]) => n > 0).map(([n, what]) => `${n} ${what}`);
  return say(`${[...said, `${same} as pinned`].join(", ")}`, "warn");
}

/** Whether there is nothing to show beside the line. */
export const isSaidInLine = ({ changes, open }: ToolWords): boolean => changes.length === 0 && open.length === 0;

/** What the line has no room for; nothing where it says all. */
export function toolWordsLines(words: ToolWords, width: number): readonly Line[] {
  if (isSaidInLine(words)) return [];
  const { changes, open } = words;
  const listed = open.slice(0, MOST_OPEN);
  const more = open.length - listed.length;
  const lines: readonly Line[] = [
    [say("tools, pinned against what the source writes", "bold")],
    ...toolChangeLines(changes),
    ...listed.map(
      ({ key, members }): Line => [
        say("not extracted  ", "dim"),
        { text: itemText(key) },
        say(membersText(members), "dim"),
      ],
    ),
    ...(more > 0 ? [[say(`and ${count(more, "more item")} not extracted`, "dim")]] : []),
  ];
  return lines.flatMap((line) => hung(line, width));
}

/** Deeper than anything begins: what goes on in another line cannot be taken for one of its own. */
const HANG = 8;

function hung(line: Line, width: number): readonly Line[] {
  if (lineCells(line) <= width) return [line];
  const [start, rest] = splitLine(line, width);
  return [start, ...chop(rest, width - HANG).map((part): Line => [{ text: " ".repeat(HANG) }, ...part])];
}

/** What of an item is made at run time. */
export const membersText = (members: readonly string[]): string =>
  members.length === 0 ? "" : `: its ${members.join(", ")}`;

export const toolChangeJson = ({ key, ...change }: ToolChange): object => ({ item: key, ...change });

/** As `review --json` prints it. */
export const toolWordsJson = ({ pinned, changes, open }: ToolWords): object => ({
  pinned,
  changes: changes.map(toolChangeJson),
  notExtracted: open.map(({ key, members }) => ({ item: key, members })),
});
