/** What is new among a package's files, for the rules about files that are not source text. */
import type { FileType } from "../diff/file-type.js";
import { fileTypeOf } from "../diff/file-type.js";
import { pairFiles } from "../diff/pair.js";
import type { PackageFile } from "../package/tree.js";
import { wholeFile } from "./evidence.js";
import type { RuleInput, Sighting } from "./rule.js";

export interface NewsFile {
  readonly file: PackageFile;
  readonly type: FileType;
  /** The file it was in the other version; undefined when it is new. */
  readonly before: PackageFile | undefined;
}

const known = new WeakMap<RuleInput, readonly NewsFile[]>();

/** Files that are new or whose bytes changed, with their type; at a first look all of them. */
export function newsFiles(input: RuleInput): readonly NewsFile[] {
  const cached = known.get(input);
  if (cached !== undefined) return cached;
  const news: NewsFile[] = [];
  const add = (file: PackageFile, before: PackageFile | undefined): void => {
    news.push({ file, type: fileTypeOf(file.bytes), before });
  };
  if (input.before === undefined) for (const file of input.after.tree.files.values()) add(file, undefined);
  else {
    const { added, pairs } = pairFiles(input.before.tree, input.after.tree);
    for (const file of added) add(file, undefined);
    for (const { before, after, likeness } of pairs) if (likeness !== 1) add(after, before);
  }
  known.set(input, news);
  return news;
}

export const extensionOf = (path: string): string => {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return name.lastIndexOf(".") <= 0 ? "" : name.slice(name.lastIndexOf(".") + 1).toLowerCase();
};

/** Size as a person reads it. */
export const sizeOf = (bytes: number): string =>
  bytes < 1024
    ? `${bytes} B`
    : bytes < 1024 ** 2
      ? `${(bytes / 1024).toFixed(1)} KB`
      : `${(bytes / 1024 ** 2).toFixed(1)} MB`;

/** Places of one finding about many files. */
const MOST_PLACES = 20;

/** One sighting about several files: `a.bin, b.bin and 3 more`. The files are at least one. */
export function together(files: readonly NewsFile[], words: string, rest: Pick<Sighting, "weight" | "tier">): Sighting {
  const paths = files.map(({ file }) => file.path);
  const more = paths.length - 3;
  const [first = wholeFile("package.json"), ...others] = paths.slice(0, MOST_PLACES).map(wholeFile);
  return {
    message: `${paths.slice(0, 3).join(", ")}${more > 0 ? ` and ${more} more` : ""} ${words}`,
    value: paths[0] ?? "",
    evidence: [first, ...others],
    ...rest,
  };
}
