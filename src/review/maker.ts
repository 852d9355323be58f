/** The hosts and mail domains that package.json names as its maker's own. */

/** Hosts that belong to nobody's package: code hosting, registries, mail providers, funding. */
const SHARED =
  /(?:^|\.)(?:github\.(?:com|io)|githubusercontent\.com|gitlab\.(?:com|io)|bitbucket\.org|codeberg\.org|sr\.ht|npmjs\.(?:com|org)|unpkg\.com|jsdelivr\.net|gmail\.com|googlemail\.com|outlook\.com|hotmail\.com|live\.com|yahoo\.com|icloud\.com|proton(?:mail)?\.(?:com|me)|qq\.com|163\.com|126\.com|foxmail\.com|mail\.ru|yandex\.ru|gmx\.\w+|web\.de|opencollective\.com|patreon\.com|ko-fi\.com|buymeacoffee\.com|paypal\.(?:com|me)|twitter\.com|x\.com|linkedin\.com|discord\.gg|discord\.com|t\.me|medium\.com|notion\.site|vercel\.app|netlify\.app|pages\.dev|workers\.dev|herokuapp\.com|web\.app|firebaseapp\.com|readthedocs\.io|users\.noreply\.github\.com)$/;

const FIELDS = ["homepage", "repository", "bugs", "author", "funding", "contributors", "maintainers"];
const MOST = 200;

/** Lower-case hosts, without those that everybody shares. */
export function makerHosts(manifest: { readonly [key: string]: unknown } | undefined): ReadonlySet<string> {
  const hosts = new Set<string>();
  for (const field of FIELDS) {
    if (manifest === undefined || !Object.hasOwn(manifest, field)) continue;
    for (const text of textsIn(manifest[field])) {
      for (const host of hostsIn(text)) if (!SHARED.test(host) && hosts.size < MOST) hosts.add(host);
    }
  }
  return hosts;
}

/** The strings of a value, two levels deep. */
function textsIn(value: unknown, depth = 0): string[] {
  if (typeof value === "string") return [value.slice(0, 2000)];
  if (typeof value !== "object" || value === null || depth > 2) return [];
  return Object.values(value)
    .slice(0, MOST)
    .flatMap((item) => textsIn(item, depth + 1));
}

/** Hosts of URLs and of mail addresses in a text such as `Name <mail> (url)`. */
function hostsIn(text: string): string[] {
  const found = text.matchAll(/(?:[a-z+]+:\/\/(?:[^\s@/]*@)?|[\w.+-]+@)([a-z0-9-]+(?:\.[a-z0-9-]+)+)/gi);
  return Array.from(found, (match) => (match[1] ?? "").toLowerCase());
}
