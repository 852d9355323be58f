/** `npm run demo:picture`: draws docs/demo.svg from what the demo prints. */
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { demoPicture, demoText } from "./demo.js";

const root = resolve(import.meta.dirname, "../..");
writeFileSync(join(root, "docs/demo.svg"), demoPicture(await demoText(root)));
