import { declaredAt } from "./declared.js";
import { wholeFile } from "./evidence.js";
import { canonicalRepository, repositoryOf } from "./metadata-repository.js";
import type { ProvenanceFacts, Rule, Side, Sighting } from "./rule.js";

export const metadataProvenance: Rule = {
  id: "metadata-provenance",
  kind: "metadata",
  title: "the proof of where the package was built is gone or another",
  tier: { change: "block", firstLook: "block" },
  texts: {
    finds:
      "Provenance that the reviewed version had and this one has not, that names another repository, workflow, branch or builder, or that is about another tarball.",
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
    yield* againstManifest(is, after);
    const was = before?.registry?.provenance;
    if (was === undefined || after.registry === undefined) return;
    if (is === undefined) {
      yield { message: missing(after, was), evidence: [place], weight: 86 };
      return;
    }
    yield* differences(was, is);
  },
};

/** A build that names another repository than the package does. */
function* againstManifest(is: ProvenanceFacts | undefined, after: Side): Iterable<Sighting> {
  const named = repositoryOf(after);
  if (is?.repository === undefined || named === undefined || canonicalRepository(is.repository) === named) return;
  const message = `the provenance names the repository ${is.repository}; package.json names ${named}`;
  yield { message, value: is.repository, evidence: [declaredAt(after, "repository")], weight: 59, tier: "ask" };
}

function missing(after: Side, was: ProvenanceFacts): string {
  const from = was.repository === undefined ? "" : ` (built from ${was.repository})`;
  return `${after.name}@${after.version} has no provenance; the reviewed version had${from}`;
}

/** Every release has a tag of its own; a branch is the same one each time, and no release comes from a pull request. */
const isOtherLine = (was: string | undefined, is: string | undefined): boolean =>
  was !== undefined && was !== is && is?.startsWith("refs/tags/") !== true;

function* differences(was: ProvenanceFacts, is: ProvenanceFacts): Iterable<Sighting> {
  const place = wholeFile("package.json");
  const repository = (facts: ProvenanceFacts): string => canonicalRepository(facts.repository ?? "");
  if (was.repository !== undefined && repository(was) !== repository(is)) {
    const message = `the provenance names the repository ${is.repository ?? "(none)"}; it was ${was.repository}`;
    yield { message, value: is.repository ?? "", evidence: [place], weight: 88 };
  } else if (was.workflow !== undefined && is.workflow !== was.workflow) {
    const message = `the provenance names the workflow ${is.workflow ?? "(none)"}; it was ${was.workflow}`;
    yield { message, value: is.workflow ?? "", evidence: [place], weight: 60, tier: "ask" };
  } else if (isOtherLine(was.ref, is.ref)) {
    const message = `the provenance names ${is.ref ?? "(none)"} as what was built; it was ${was.ref ?? "(none)"}`;
    yield { message, value: is.ref ?? "", evidence: [place], weight: 57, tier: "ask" };
  }
  if (was.builder !== undefined && is.builder !== was.builder) {
    const message = `the provenance names the builder ${is.builder ?? "(none)"}; it was ${was.builder}`;
    yield { message, value: is.builder ?? "", evidence: [place], weight: 56, tier: "ask" };
  }
}
