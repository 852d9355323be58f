import { textOf } from "../diff/content.js";
import type { PackageFile } from "../package/tree.js";
import { extensionOf, newsFiles } from "./binary-files.js";
import { shebangOf } from "./entry-loader.js";
import { changedPlaces } from "./evidence.js";
import { binTargets } from "./executable-bit.js";
import type { Rule, Tier } from "./rule.js";

const EXTENSIONS = new Set(
  "sh bash zsh fish ps1 psm1 bat cmd vbs vbe wsf hta py pyw rb pl php lua applescript scpt command desktop service plist reg lnk wsh jse".split(
    " ",
  ),
);
/** Where developers keep scripts of their own. */
const SCRIPTS = /^(?:scripts?|tools?|ci|dev)\//;
const NODE = /\b(?:node|nodejs|bun|deno|tsx|ts-node)\b/;

export const binaryScript: Rule = {
  id: "binary-script",
  kind: "binary",
  title: "a script for another interpreter",
  tier: { change: "ask", firstLook: "note" },
  texts: {
    finds:
      "A new or changed shell, PowerShell, Python or other script, told by its first line or extension. Without an executable bit in a folder of developers' scripts it is a note.",
    why: "It runs outside Node and outside whatever watches Node. nx (August 2025) and cline (February 2026) did their work with commands, not with JavaScript.",
    falseAlarms: "Helper scripts of the maintainers that were packed by accident.",
    action: "Find what starts it; read it.",
  },
  *check(input) {
    const started = new Set(binTargets(input.after));
    const manifest = textOf(input.after.tree.files.get("package.json")?.bytes ?? new Uint8Array())?.text ?? "";
    for (const { file, before } of newsFiles(input)) {
      const interpreter = interpreterOf(file);
      if (interpreter === undefined || started.has(file.path)) continue;
      const isIdle = !file.executable || (SCRIPTS.test(file.path) && !manifest.includes(file.path));
      const tier: Tier | undefined = isIdle && before !== undefined ? "note" : undefined;
      yield {
        message: `${file.path} is a ${before === undefined ? "new " : ""}script for ${interpreter}${before === undefined ? "" : " and has changed"}${file.executable ? ", executable" : ""}`,
        value: file.path,
        evidence: changedPlaces(before, file),
        weight: file.executable ? 70 : 50,
        ...(tier === undefined ? {} : { tier }),
      };
    }
  },
};

/** What the first line or the extension names, when that is not a runtime of JavaScript. */
function interpreterOf(file: PackageFile): string | undefined {
  const line = shebangOf(file);
  if (line !== undefined) return NODE.test(line) ? undefined : line.slice(2).trim();
  const extension = extensionOf(file.path);
  return EXTENSIONS.has(extension) && textOf(file.bytes) !== undefined ? `.${extension}` : undefined;
}
