import { textOf } from "../diff/content.js";
import { changedPlaces, fileStart, placeAt } from "./evidence.js";
import type { Evidence, Rule } from "./rule.js";

const FILE = "npm-shrinkwrap.json";
const RESOLVED = /"resolved"\s*:\s*"([^"\\]*)"/g;

export const dependencyShrinkwrap: Rule = {
  id: "dependency-shrinkwrap",
  kind: "dependency",
  title: "a shrinkwrap decides what is installed",
  tier: { change: "block", firstLook: "ask" },
  texts: {
    finds: "A `npm-shrinkwrap.json` that is new, or whose addresses lead to a host they did not lead to before.",
    why:
      "A published shrinkwrap overrides the ranges of package.json for everybody who installs the package, down to the " +
      "address each tarball comes from: the dependency list a reviewer reads is then not what is installed.",
    falseAlarms:
      "Command-line tools that publish one to freeze their dependencies. A mere change of versions is a note.",
    action: "Check the addresses in it, and that every package in it is one the dependencies need.",
  },
  *check({ before, after }) {
    const file = after.tree.files.get(FILE);
    const old = before?.tree.files.get(FILE);
    if (file === undefined || (old !== undefined && Buffer.compare(old.bytes, file.bytes) === 0)) return;
    if (old === undefined) {
      const hosts = hostsOf(textOf(file.bytes)?.text ?? "", FILE);
      const from = hosts.size === 0 ? "" : `, from ${[...hosts.keys()].slice(0, 4).join(", ")}`;
      const message = `the package ships ${FILE}, which decides what is installed with it${from}`;
      const [first = fileStart(file), ...rest] = [...hosts.values()].slice(0, 4);
      yield { message, value: FILE, evidence: [first, ...rest, fileStart(file)], weight: 72 };
      return;
    }
    const known = hostsOf(textOf(old.bytes)?.text ?? "", FILE);
    const foreign = [...hostsOf(textOf(file.bytes)?.text ?? "", FILE)].filter(([host]) => !known.has(host));
    for (const [host, at] of foreign.slice(0, 8)) {
      yield { message: `${FILE} now takes packages from ${host}`, value: host, evidence: [at], weight: 86 };
    }
    if (foreign.length === 0) {
      yield {
        message: `${FILE} has changed`,
        value: FILE,
        evidence: changedPlaces(old, file, 1),
        weight: 15,
        tier: "note",
      };
    }
  },
};

function hostsOf(text: string, path: string): ReadonlyMap<string, Evidence> {
  const hosts = new Map<string, Evidence>();
  for (const match of text.matchAll(RESOLVED)) {
    const url = match[1] ?? "";
    const host = URL.canParse(url) ? new URL(url).host || new URL(url).protocol : url.slice(0, 80);
    if (!hosts.has(host)) hosts.set(host, placeAt(path, text, match.index));
  }
  return hosts;
}
