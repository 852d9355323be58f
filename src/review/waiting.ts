/** Which version of a package waits for a review. Pure; the registry's document and the clock are handed in. */
import semver from "semver";

/** Of a packument, what this needs. Hostile. */
export interface Offered {
  readonly "dist-tags": Readonly<Record<string, unknown>>;
  readonly versions: Readonly<Record<string, unknown>>;
}

export interface Wish {
  /** A tag or range; an exact version stands for `latest`. */
  readonly requested: string;
  readonly pinned: string;
}

/** Why a version is not offered. */
export type Hold =
  | { readonly why: "rejected"; readonly by: string; readonly at: string; readonly reason: string }
  /** Published after what `--before` or the lockfile's policy allows. ISO 8601. */
  | { readonly why: "young"; readonly published: string }
  /** The registry does not say when it was published, and the policy wants to know. */
  | { readonly why: "no-time" };

export interface Waiting {
  /** Absent when nothing waits. */
  readonly version?: string;
  /** Newer versions that would have been offered, the newest first. */
  readonly held: readonly { readonly version: string; readonly hold: Hold }[];
}

/**
 * The newest version that what was asked for means now, if it is newer than the pinned one and nothing holds it. A tag
 * means its version, and what is older where that is held. A pre-release is offered only where the pin is one.
 */
export function waitingFor(
  { requested, pinned }: Wish,
  offered: Offered,
  holdOf: (version: string) => Hold | undefined = () => undefined,
): Waiting {
  const held: { version: string; hold: Hold }[] = [];
  for (const version of eligible(requested, pinned, offered)) {
    const hold = holdOf(version);
    if (hold === undefined) return { version, held };
    held.push({ version, hold });
  }
  return { held };
}

/** Versions above the pinned one that may be meant, the newest first. */
function eligible(requested: string, pinned: string, offered: Offered): string[] {
  const meant = meantBy(requested, offered);
  if (meant === undefined) return [];
  return Object.keys(offered.versions)
    .filter((version) => semver.valid(version) !== null && semver.gt(version, pinned) && meant(version))
    .filter((version) => semver.prerelease(version) === null || semver.prerelease(pinned) !== null)
    .sort((a, b) => semver.compare(b, a));
}

function meantBy(requested: string, offered: Offered): ((version: string) => boolean) | undefined {
  if (semver.valid(requested) === null && semver.validRange(requested) !== null && !isTag(requested, offered)) {
    return (version) => semver.satisfies(version, requested);
  }
  const tagged = offered["dist-tags"][isTag(requested, offered) ? requested : "latest"];
  if (typeof tagged !== "string" || semver.valid(tagged) === null || !Object.hasOwn(offered.versions, tagged)) {
    return undefined;
  }
  return (version) => semver.compare(version, tagged) <= 0;
}

const isTag = (requested: string, offered: Offered): boolean => Object.hasOwn(offered["dist-tags"], requested);
