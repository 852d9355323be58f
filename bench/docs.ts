/** `npm run docs`: writes docs/rules.md from the rules. */
import { writeFileSync } from "node:fs";
import { rulesDocument } from "../src/report/rules.js";
import { RULES } from "../src/rules/index.js";

writeFileSync("docs/rules.md", rulesDocument(RULES));
