/** What is going on, on standard error: a line that overwrites itself on a terminal, else one line a phase. */
import { clip, visible } from "../report/escape.js";
import type { Host } from "./host.js";

export interface Progress {
  /** A new phase; said at once. */
  readonly phase: (text: string) => void;
  /** How far the phase is. */
  readonly step: (done: number, total: number) => void;
  /** Removes the line, so that other output starts at the margin. */
  readonly clear: () => void;
}

const SILENT: Progress = { phase: () => {}, step: () => {}, clear: () => {} };
const CLEAR_LINE = "\r\u001b[2K";
const WIDTH = 78;

export function startProgress(host: Pick<Host, "err" | "live">, quiet: boolean): Progress {
  if (quiet) return SILENT;
  let text = "";
  const draw = (suffix: string): void => host.err(`${CLEAR_LINE}${clip(visible(`${text}${suffix}`), WIDTH)}`);
  return {
    phase: (next) => {
      text = next;
      if (host.live) draw(" …");
      else host.err(`mcp-pin: ${visible(next)}\n`);
    },
    step: (done, total) => {
      if (host.live) draw(` ${done}/${total}`);
    },
    clear: () => {
      if (host.live) host.err(CLEAR_LINE);
    },
  };
}
