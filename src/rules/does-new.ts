/** What stands at a telling place is told by where it stands; how telling it is, by what it does. */
import type { Fact } from "../facts/facts.js";
import { acts, introduced } from "./difference.js";
import { newHosts } from "./hosts.js";
import type { RuleInput } from "./rule.js";

const KINDS = ["call", "path", "flow", "obfuscation", "mail-field", "email"] as const;

/**
 * Whether a file does something that the package did not: starts, loads, patches, reaches, reads secrets, hides. True
 * where nobody can tell, since the file is no code, could not be read to the end, or is one that the reviewed version had.
 */
export function doesNew(input: RuleInput, path: string): boolean {
  const { before, after } = input;
  if (!/\.[cm]?[jt]sx?$/.test(path) || after.facts.notAnalysed.some((item) => item.path === path)) return true;
  const old = before?.tree.files.get(path);
  const file = after.tree.files.get(path);
  if (file === undefined || (old !== undefined && Buffer.compare(old.bytes, file.bytes) === 0)) return true;
  const stands = ({ at }: Fact): boolean => at.path === path;
  return (
    newHosts(input).some(({ group, standing }) => standing.is !== "mentioned" && group.some(stands)) ||
    KINDS.some((kind) => introduced(input, kind).some((group) => group.some((fact) => stands(fact) && acts(fact))))
  );
}
