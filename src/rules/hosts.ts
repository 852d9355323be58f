/** What is new about a host, said once for all the rules about addresses: each new host belongs to exactly one of them. */
import type { HostFact } from "../facts/facts.js";
import { notoriety, registrable } from "../facts/hosts.js";
import { acts, factsOf, type Group, introduced, isDisguised } from "./difference.js";
import type { RuleInput } from "./rule.js";

export type Standing =
  | { readonly is: "numeric" }
  | { readonly is: "hidden"; readonly how: string }
  | { readonly is: "anybodys"; readonly what: string; readonly isCloud?: true }
  | { readonly is: "replaced"; readonly holder: string; readonly old: string }
  | { readonly is: "open-listener" }
  | { readonly is: "new" }
  /** Another owner's place at a host that the package knows. */
  | { readonly is: "another-place"; readonly place: string }
  | { readonly is: "mentioned"; readonly why: string };

export interface NewHost {
  readonly group: Group<"host">;
  readonly fact: HostFact;
  readonly standing: Standing;
  /** Something of the caller, the environment or the machine is sent there. */
  readonly given: readonly string[];
}

const cache = new WeakMap<RuleInput, readonly NewHost[]>();

export function newHosts(input: RuleInput): readonly NewHost[] {
  let found = cache.get(input);
  if (found === undefined) {
    found = findNewHosts(input);
    cache.set(input, found);
  }
  return found;
}

function findNewHosts(input: RuleInput): readonly NewHost[] {
  const old = input.before === undefined ? [] : factsOf(input.before.facts, "host");
  const owned = new Set([...input.context.firstParty, ...old.filter(acts).map((fact) => registrable(fact.host))]);
  const found: NewHost[] = [];
  for (const group of introduced(input, "host")) {
    const sorted = [...group].sort(
      (a, b) => USES[a.use] - USES[b.use] || Number(b.disguise !== undefined) - Number(a.disguise !== undefined),
    );
    const fact = (sorted.find(acts) ?? group[0]) as HostFact;
    if (
      fact.class === "loopback" ||
      (fact.class === "any" && !/^(?:listen|host|hostname|bind\w*|listen\w*)$/i.test(fact.by ?? ""))
    )
      continue;
    const ordered: Group<"host"> = [fact, ...sorted.filter((item) => item !== fact)];
    const standing = standingOf(input, ordered, fact, old, owned);
    if (standing !== undefined) found.push({ group: ordered, fact, standing, given: givenTo(input, fact.host) });
  }
  return found;
}

/** Addresses under which clouds give a machine its own credentials. */
const METADATA =
  /^(?:169\.254\.169\.254|169\.254\.170\.2|100\.100\.100\.200|metadata\.google\.internal|\[fd00:ec2::254\])$/;

const USES = { reach: 0, base: 1, text: 2 } as const;

function standingOf(
  input: RuleInput,
  group: Group<"host">,
  fact: HostFact,
  old: readonly HostFact[],
  owned: ReadonlySet<string>,
): Standing | undefined {
  if (!acts(fact)) return { is: "mentioned", why: "only in prose, tests or examples" };
  if (fact.class === "any") return { is: "open-listener" };
  if (METADATA.test(fact.host) && fact.use !== "text" && (fact.use === "reach" || fact.value.includes("://")))
    return { is: "anybodys", what: "the service that hands a cloud machine its credentials", isCloud: true };
  if (fact.class === "private")
    return isDisguised(group) && fact.host.includes(".") ? { is: "hidden", how: "a private address" } : undefined;
  const hidden = hiddenBy(group, fact, old, owned);
  if (fact.class === "ip" && (fact.use !== "text" || hidden !== undefined)) return { is: "numeric" };
  const place = fact.tenant === undefined ? undefined : `${fact.host}/${fact.tenant}`;
  const mentioned = input.after.facts.mentions(place ?? fact.host);
  const elsewhere = input.context.heldElsewhere(fact.key);
  if (hidden !== undefined && elsewhere === undefined) return { is: "hidden", how: hidden };
  const what =
    fact.use === "text" && !/hooks?\/|\/bot\d/.test(fact.value) ? undefined : notoriety(fact.host, fact.value);
  if (what !== undefined && !mentioned) return { is: "anybodys", what };
  if (elsewhere !== undefined) return { is: "mentioned", why: `already in ${elsewhere}` };
  if (mentioned) return { is: "mentioned", why: "already in a file that did not change" };
  if (place !== undefined && owned.has(registrable(fact.host)) && !namesOwner(input, place))
    return { is: "another-place", place };
  if (owned.has(registrable(fact.host)))
    return { is: "mentioned", why: "a name under the maker's own or an already used domain" };
  const replaced = replacedBy(fact, old, input);
  if (replaced !== undefined) return { is: "replaced", ...replaced };
  if (fact.use === "text") return { is: "mentioned", why: "within a text" };
  if (fact.class === "reserved" && fact.use !== "reach")
    return { is: "mentioned", why: "a name reserved for documentation" };
  return SCHEMA.test(fact.value) ? { is: "mentioned", why: "a schema or namespace" } : { is: "new" };
}

/** Whether the package's own manifest names whose place it is. */
function namesOwner({ before, after }: RuleInput, place: string): boolean {
  const { name, repository, homepage, bugs, author } = (before ?? after).manifest ?? {};
  const owner = place.slice(place.lastIndexOf("/") + 1).toLowerCase();
  return JSON.stringify([name, repository, homepage, bugs, author]).toLowerCase().includes(owner);
}

