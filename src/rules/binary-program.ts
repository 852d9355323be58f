import { extensionOf, newsFiles, sizeOf } from "./binary-files.js";
import { wholeFile } from "./evidence.js";
import type { Rule } from "./rule.js";

export const binaryProgram: Rule = {
  id: "binary-program",
  kind: "binary",
  title: "a compiled program or module",
  tier: { change: "block", firstLook: "ask" },
  texts: {
    finds:
      "ELF, PE, Mach-O, WebAssembly, bytecode and `.node` files, told by their first bytes. A new one blocks, a changed one is asked about.",
    why: "Nobody can read it in a review. eslint-config-prettier (July 2025) brought a Windows DLL that its install script started.",
    falseAlarms: "Packages that ship native addons or WebAssembly: each release rebuilds them.",
    action:
      "Ask where it is built, and whether its digest can be reproduced. Accept it as what it is: code nobody has read.",
  },
  *check(input) {
    for (const { file, type, before } of newsFiles(input)) {
      const addon = extensionOf(file.path) === "node" && type.family !== "text";
      if (type.family !== "program" && !addon) continue;
      const news = input.before === undefined ? "is" : before === undefined ? "is new:" : "has changed:";
      yield {
        message: `${file.path} ${news} ${type.name}, ${sizeOf(file.bytes.length)}`,
        value: file.path,
        evidence: [wholeFile(file.path)],
        weight: before === undefined ? 80 : 45,
        ...(before === undefined ? {} : { tier: "ask" as const }),
      };
    }
  },
};
