/** Facts that a single piece of text gives wherever it stands: hosts, mail addresses, paths of secrets, orders to a model. */
import type { Collector } from "./collector.js";
import type { EmailFact, Evidence, HostFact, PathFact, TextFact } from "./facts.js";
import { type FoundHost, hostsIn } from "./hosts.js";
import { type Order, orderOf } from "./orders.js";
import { secretPath } from "./secret-paths.js";
import { tenantOf } from "./tenants.js";

export interface TextContext {
  readonly offset: number;
  /** Where the expression ends that gives the text. */
  readonly end?: number;
  readonly via: readonly Evidence[];
  readonly disguise?: string;
  /** The property or variable that holds the text. */
  readonly holder?: string;
  /** `reach`: given to what connects; `text`: shown to people or models; `base`: anything else. */
  readonly use: HostFact["use"];
  readonly by?: string;
}

const LOCAL = /[\p{L}\p{N}._%+'-]{1,64}$/u;
const DOMAIN =
  /^\[[\d.:a-f]{2,45}\]|^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}]{2,24}(?![\p{L}\p{N}./-]*[/:@])/u;
const NOT_MAIL = /^(?:git|ssh|hg)@|@\d|\.(?:js|ts|mjs|cjs|png|svg|jpg|json|css|md|local|html)$/i;
const MOST = 200;

/** Adds every fact that the text gives. */
export function addTextFacts(to: Collector, text: string, context: TextContext): void {
  addHosts(to, text, context);
  addEmails(to, text, context);
  if (to.zone === "code") {
    addPath(to, text, context);
    addOrder(to, text, context);
  }
}

