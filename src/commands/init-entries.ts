/** What `init` knows of each entry, as it is said. */
import type { Plan } from "../clients/plan.js";
import type { InitEntry, InitServer } from "../report/init.js";
import type { Change } from "./config-changes.js";
import type { Failure, Need } from "./init-needs.js";
import type { Surveyed } from "./survey.js";

export interface Draft {
  readonly files: readonly Surveyed[];
  readonly needs: readonly Need[];
  readonly changes: ReadonlyMap<Surveyed, Change>;
  readonly failures: ReadonlyMap<Need, Failure>;
  readonly isWritten: boolean;
}

export const entriesOf = (draft: Draft): InitEntry[] =>
  draft.files.flatMap((file) => {
    const place = { client: file.config.client, scope: file.scope.kind, file: file.config.path };
    const unread =
      file.problem === undefined
        ? []
        : [{ ...place, line: 1, entry: "", state: "unpinned" as const, why: `the file ${file.problem}` }];
    return [...unread, ...file.plans.map((plan) => entryOf(draft, file, plan))];
  });

function entryOf(draft: Draft, { config, scope }: Surveyed, plan: Plan): InitEntry {
  const { client, file, line, name } = plan.entry;
  const known = { client, scope: scope.kind, file, line, entry: name };
  switch (plan.kind) {
    case "pinned":
      return { ...known, state: "pinned", server: plan.launch.server };
    case "other":
      return { ...known, state: "other", now: plan.runtime };
    case "left":
      return { ...known, state: plan.mayBeNpm ? "unpinned" : "unsure", why: plan.why };
    case "pin": {
      const now = `${plan.want.launcher} ${plan.want.spec}`;
      const need = draft.needs.find(({ entries }) => entries.includes(plan));
      const refused = [...draft.changes.values()].find((change) => change.config === config)?.refused.get(plan.entry);
      const why = (need && draft.failures.get(need)?.why) ?? refused;
      if (why !== undefined) return { ...known, state: "unpinned", now, why };
      return { ...known, state: draft.isWritten ? "rewritten" : "unpinned", now, server: need?.name ?? "" };
    }
  }
}

/** The servers that some entry is to start; those that no entry could be made to start are left out. */
export const serversOf = ({ needs, failures, changes }: Draft): InitServer[] =>
  needs
    .filter((need) => isUsed(need, changes))
    .map((need) => ({
      name: need.name,
      spec: need.wanted.spec,
      lockfile: need.scope.path,
      pinned: need.pinned !== undefined && !failures.has(need),
      env: need.env,
      bridge: need.entries.some(({ want }) => want.bridge),
    }));

/** Whether an entry can be made to start the server. */
export const isUsed = ({ entries }: Need, changes: ReadonlyMap<Surveyed, Change>): boolean =>
  [...changes.values()].some(({ made }) => made.some(({ entry }) => entries.some((plan) => plan.entry === entry)));
