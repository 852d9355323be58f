import { wholeFile } from "./evidence.js";
import { canonicalRepository } from "./metadata-repository.js";
import type { ProvenanceFacts, Rule, Side, Sighting } from "./rule.js";

export const metadataProvenance: Rule = {
  id: "metadata-provenance",
  kind: "metadata",
  title: "the proof of where the package was built is gone or another",
  tier: { change: "block", firstLook: "block" },
  texts: {
    finds:
      "Provenance that the reviewed version had and this one has not, that names another repository or workflow, or that is about another tarball.",
    why: "Releases from a build pipeline that suddenly come from somebody's machine were the mark of axios 1.14.1 (March 2026) and of s1ngularity (nx, August 2025).",
    falseAlarms:
      "Projects that move their repository or rename their release workflow; the rename is asked about, not blocked.",
    action: "Ask the maintainers why this release was not built where the others were.",
  },
  *check({ before, after }) {
    const is = after.registry?.provenance;
    const place = wholeFile("package.json");
    if (is?.subject !== undefined && after.integrity !== undefined && is.subject !== after.integrity) {
      yield { message: "the provenance is about another tarball", value: is.subject, evidence: [place], weight: 96 };
    }
    const was = before?.registry?.provenance;
    if (was === undefined || after.registry === undefined) return;
    if (is === undefined) {
      yield { message: missing(after, was), evidence: [place], weight: 86 };
      return;
    }
    yield* differences(was, is);
  },
};

function missing(after: Side, was: ProvenanceFacts): string {
  const from = was.repository === undefined ? "" : ` (built from ${was.repository})`;
  return `${after.name}@${after.version} has no provenance; the reviewed version had${from}`;
}

function* differences(was: ProvenanceFacts, is: ProvenanceFacts): Iterable<Sighting> {
  const place = wholeFile("package.json");
  const repository = (facts: ProvenanceFacts): string => canonicalRepository(facts.repository ?? "");
  if (was.repository !== undefined && repository(was) !== repository(is)) {
    const message = `the provenance names the repository ${is.repository ?? "(none)"}; it was ${was.repository}`;
    yield { message, value: is.repository ?? "", evidence: [place], weight: 88 };
  } else if (was.workflow !== undefined && is.workflow !== was.workflow) {
    const message = `the provenance names the workflow ${is.workflow ?? "(none)"}; it was ${was.workflow}`;
    yield { message, value: is.workflow ?? "", evidence: [place], weight: 60, tier: "ask" };
  }
}