/** Whether a text gives any fact at all: asked before its surroundings are looked at, since most give none. */
export function tellsSomething(text: string): boolean {
  if (text.includes("://") || text.startsWith("//") || text.includes("@") || text.includes(":\\")) return true;
  if (/https?:|wss?:|%40|=\s*["']?\/\//i.test(text)) return true;
  if (!/\s/.test(text) && hostsIn(text, true).length > 0) return true;
  return secretPath(text) !== undefined || orderOf(text) !== undefined;
}

const basics = (to: Collector, { offset, end, via, disguise }: TextContext, told: string) => ({
  zone: to.zone,
  at: placeOf(to, offset, end ?? offset, told),
  via,
  ...(disguise === undefined ? {} : { disguise }),
});

/** Characters of an expression in which the line is looked for that says something. */
const MOST_LINES = 100_000;

/** The line of an expression that says it; the first where the text does not stand there as such. */
export function placeOf(to: Collector, start: number, end: number, told: string): Evidence {
  const source = to.lines.text.slice(start, Math.min(end, start + MOST_LINES));
  if (!source.includes("\n")) return to.at(start);
  const whole = source.indexOf(told);
  return to.at(start + Math.max(0, whole === -1 ? spread(source, told) : whole));
}

/** Where a text begins that goes on over lines, and over literals that are added up. */
function spread(source: string, told: string): number {
  // Words of marks alone could be taken for what stands between words, in more ways than can be tried.
  const words = (told.match(/[\p{L}\p{N}][^\s"'`+\\]*/gu) ?? [])
    .slice(0, 6)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return words.length < 2 ? -1 : source.search(new RegExp(words.join("(?:[\\s\"'`+]|\\\\n){1,80}")));
}

export function addHosts(to: Collector, text: string, context: TextContext): void {
  const sure = context.use === "reach" || HOLDS_HOST.test(context.holder ?? "");
  for (const found of hostsIn(text, sure)) to.add(hostFact(to, text, found, context));
}

const HOLDS_HOST =
  /(?:host|hostname|domain|server|endpoint|origin|proxy|relay|smtp|baseurl|base_url|apibase|remote|upstream|gateway|dns|^ip$|addr(?:ess)?)$/i;

function hostFact(to: Collector, text: string, found: FoundHost, context: TextContext): HostFact {
  const use = found.carries === true ? "reach" : context.use === "base" && found.inProse ? "text" : context.use;
  const by = context.by ?? (found.carries === true ? "what shows the text" : context.holder);
  const tenant = use === "text" ? undefined : tenantOf(found.host, found.url);
  return {
    kind: "host",
    key: tenant === undefined ? `host:${found.host}` : `host:${found.host}/${tenant}`,
    ...basics(to, context, found.spelled),
    host: found.host,
    spelled: found.spelled,
    class: found.class,
    value: found.url ?? text.slice(0, MOST),
    use,
    ...(by === undefined ? {} : { by }),
    ...(found.userinfo === undefined ? {} : { userinfo: found.userinfo }),
    ...(tenant === undefined ? {} : { tenant }),
  };
}

/** Mail addresses in a text: at most 200, looked for around each `@`. */
export function emailsIn(given: string): readonly string[] {
  const text = /[\uff20\ufe6b]/.test(given) ? given.replace(/[\uff20\ufe6b]/g, "@") : given; // signs that are taken for it
  const found: string[] = [];
  for (let at = text.indexOf("@"), seen = 0; at !== -1 && seen < 2_000; at = text.indexOf("@", at + 1), seen++) {
    const local = at === 0 ? "" : (LOCAL.exec(text.slice(Math.max(0, at - 64), at))?.[0] ?? "").replace(/^['.]+/, "");
    const domain = local === "" ? undefined : DOMAIN.exec(text.slice(at + 1, at + 512))?.[0];
    if (domain === undefined || found.length >= MOST) continue;
    const address = `${local}@${domain}`;
    if (!NOT_MAIL.test(address)) found.push(address);
  }
  return found;
}

/** Whether what follows is the end of a package's address, whose version stands behind an `@`: `pkg:npm/left-pad@1.3.0`. */
export const isPackage = (before: string, version: string): boolean =>
  /^\d/.test(version) && /\bpkg:[a-z][a-z0-9.+-]*\/[^\s"'`<>,;]*$/.test(before);

function addEmails(to: Collector, written: string, context: TextContext): void {
  const text = written.replace(/%40|[\uff20\ufe6b]/g, "@");
  for (const address of emailsIn(text)) {
    const index = text.indexOf(address);
    const before = text.slice(Math.max(0, index - 300), index);
    if (/:\/\/[^\s/]*$/.test(before) || isPackage(before, address.slice(address.indexOf("@") + 1))) continue; // the user of a URL
    const fact: EmailFact = {
      kind: "email",
      key: `email:${address.toLowerCase()}`,
      ...basics(to, context, address),
      address,
      value: text.slice(0, MOST),
      whole:
        context.use !== "text" &&
        text.replace(/[<>"']/g, "").trim().length - address.length < 40 &&
        !/\w+ \w+ \w+ \w+/.test(text),
      ...(context.holder === undefined ? {} : { holder: context.holder }),
    };
    to.add(fact);
  }
}

function addPath(to: Collector, text: string, context: TextContext): void {
  if (context.use === "text" || text.length > 300) return;
  const secret = secretPath(text);
  if (secret === undefined || (NEEDS_USE.test(secret.what) && !isUsed(context.by))) return;
  const fact: PathFact = {
    kind: "path",
    key: `path:${secret.what}:${secret.path}`,
    ...basics(to, context, text),
    ...secret,
    ...(context.by === undefined ? {} : { by: context.by }),
  };
  to.add(fact);
}

/** Named in passing everywhere: telling only where a file of that name is read or written. */
const NEEDS_USE = /^(?:environment file|logins of tools|what the project runs by itself|key files)$/;
const isUsed = (by: string | undefined): boolean =>
  by !== undefined && /^fs.*\.(?:read|write|append|open|copy|create|output)|\bglob/i.test(by);

function addOrder(to: Collector, text: string, context: TextContext): void {
  const order = orderOf(text);
  if (order !== undefined) to.add(orderFact(order, basics(to, context, order.told)));
}

export const orderFact = (
  { told, text, level }: Order,
  rest: Pick<TextFact, "zone" | "at" | "via" | "disguise">,
): TextFact => ({
  kind: "text",
  key: `order:${told}`,
  ...rest,
  form: level === "hostile" ? "prompt" : "pushy",
  value: text,
});
