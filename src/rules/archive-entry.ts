import type { ArchiveProblem } from "../package/tarball.js";
import { fileStart, wholeFile } from "./evidence.js";
import type { Evidence, Rule, Side, Sighting } from "./rule.js";

/** Entries named one by one; an archive of a hundred thousand links is as clear after these. */
const MOST = 40;

export const archiveEntry: Rule = {
  id: "archive-entry",
  kind: "tar",
  title: "the archive holds an entry that no package needs",
  tier: { change: "block", firstLook: "block" },
  texts: {
    finds:
      "Links, devices, absolute paths, paths that lead out with `..`, names that occur twice or differ only in case or " +
      "Unicode form, control characters in names, entries behind the archive's end, damaged or doubly compressed archives: everything the strict reader refuses; and new files whose names Windows reads as others (asked about).",
    why:
      "npm's own extractor drops or merges such entries without a word, so what one tool shows and another runs differ. " +
      "Links in tarballs overwrote files outside the package (CVE-2021-32803, CVE-2021-37701); twins in case give one " +
      "content to a reviewer on Linux and another to a user on macOS.",
    falseAlarms: "Packages packed by hand with symbolic links. `npm pack` makes none of these.",
    action: "Do not accept it. `add` and `install` refuse the archive whatever is answered; report it to the registry.",
  },
  *check({ before, after }) {
    for (const { path } of after.tree.files.values()) {
      const reason = before?.tree.files.has(path) === true ? undefined : onWindows(path);
      if (reason === undefined) continue;
      yield { message: `${path} ${reason}`, value: path, evidence: [wholeFile(path)], weight: 50, tier: "ask" };
    }
    for (const problem of after.problems.slice(0, MOST)) yield sighting(problem, after);
    const more = after.problems.length - MOST;
    if (more > 0) {
      yield {
        message: `${more} more entries of the archive are refused`,
        evidence: [wholeFile("package.json")],
        weight: 50,
      };
    }
  },
};

/** What Windows makes of a path that means nothing special elsewhere. */
function onWindows(path: string): string | undefined {
  const segments = path.split("/");
  if (segments.some((name) => /[. ]$/.test(name))) return "ends in a dot or a blank, which Windows leaves out";
  if (path.includes(":")) return "holds a colon, behind which Windows hides a second content";
  return segments.some((name) => /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(name))
    ? "is the name of a device on Windows"
    : undefined;
}

function sighting({ path, inner, reason }: ArchiveProblem, after: Side): Sighting {
  if (path === "") return { message: `the archive ${reason}`, evidence: [wholeFile("package.json")], weight: 80 };
  // The entry that was kept may be the one that nobody expects: both are named.
  const twin = after.tree.files.get(/'(.*)' only in/.exec(reason)?.[1] ?? inner);
  const places: readonly Evidence[] = twin === undefined ? [] : [fileStart(twin)];
  return {
    message: `the archive's entry '${path}': ${reason}`,
    value: path,
    evidence: [wholeFile(inner), ...places],
    weight: /link|leads out|absolute/.test(reason) ? 95 : 85,
  };
}
