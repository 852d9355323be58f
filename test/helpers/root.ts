/** The repository's root: tests run from `build/test/…`. */
import { resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "../../..");
