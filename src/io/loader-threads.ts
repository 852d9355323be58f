/** `module.register`: hooks of the server in a thread of their own, whose modules pass none of ours. */
import * as module from "node:module";
import { fileURLToPath } from "node:url";
import { isTreeWhole } from "./check-start.js";
import { checksLoads } from "./checks-loads.js";
import type { Refuse } from "./load-hooks.js";
import type { PinnedFiles } from "./pinned-files.js";

/** https://nodejs.org/api/module.html#moduleregisterspecifier-parenturl-options */
type Register = (specifier: string | URL, parent?: unknown, options?: unknown) => unknown;

/** Before such a thread begins, everything is read that was not read before the start. Its file has to be a pinned one. */
export function guardRegister(
  files: PinnedFiles,
  admit: (file: string) => void,
  refuse: Refuse,
  version: string,
): void {
  const owner = module.Module as unknown as { register?: Register };
  const { register } = owner;
  if (register === undefined) return;
  owner.register = (specifier, parent, options) => {
    const file = fileOf(specifier, parent);
    if (file !== undefined) admit(file);
    if (checksLoads(version) && !isTreeWhole(files)) refuse.changed(files.root);
    return register.call(module, specifier, parent, options);
  };
  module.syncBuiltinESMExports();
}

/** What is no path is looked for in the tree's own packages. */
function fileOf(specifier: string | URL, parent: unknown): string | undefined {
  const base = (parent as { readonly parentURL?: unknown } | undefined)?.parentURL ?? parent;
  try {
    const url = new URL(specifier, base === undefined ? undefined : String(base));
    return url.protocol === "file:" ? fileURLToPath(url) : undefined;
  } catch {
    return undefined;
  }
}
