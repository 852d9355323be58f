/**
 * `mcp-pin add`: resolve, fetch, show what is about to be trusted, ask, place, record. All the specs or none; the
 * lockfile is written last, so an interruption before leaves the old state.
 */
import { existsSync } from "node:fs";
import { PinError } from "../errors.js";
import type { Host } from "../io/host.js";
import { loadLockfile, lockfileToWrite } from "../io/lockfile.js";
import { paintFor } from "../io/paint.js";
import { startProgress } from "../io/progress.js";
import { serverName } from "../lockfile/fields.js";
import { EMPTY_LOCKFILE, type Server } from "../lockfile/format.js";
import { renderAdd } from "../report/add.js";
import { visible, visibleJson } from "../report/escape.js";
import { reportOf } from "../report/json.js";
import { layoutFor } from "../report/layout.js";
import type { Consent } from "../review/accept.js";
import { withGrants } from "./add-env.js";
import type { Look } from "./add-look.js";
import { askConsent, type ConsentOptions } from "./consent.js";
import { installServer } from "./install.js";
import type { LockfileOptions, OutputOptions } from "./options.js";
import { commit, lookAtAll, type PinOptions, subjectOf } from "./pinning.js";

export interface AddOptions extends LockfileOptions, PinOptions, OutputOptions, ConsentOptions {
  readonly name?: string;
  readonly bin?: string;
  /** Names of variables that the server is given. */
  readonly env?: readonly string[];
  /** Start each server once in a fence, and pin what it offers. */
  readonly tools?: boolean;
}

export async function add(host: Host, specs: readonly string[], options: AddOptions): Promise<void> {
  assertNames(specs, options);
  const path = lockfileToWrite({ ...options, cwd: host.cwd, env: host.env });
  const lockfile = existsSync(path) ? loadLockfile(path) : EMPTY_LOCKFILE;
  const progress = startProgress(host, options.quiet === true);
  try {
    const { name, bin } = options;
    const requests = specs.map((spec) => ({ spec, name, bin }));
    const { looks, pinned } = await lookAtAll(host, requests, { lockfile, path }, options, progress);
    progress.clear();
    if (options.json !== true) await show(host, looks, pinned);
    if (looks.length > 0) {
      const consent = await consentTo(host, looks, path, options);
      await commit(host, path, await withGrants(host, looks, path, options), consent, progress);
    }
    for (const server of pinned) await installServer(host, { server, lockfile, path }, options, progress);
    progress.clear();
    if (options.json === true) host.out(`${visibleJson({ lockfile: path, added: looks.map(lookJson) }, 2)}\n`);
    else for (const { report } of looks) host.out(`pinned ${visible(report.package)} in ${visible(path)}\n`);
    const names = looks.map(({ report }) => report.server);
    if (options.tools === true) await (await import("./tools-after.js")).pinNewTools(host, path, names, options);
  } finally {
    progress.clear();
  }
}

function assertNames(specs: readonly string[], options: AddOptions): void {
  if (options.env !== undefined && specs.length > 1) throw new PinError("usage", "--env goes with one package");
  if (options.name === undefined) return;
  if (specs.length > 1) throw new PinError("usage", "--name goes with one package");
  const problem = serverName(options.name);
  if (problem !== undefined) throw new PinError("usage", `'${options.name}' ${problem}`);
}

async function show(host: Host, looks: readonly Look[], pinned: readonly Server[]): Promise<void> {
  const layout = layoutFor(await paintFor(host), host.columns);
  for (const server of pinned) host.out(`${visible(server.package)} is already pinned\n`);
  for (const { report, assessment } of looks) host.out(renderAdd(report, assessment, layout, host.now()));
}

/** @throws PinError `refused` when nobody agrees; the report is shown all the same. */
async function consentTo(host: Host, looks: readonly Look[], path: string, options: AddOptions): Promise<Consent> {
  const subjects = looks.map((look) => subjectOf(look, path));
  try {
    return await askConsent(host, subjects, options);
  } catch (error) {
    const refused = { lockfile: path, added: [], refused: looks.map(lookJson) };
    if (options.json === true) host.out(`${visibleJson(refused, 2)}\n`);
    throw error;
  }
}

const lookJson = ({ report, assessment }: Look) => ({ name: report.server, ...report, report: reportOf(assessment) });
