/** What the loaders of a server are told when a file may not be loaded, and what a person reads of it. */
import { writeSync } from "node:fs";
import { visible } from "../report/escape.js";
import type { Refuse } from "./load-hooks.js";

/** The server may replace functions of `fs` for itself. */
const write = writeSync;

/** Writes to standard error at once, and makes no stream of it: that is the server's to do. */
export function writeError(text: string): void {
  try {
    write(2, text);
  } catch {
    // Nobody reads it.
  }
}

export const say = (text: string): void => writeError(`mcp-pin: ${visible(text)}\n`);

/** `end`: ends the server before it runs anything else. */
export const refusals = (end: () => never): Refuse => ({
  notPinned: (file) => {
    const error = new Error(`mcp-pin: ${visible(file)} is none of the server's pinned files, and is not loaded`);
    return Object.assign(error, { code: "ERR_MCP_PIN_NOT_PINNED" });
  },
  changed: (file) => {
    say(`${file} is not as pinned: the server was ended before it was loaded`);
    writeError("hint: mcp-pin verify names all such files; mcp-pin install puts the pinned bytes back\n");
    return end();
  },
});
