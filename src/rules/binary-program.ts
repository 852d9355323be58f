import { extensionOf, type NewsFile, newsFiles, sizeOf, together } from "./binary-files.js";
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
    const programs = newsFiles(input).filter(isProgram);
    for (const { file, type } of programs.filter(({ before }) => before === undefined)) {
      yield {
        message: `${file.path} is ${input.before === undefined ? "" : "new: "}${type.name}, ${sizeOf(file.bytes.length)}`,
        value: file.path,
        evidence: [wholeFile(file.path)],
        weight: 80,
      };
    }
    const changed = programs.filter(({ before }) => before !== undefined);
    const [first] = changed;
    if (first !== undefined) yield together(changed, `changed: ${first.type.name}`, { weight: 45, tier: "ask" });
  },
};

const isProgram = ({ file, type }: NewsFile): boolean =>
  type.family === "program" || (extensionOf(file.path) === "node" && type.family !== "text");
