/**
 * Mentions of files that were renamed with their content: `./chunk-A1B2.js` became `./chunk-C3D4.js`. Only a relative path
 * that leads to the old file is one; the same name in an address or on its own in a sentence is not.
 */
import type { FileChange } from "./change.js";

/** Rewrites a text of the old side of one file to what it would say had only files been renamed. */
export type Referrer = (text: string) => string;

export class References {
  /** Old path to new path. */
  readonly #renamed = new Map<string, string>();
  readonly #mention: RegExp | undefined;

  constructor(files: readonly FileChange[]) {
    for (const file of files) {
      if (file.kind === "changed" && file.renamed && baseName(file.before.path) !== baseName(file.path)) {
        this.#renamed.set(file.before.path, file.path);
      }
    }
    if (this.#renamed.size === 0) return;
    const stems = [...this.#renamed.keys()].map((path) => escaped(withoutExtension(baseName(path))));
    // A path as it is written: nothing before it that would make it a part of an address or of a longer name.
    const name = `(?:${stems.join("|")})(?![\\w-])[\\w.]*`;
    this.#mention = new RegExp(`(?<![\\w.:/@-])(?:\\.{1,2}/)*(?:[\\w@.-]+/)*${name}`, "g");
  }

  /** For a file that stood at one path and stands at another; undefined where nothing was renamed. */
  of(before: string, after: string): Referrer | undefined {
    const mention = this.#mention;
    if (mention === undefined) return undefined;
    const homes: [string, string][] = [[folderOf(before), folderOf(after)]];
    const isData = /\.(?:json|map)$/.test(after);
    // In code a path without `./` names another package; data may speak from the package's root.
    if (isData) homes.push(["", ""]);
    return (text) =>
      text.replace(mention, (path, ...rest) => {
        const at = rest.find((item) => typeof item === "number") ?? 0;
        const isOwn = isData || path.startsWith(".") || text.startsWith("sourceMappingURL=", at - 17);
        return isOwn ? this.#followed(path, homes) : path;
      });
  }

  /** What a path is called now, when it leads to a renamed file; else as it was. */
  #followed(path: string, homes: readonly (readonly [string, string])[]): string {
    for (const [before, after] of homes) {
      for (const extension of ["", ".js", ".mjs", ".cjs"]) {
        const now = this.#renamed.get(resolved(before, path) + extension);
        if (now === undefined || !now.endsWith(extension)) continue;
        const name = baseName(now).slice(0, baseName(now).length - extension.length);
        const spelled = path.slice(0, path.length - baseName(path).length) + name;
        if (resolved(after, spelled) + extension === now) return spelled;
      }
    }
    return path;
  }
}

const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);
const withoutExtension = (name: string): string => name.replace(/(?:\.d)?\.\w+(?:\.map)?$/, "");
const escaped = (text: string): string => text.replace(/[^\w]/g, "\\$&");

/** A path below the package, from a folder of it. */
function resolved(folder: string, path: string): string {
  const segments: string[] = [];
  for (const segment of `${folder}${path}`.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(segment);
  }
  return segments.join("/");
}
