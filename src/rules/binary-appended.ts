import { appendedTo } from "../diff/file-end.js";
import { newsFiles, sizeOf } from "./binary-files.js";
import { wholeFile } from "./evidence.js";
import type { Rule } from "./rule.js";

export const binaryAppended: Rule = {
  id: "binary-appended",
  kind: "binary",
  title: "data stands after the end of an image, font or document",
  tier: { change: "ask", firstLook: "ask" },
  texts: {
    finds:
      "A PNG, JPEG, GIF, WebP, icon, font, WAV or PDF file that goes on after the place where its own format says that it ends.",
    why: "Viewers ignore what follows, so an image can carry a program that a few lines of code cut out again.",
    falseAlarms: "Screenshots and editors that leave a few bytes of padding; up to 16 are not reported.",
    action: "Find the code that reads the image as bytes.",
  },
  *check(input) {
    for (const { file, before } of newsFiles(input)) {
      const extra = appendedTo(file.bytes);
      if (extra <= 16 || (before !== undefined && appendedTo(before.bytes) === extra)) continue;
      yield {
        message: `${file.path} has ${sizeOf(extra)} after its end`,
        value: file.path,
        evidence: [wholeFile(file.path)],
        weight: 60,
      };
    }
  },
};
