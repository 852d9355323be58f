/** Two trees → the facts of the files that differ. Files that are the same on both sides are never read for facts. */
import { hash } from "node:crypto";
import { pairFiles } from "../diff/pair.js";
import type { PackageFile, PackageTree } from "../package/tree.js";
import { Lines } from "../source/lines.js";
import { SourceModule } from "../source/module.js";
import { statementsOf } from "../source/statements.js";
import { addCodeFacts } from "./code-facts.js";
import { CodeCollector, Collector } from "./collector.js";
import { addCommands, addJson, addLines, addTemplate, addWhitespaceCode } from "./data-facts.js";
import type { Fact, NotAnalysed, PackageFacts } from "./facts.js";
import { type FileKind, isTestPath } from "./file-kind.js";
import { Folder } from "./fold.js";
import { PackageSource, type SeeParsed } from "./package-source.js";
import { Twins } from "./twins.js";

/**
 * Facts of both sides; of every file of `after` when there is no `before`. `see` is given the trees of the files that changed
 * and were parsed as a whole. Never throws on what the files hold.
 */
export function readFacts(
  before: PackageTree | undefined,
  after: PackageTree,
  see: SeeParsed = () => {},
): { readonly before: PackageFacts | undefined; readonly after: PackageFacts } {
  if (before === undefined)
    return {
      before,
      after: readSide(
        after,
        () => false,
        () => undefined,
        statementsOf,
        see,
      ),
    };
  const same = contentsInBoth(before, after);
  const isSame = (file: PackageFile): boolean => same.has(contentKey(file));
  const { pairs } = pairFiles(before, after);
  const became = new Map(pairs.map((pair) => [pair.before.path, pair.after]));
  const was = new Map(pairs.map((pair) => [pair.after.path, pair.before]));
  const statementsIn = onceEach(statementsOf);
  // A file that changed in its place is compared with what it was, even if a copy of that lies elsewhere now.
  const isKept = (file: PackageFile): boolean => isSame(file) && isSame(became.get(file.path) ?? file);
  return {
    before: readSide(before, isKept, (path) => became.get(path), statementsIn, see),
    after: readSide(after, isSame, (path) => was.get(path), statementsIn, see),
  };
}

/** Both sides ask about the same texts. */
function onceEach<T>(make: (text: string) => T): (text: string) => T {
  const made = new Map<string, T>();
  return (text) => {
    if (!made.has(text)) made.set(text, make(text));
    return made.get(text) as T;
  };
}

/** Contents that both sides have, under whatever path. */
function contentsInBoth(before: PackageTree, after: PackageTree): ReadonlySet<string> {
  const known = new Set<string>();
  for (const file of before.files.values()) known.add(contentKey(file));
  return new Set([...after.files.values()].map(contentKey).filter((key) => known.has(key)));
}

const digests = new WeakMap<PackageFile, string>();

function contentKey(file: PackageFile): string {
  let key = digests.get(file);
  if (key === undefined) {
    key = hash("sha256", file.bytes, "hex");
    digests.set(file, key);
  }
  return key;
}

function readSide(
  tree: PackageTree,
  isSame: (file: PackageFile) => boolean,
  twinOf: (path: string) => PackageFile | undefined,
  statementsIn: typeof statementsOf,
  see: SeeParsed,
): PackageFacts {
  const twins = new Twins(tree, twinOf, isSame, statementsIn);
  const isChanged = (path: string): boolean => {
    const file = tree.files.get(path);
    return file !== undefined && twinOf(path) !== undefined && !isSame(file);
  };
  const source = new PackageSource(tree, twins.partial, (text, path, parsed) => {
    if (isChanged(path)) see(text, path, parsed);
  });
  const folder = new Folder(source.resolve, source.ownText);
  const facts: Fact[] = [];
  const notAnalysed: NotAnalysed[] = [];
  const unchanged: PackageFile[] = [];
  const shared: string[] = [];
  for (const file of tree.files.values()) {
    if (isSame(file)) unchanged.push(file);
    else {
      const collector = readFile(source, folder, file.path, notAnalysed, (module) => {
        const known = source.sharedOf(module.path);
        if (known === undefined) return twins.narrow(module, shared);
        for (const text of known) shared.push(text);
        return module;
      });
      if (collector === undefined) continue;
      for (const fact of collector.facts) facts.push(fact);
      if (collector.full) notAnalysed.push({ path: file.path, reason: "holds more facts than are kept" });
    }
  }
  return { facts, notAnalysed, mentions: searcher(unchanged, shared) };
}

