import { newsFiles, sizeOf } from "./binary-files.js";
import { wholeFile } from "./evidence.js";
import type { Rule } from "./rule.js";

export const binaryArchive: Rule = {
  id: "binary-archive",
  kind: "binary",
  title: "an archive inside the package",
  tier: { change: "block", firstLook: "ask" },
  texts: {
    finds:
      "zip, tar, gzip, xz, 7z and other archives, told by their first bytes. A new one blocks, a changed one is asked about.",
    why: "What is in it is in no list of files, is not searched and not compared, until something unpacks it at run time.",
    falseAlarms: "Compressed data files, templates, and MCP bundles (`.mcpb`) that a server ships beside itself.",
    action: "Unpack it somewhere safe and look, or reject.",
  },
  *check(input) {
    for (const { file, type, before } of newsFiles(input)) {
      if (type.family !== "archive") continue;
      yield {
        message: `${file.path} ${before === undefined ? "is" : "has changed:"} ${type.name}, ${sizeOf(file.bytes.length)}, not looked into`,
        value: file.path,
        evidence: [wholeFile(file.path)],
        weight: before === undefined ? 72 : 40,
        ...(before === undefined ? {} : { tier: "ask" as const }),
      };
    }
  },
};
