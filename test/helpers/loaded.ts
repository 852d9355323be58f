/** Which npm packages the program's own code asks for while a command runs. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./root.js";
import type { Session } from "./script/session.js";

/** Notes what is imported or required from dist/: both loaders are asked, because the door is CommonJS. */
const HOOK = `
const fs = require("node:fs");
const Module = require("node:module");
const { DIST, LOG } = ${JSON.stringify({ DIST: "$DIST", LOG: "$LOG" })};
const note = (specifier, parent) => {
  if (parent.startsWith(DIST) && /^[@a-z]/.test(specifier) && !Module.isBuiltin(specifier)) {
    fs.appendFileSync(LOG, specifier + "\\n");
  }
};
const load = Module._load;
Module._load = function (specifier, parent, ...rest) {
  note(specifier, parent?.filename ?? "");
  return load.call(this, specifier, parent, ...rest);
};
const resolver = \`
import fs from "node:fs";
import Module from "node:module";
import { fileURLToPath } from "node:url";
const DIST = \${JSON.stringify(DIST)};
const LOG = \${JSON.stringify(LOG)};
export function resolve(specifier, context, next) {
  const parent = context.parentURL?.startsWith("file:") ? fileURLToPath(context.parentURL) : "";
  if (parent.startsWith(DIST) && /^[@a-z]/.test(specifier) && !Module.isBuiltin(specifier)) {
    fs.appendFileSync(LOG, specifier + "\\\\n");
  }
  return next(specifier, context);
}\`;
Module.register("data:text/javascript," + encodeURIComponent(resolver));
`;

/** The packages, sorted, that a command of the session loads. The command may refuse. */
export async function packagesLoadedBy(session: Session, ...args: string[]): Promise<string[]> {
  const log = join(session.sandbox.root, "loaded.txt");
  const hook = join(session.sandbox.root, "loaded.cjs");
  writeFileSync(log, "");
  writeFileSync(
    hook,
    HOOK.replace("$DIST", join(ROOT, "dist").replaceAll("\\", "\\\\")).replace("$LOG", log.replaceAll("\\", "\\\\")),
  );
  session.setVariable("NODE_OPTIONS", `--require ${JSON.stringify(hook)}`);
  await session.run("mcp-pin", args);
  session.unsetVariable("NODE_OPTIONS");
  const specifiers = readFileSync(log, "utf8")
    .split("\n")
    .filter((line) => line !== "");
  return [...new Set(specifiers.map((specifier) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier))].sort();
}
