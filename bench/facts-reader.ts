import type { FactsReader } from "../src/review/assess.js";
export const readFacts: FactsReader = () => ({ facts: [], notAnalysed: [], mentions: () => false });
