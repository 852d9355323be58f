/** The client configurations of this machine and project, and what is to become of each entry. Changes nothing. */
import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { driftOf } from "../clients/drift.js";
import { readEntries } from "../clients/entries.js";
import { type Plan, planOf, type Way } from "../clients/plan.js";
import { CLIENTS, type ClientId, type ConfigRead } from "../clients/table.js";
import { PinError } from "../errors.js";
import { readProjectConfigs, readUserConfigs, userPlaces } from "../io/clients.js";
import { whyNotWritable } from "../io/config-file.js";
import { configFolder } from "../io/home.js";
import type { Host } from "../io/host.js";
import { LOCKFILE_NAME, loadLockfile, lockfileToWrite } from "../io/lockfile.js";
import { absoluteProgram, installedVersion } from "../io/own-program.js";
import { EMPTY_LOCKFILE, type Lockfile } from "../lockfile/format.js";
import { pinnedIn } from "./config-drift.js";
import type { LockfileOptions } from "./options.js";

export interface SurveyOptions extends LockfileOptions {
  /** Only the project's files; only the user's. Neither: both. */
  readonly project?: boolean;
  readonly user?: boolean;
  readonly client?: string;
}

/** Files that share a lockfile and a manner of starting mcp-pin. */
export interface Scope {
  readonly kind: "project" | "user";
  /** The project; for a user's files the folder of the lockfile. */
  readonly folder: string;
  readonly path: string;
  readonly lockfile: Lockfile;
  /** @throws PinError `usage` when this mcp-pin cannot be started from elsewhere. */
  readonly way: () => Way;
}

export interface Surveyed {
  readonly scope: Scope;
  readonly config: ConfigRead;
  readonly plans: readonly Plan[];
  /** Why the file's servers are not known. */
  readonly problem?: string;
}

/** @throws PinError `usage` for a client that is not known; `lockfile` for a lockfile that cannot be read. */
export async function survey(host: Host, options: SurveyOptions): Promise<Surveyed[]> {
  const client = clientOf(options.client);
  const scopes = scopesOf(host, options);
  const [project, user] = (["project", "user"] as const).map((kind) => scopes.find((scope) => scope.kind === kind));
  const own = user === undefined ? [] : readUserConfigs(userPlaces(host.env), client);
  const known = new Set(own.map(({ path }) => path));
  const shared = project === undefined ? [] : readProjectConfigs(project.folder, client);
  const found = [
    ...shared.filter(({ path }) => !known.has(path)).map((config) => ({ scope: project as Scope, config })),
    ...own.map((config) => ({ scope: user as Scope, config })),
  ];
  return Promise.all(found.map(({ scope, config }) => surveyed(host, scope, config)));
}

/** The project's, the user's, or both. */
export function scopesOf(host: Host, options: SurveyOptions): Scope[] {
  const both = options.project !== true && options.user !== true;
  return [
    ...(both || options.project === true ? [projectScope(host, options)] : []),
    ...(both || options.user === true ? [userScope(host, options)] : []),
  ];
}

function clientOf(id: string | undefined): ClientId | undefined {
  const client = CLIENTS.find((known) => known.id === id);
  if (id === undefined || client !== undefined) return client?.id;
  throw new PinError("usage", `'${id}' is not a client that is known here`, {
    hint: CLIENTS.map((known) => known.id).join(", "),
  });
}

function projectScope(host: Host, options: SurveyOptions): Scope {
  const path = lockfileToWrite({ lockfile: options.lockfile, cwd: host.cwd, env: host.env });
  const folder =
    existsSync(join(dirname(path), LOCKFILE_NAME)) && isAbove(dirname(path), host.cwd) ? dirname(path) : host.cwd;
  const named = path === join(folder, LOCKFILE_NAME) ? undefined : relative(folder, path);
  const way = (): Way => ({ program: ["mcp-pin"], ...(named !== undefined && { lockfile: named }) });
  return { kind: "project", folder, path, lockfile: load(path), way };
}

const isAbove = (folder: string, cwd: string): boolean => !relative(folder, cwd).startsWith("..");

function userScope(host: Host, options: SurveyOptions): Scope {
  const folder = configFolder(host.env);
  const path = options.lockfile === undefined ? join(folder, LOCKFILE_NAME) : resolve(host.cwd, options.lockfile);
  const way = (): Way => ({ program: absoluteProgram(host.env), lockfile: path });
  return { kind: "user", folder, path, lockfile: load(path), way };
}

const load = (path: string): Lockfile => (existsSync(path) ? loadLockfile(path) : EMPTY_LOCKFILE);

async function surveyed(host: Host, scope: Scope, config: ConfigRead): Promise<Surveyed> {
  const { entries, problem } = await readEntries(config);
  const planned = entries.map((entry) => checked(host, scope, planOf(entry, scope.kind === "project")));
  const toPin = planned.some(({ kind }) => kind === "pin");
  const fixed = toPin ? whyNotWritable(config.path, scope.kind === "project" ? scope.folder : undefined) : undefined;
  const plans = planned.map((plan) =>
    plan.kind === "pin" && fixed !== undefined ? left(plan, `the file ${fixed}`) : plan,
  );
  return { scope, config, plans, ...(problem !== undefined && { problem }) };
}

const left = ({ entry }: Plan, why: string): Plan => ({ kind: "left", entry, why, mayBeNpm: true });

/** With what only the disk and the lockfile know. */
function checked(host: Host, scope: Scope, plan: Plan): Plan {
  if (plan.kind === "pinned") {
    const { drift } = driftOf([plan.entry], pinnedIn(host, scope));
    return drift[0] === undefined ? plan : left(plan, drift[0].why);
  }
  if (plan.kind !== "pin" || plan.want.file === undefined) return plan;
  const version = installedVersion(plan.want.file, scope.folder);
  if (version === undefined) return left(plan, `the version of ${plan.want.spec} that it starts cannot be read`);
  return { ...plan, want: { ...plan.want, spec: `${plan.want.spec}@${version}` } };
}
