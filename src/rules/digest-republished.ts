import { pairFiles } from "../diff/pair.js";
import { member } from "./declared.js";
import { changedPlaces, fileStart, wholeFile } from "./evidence.js";
import type { Evidence, Rule, Side } from "./rule.js";

const MOST_PLACES = 20;

export const digestRepublished: Rule = {
  id: "digest-republished",
  kind: "digest",
  title: "the same version with other bytes",
  tier: { change: "block", firstLook: "block" },
  texts: {
    finds:
      "Two tarballs of one name and version that differ, a tarball that is not the one the registry announces, and a registry " +
      "that now announces another digest for the reviewed version.",
    why: "A version is published once. Other bytes under the same number are a replaced package, a tampered mirror, or a tampered cache.",
    falseAlarms: "A package built from a folder and compared with the published one.",
    action: "Do not accept it. Keep both tarballs: they are the evidence.",
  },
  *check({ before, after }) {
    const version = `${after.name}@${after.version}`;
    if (
      before !== undefined &&
      before.name === after.name &&
      before.version === after.version &&
      differ(before, after)
    ) {
      const places = differences(before, after);
      const files = places.map(({ path }) => path).slice(0, 4);
      yield {
        message: `${version} has other bytes than the ${after.version} it is compared with (${files.join(", ")})`,
        value: after.integrity ?? after.version,
        evidence: places,
        weight: 99,
      };
    }
    const announced = after.registry?.integrity;
    if (announced !== undefined && after.integrity !== undefined && announced !== after.integrity) {
      const message = `${version} is not the tarball that the registry announces (${announced})`;
      yield { message, value: after.integrity, evidence: [wholeFile("package.json")], weight: 98 };
    }
    const shasum = after.registry?.shasum?.toLowerCase();
    if (shasum !== undefined && after.shasum !== undefined && shasum !== after.shasum) {
      const message = `${version} has the SHA-1 ${after.shasum}; the registry announces ${shasum}`;
      yield { message, value: shasum, evidence: [wholeFile("package.json")], weight: 96 };
    }
    const now = announcedFor(after, before);
    if (
      before?.integrity !== undefined &&
      now !== undefined &&
      now !== before.integrity &&
      before.version !== after.version
    ) {
      const message = `the registry now announces other bytes for ${before.name}@${before.version} than the reviewed ones`;
      yield { message, value: now, evidence: [wholeFile("package.json")], weight: 97 };
    }
  },
};

function differ(before: Side, after: Side): boolean {
  if (before.integrity !== undefined && after.integrity !== undefined) return before.integrity !== after.integrity;
  const { pairs, added, removed } = pairFiles(before.tree, after.tree);
  return added.length + removed.length > 0 || pairs.some(({ likeness }) => likeness !== 1);
}

function differences(before: Side, after: Side): readonly [Evidence, ...Evidence[]] {
  const { pairs, added } = pairFiles(before.tree, after.tree);
  const places = [
    ...pairs.filter(({ likeness }) => likeness !== 1).map((pair) => changedPlaces(pair.before, pair.after, 1)[0]),
    ...pairs.filter((pair) => pair.before.executable !== pair.after.executable).map((pair) => fileStart(pair.after)),
    ...added.map(({ path }) => wholeFile(path)),
  ].slice(0, MOST_PLACES);
  const [first = wholeFile("package.json"), ...rest] = places;
  return [first, ...rest];
}

/** What the packument of the new version says today about the version that was reviewed. */
function announcedFor(after: Side, before: Side | undefined): string | undefined {
  const versions = member(after.registry?.raw, "versions");
  const announced = member(member(member(versions, before?.version ?? ""), "dist"), "integrity");
  return typeof announced === "string" && announced.startsWith("sha512-") ? announced : undefined;
}
