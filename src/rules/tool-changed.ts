import { factsOf } from "./difference.js";
import type { Evidence, Rule, RuleInput, Sighting } from "./rule.js";
import { pretended } from "./tool-names.js";
import { removedTools, type ToolPair, toolPairs } from "./tools.js";

export const toolChanged: Rule = {
  id: "tool-changed",
  kind: "tool-metadata",
  title: "the tool surface changed",
  tier: { change: "ask", firstLook: "silent" },
  texts: {
    finds:
      "Tools renamed (but for names that begin as most of the server's tools do), hints that say 'read only' or 'destructive' flipped, server instructions changed; as notes: tools added, removed, reworded, their parameters reworded, handlers changed under an unchanged description.",
    why: "What a client allows is decided by a tool's name and hints. A tool that takes another's name takes its permissions.",
    falseAlarms: "Half of all real updates change the tool surface; only the telling changes ask.",
    action: "Check that the new name is not that of another server's tool, and that the hint still tells the truth.",
  },
  *check(input) {
    if (input.before === undefined) return;
    const removed = removedTools(input);
    const taken = new Set<string>();
    for (const pair of toolPairs(input)) {
      if (pair.before === undefined) {
        const twin = removed.find(
          (old) =>
            !taken.has(old.name) &&
            old.what === pair.after.what &&
            ((old.description !== undefined && old.description === pair.after.description) ||
              (old.handler !== undefined && old.handler === pair.after.handler)),
        );
        if (twin !== undefined) taken.add(twin.name);
        if (pair.after.what === "instructions" && pair.after.description === undefined)
          yield note(pair, "the server newly gives the model instructions that are made at run time");
        else if (pair.after.what === "instructions")
          yield ask(
            pair,
            `the server newly gives the model instructions: '${(pair.after.description ?? "").slice(0, 160)}'`,
            41,
          );
        else if (twin !== undefined) yield renamed(pair, twin.name, input);
        else yield added(pair, input);
      } else yield* changes(pair, pair.before);
    }
    for (const old of removed) {
      if (!taken.has(old.name))
        yield {
          message: `${old.what} '${old.name}' is gone`,
          value: old.name,
          evidence: [{ ...old.at }],
          weight: 3,
          tier: "note",
        };
    }
  },
};

function renamed(pair: ToolPair, was: string, input: RuleInput): Sighting {
  const message = `${pair.after.what} '${was}' is now called '${pair.after.name}'`;
  return isOwnName(was, pair.after.name, input) ? note(pair, message) : ask(pair, message, 49);
}

/** Both names begin with the word that most tools of the server begin with: it takes no other server's name. */
function isOwnName(was: string, is: string, { after }: RuleInput): boolean {
  const prefixOf = (name: string): string | undefined => /^[a-z\d]{3,}(?=[_-])/i.exec(name)?.[0].toLowerCase();
  const tools = factsOf(after.facts, "tool").filter(({ what }) => what === "tool");
  const alike = tools.filter(({ name }) => prefixOf(name) === prefixOf(is));
  return (
    prefixOf(is) !== undefined &&
    prefixOf(is) === prefixOf(was) &&
    alike.length >= OWN_PREFIX &&
    alike.length * 2 > tools.length
  );
}

/** Tools with one prefix from which on it is the server's own. */
const OWN_PREFIX = 4;

function added(pair: ToolPair, input: RuleInput): Sighting {
  const { what, name } = pair.after;
  const pretends = what === "tool" ? pretended(pair.after, input) : undefined;
  return pretends === undefined
    ? note(pair, `${what} '${name}' is new`)
    : ask(pair, `${what} '${name}' is new, and its name ${pretends}`, 49);
}

function* changes(pair: ToolPair, before: NonNullable<ToolPair["before"]>): Iterable<Sighting> {
  const { after } = pair;
  for (const [hint, value] of after.annotations) {
    const old = before.annotations.get(hint);
    const isTelling = hint === "readOnlyHint" || hint === "destructiveHint";
    // A tool that newly admits to destroy makes a client ask more often, not less.
    const isFranker = hint === "destructiveHint" && value;
    if (isTelling && old !== undefined && old !== value)
      yield isFranker
        ? note(pair, `${after.what} '${after.name}': ${hint} was ${old} and is ${value}`)
        : at(
            after.annotationsAt.get(hint),
            ask(pair, `${after.what} '${after.name}': ${hint} was ${old} and is ${value}`, 48),
          );
  }
  if (after.what === "instructions" && after.description !== before.description)
    yield ask(pair, `the server's instructions to the model changed: '${(after.description ?? "").slice(0, 160)}'`, 41);
  else if (after.description !== before.description)
    yield note(pair, `${after.what} '${after.name}' is described in other words`);
  else if (after.handler !== undefined && before.handler !== undefined && after.handler !== before.handler) {
    yield note(pair, `${after.what} '${after.name}' does something else under the same description`);
  }
  for (const [name, { description, at }] of after.params) {
    const old = before.params.get(name)?.description;
    if (old === undefined || description === undefined || description === old) continue;
    const message = `${after.what} '${after.name}': parameter '${name}' is described in other words`;
    yield { ...note(pair, message), evidence: [at] };
  }
}

const at = (place: Evidence | undefined, sighting: Sighting): Sighting =>
  place === undefined ? sighting : { ...sighting, evidence: [place, ...sighting.evidence] };

const ask = ({ after }: ToolPair, message: string, weight: number): Sighting => ({
  message,
  value: after.name,
  evidence: [...after.via.slice(0, 1), after.at] as unknown as Sighting["evidence"],
  weight,
});
const note = (pair: ToolPair, message: string): Sighting => ({ ...ask(pair, message, 4), tier: "note" });
