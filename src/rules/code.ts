/** The rules that compare the facts of the files' contents. */
import type { Rule } from "./rule.js";

export const CODE_RULES: readonly Rule[] = [];
