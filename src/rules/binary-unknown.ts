import { extensionOf, newsFiles, sizeOf } from "./binary-files.js";
import { wholeFile } from "./evidence.js";
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
    for (const { file, type, before } of newsFiles(input)) {
      if (type.family !== "unknown" || EXPLAINED.test(extensionOf(file.path))) continue;
      yield {
        message: `${file.path} ${before === undefined ? "is" : "has changed:"} ${type.name}, ${sizeOf(file.bytes.length)}`,
        value: file.path,
        evidence: [wholeFile(file.path)],
        weight: 40,
      };
    }
  },
};
