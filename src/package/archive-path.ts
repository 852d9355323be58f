/**
 * Which paths an archive may hold. One instance watches a whole archive, because some dangers lie between entries:
 * names that one file system keeps apart and another merges.
 */

/** C0 and C1 controls, and the bidirectional controls that make a name read as another (Trojan Source, 2021). */
const CONTROL = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;
/** Bytes of one path segment and of a path that every supported file system can hold. */
const MAX_SEGMENT = 255;
const MAX_PATH = 1024;

const fold = (path: string): string => path.normalize("NFC").toUpperCase().toLowerCase().normalize("NFC");

/** What is wrong with an entry's path as spelled in the archive, or undefined. */
export function pathProblem(path: string): string | undefined {
  if (path.includes("\ufffd")) return "its name is not UTF-8";
  if (CONTROL.test(path)) return "its name holds control characters";
  if (path.includes("\\")) return "its name holds a backslash, which Windows reads as a folder";
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path)) return "its path is absolute";
  const segments = path.split("/");
  if (segments.includes("..")) return "its path leads out of the package";
  if (segments.includes(".") || segments.includes("")) return "its path is not normalised";
  if (segments.some((s) => Buffer.byteLength(s) > MAX_SEGMENT) || Buffer.byteLength(path) > MAX_PATH) {
    return "its path is too long";
  }
  return undefined;
}

/** Remembers the paths of one package and names the collisions a new one makes. */
export class PathSet {
  readonly #files = new Set<string>();
  readonly #folders = new Map<string, string>();
  readonly #spelling = new Map<string, string>();

  /** Adds a file path that `pathProblem` found nothing wrong with; returns what it collides with, or undefined. */
  add(path: string): string | undefined {
    if (this.#files.has(path)) return "the archive holds it twice";
    const folded = fold(path);
    const twin = this.#spelling.get(folded);
    if (twin !== undefined) return `differs from '${twin}' only in case or Unicode form`;
    if (this.#folders.has(folded)) return "is a file and a folder at once";
    const problem = this.#addFolders(path);
    if (problem !== undefined) return problem;
    this.#files.add(path);
    this.#spelling.set(folded, path);
    return undefined;
  }

  #addFolders(path: string): string | undefined {
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
      const folder = path.slice(0, end);
      const folded = fold(folder);
      const known = this.#folders.get(folded);
      if (known === folder) return undefined;
      if (known !== undefined) return `its folder differs from '${known}' only in case or Unicode form`;
      if (this.#spelling.has(folded)) return "is a file and a folder at once";
      this.#folders.set(folded, folder);
    }
    return undefined;
  }
}
