/** `mcp-pin fmt`: rewrites a lockfile in its canonical form. Changes the spelling, never the meaning. */
import { PinError } from "../errors.js";
import { replaceFile } from "../io/disk.js";
import type { Host } from "../io/host.js";
import { readText, requireLockfile, withLockfile } from "../io/lockfile.js";
import { hasConflict, keepBothSides } from "../lockfile/merge.js";
import { parseLockfile, readLockfile } from "../lockfile/parse.js";
import { serializeLockfile } from "../lockfile/serialize.js";
import { visible } from "../report/escape.js";
import type { LockfileOptions } from "./options.js";

export interface FmtOptions extends LockfileOptions {
  /** Change nothing; refuse if something would change. */
  readonly check?: boolean;
}

/** @throws PinError `lockfile` when the file is not a lockfile, `refused` under `--check` when it is not canonical. */
export async function fmt(host: Host, options: FmtOptions): Promise<void> {
  const path = requireLockfile({ ...options, cwd: host.cwd, env: host.env });
  await withLockfile(path, (target) => {
    const text = readText(target);
    const canonical = canonicalOf(hasConflict(text) ? keepBothSides(text) : text, path);
    if (canonical === text) {
      host.out(`${visible(path)} is in its canonical form\n`);
      return;
    }
    if (options.check === true) {
      throw new PinError("refused", `${path} is not in its canonical form`, { hint: "run mcp-pin fmt" });
    }
    replaceFile(target, canonical);
    host.out(`${visible(path)} is now in its canonical form\n`);
  });
}

function canonicalOf(text: string, path: string): string {
  const reading = readLockfile(text);
  if (reading.kind === "not-canonical") return reading.canonical;
  return serializeLockfile(parseLockfile(text, path));
}
