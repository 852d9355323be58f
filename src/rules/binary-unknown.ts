import { extensionOf, newsFiles, together } from "./binary-files.js";
import type { Rule } from "./rule.js";

/** Said by `binary-disguised` or `binary-program` where the content contradicts them. */
const EXPLAINED = /^(?:[cm]?[jt]sx?|json|md|txt|css|html?|svg|map|node|eot|woff2?|ttf|otf|png|jpe?g|gif|webp|ico)$/;

export const binaryUnknown: Rule = {
  id: "binary-unknown",
  kind: "binary",
  title: "binary data of no known kind",
  tier: { change: "ask", firstLook: "note" },
  texts: {
    finds: "A new or changed file that is neither text nor of a format that mcp-pin knows.",
    why: "Encrypted payloads look like this: flatmap-stream (2018) carried its own as test data.",
    falseAlarms: "Models, databases, compressed data and caches that belong to the package.",
    action: "Find the code that reads it. If nothing does, ask why it is there.",
  },
  *check(input) {
    const files = newsFiles(input).filter(
      ({ file, type }) => type.family === "unknown" && !EXPLAINED.test(extensionOf(file.path)),
    );
    const added = files.filter(({ before }) => before === undefined);
    const changed = files.filter(({ before }) => before !== undefined);
    const kind = "binary data of no known kind";
    const isLook = input.before === undefined;
    if (added.length > 0) yield together(added, isLook ? `hold ${kind}` : `bring ${kind}`, { weight: 40 });
    if (changed.length > 0) yield together(changed, `changed, and hold ${kind}`, { weight: 30 });
  },
};
