/** Hosts in text: URLs, bare names with or without a port, addresses in every notation. Pure text work. */
import type { HostClass } from "./facts.js";
import { isShared } from "./tenants.js";

export interface FoundHost {
  /** As a resolver would see it. */
  readonly host: string;
  readonly spelled: string;
  readonly class: HostClass;
  /** The text around it is a sentence or markup rather than the address alone. */
  readonly inProse: boolean;
  /** An image, frame or form in markup that takes data along: whoever shows the text reaches the host. */
  readonly carries?: boolean;
  /** Name and password before the host, which can make it look like another: `https://api.vendor.com@evil`. */
  readonly userinfo?: string;
  readonly url?: string;
}

/** A scheme and its host; the schemes that resolvers know need no slashes: `https:host` and `https:\host` reach it too. */
const URL_LIKE =
  /\b([a-z][a-z0-9+.-]{1,20}):[\\/]{2,}([^\s\\/?#"'<>`|{}()]{1,300})(\S{0,300})|\b(https?|wss?):[\\/]?([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}(?::\d+)?)(?=[\\/?#]|$)\S{0,300}/gi;
const SLASHLESS = /\b(?:https?|wss?):\\?[a-z0-9-]+\./i;
/** What resolvers drop out of an address. */
const WHITE = /[\t\r\n]/;
const WHITE_ALL = /[\t\r\n]+/g;

/** An image or frame in markup whose address carries data: a part that is not known here, or a template's placeholder. */
const carries = (text: string, match: RegExpExecArray): boolean =>
  /…|\{\{|\$\{|<%|\{%|%s|\{[a-z_]\w*\}/i.test(
    text.slice(match.index, match.index + 300).split(/["'\s)>]/, 1)[0] ?? "",
  ) &&
  /(?:\b(?:src|srcset|background|poster|action|data)\s*=\s*["']?|url\(\s*["']?|!\[[^\]]*\]\()$/i.test(
    text.slice(Math.max(0, match.index - 80), match.index),
  );
const RELATIVE = /^\/\/([^\s/?#"'<>`]{3,255})(?:[/?#]|$)/;
const BARE =
  /^(?:[\w.+-]+@)?((?:[^\s./:@"'<>`?#,;=(){}[\]|\\…]{1,63}\.)+[^\s./:@"'<>`?#,;=(){}[\]|\\…]{2,24})(:\d{1,5})?(?:\/\S*)?$/;
const QUAD = /^(?:\d{1,3}\.){3}\d{1,3}$/;
const NOT_NETWORK = new Set(["file", "data", "blob", "node", "npm", "chrome", "vscode", "about", "urn", "tag"]);
/** Schemes whose authority is a machine. Those of servers' own resources (`skill://name/SKILL.md`) hold names of any sort. */
const NETWORK =
  /^(?:https?|wss?|s?ftps?|tcp|udp|tls|ssl|ssh|git|svn|rsync|telnet|gopher|redis|rediss|mongodb|postgres|postgresql|mysql|mariadb|mssql|amqps?|mqtts?|nats|kafka|smtps?|imaps?|pop3s?|ldaps?|socks\w*|grpcs?|stuns?|turns?|rtmps?|rtsp|irc|ircs|xmpp|sip|sips|dns|doh|quic|h2c?|proxy|magnet)(?:\+\w+)?$/i;
const MAX_HOSTS = 200;

/**
 * Every host in a text. `sure` says that the text is meant as an address, so that names with any ending count; else a
 * bare name counts only with an ending that is not also that of a file or a property.
 */
export function hostsIn(text: string, sure = false): readonly FoundHost[] {
  const found: FoundHost[] = [];
  if (text.length > 2_000_000) return found;
  if (text.includes(":/") || text.includes(":\\") || SLASHLESS.test(text)) {
    const whole =
      WHITE.test(text) && /^[a-z]+:[\\/]*[^\s ]*[\t\r\n][^\s ]*$/i.test(text) ? text.replace(WHITE_ALL, "") : text;
    const prose = /\s/.test(whole.trim());
    for (const match of whole.matchAll(URL_LIKE)) {
      const isLoaded = carries(whole, match);
      const host = fromAuthority(match[1] ?? match[4] ?? "", match[2] ?? match[5] ?? "", prose && !isLoaded, match[0]);
      if (host !== undefined) found.push(isLoaded ? { ...host, carries: true } : host);
      if (found.length >= MAX_HOSTS) return found;
    }
  }
  if (text.includes("=") && text.includes("//")) found.push(...inMarkup(text).slice(0, MAX_HOSTS - found.length));
  if (found.length === 0 && text.length <= 300) {
    const host = bareHost(text.trim(), sure);
    if (host !== undefined) found.push(host);
  }
  return found;
}

/** What a page loads from, or sends to, a host without a scheme: `<script src="//host/…">`. */
const LOADS = /\b(?:src|srcset|href|action|background|poster|data)\s*=\s*\\?["']?(\/\/([^\s/?#"'<>`…]{3,255}))/gi;

const inMarkup = (text: string): readonly FoundHost[] =>
  [...text.matchAll(LOADS)].flatMap(([, url = "", authority = ""]) =>
    authority.includes(".") ? (plausible(withoutPort(authority), true, url) ?? []) : [],
  );

function fromAuthority(scheme: string, authority: string, inProse: boolean, url: string): FoundHost | undefined {
  if (NOT_NETWORK.has(scheme.toLowerCase())) return undefined;
  const at = authority.lastIndexOf("@");
  const userinfo = at === -1 ? undefined : authority.slice(0, at);
  const spelled = withoutPort(authority.slice(at + 1)).replace(/[.,;:!*]+$/, "");
  const host = canonicalHost(spelled);
  if (host === undefined || (!NETWORK.test(scheme) && plausible(spelled, false, url) === undefined)) return undefined;
  const base = { host, spelled, class: classOf(host), inProse, url };
  return userinfo === undefined ? base : { ...base, userinfo };
}

const withoutPort = (authority: string): string =>
  authority.startsWith("[")
    ? authority.slice(0, authority.indexOf("]") + 1 || undefined)
    : authority.replace(/:[^:]*$/, "");

/** The host as WHATWG URLs resolve it: numbers become addresses, look-alikes punycode. Undefined when it is none. */
export function canonicalHost(written: string): string | undefined {
  const spelled = withoutUnknown(written);
  if (spelled === "" || spelled.includes("…") || spelled.length > 255) return undefined;
  try {
    const host = new URL(`http://${spelled}/`).hostname.replace(/\.$/, "");
    return /^[a-z0-9_~-]+(?:\.[a-z0-9_~-]+)*$|^\[[0-9a-f:.]+\]$/i.test(host) ? host : undefined;
  } catch {
    return /^(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}$/i.test(spelled) ? spelled.toLowerCase() : undefined;
  }
}

/** Unknown labels in front of known ones left out: of `….drop.example` the part that somebody registered. */
const withoutUnknown = (host: string): string => {
  const known = host.slice(host.lastIndexOf("…") + 1);
  return host.includes("…") && /^\.[^.]+\.[^.]+/.test(known) ? known.slice(1) : host;
};

function bareHost(whole: string, sure: boolean): FoundHost | undefined {
  const text = withoutUnknown(whole);
  const relative = RELATIVE.exec(text)?.[1];
  if (relative?.includes(".")) return plausible(withoutPort(relative), true, text);
  if (text.includes(":") && /^[0-9a-f:]*::?[0-9a-f:.]+$/i.test(text) && (text.match(/:/g)?.length ?? 0) > 1) {
    return ipv6(text);
  }
  if (QUAD.test(text)) return quad(text, sure);
  const name = BARE.exec(text);
  if (name?.[1] === undefined || text.includes("@")) return undefined;
  const found = plausible(name[1], sure || name[2] !== undefined, text);
  return found !== undefined && !sure && PRODUCT.test(text) ? { ...found, inProse: true } : found;
}

function plausible(spelled: string, sure: boolean, url: string): FoundHost | undefined {
  const written = spelled.slice(spelled.lastIndexOf(".") + 1);
  const ending = sure ? written.toLowerCase() : written;
  const ordinary = /^[a-z\u0080-\uffff]{2,24}$/.test(ending) || ending.startsWith("xn--");
  if (QUAD.test(spelled)) return quad(spelled, true);
  if (!ordinary || FILE_ENDINGS.has(ending) || (!sure && (!NAME_ENDINGS.has(ending) || PROPERTY_LIKE.test(spelled))))
    return undefined;
  if (REVERSED.test(spelled) && (!sure || /\.(?:host|domain)$/.test(spelled))) return undefined;
  if (!sure && /[A-Z]/.test(spelled.slice(0, -ending.length)) && /^[a-z]/.test(spelled)) return undefined;
  const host = canonicalHost(spelled);
  return host === undefined ? undefined : { host, spelled, class: classOf(host), inProse: false, url };
}

function ipv6(text: string): FoundHost | undefined {
  const host = canonicalHost(`[${text}]`);
  return host === undefined || text.length < 6
    ? undefined
    : { host, spelled: text, class: classOf(host), inProse: false };
}

/** Four numbers are an address unless they look like a version or an object identifier. */
function quad(text: string, sure: boolean): FoundHost | undefined {
  const host = canonicalHost(text);
  const first = Number(text.slice(0, text.indexOf(".")));
  if (host === undefined || (!sure && (first <= 5 || /\.0\.0$/.test(text)))) return undefined;
  return { host, spelled: text, class: classOf(host), inProse: false };
}

/** `Cursor.app` is a program of macOS, `Z.ai` a maker: names as people write them. */
const PRODUCT = /^[A-Z][\w-]*\.(?:app|ai)$/;

/** Names of properties and methods that only look like hosts: `user.email`, `req.app`, `Swift.Int`. */
const PROPERTY_LIKE =
  /^(?:this|window|self|config|conf|state|options?|opts|params?|req|res|app|data|events?|props|ctx|context|user|process|document|module|exports?|message|msg|requests?|response|client|server|session|settings|args|input|output|result|item|node|page|root|parent|target|element|meta|common|global|local|default|env|error|err|browser|tool|tools|resource|prompt|notifications?|model|agent|task|file|files|path|url|host|system|service|workflow|project|team|org|account|auth|api|image|video|audio|text|content|body|header|headers|query|row|col|cell|field|value|key|entry|object|array|string|number|date|time|missing|unknown|nfs|swift|math|json)\.[a-z]+$/i;

/** Names of programs, attributes and settings, the widest part first: `com.google.chrome.dev`, `system.disk.io`, `padding.top`. */
const REVERSED =
  /^(?:com|org|net|edu|gov)\.[\w-]+\.[\w.-]+$|^(?:border|button|chart|dialog|editor|image|label|layout|margin|menu|padding|table|theme|toolbar)(?:\.[a-z]+)+$|^(?:otel|k8s|gcp|aws|azure|ibm|oracle|container|process|system|hw|http|net|network|db|rpc|url|nfs|faas|jvm|v8js|nodejs)\.(?:[\w-]+\.)*\w+$/i;

/** Endings of names that people register and that are not also endings of files or usual property names. */
const NAME_ENDINGS = new Set(
  (
    "com net org io dev app ai co xyz online site club top tech cloud shop store space icu pw cc biz info live link " +
    "mail network digital agency website win bid loan " +
    "buzz cyou monster quest sbs cfd bond lol surf vip wtf work " +
    "uk us de fr ru cn in eu nl it es pl se no fi ch at be cz jp kr tw hk sg au nz ca br mx ar za tr ua ir gg tk ml ga cf gq su to ly " +
    "onion example invalid edu gov mil"
  ).split(" "),
);
const FILE_ENDINGS = new Set(
  (
    "js mjs cjs ts mts cts tsx jsx json map md txt html htm css scss svg png jpg jpeg gif webp ico yml yaml toml lock log sh bash py rb rs go c h cc cpp " +
    "java xml csv tsv pdf doc docx xls xlsx ppt pptx zip tar gz tgz bz2 exe dll so dylib node wasm bin dat db sqlite env ini cfg conf pem key crt cer pub " +
    "ps1 bat cmd vue svelte graphql gql proto mp3 mp4 wav ogg mov avi webm woff woff2 ttf otf eot prototype length push call apply name id hostname address addr subdomain"
  ).split(" "),
);

const private4 =
  /^(?:0\.|22[4-9]\.|2[34]\d\.|25[0-5]\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|192\.0\.0\.|192\.88\.99\.|(?:192\.0\.2|198\.51\.100|203\.0\.113|198\.1[89]\.0)\.0$|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;

/** What sort of host a canonical one is. */
export function classOf(host: string): HostClass {
  if (host === "localhost" || host.endsWith(".localhost") || /^127\./.test(host) || host === "[::1]") return "loopback";
  if (host === "0.0.0.0" || host === "[::]") return "any";
  if (QUAD.test(host)) return private4.test(host) ? "private" : "ip";
  if (host.startsWith("[")) return mapped(host);
  if (/(?:^|\.)example\.(?:com|net|org)$|\.(?:test|invalid|example)$/.test(host)) return "reserved";
  if (!host.includes(".") || /\.(?:local|internal|lan|home|corp|localdomain|svc|cluster)$/.test(host)) return "private";
  return "name";
}

/** The networks that stand for a sort of address, as filters list them: the name of the network is no machine in it. */
const PREFIX6 = /^\[(?:64:ff9b(?:|:1)|100|2001|2001:(?:2|10|20|db8)|2002|3fff|5f00)::\]$/;

function mapped(host: string): HostClass {
  if (PREFIX6.test(host)) return "private";
  const four = /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(host);
  if (four === null) return /^\[f[c-f][0-9a-f]{2}:/.test(host) ? "private" : "ip";
  const bits = Number.parseInt(four[1] ?? "0", 16) * 65_536 + Number.parseInt(four[2] ?? "0", 16);
  return classOf([bits >>> 24, (bits >>> 16) & 255, (bits >>> 8) & 255, bits & 255].join("."));
}

const SECOND_LEVEL = /^(?:co|com|net|org|gov|edu|ac|or|ne)\.[a-z]{2}$/;

/** The part of a name that somebody registers: `b.co.uk` of `a.b.co.uk`; a whole name where each is a stranger's. An approximation without the public suffix list. */
export function registrable(host: string): string {
  const labels = host.split(".");
  if (host.startsWith("[") || QUAD.test(host) || labels.length <= 2 || isShared(host)) return host;
  const take = SECOND_LEVEL.test(labels.slice(-2).join(".")) ? 3 : 2;
  return labels.slice(-take).join(".");
}

/** Services whose addresses anybody gets in a minute: request catchers, tunnels, pastes, messenger bots, shorteners. */
const ANYBODYS =
  /(?:^|\.)(?:webhook\.site|webhookinbox\.com|requestbin\.(?:com|net)|pipedream\.net|hookbin\.com|beeceptor\.com|requestcatcher\.com|ngrok(?:-free)?\.(?:io|app|dev)|trycloudflare\.com|loca\.lt|localtunnel\.me|serveo\.net|localhost\.run|bore\.pub|pinggy\.(?:io|link)|burpcollaborator\.net|oastify\.com|oast\.(?:fun|live|me|online|pro|site)|interact\.sh|interactsh\.com|dnslog\.cn|ceye\.io|canarytokens\.(?:com|org)|pastebin\.com|paste\.ee|hastebin\.com|dpaste\.(?:com|org)|rentry\.(?:co|org)|ghostbin\.com|termbin\.com|ix\.io|0x0\.st|transfer\.sh|file\.io|gofile\.io|catbox\.moe|anonfiles\.com|bashupload\.com|temp\.sh|api\.telegram\.org|hooks\.slack\.com|discord(?:app)?\.com|bit\.ly|tinyurl\.com|t\.ly|is\.gd|cutt\.ly|rebrand\.ly|goo\.gl|rb\.gy|ow\.ly|shorturl\.at|duckdns\.org|no-ip\.(?:org|com)|ddns\.net|hopto\.org|zapto\.org|nip\.io|sslip\.io)$/;

/** What makes a host telling by itself, or undefined. `url` is the whole address when known. */
export function notoriety(host: string, url: string | undefined): string | undefined {
  if (host.endsWith(".onion")) return "a hidden service";
  const isBot = /^https?:\/\/(?:[^/]*\.)?discord(?:app)?\.com(?!\/api\/(?:v\d+\/)?webhooks)/i.test(url ?? "");
  if (ANYBODYS.test(host) && !isBot) return "a service that gives addresses to anybody";
  if (
    url !== undefined &&
    /\/(?:api\/)?webhooks?\/[\w-]{6,}\/?[\w-]*|\/bot\d{6,}:[\w-]{20,}|\/services\/T\w{6,}\/B\w{6,}/i.test(url)
  ) {
    return "a webhook";
  }
  return undefined;
}
