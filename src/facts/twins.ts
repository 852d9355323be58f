/** The large files of one side and their twins on the other: what both have alike is left out of both. */
import type { PackageFile, PackageTree } from "../package/tree.js";
import type { SourceModule } from "../source/module.js";
import type { Statements } from "../source/statements.js";
import { decode } from "../source/text.js";
import { LEAST_PARTIAL, type Partial, partialOf } from "./partial.js";
import { LEAST_SHARED, outside, sharedCode } from "./shared-code.js";

export class Twins {
  readonly #tree: PackageTree;
  readonly #twinOf: (path: string) => PackageFile | undefined;
  readonly #isSame: (file: PackageFile) => boolean;
  readonly #statementsIn: (text: string) => Statements | undefined;

  /** `twinOf` gives the file of the other side that a file was, or became; `isSame` tells those whose contents both have. */
  constructor(
    tree: PackageTree,
    twinOf: (path: string) => PackageFile | undefined,
    isSame: (file: PackageFile) => boolean,
    statementsIn: (text: string) => Statements | undefined,
  ) {
    this.#tree = tree;
    this.#twinOf = twinOf;
    this.#isSame = isSame;
    this.#statementsIn = statementsIn;
  }

  /** The file read in part; undefined where it must be read as a whole. */
  readonly partial = (path: string, text: string): Partial | undefined => {
    const other = text.length < LEAST_PARTIAL || /\.[cm]?tsx?$/.test(path) ? undefined : this.#textOf(path);
    return other === undefined
      ? undefined
      : partialOf(path, text, other, (specifier) => this.#isSettled(path, specifier), this.#statementsIn);
  };

  /** The file without the statements that its twin has too; their texts are added to `left`. */
  narrow(module: SourceModule, left: string[]): SourceModule {
    const { text } = module.lines;
    const other = text.length < LEAST_SHARED ? undefined : this.#textOf(module.path);
    if (other === undefined) return module;
    const ranges = sharedCode(module, other, (specifier) => this.#isSettled(module.path, specifier));
    if (ranges.length === 0) return module;
    for (const { start, end } of ranges) left.push(text.slice(start, end));
    return module.narrowed((nodes) => outside(nodes, ranges));
  }

  #textOf(path: string): string | undefined {
    const twin = this.#twinOf(path);
    return twin === undefined ? undefined : decode(twin.bytes)?.text;
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
