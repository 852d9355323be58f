/** The rules about the package as a whole: archive, manifest, binaries, registry. */
import type { Rule } from "./rule.js";

export const PACKAGE_RULES: readonly Rule[] = [];
