/** Every fact of one parsed file. */
import { addCalls } from "./code-calls.js";
import { addComments } from "./code-comments.js";
import { addEnvironment } from "./code-environment.js";
import { addMail } from "./code-mail.js";
import { addShells } from "./code-options.js";
import { addPatches } from "./code-patches.js";
import { addShapes } from "./code-shapes.js";
import { addSurface } from "./code-surface.js";
import { addTexts } from "./code-text.js";
import { addTools } from "./code-tools.js";
import type { CodeCollector } from "./collector.js";

export function addCodeFacts(to: CodeCollector): void {
  addTexts(to);
  addMail(to);
  addCalls(to);
  addShells(to);
  addEnvironment(to);
  addPatches(to);
  addTools(to);
  addSurface(to);
  addShapes(to);
  addComments(to);
}