/** Leaves out of a parsed file what the other side has too. */
type Narrow = (module: SourceModule) => SourceModule;

function readFile(
  source: PackageSource,
  folder: Folder,
  path: string,
  notAnalysed: NotAnalysed[],
  narrow: Narrow,
): Collector | undefined {
  const { kind, text } = source.text(path);
  if (kind === "binary") {
    notAnalysed.push({ path, reason: "binary" });
    return undefined;
  }
  if (kind === "javascript") return readCode(source, folder, path, notAnalysed, narrow);
  const collector = new Collector(path, source.zone(path), new Lines(text));
  addByKind(collector, kind);
  addWhitespaceCode(collector);
  if (kind === "markup") addScripts(collector, source, folder);
  return collector;
}

/** What the scripts within markup do, at their places in the file. */
function addScripts(to: Collector, source: PackageSource, folder: Folder): void {
  const module = source.scripts(to.path);
  if (module === undefined) return;
  folder.allow(module);
  const collector = new CodeCollector(module, isTestPath(to.path) ? "test" : "code", folder);
  addCodeFacts(collector);
  for (const fact of collector.facts) to.add(fact);
}

function addByKind(to: Collector, kind: FileKind): void {
  if (kind === "json") addJson(to);
  else if (kind === "shell" || kind === "gyp") addCommands(to);
  else if (kind === "config") addLines(to, "base");
  else if (kind === "template") addTemplate(to);
  else addLines(to, "text");
}

/** By its ending, and no JavaScript: Node.js would refuse it, too. What is not parsed for its size or depth it might run. */
const isOfAnotherLanguage = (path: string, { reason }: Pick<NotAnalysed, "reason">): boolean =>
  /\.(?:swift|kts?|java|scala|go|rs|cs|c|h|cc|cpp|hpp|mm?|dart|zig|py|rb|php|lua)$/i.test(path) &&
  /^(?:\d+ )?syntax errors?\b/.test(reason);

function readCode(
  source: PackageSource,
  folder: Folder,
  path: string,
  notAnalysed: NotAnalysed[],
  narrow: Narrow,
): Collector {
  const module = source.module(path);
  const zone = source.zone(path);
  if (!(module instanceof SourceModule)) {
    if (!isOfAnotherLanguage(path, module)) notAnalysed.push({ path, reason: module.reason });
    const collector = new Collector(path, zone, new Lines(source.text(path).text));
    addLines(collector, "base");
    return collector;
  }
  const collector = new CodeCollector(narrow(module), zone, folder);
  folder.allow(module);
  addCodeFacts(collector);
  if (folder.exhausted) notAnalysed.push({ path, reason: "folding constants took more steps than are allowed" });
  addWhitespaceCode(collector);
  return collector;
}

/** Searches the unchanged files without parsing them; their text is prepared at the first question. */
function searcher(files: readonly PackageFile[], shared: readonly string[]): (text: string) => boolean {
  let texts: readonly string[] | undefined;
  return (wanted) => {
    texts ??= [
      ...files.map((file) =>
        Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength).toString("utf8").toLowerCase(),
      ),
      ...shared.map((text) => text.toLowerCase()),
    ];
    const lower = wanted.toLowerCase();
    return texts.some((text) => text.includes(lower));
  };
}