const SCHEMA =
  /^https?:\/\/(?:www\.)?(?:w3\.org|json-schema\.org|schemas?\.|purl\.org|xmlns\.|ns\.adobe|openxmlformats|schemastore|spdx\.org|ietf\.org|tools\.ietf\.org|opengis\.net|sodipodi|inkscape)|\/schemas?\/|xmlns/i;

/** How a host is made to look like another, or hidden from readers. */
function hiddenBy(
  group: Group<"host">,
  fact: HostFact,
  old: readonly HostFact[],
  owned: ReadonlySet<string>,
): string | undefined {
  if (fact.userinfo !== undefined && /[.\w]/.test(fact.userinfo) && fact.userinfo.includes("."))
    return `behind '${fact.userinfo}@', which looks like the host`;
  if (/[^\0-\x7f…]/.test(fact.spelled) && !fact.spelled.split(".").every(isPlainLabel))
    return "with letters that look like others";
  if (/(?:^|\.)xn--/.test(fact.spelled)) return "in punycode";
  if (fact.class === "name") {
    const twin = lookAlike(fact.host, old, owned);
    if (twin !== undefined) return `which looks like '${twin}'`;
  }
  const isHidden = group.every((item) => item.disguise !== undefined || !acts(item));
  if (!isDisguised(group) || !isHidden || fact.class === "reserved") return undefined;
  return "assembled or decoded";
}

/** Written in one script throughout, none of whose letters look like Latin ones. */
const isPlainLabel = (label: string): boolean =>
  /^(?:[\w-]*|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー-]+|[\p{Script=Hangul}-]+|[\p{Script=Arabic}-]+|[\p{Script=Hebrew}-]+|[\p{Script=Thai}-]+|[\p{Script=Devanagari}-]+)$/u.test(
    label,
  );

/** A known domain that differs by a letter or two, or in its ending only. */
function lookAlike(host: string, old: readonly HostFact[], owned: ReadonlySet<string>): string | undefined {
  const own = registrable(host);
  const known = new Set([...owned, ...old.map((item) => registrable(item.host))]);
  if (known.has(own) || [...known].some((other) => firstLabel(other) === firstLabel(own))) return undefined;
  for (const other of known) {
    const [a, b] = [squeeze(own), squeeze(other)];
    if (a.length < 6 || Math.abs(own.length - other.length) > 2 || other.startsWith("[")) continue;
    if (a === b || (firstLabel(own).length >= 7 && distance(firstLabel(own), firstLabel(other)) === 1)) return other;
  }
  return undefined;
}

const firstLabel = (domain: string): string => domain.slice(0, domain.indexOf("."));

/** Letters and digits that are taken for one another made equal. */
const squeeze = (domain: string): string =>
  domain
    .replace(/rn/g, "m")
    .replace(/vv/g, "w")
    .replace(/[0]/g, "o")
    .replace(/[1il|]/g, "l")
    .replace(/5/g, "s")
    .replace(/-/g, "");

/** Edit distance, given up above one. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 1) return 2;
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  let j = 0;
  while (j < a.length - i && j < b.length - i && a.at(-1 - j) === b.at(-1 - j)) j++;
  return Math.max(a.length, b.length) - i - j;
}

/** The same property, variable or call had another domain, which is gone from there. */
function replacedBy(
  fact: HostFact,
  old: readonly HostFact[],
  input: RuleInput,
): { holder: string; old: string } | undefined {
  const holder = fact.by;
  if (holder === undefined || holder.length < 3 || fact.use === "text" || GENERIC.test(holder)) return undefined;
  const now = new Set(
    factsOf(input.after.facts, "host")
      .filter((item) => item.by === holder)
      .map((item) => item.host),
  );
  if (now.size >= TABLE) return undefined;
  const gone = old.find(
    (item) =>
      item.by === holder &&
      item.use === fact.use &&
      item.class === "name" &&
      !now.has(item.host) &&
      pathOf(item.at.path) === pathOf(fact.at.path),
  );
  return gone === undefined ? undefined : { holder, old: gone.host };
}

/** Hosts that one property holds from which on it is a column of a table, where rows come and go. */
const TABLE = 8;

/** Holders that mean nothing by their name: minified, or the name of a call that is made for many hosts. */
const GENERIC = /^(?:.{1,2}|url|href|fetch|value|default|link|src)$/i;

/** A path without the content hash that bundlers give. */
const pathOf = (path: string): string => path.replace(/-[A-Za-z0-9_]{8}(?=\.\w+$)/, "");

const SAID_OF = {
  environment: (detail: string) => `the environment variable ${detail}`,
  "whole-environment": () => "the whole environment",
  "tool-arguments": () => "what the caller gave",
  "tool-result": () => "a tool's result",
  file: (detail: string) => `a file's contents (${detail})`,
  "host-identity": (detail: string) => `the machine's identity (${detail})`,
} as const;

function givenTo(input: RuleInput, host: string): readonly string[] {
  const flows = factsOf(input.after.facts, "flow").filter((flow) => flow.sink === host);
  return [...new Set(flows.map((flow) => SAID_OF[flow.source](flow.detail)))];
}
