/** Which modules a package's code names: by its facts where files were read, by their text where they are as before. */
import { isBuiltin } from "node:module";
import { textOf } from "../diff/content.js";
import type { ModuleFact } from "../facts/facts.js";
import { isTestPath } from "../facts/file-kind.js";
import type { PackageFile } from "../package/tree.js";
import { placeAt } from "./evidence.js";
import type { Evidence, Side } from "./rule.js";

/** The package of a bare specifier (`@scope/name/sub` is `@scope/name`); undefined for paths, URLs, `#names`, builtins. */
export function packageOf(specifier: string): string | undefined {
  if (isBuiltin(specifier) || /^(?:[./#~]|[a-z][a-z0-9+.-]*:)/i.test(specifier) || specifier.includes("…"))
    return undefined;
  const [first = "", second] = specifier.split("/");
  const name = first.startsWith("@") && second !== undefined ? `${first}/${second}` : first;
  return /^(?:@[a-z0-9~._-]+\/)?[a-z0-9~._-]+$/i.test(name) ? name : undefined;
}

/** The bare imports of the files that were read, in code that may run. */
export const bareImports = (side: Side): readonly ModuleFact[] =>
  side.facts.facts.filter(
    (fact): fact is ModuleFact =>
      fact.kind === "module" &&
      fact.zone === "code" &&
      fact.shape === "constant" &&
      packageOf(fact.specifier) !== undefined,
  );

/** Whether any file names the package as a module would be: its name in quotes, alone or before a slash. */
export function imports(side: Side, name: string): boolean {
  return bareImports(side).some((fact) => packageOf(fact.specifier) === name) || quotedNames(side).has(name);
}

/**
 * Where a file of the package imports or requires the package of that name; tests left out. With `twinOf`, only files
 * that are the same in the other version.
 */
export function importedAt(
  side: Side,
  name: string,
  twinOf?: (path: string) => PackageFile | undefined,
): Evidence | undefined {
  const spelled = name.replace(/[^\w]/g, "\\$&");
  const site = new RegExp(
    `(?:\\bfrom|\\bimport|\\brequire\\s*\\(|\\bimport\\s*\\()\\s*["']${spelled}(?:/[^"'\\s]{0,200})?["']`,
  );
  for (const file of side.tree.files.values()) {
    if (!/\.[cm]?js$/.test(file.path) || isTestPath(file.path)) continue;
    const twin = twinOf?.(file.path);
    if (twinOf !== undefined && (twin === undefined || Buffer.compare(twin.bytes, file.bytes) !== 0)) continue;
    const text = textOf(file.bytes)?.text ?? "";
    const match = text.includes(name) ? site.exec(text) : null;
    if (match !== null) return placeAt(file.path, text, match.index);
  }
  return undefined;
}

const QUOTED = /["'`]((?:@[a-z0-9~._-]+\/)?[a-z0-9~._-]+)(?:\/[^"'`\s]{0,200})?["'`]/gi;
const CODE = /\.(?:[cm]?[jt]sx?|node)$|(?:^|\/)[^./]+$/;
const known = new WeakMap<Side, ReadonlySet<string>>();

/** Everything in the code's quotes that could be a package's name. */
function quotedNames(side: Side): ReadonlySet<string> {
  const cached = known.get(side);
  if (cached !== undefined) return cached;
  const names = new Set<string>();
  for (const file of side.tree.files.values()) {
    if (!CODE.test(file.path)) continue;
    for (const [, name] of (textOf(file.bytes)?.text ?? "").matchAll(QUOTED)) names.add(name ?? "");
  }
  known.set(side, names);
  return names;
}
