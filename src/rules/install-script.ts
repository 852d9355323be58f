import { declared, declaredAt, stringsOf } from "./declared.js";
import type { Rule, Side } from "./rule.js";

const HOOKS = ["preinstall", "install", "postinstall"];
/** Fetching, decoding and shells on the command line itself. */
const LOUD = /\b(?:curl|wget|bash|sh|powershell|pwsh|base64|nc|osascript|bunx?|npx)\b|https?:|node\s+-e|\beval\b/i;

export const installScript: Rule = {
  id: "install-script",
  kind: "lifecycle",
  title: "a script that npm runs on install is new or changed",
  tier: { change: "block", firstLook: "ask" },
  texts: {
    finds:
      "A `preinstall`, `install` or `postinstall` script in package.json that the other version did not have word for word.",
    why:
      "npm runs it with the user's rights before anybody has started the package. It is how nx (August 2025), " +
      "Shai-Hulud (September and November 2025), cline 2.3.0 (February 2026) and @bitwarden/cli (April 2026) were turned.",
    falseAlarms: "Packages that begin to fetch a prebuilt native module. That is worth the same look.",
    action:
      "Read the command and every file it runs. mcp-pin never runs install scripts; accept only if the package is wanted " +
      "without what the script does.",
  },
  *check({ before, after }) {
    for (const [hook, command] of hooksOf(after)) {
      const old = hooksOf(before).get(hook);
      if (old === command || command.trim() === "") continue;
      const news = before === undefined ? "has a" : old === undefined ? "gains a" : "changes its";
      yield {
        message: `${after.name} ${news} script that npm runs on install: ${hook}: ${command}`,
        value: command,
        evidence: [declaredAt(after, "scripts", hook)],
        weight: LOUD.test(command) ? 98 : 92,
      };
    }
  },
};

/** The install-time scripts of a side. */
export const hooksOf = (side: Side | undefined): ReadonlyMap<string, string> =>
  new Map([...stringsOf(declared(side, "scripts"))].filter(([name]) => HOOKS.includes(name)));
