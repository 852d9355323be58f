/** What is planted into the package as a whole: manifest, archive, binaries, registry, dependencies. */
import type { PackageChange } from "../../helpers/plant-package.js";
import { archives } from "./package-archive.js";
import { manifests } from "./package-manifest.js";
import { registries } from "./package-registry.js";

export type PackageRow = readonly [
  name: string,
  /** The kinds of finding that count, separated by blanks. */
  kind: string,
  tier: "block" | "ask",
  change: PackageChange,
  shows: readonly string[],
  /** Where it must stand, when that is no line that was planted. */
  at?: string,
];

export const PACKAGE_VARIANTS: readonly PackageRow[] = [...manifests, ...archives, ...registries];
