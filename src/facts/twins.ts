/** The large files of one side and their twins on the other: what both have alike is left out of both. */
import type { PackageFile, PackageTree } from "../package/tree.js";
import type { SourceModule } from "../source/module.js";
import { decode } from "../source/text.js";
import { LEAST_SHARED, outside, sharedCode } from "./shared-code.js";

export class Twins {
  readonly #tree: PackageTree;
  readonly #other: PackageTree | undefined;
  readonly #isSame: (file: PackageFile) => boolean;

  /** `isSame` tells the files whose contents both sides have. */
  constructor(tree: PackageTree, other: PackageTree | undefined, isSame: (file: PackageFile) => boolean) {
    this.#tree = tree;
    this.#other = other;
    this.#isSame = isSame;
  }

  /** The file without the statements that its twin has too; their texts are added to `left`. */
  narrow(module: SourceModule, left: string[]): SourceModule {
    const { text } = module.lines;
    const twin = text.length < LEAST_SHARED ? undefined : this.#twinOf(module.path);
    const other = twin === undefined ? undefined : decode(twin.bytes)?.text;
    if (other === undefined) return module;
    const ranges = sharedCode(module, other, (specifier) => this.#isSettled(module.path, specifier));
    if (ranges.length === 0) return module;
    for (const { start, end } of ranges) left.push(text.slice(start, end));
    return module.narrowed((nodes) => outside(nodes, ranges));
  }

  /** The file of that name on the other side; of a name with a content hash, the one whose name differs in it only. */
  #twinOf(path: string): PackageFile | undefined {
    const same = this.#other?.files.get(path);
    if (same !== undefined || this.#other === undefined) return same;
    const plain = withoutHash(path);
    const likely = [...this.#other.files.values()].filter((file) => withoutHash(file.path) === plain);
    return plain !== path && likely.length === 1 ? likely[0] : undefined;
  }

  /** Whether a relative name leads to a file that both sides have alike, or to none. */
  #isSettled(from: string, specifier: string): boolean {
    const stem = specifier.replace(/^(?:\.{1,2}\/)+/, "").replace(/\.[cm]?js$/, "");
    if (stem === "") return false;
    const folder = from.slice(0, from.lastIndexOf("/") + 1);
    for (const file of this.#tree.files.values()) {
      if (
        file.path !== from &&
        file.path.includes(stem) &&
        (file.path.startsWith(folder) || specifier.startsWith("../"))
      )
        if (!this.#isSame(file)) return false;
    }
    return true;
  }
}

const withoutHash = (path: string): string => path.replace(/[-.][A-Za-z0-9_]{8}(?=\.\w+$)/, "");
