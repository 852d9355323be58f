import type { PackageFile } from "../package/tree.js";
import { cleanTarget, declared, stringsOf } from "./declared.js";
import { fileStart } from "./evidence.js";
import type { Rule, Side } from "./rule.js";

export const executableBit: Rule = {
  id: "executable-bit",
  kind: "lifecycle",
  title: "a file became executable",
  tier: { change: "ask", firstLook: "note" },
  texts: {
    finds:
      "A file with an executable bit that it did not have, or a new executable file, which package.json does not name as a command.",
    why: "A file that nobody starts needs no executable bit; one that is started by other means than `bin` is what a dropper needs.",
    falseAlarms:
      "Archives packed on file systems without modes, where every file has the bit: such an update is one note. Builds that make all JavaScript of a folder executable: notes, too.",
    action: "Find out what starts the file.",
  },
  *check({ before, after }) {
    const commands = new Set(binTargets(after));
    const files = [...after.tree.files.values()];
    const news = files.filter((file) => file.executable && !commands.has(file.path) && isNews(before, file));
    const careless = files.length > 4 && news.length > files.length / 2;
    const [first] = news;
    if (careless && first !== undefined) {
      const message = `${news.length} of ${files.length} files are newly executable, as if packed without file modes`;
      yield { message, evidence: [fileStart(first)], weight: 10, tier: "note" };
      return;
    }
    for (const file of news) {
      yield {
        message: `${file.path} is ${before?.tree.files.has(file.path) === true ? "now" : "new and"} executable, and no command of package.json`,
        value: file.path,
        evidence: [fileStart(file)],
        weight: 55,
        ...(isForNode(file) && isHabit(file, news, before) && { tier: "note" as const }),
      };
    }
  },
};

/** A build that makes all of a folder's JavaScript executable: it did so before, or does so now. */
function isHabit(file: PackageFile, news: readonly PackageFile[], before: Side | undefined): boolean {
  const isSibling = ({ path }: PackageFile): boolean =>
    /\.[cm]?js$/.test(path) && folderOf(path) === folderOf(file.path);
  const had = [...(before?.tree.files.values() ?? [])].some((old) => old.executable && isSibling(old));
  return had || news.filter(isSibling).length > 2;
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);

/** Started by its path, it is Node that runs it. */
function isForNode({ path, bytes }: PackageFile): boolean {
  const start = Buffer.from(bytes.subarray(0, 64)).toString("latin1");
  return /\.[cm]?js$/.test(path) && (!start.startsWith("#!") || /^#!\S*(?:\/env )?\S*\bnode\r?\n/.test(start));
}

/** News also where the bit came back to a file of that content. */
const isNews = (before: Side | undefined, file: PackageFile): boolean =>
  before?.tree.files.get(file.path)?.executable !== true;

/** The files that package.json names as commands, cleaned. */
export function binTargets(side: Side | undefined): string[] {
  const bin = declared(side, "bin");
  return (typeof bin === "string" ? [bin] : [...stringsOf(bin).values()]).map(cleanTarget);
}
