import { wholeFile } from "./evidence.js";
import type { RegistryFacts, Rule, Sighting } from "./rule.js";

export const metadataPublisher: Rule = {
  id: "metadata-publisher",
  kind: "metadata",
  title: "another account published this version, or may now",
  tier: { change: "ask", firstLook: "silent" },
  texts: {
    finds:
      "The registry names another publisher than for the reviewed version, maintainers who were not there, or the same accounts with mail addresses elsewhere. A maintainer who is gone is a note, unless the reviewed version was published by that account.",
    why:
      "Taken accounts and handed-over packages are how clean packages turn: event-stream (2018) was given to a stranger, " +
      "MCP servers were published again under other accounts (2025, 2026).",
    falseAlarms: "Teams in which several people publish, and moves to a release robot.",
    action: "Check the new account's other packages and how long it has been there.",
  },
  *check({ before, after }) {
    const place = wholeFile("package.json");
    const [was, is] = [before?.registry, after.registry];
    if (was === undefined || is === undefined) return;
    if (was.publisher !== undefined && is.publisher !== undefined && was.publisher !== is.publisher) {
      yield {
        message: `published by ${is.publisher}; the reviewed version was by ${was.publisher}`,
        value: is.publisher,
        evidence: [place],
        weight: 62,
      };
    }
    yield* movedAccounts(was, is);
    if (was.maintainers !== undefined && is.maintainers !== undefined)
      yield* maintainers(was, was.maintainers, is.maintainers, is.maintainersNow ?? []);
  },
};

/** The same account under another address: taken over, or handed on. */
function* movedAccounts(was: RegistryFacts, is: RegistryFacts): Iterable<Sighting> {
  for (const [name, address] of is.addresses ?? []) {
    const old = was.addresses?.get(name);
    if (old === undefined || domainOf(old) === domainOf(address)) continue;
    const message = `the account ${name.replace(/^publisher /, "")} now has the address ${address} (it was ${old})`;
    yield { message, value: address, evidence: [wholeFile("package.json")], weight: 58 };
  }
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1);

function* maintainers(
  { publisher }: RegistryFacts,
  was: readonly string[],
  is: readonly string[],
  now: readonly string[],
): Iterable<Sighting> {
  const evidence = [wholeFile("package.json")] as const;
  const added = [...new Set([...is, ...now])].filter((name) => !was.includes(name));
  const gone = was.filter((name) => !is.includes(name));
  const before = was.length === 0 ? "" : ` (the reviewed version had ${was.slice(0, 8).join(", ")})`;
  for (const name of added) {
    yield { message: `${name} is a new maintainer${before}`, value: name, evidence, weight: 50 };
  }
  for (const name of gone) {
    const isPublisher = name === publisher;
    yield {
      message: `${name} is no maintainer any more${isPublisher ? ", and published the reviewed version" : ""}`,
      value: name,
      evidence,
      weight: isPublisher ? 40 : 12,
      ...(isPublisher ? {} : { tier: "note" as const }),
    };
  }
}
