import { fileTypeOf } from "../diff/file-type.js";
import { extensionOf, type NewsFile, newsFiles, sizeOf, together } from "./binary-files.js";
import { wholeFile } from "./evidence.js";
import type { Rule } from "./rule.js";

export const binaryArchive: Rule = {
  id: "binary-archive",
  kind: "binary",
  title: "an archive inside the package",
  tier: { change: "block", firstLook: "ask" },
  texts: {
    finds:
      "zip, tar, gzip, xz, 7z and other archives, told by their first bytes. A new one blocks; a changed one, or one more beside archives of the same ending, is asked about.",
    why: "What is in it is in no list of files, is not searched and not compared, until something unpacks it at run time.",
    falseAlarms: "Compressed data files, templates, and MCP bundles (`.mcpb`) that a server ships beside itself.",
    action: "Unpack it somewhere safe and look, or reject.",
  },
  *check(input) {
    const alike = new Set(
      [...(input.before?.tree.files.values() ?? [])]
        .filter((file) => fileTypeOf(file.bytes).family === "archive")
        .map((file) => extensionOf(file.path)),
    );
    const usual: NewsFile[] = [];
    for (const news of newsFiles(input)) {
      const { file, type, before } = news;
      if (type.family !== "archive") continue;
      const isOneOfMany = input.before === undefined || alike.has(extensionOf(file.path));
      if (before === undefined && isOneOfMany) {
        usual.push(news);
        continue;
      }
      yield {
        message: `${file.path} ${before === undefined ? "is" : "has changed:"} ${type.name}, ${sizeOf(file.bytes.length)}, not looked into`,
        value: file.path,
        evidence: [wholeFile(file.path)],
        weight: before === undefined ? 72 : 40,
        ...(before === undefined ? {} : { tier: "ask" as const }),
      };
    }
    if (usual.length > 0) {
      const words = `${usual.length === 1 ? "is an archive" : "are archives"}${input.before === undefined ? "" : " beside others of the same kind"}, not looked into`;
      yield together(usual, words, { weight: 40, tier: "ask" });
    }
  },
};
