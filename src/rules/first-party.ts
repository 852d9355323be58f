/** Which hosts belong to a package's own maker. */
import { canonicalHost, hostsIn, registrable } from "../facts/hosts.js";

/** Places where everybody keeps things: being hosted there makes nobody first party. */
const EVERYBODYS =
  /(?:^|\.)(?:github\.com|githubusercontent\.com|gitlab\.com|bitbucket\.org|codeberg\.org|npmjs\.com|npmjs\.org|npm\.im|gmail\.com|googlemail\.com|outlook\.com|hotmail\.com|yahoo\.com|icloud\.com|proton(?:mail)?\.(?:com|me)|qq\.com|163\.com|twitter\.com|x\.com|linkedin\.com|medium\.com|opencollective\.com|discord\.(?:gg|com)|google\.com)$/;

/** The registrable domains that a manifest names as its maker's: homepage, repository, bugs, author and contributors. */
export function firstPartyOf(manifest: { readonly [key: string]: unknown } | undefined): ReadonlySet<string> {
  const domains = new Set<string>();
  for (const field of ["homepage", "repository", "bugs", "author"]) {
    for (const text of textsIn(manifest?.[field])) {
      const hosts = hostsIn(text).map((found) => found.host);
      const mail = /@([\w.-]+\.\w{2,})/.exec(text)?.[1];
      for (const host of mail === undefined ? hosts : [...hosts, canonicalHost(mail) ?? ""]) {
        if (host !== "" && !EVERYBODYS.test(host)) domains.add(registrable(host));
      }
    }
  }
  return domains;
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null
    ? Object.values(value).filter((item) => typeof item === "string")
    : [];
}
