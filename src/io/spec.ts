/** What a user typed as a package, in npm's grammar. */
import npa, { type Spec } from "npm-package-arg";
import { PinError } from "../errors.js";

/** @throws PinError `usage` for what npm's grammar does not know. */
export function parseSpec(text: string, cwd: string): Spec {
  try {
    const spec = npa(text, cwd);
    // An alias only renames; a server is known by the package's own name.
    return spec.subSpec ?? spec;
  } catch (cause) {
    throw new PinError("usage", `'${text}' is not a package: ${lowered((cause as Error).message)}`, {
      cause,
      hint: "name a package (name, name@version, name@tag), a tarball, a folder, an URL or a git repository",
    });
  }
}

/** Whether the spec names something that no registry answers for. */
export const isExotic = (spec: Spec): boolean => ["git", "remote", "file", "directory"].includes(spec.type);

/** The name of a registry spec. @throws PinError `usage` when there is none. */
export function nameOf(spec: Spec): string {
  if (spec.name === null) throw new PinError("usage", `'${spec.rawSpec}' names no package`);
  return spec.name;
}

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1).replace(/\.\s*$/, "");
