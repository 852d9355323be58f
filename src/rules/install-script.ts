import { declared, declaredAt, stringsOf } from "./declared.js";
import type { Rule, Side } from "./rule.js";

const HOOKS = ["preinstall", "install", "postinstall"];
/** Fetching, decoding and shells on the command line itself. */
export const LOUD =
  /\b(?:curl|wget|bash|sh|powershell|pwsh|base64|nc|osascript|bunx?|npx)\b|https?:|node\s+-e|\beval\b/i;

export const installScript: Rule = {
  id: "install-script",
  kind: "lifecycle",
  title: "a script that npm runs on install is new or changed",
  tier: { change: "block", firstLook: "ask" },
  texts: {
    finds:
      "A `preinstall`, `install` or `postinstall` script in package.json, or a script that one of these starts by name, that the other version did not have word for word.",
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

/** A script that starts others by their names. */
const RUNS = /\b(?:npm|pnpm|yarn|bun|run-s|run-p|npm-run-all)\b([^&|;]*)/g;

/** The install-time scripts of a side, and the scripts that these start, with what npm runs before and after each. */
export function hooksOf(side: Side | undefined): ReadonlyMap<string, string> {
  const scripts = stringsOf(declared(side, "scripts"));
  const found = new Map<string, string>();
  const queue = [...HOOKS];
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const command = scripts.get(name);
    if (command === undefined || found.has(name)) continue;
    found.set(name, command);
    const started = Array.from(command.matchAll(RUNS), ([, words]) => words?.match(/[\w:.-]+/g) ?? []).flat();
    queue.push(...started.flatMap((word) => [`pre${word}`, word, `post${word}`]));
  }
  return found;
}
