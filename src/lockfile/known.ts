/** Reading a text again that was found to be a lockfile before: what it says, without the checks. */
import type { Lockfile } from "./format.js";
import { lockfileOf } from "./parse.js";
import { NoProblems } from "./problems.js";

/**
 * One server of a text that `readLockfile` has found to be a canonical lockfile before, byte for byte, with its packages
 * and all reviews. Nothing is checked again.
 */
export function knownLockfile(text: string, server: string): Lockfile {
  const { servers, closure, packages, tools, ...rest } = JSON.parse(text) as Record<string, Record<string, unknown>>;
  const of = (section: Record<string, unknown> = {}): Record<string, unknown> =>
    Object.fromEntries(Object.entries(section).filter(([key]) => key.startsWith(`${server}/`)));
  const own = of(closure);
  const part = {
    ...rest,
    servers: pick(servers, [server]),
    closure: own,
    packages: pick(packages, Object.values(own) as string[]),
    tools: of(tools),
  };
  const lockfile = lockfileOf(part, new NoProblems());
  if (lockfile === undefined) throw new TypeError("this is no lockfile");
  return lockfile;
}

const pick = (section: Record<string, unknown> = {}, keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(keys.filter((key) => Object.hasOwn(section, key)).map((key) => [key, section[key]]));
