/** Which version of a package waits for a review. Pure; the registry's document is handed in. */
import semver from "semver";

/** Of a packument, what this needs. Hostile. */
export interface Offered {
  readonly "dist-tags": Readonly<Record<string, unknown>>;
  readonly versions: Readonly<Record<string, unknown>>;
}

/**
 * The version that what was asked for (a tag or range; an exact version stands for `latest`) means now, if it is newer
 * than the pinned one. A pre-release is offered only where the pin is one.
 */
export function waitingVersion(requested: string, pinned: string, offered: Offered): string | undefined {
  const isRange = semver.valid(requested) === null && semver.validRange(requested) !== null;
  const tag = Object.hasOwn(offered["dist-tags"], requested) ? requested : "latest";
  const versions = Object.keys(offered.versions).filter((version) => semver.valid(version) !== null);
  const meant = isRange ? semver.maxSatisfying(versions, requested) : offered["dist-tags"][tag];
  if (typeof meant !== "string" || semver.valid(meant) === null || !versions.includes(meant)) return undefined;
  if (semver.prerelease(meant) !== null && semver.prerelease(pinned) === null) return undefined;
  return semver.gt(meant, pinned) ? meant : undefined;
}
