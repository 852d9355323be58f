/** Modules inside a tarball: which there are, and which of them package.json declares as bundled. */
import { declared, dependenciesOf } from "./declared.js";
import type { Side } from "./rule.js";

export interface Module {
  readonly name: string;
  readonly folder: string;
}

/** The innermost module folder that a path lies in. */
export function moduleOf(path: string): Module | undefined {
  const match = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*(?:^|\/)node_modules\/)/.exec(path);
  const name = match?.[1];
  return match === null || name === undefined ? undefined : { name, folder: match[0].slice(0, -1) };
}

/** The dependencies that package.json declares as bundled; `true` means all of them. */
export function bundledNames(side: Side | undefined): ReadonlySet<string> {
  const value = declared(side, "bundleDependencies") ?? declared(side, "bundledDependencies");
  if (value === true) return new Set(dependenciesOf(side).keys());
  const names = new Set(Array.isArray(value) ? value.filter((name) => typeof name === "string") : []);
  if (names.size === 0 || side === undefined) return names;
  // What a bundled package needs is bundled beside it, named nowhere.
  for (const path of side.tree.files.keys()) {
    const name = path.startsWith("node_modules/") ? moduleOf(path)?.name : undefined;
    if (name !== undefined) names.add(name);
  }
  return names;
}
