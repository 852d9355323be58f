/**
 * The same question in other words: names of files, functions, people and hosts of the corpus replaced everywhere. What
 * was found must be found again, or it was found by its spelling.
 */
import { isText } from "../src/diff/content.js";
import { type PackageTree, treeOf } from "../src/package/tree.js";
import type { Question, Version } from "../src/review/assess.js";
import type { Case } from "./score.js";

export type Rename = (text: string) => string;

/** Old to new; none means anything to Node, npm or a mail API. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ["lettrbox", "kurierpost"],
  ["Lettrbox", "Kurierpost"],
  ["LETTRBOX", "KURIERPOST"],
  ["courier", "sparrow"],
  ["config", "setup"],
  ["Config", "Setup"],
  ["client", "gateway"],
  ["format", "shaping"],
  ["payload", "packet"],
  ["failure", "mishap"],
  ["describeError", "wordsFor"],
  ["renderStats", "drawFigures"],
  ["sendEmail", "postLetter"],
  ["getDeliveryStats", "countLetters"],
  ["message", "missive"],
  ["defaultSender", "usualSender"],
  ["complianceCopy", "archiveMail"],
  ["shard", "piece"],
  ["region", "quarter"],
  ["support", "bureau"],
  ["notice", "remark"],
  ["profile", "outline"],
  ["agent", "clerk"],
]);
const IDENTIFIER = /[\p{L}_$][\p{L}\p{N}_$]*/gu;
/** Names of the world outside the package. */
const KEPT = new Set(["claude_desktop_config"]);

/** What replaces the names in a row: the words above, and the made-up part of its addresses where a file spells it out. */
export function renamingFor(row: Case, { after }: Question): Rename {
  const words = new Map(WORDS);
  const texts = [...after.tree.files.values()].filter(isRenamed).map(({ bytes }) => Buffer.from(bytes).toString());
  for (const address of row.addresses ?? []) {
    const [label] = /[a-z]{8,}/.exec(address) ?? [];
    if (label !== undefined && !words.has(label) && texts.some((text) => text.includes(label))) {
      words.set(label, [...label].reverse().join(""));
    }
  }
  const longestFirst = [...words.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(longestFirst.join("|"), "g");
  return (text) =>
    text.replace(IDENTIFIER, (word) =>
      KEPT.has(word) ? word : word.replace(pattern, (part) => words.get(part) ?? part),
    );
}

const isRenamed = ({ bytes }: { readonly bytes: Uint8Array }): boolean =>
  isText(bytes) && Buffer.from(bytes).toString().isWellFormed();

export function renameCase(row: Case, rename: Rename): Case {
  const { must_show: must } = row.expected;
  const needles = row.needles.map((needle) => ({
    ...needle,
    file: needle.file.startsWith("registry:") ? needle.file : rename(needle.file),
  }));
  return {
    ...row,
    needles,
    expected: { ...row.expected, ...(must === undefined ? {} : { must_show: must.map(rename) }) },
  };
}

export function renameQuestion(question: Question, rename: Rename): Question {
  const version = (one: Version): Version => renameVersion(one, rename);
  const { before, dependencies, packuments } = question;
  return {
    after: version(question.after),
    ...(before === undefined ? {} : { before: version(before) }),
    ...(dependencies === undefined
      ? {}
      : {
          dependencies: {
            added: dependencies.added.map(version),
            removed: dependencies.removed,
            changed: dependencies.changed.map((pair) => ({ before: version(pair.before), after: version(pair.after) })),
          },
        }),
    ...(packuments === undefined ? {} : { packuments: renameJson(packuments, rename) }),
  };
}

function renameVersion(version: Version, rename: Rename): Version {
  const { registry } = version;
  return {
    ...version,
    name: rename(version.name),
    tree: renameTree(version.tree, rename),
    problems: version.problems.map(({ path, inner, reason }) => ({
      path: rename(path),
      inner: rename(inner),
      reason: rename(reason),
    })),
    ...(registry === undefined
      ? {}
      : { registry: { ...registry, packument: JSON.parse(rename(JSON.stringify(registry.packument))) as unknown } }),
  };
}

const renameTree = (tree: PackageTree, rename: Rename): PackageTree =>
  treeOf(
    [...tree.files.values()].map((file) => ({
      ...file,
      path: rename(file.path),
      bytes: isRenamed(file) ? Buffer.from(rename(Buffer.from(file.bytes).toString())) : file.bytes,
    })),
  );

const renameJson = (documents: ReadonlyMap<string, unknown>, rename: Rename): ReadonlyMap<string, unknown> =>
  new Map([...documents].map(([name, json]) => [rename(name), JSON.parse(rename(JSON.stringify(json))) as unknown]));
