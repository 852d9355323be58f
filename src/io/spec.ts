/** What a user typed as a package, in npm's grammar. */
import npa, { type Spec } from "npm-package-arg";
import { PinError } from "../errors.js";
import { isPackageName } from "../lockfile/fields.js";

/**
 * The text without the credentials of an address: they are neither used, shown nor recorded. The bare user of an SSH
 * address is part of it.
 */
export const withoutSecrets = (text: string): string =>
  text.replace(/([a-z][a-z+]*:\/\/)([^/\s]*)@/i, (_, scheme: string, secret: string) =>
    /ssh:/i.test(scheme) ? `${scheme}${secret.replace(/:.*/, "")}@` : scheme,
  );

/** @throws PinError `usage` for what npm's grammar does not know. */
export function parseSpec(typed: string, cwd: string): Spec {
  const text = withoutSecrets(typed);
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

/** A path means a place in the folder where it was typed, and is recorded relative to another: made absolute between. */
export function rootedSpec(text: string, cwd: string): string {
  const { type, fetchSpec } = parseSpec(text, cwd);
  return (type === "file" || type === "directory") && fetchSpec !== null ? fetchSpec : text;
}

/** Whether the spec names something that no registry answers for. */
export const isExotic = (spec: Spec): boolean => ["git", "remote", "file", "directory"].includes(spec.type);

/** The name of a registry spec. @throws PinError `usage` when it has none that npm allows. */
export function nameOf({ name, rawSpec }: Spec): string {
  if (typeof name === "string" && isPackageName(name)) return name;
  throw new PinError("usage", `'${name ?? rawSpec}' is not a package name`);
}

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1).replace(/\.\s*$/, "");
