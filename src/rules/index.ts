/** Every rule there is, in the order of `docs/rules.md`. */
import { CODE_RULES } from "./code.js";
import { PACKAGE_RULES } from "./package.js";
import type { Rule } from "./rule.js";

export const RULES: readonly Rule[] = [...CODE_RULES, ...PACKAGE_RULES];

/** The rule of that name, for `explain` and acknowledgements. */
export const ruleNamed = (id: string): Rule | undefined => RULES.find((rule) => rule.id === id);
