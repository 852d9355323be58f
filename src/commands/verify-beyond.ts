/** `verify --online` and `verify --tree`: the check against more than the store. */
import { PinError } from "../errors.js";
import { checkNpmTree } from "../io/check-npm-tree.js";
import type { Host } from "../io/host.js";
import type { Lockfile } from "../lockfile/format.js";
import type { ServerResult } from "../report/verify.js";
import { refusalHint } from "../report/verify.js";
import type { Refusal } from "../review/verdict.js";
import { decideServers, inStore } from "./decisions.js";
import type { NetworkOptions } from "./options.js";
import { registryFor } from "./registry.js";
import { type VerifyOptions, verifyWith } from "./verify.js";
import { askRegistry } from "./verify-online.js";

/** Also asks the registry. @throws PinError as `verify`; `registry` when it does not answer. */
export async function verifyOnline(
  host: Host,
  names: readonly string[],
  options: VerifyOptions & NetworkOptions,
): Promise<void> {
  await verifyWith(host, options, async (lockfile) => {
    const results = decideServers(host, lockfile, names, inStore(host, lockfile));
    return askRegistry(host, lockfile, results, await registryFor(host, options));
  });
}

/** Checks a tree that npm installed instead of the store: the named servers, or those of all that the folder holds. */
export async function verifyTree(
  host: Host,
  names: readonly string[],
  folder: string,
  options: VerifyOptions,
): Promise<void> {
  await verifyWith(host, options, (lockfile) => treeResults(host, lockfile, names, folder), treeHint);
}

/** What npm installed is not ours to put back. */
const treeHint = (refusal: Refusal): string =>
  refusal.kind === "bytes-changed"
    ? "find out who changed them; mcp-pin run starts the pinned bytes instead"
    : refusalHint(refusal);

function treeResults(host: Host, lockfile: Lockfile, names: readonly string[], folder: string): ServerResult[] {
  const results = decideServers(host, lockfile, names, (server, placed) =>
    checkNpmTree(host.home, folder, server, placed),
  );
  if (names.length > 0) return results;
  const held = results.filter(({ decision }) => decision.ok || decision.verdict.kind !== "not-installed");
  if (held.length > 0) return held;
  throw new PinError("refused", `${folder} holds none of the pinned servers`, {
    hint: "name the folder that holds node_modules, such as one below npm's _npx",
  });
}
