/** Which modules a package's code names: by its facts where files were read, by their text where they are as before. */
import { isBuiltin } from "node:module";
import type { ModuleFact } from "../facts/facts.js";
import type { Side } from "./rule.js";

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

/** Whether any file names the package as a module would be. */
export function imports(side: Side, name: string): boolean {
  if (bareImports(side).some((fact) => packageOf(fact.specifier) === name)) return true;
  const forms = ['"', "'", "`"].flatMap((quote) => [`${quote}${name}${quote}`, `${quote}${name}/`]);
  const needles = forms.map((form) => Buffer.from(form));
  return [...side.tree.files.values()].some(
    (file) =>
      /\.(?:[cm]?[jt]sx?|node)$|^[^.]+$/.test(file.path) && needles.some((needle) => includes(file.bytes, needle)),
  );
}

const includes = (bytes: Uint8Array, needle: Buffer): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(needle);
