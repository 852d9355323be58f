/** `mcp-pin fmt`: rewrites a lockfile in its canonical form. Changes the spelling, never the meaning. */
import { PinError } from "../errors.js";
import { replaceFile } from "../io/disk.js";
import type { Host } from "../io/host.js";
import { readText, requireLockfile, withLockfile } from "../io/lockfile.js";
import { hasConflict, keepBothSides } from "../lockfile/merge.js";
import { parseLockfile, readLockfile } from "../lockfile/parse.js";
import { visible, visibleJson } from "../report/escape.js";
import type { LockfileOptions, OutputOptions } from "./options.js";

export interface FmtOptions extends LockfileOptions, OutputOptions {
  /** Change nothing; refuse if something would change. */
  readonly check?: boolean;
}

/** @throws PinError `lockfile` when the file is not a lockfile, `refused` under `--check` when it is not canonical. */
export async function fmt(host: Host, options: FmtOptions): Promise<void> {
  const path = requireLockfile({ ...options, cwd: host.cwd, env: host.env });
  await withLockfile(path, (target) => {
    const text = readText(target);
    const canonical = hasConflict(text) ? resolved(text, path) : canonicalOf(text, path);
    const isCanonical = canonical === text;
    if (options.json === true) host.out(`${visibleJson({ lockfile: path, canonical: isCanonical }, 2)}\n`);
    else if (isCanonical) host.out(`${visible(path)} is in its canonical form\n`);
    if (isCanonical) return;
    if (options.check === true) {
      throw new PinError("refused", `${path} is not in its canonical form`, { hint: "run mcp-pin fmt" });
    }
    replaceFile(target, canonical);
    if (options.json !== true) host.out(`${visible(path)} is now in its canonical form\n`);
  });
}

function canonicalOf(text: string, path: string): string {
  const reading = readLockfile(text);
  if (reading.kind === "not-canonical") return reading.canonical;
  parseLockfile(text, path);
  return text;
}

/** The entries of both sides of a conflict. @throws PinError `lockfile` when they contradict each other. */
function resolved(text: string, path: string): string {
  const kept = keepBothSides(text);
  const reading = readLockfile(kept);
  if (reading.kind !== "invalid") return reading.kind === "lockfile" ? kept : reading.canonical;
  const list = reading.problems.map((problem) => `\n  ${problem}`).join("");
  throw new PinError("lockfile", `${path}: the two sides of its merge conflict contradict each other:${list}`, {
    hint: "keep one side's lines of what both changed, then run mcp-pin fmt again",
  });
}
