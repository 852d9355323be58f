/** `mcp-pin explain`: what a rule finds, why, when it errs, and what to do. */
import { PinError } from "../errors.js";
import type { Host } from "../io/host.js";
import { paintFor } from "../io/paint.js";
import { renderRule, renderRules } from "../report/rule.js";
import { RULES, ruleNamed } from "../rules/index.js";
import type { OutputOptions } from "./options.js";

/** @throws PinError `usage` for a rule that does not exist. */
export async function explain(host: Host, id: string | undefined, options: OutputOptions): Promise<void> {
  const paint = await paintFor(host);
  if (id === undefined) {
    host.out(options.json === true ? `${JSON.stringify(RULES.map(ruleJson), null, 2)}\n` : renderRules(RULES, paint));
    return;
  }
  const rule = ruleNamed(id);
  if (rule === undefined) {
    throw new PinError("usage", `there is no rule '${id}'`, { hint: "mcp-pin explain lists them" });
  }
  host.out(options.json === true ? `${JSON.stringify(ruleJson(rule), null, 2)}\n` : renderRule(rule, paint));
}

const ruleJson = ({ id, kind, title, tier, texts }: (typeof RULES)[number]) => ({ id, kind, title, tier, ...texts });
