import { codePoints, type HiddenClass, type HiddenRun, isTable, newHiddenRuns } from "./hidden-characters.js";
import type { Rule, RuleInput, Tier } from "./rule.js";

const CLASSES: readonly HiddenClass[] = ["zero-width", "variation", "tag", "filler", "private-use"];
/** Characters in a row, or runs in a file, that can carry a payload. */
const PAYLOAD = 6;
const MANY = 16;

const NAMES: Readonly<Record<HiddenClass, string>> = {
  "zero-width": "zero-width characters",
  variation: "variation selectors",
  tag: "tag characters",
  filler: "letters that render as nothing",
  "private-use": "private-use characters",
  bidi: "direction controls",
  control: "control characters",
};

export const unicodeInvisible: Rule = {
  id: "unicode-invisible",
  kind: "unicode",
  title: "characters that are not seen",
  tier: { change: "block", firstLook: "block" },
  texts: {
    finds:
      "Zero-width characters, variation selectors, tag characters, Hangul fillers and private-use characters where no script or emoji " +
      "needs them. Runs that can carry bytes, invisible names and tags block; one alone in code is asked about, in prose and data it is a note.",
    why:
      "GlassWorm (March 2026) kept its program in variation selectors, os-info-checker-es6 (2025) in private-use characters: " +
      "the line looks empty. A Hangul filler is a variable name that nobody sees (the invisible backdoor, 2021).",
    falseAlarms:
      "Tables of Unicode characters in parsers, icon fonts in style sheets, copied text with a stray zero-width space.",
    action: "Find what reads the text next to it: a loop over character codes is the decoder.",
  },
  *check(input) {
    for (const run of newHiddenRuns(input, CLASSES)) {
      const tier = tierOf(run, input);
      yield {
        message: `${run.at.path} holds ${NAMES[run.class]}: ${codePoints(run.text, run.length)}`,
        value: codePoints(run.text, run.length),
        evidence: [run.at],
        weight: tier === undefined ? 88 : 45,
        ...(tier === undefined ? {} : { tier }),
      };
    }
  },
};

/** Undefined is the rule's own tier. */
function tierOf(run: HiddenRun, { before }: RuleInput): Tier | undefined {
  const { length } = run;
  const isScattered = run.inFile > MANY && length < PAYLOAD;
  const least = run.class === "private-use" && before === undefined ? MANY : PAYLOAD;
  const isListed = run.class !== "variation" && isTable(run);
  const carries = length >= least && !isListed && (run.class !== "private-use" || run.zone === "code");
  if (run.inTable && run.class !== "tag") return run.class === "private-use" && run.zone === "code" ? "ask" : "note";
  if (carries || run.class === "tag") return undefined;
  if (run.class === "filler" && run.zone === "code" && !isScattered) return undefined;
  if (run.class === "variation" && run.inFile > MANY && run.zone === "code") return undefined;
  const isText = run.zone === "prose" || (run.zone === "data" && length === 1 && run.at.path !== "package.json");
  const isShown = isText || isScattered || before === undefined;
  return isShown || (run.class === "private-use" && run.zone !== "code") ? "note" : "ask";
}
