/** Files whose code was written in lines for people and now stands in lines for machines. */
import { textOf } from "../diff/content.js";
import type { PackageFile } from "../package/tree.js";
import { newsFiles } from "./binary-files.js";
import { placeAt } from "./evidence.js";
import type { RuleInput, Sighting } from "./rule.js";

const CODE = /(?<!\.d)\.[cm]?[jt]sx?$/;
/** Characters of a line beyond what anybody writes; tables of data in one line stay below the share. */
const LONG_LINE = 1_000;
const MOSTLY = 0.5;

/** A file that was readable and is not any more. A new minified file is told only where the package had none. */
export function* newlyMinified(input: RuleInput): Iterable<Sighting> {
  if (input.before === undefined) return;
  const hadAny = [...input.before.tree.files.values()].some((file) => CODE.test(file.path) && isMinified(file));
  for (const { file, before } of newsFiles(input)) {
    if (!CODE.test(file.path) || !isMinified(file)) continue;
    const became = before !== undefined && CODE.test(before.path) && !isMinified(before);
    if (!became && (before !== undefined || hadAny)) continue;
    const text = textOf(file.bytes)?.text ?? "";
    yield {
      message: `${file.path} ${became ? "was readable and is now" : "is new and"} minified`,
      value: file.path,
      evidence: [placeAt(file.path, text, longestLine(text))],
      weight: became ? 50 : 36,
    };
  }
}

const known = new WeakMap<PackageFile, boolean>();

function isMinified(file: PackageFile): boolean {
  let answer = known.get(file);
  if (answer === undefined) {
    answer = file.bytes.length > LONG_LINE && inLongLines(textOf(file.bytes)?.text ?? "");
    known.set(file, answer);
  }
  return answer;
}

function inLongLines(text: string): boolean {
  let long = 0;
  for (const line of text.split("\n"))
    if (line.length > LONG_LINE && !/sourceMappingURL=data:/.test(line) && !isProse(line) && !NAMES.test(line))
      long += line.length;
  return long > text.length * MOSTLY;
}

/** Nothing but names of what other files export, as compilers write them in one line. */
const NAMES = /^(?:exports\.[\w$]+ = [\w$.]+;\s*)+$|^export \{[\w$\s,]+\}(?: from ["'][^"']+["'])?;?$/;

/** Blanks as often as between words: a long text for people or models. */
const isProse = (line: string): boolean => (line.match(/ /g)?.length ?? 0) * 10 > line.length;

/** The offset of the longest line. */
function longestLine(text: string): number {
  let offset = 0;
  let best = 0;
  let length = -1;
  for (const line of text.split("\n")) {
    if (line.length > length) [best, length] = [offset, line.length];
    offset += line.length + 1;
  }
  return best;
}
