/** Maps that show another source than the one that lies beside them: what a debugger and a reader see is not the same. */
import { posix } from "node:path";
import { textOf } from "../diff/content.js";
import type { PackageFile, PackageTree } from "../package/tree.js";
import { cleanTarget, member } from "./declared.js";
import { changedPlaces, fileStart } from "./evidence.js";
import type { Sighting } from "./rule.js";

const MOST_MAP = 8 * 1024 ** 2;
const MOST = 5;

/** Sources that the map of the reviewed version showed as they were shipped, and that of this version does not. */
export function* otherSources(before: PackageTree, after: PackageTree): Iterable<Sighting> {
  let found = 0;
  for (const map of after.files.values()) {
    const old = before.files.get(map.path);
    if (!map.path.endsWith(".map") || old === undefined || Buffer.compare(old.bytes, map.bytes) === 0) continue;
    const differed = new Set(differing(old, before).map(({ path }) => path));
    for (const source of differing(map, after)) {
      if (differed.has(source.path) || found === MOST) continue;
      found += 1;
      const shown: PackageFile = { ...source, bytes: Buffer.from(sourcesOf(map).get(source.path) ?? "") };
      yield {
        message: `${map.path} shows another ${source.path} than the package ships`,
        value: source.path,
        evidence: [...changedPlaces(shown, source, 3), fileStart(map)],
        weight: 50,
      };
    }
  }
}

/** The shipped files whose text is not the one within the map. */
function differing(map: PackageFile, tree: PackageTree): PackageFile[] {
  return [...sourcesOf(map)].flatMap(([path, content]) => {
    const file = tree.files.get(path);
    return file === undefined || plain(textOf(file.bytes)?.text ?? "") === plain(content) ? [] : [file];
  });
}

const plain = (text: string): string => text.replace(/\r\n/g, "\n").trim();

/** The sources of a map by their paths in the package. */
function sourcesOf(map: PackageFile): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (map.bytes.length > MOST_MAP) return found;
  try {
    const json: unknown = JSON.parse(textOf(map.bytes)?.text ?? "");
    const [sources, contents] = [member(json, "sources"), member(json, "sourcesContent")];
    const root = member(json, "sourceRoot");
    if (!Array.isArray(sources) || !Array.isArray(contents)) return found;
    sources.forEach((source: unknown, i) => {
      const content: unknown = contents[i];
      if (typeof source !== "string" || typeof content !== "string") return;
      const below = `${typeof root === "string" ? root : ""}${source}`;
      found.set(cleanTarget(posix.join(posix.dirname(map.path), below)), content);
    });
  } catch {
    return found; // no map: the reader of facts lists it
  }
  return found;
}
