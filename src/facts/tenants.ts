/** Whose place at a shared host an address leads to: the owner, bucket, form or project that its path names. */

/** Hosts that hold the places of strangers side by side, and the part of the path that tells them apart. */
const PLACES: readonly (readonly [host: RegExp, path: RegExp])[] = [
  [/^api\.github\.com$/, /^\/(?:repos|orgs|users|gists)\/([^/?#]+)/],
  [/^(?:raw|gist)\.githubusercontent\.com$|^gist\.github\.com$|^codeload\.github\.com$/, /^\/([^/?#]+)/],
  [/^storage\.googleapis\.com$/, /^\/(?:(?:download|upload)\/)?(?:storage\/v1\/b\/)?([^/?#]+)/],
  [/^s3(?:[.-][a-z0-9-]+)*\.amazonaws\.com$/, /^\/([^/?#]+)/],
  [/^sqs\.[a-z0-9-]+\.amazonaws\.com$/, /^\/(\d{12})/],
  [/^docs\.google\.com$/, /^\/(?:forms|spreadsheets|document)\/(?:u\/\d\/)?d\/(?:e\/)?([^/?#]+)/],
  [/^script\.google\.com$/, /^\/macros\/s\/([^/?#]+)/],
  [/^sheets\.googleapis\.com$/, /^\/v4\/spreadsheets\/([^/:?#]+)/],
  [/^firestore\.googleapis\.com$/, /^\/v1\/projects\/([^/?#]+)/],
  [/^hooks\.zapier\.com$/, /^\/hooks\/catch\/(\d+)/],
  [/^hooks\.slack\.com$/, /^\/(?:services|workflows|triggers)\/([^/?#]+\/[^/?#]+)/],
  [/^hook\.[a-z0-9]+\.make\.com$/, /^\/([^/?#]+)/],
  [/^maker\.ifttt\.com$/, /\/with\/key\/([^/?#]+)/],
  [/(?:^|\.)ingest\.(?:[a-z]+\.)?sentry\.io$/, /^\/(?:api\/)?(\d+)/],
  [/^api\.airtable\.com$/, /^\/v0\/([^/?#]+)/],
  [/^api\.cloudflare\.com$/, /^\/client\/v4\/accounts\/([^/?#]+)/],
  [/^cdn\.jsdelivr\.net$/, /^\/((?:gh|npm)\/(?:@?[^/?#@]+\/)?[^/?#@]+)/],
  [/^(?:unpkg\.com|esm\.sh|cdn\.skypack\.dev)$/, /^\/((?:@[^/?#]+\/)?[^/?#@]+)/],
  [/^api\.(?:eu\.)?mailgun\.net$/, /^\/v3\/([^/?#]+\.[^/?#]+)\//],
];

/** Any host: an identifier behind the word for what it identifies. */
const IDENTIFIED =
  /\/(?:accounts?|tenants?|projects?|workspaces?|orgs?|organi[sz]ations|servers?|buckets?|users?|teams?|(?:web)?hooks?|inbox(?:es)?|channels?|forms?|spaces?|sites?|apps?)\/((?=[\w.-]*\d)[\w.-]{5,64})(?=[/?#]|$)/i;

/**
 * The start of a URL's path up to the name of the owner or place that it leads to, or undefined where it names none:
 * `repos/owner` of `https://api.github.com/repos/owner/name`. Parts that are not known are no place.
 */
export function tenantOf(host: string, url: string | undefined): string | undefined {
  const path = url === undefined ? undefined : /^[a-z]+:[\\/]{2,}[^\\/?#]*([\\/].*)$/i.exec(url)?.[1];
  if (path === undefined || path.length < 2) return undefined;
  const match = (PLACES.find(([hosts]) => hosts.test(host))?.[1] ?? IDENTIFIED).exec(path);
  const name = match?.[1];
  if (match === null || name === undefined || /[…{}$<>*]/.test(name) || /^v\d+(?:\.\d+)?$/.test(name)) return undefined;
  return path.slice(1, match.index + match[0].replace(/\/$/, "").length);
}

/** Hosts at which each name is somebody else's, whatever stands to the right of it. */
const SHARED =
  /\.(?:github\.io|gitlab\.io|vercel\.app|netlify\.app|pages\.dev|workers\.dev|herokuapp\.com|web\.app|firebaseapp\.com|firebaseio\.com|run\.app|appspot\.com|cloudfunctions\.net|azurewebsites\.net|azurestaticapps\.net|azurecontainerapps\.io|azureedge\.net|azurefd\.net|azure-api\.net|cloudapp\.azure\.com|core\.windows\.net|logic\.azure\.com|amazonaws\.com|on\.aws|cloudfront\.net|onrender\.com|fly\.dev|railway\.app|ngrok\.io|ngrok\.app|trycloudflare\.com|r2\.dev|deno\.dev|glitch\.me|repl\.co|replit\.app|replit\.dev|surge\.sh|blogspot\.com|supabase\.co|hf\.space|streamlit\.app|digitaloceanspaces\.com|ondigitalocean\.app|backblazeb2\.com|wasabisys\.com|myshopify\.com|ingest\.sentry\.io|ingest\.us\.sentry\.io|ingest\.de\.sentry\.io|webhook\.office\.com|vultrobjects\.com|val\.run|bubbleapps\.io)$/;

export const isShared = (host: string): boolean => SHARED.test(host);
