/** Which environment variables a server that is added will be given: proposed by its code and by the clients, granted by a person. */
import { dirname } from "node:path";
import { launchOf } from "../clients/launch.js";
import { readProjectConfigs, readUserConfigs, userPlaces } from "../io/clients.js";
import type { Host } from "../io/host.js";
import { variables } from "../lockfile/fields.js";
import { visible } from "../report/escape.js";
import { isGrantable } from "../review/server-environment.js";
import type { Look } from "./add-look.js";
import { assertGrantable } from "./grant.js";

export interface AddEnvOptions {
  readonly env?: readonly string[];
  readonly yes?: boolean;
  readonly quiet?: boolean;
}

/**
 * The looks with the variables that their servers are granted: those of `--env`; with `--yes` also those that client
 * entries of the package set; else, where entries set some, those that the person at the terminal names.
 *
 * @throws PinError `usage` for a name that no pin may have.
 */
export async function withGrants(
  host: Host,
  looks: readonly Look[],
  lockfile: string,
  options: AddEnvOptions,
): Promise<Look[]> {
  assertGrantable(options.env ?? []);
  const granted: Look[] = [];
  for (const look of looks) granted.push(given(look, await grantsFor(host, look, lockfile, options)));
  return granted;
}

function given(look: Look, names: readonly string[]): Look {
  const { candidate } = look.offer;
  const server = { ...candidate.server, env: [...new Set(names)].sort() };
  return { ...look, offer: { ...look.offer, candidate: { ...candidate, server } } };
}

async function grantsFor(host: Host, look: Look, lockfile: string, options: AddEnvOptions): Promise<readonly string[]> {
  const asked = options.env ?? [];
  const read = namesInCode(look);
  const set = await namesInEntries(host, dirname(lockfile), look.offer.root.entry.name);
  const ask = options.yes !== true && asked.length === 0 && set.length > 0;
  const names = ask ? await askNames(host, look, read, set) : options.yes === true ? [...asked, ...set] : asked;
  if (options.quiet !== true)
    host.err(
      notGiven(
        look,
        read.filter((name) => !names.includes(name)),
      ),
    );
  return names;
}

async function askNames(
  host: Host,
  look: Look,
  read: readonly string[],
  set: readonly string[],
): Promise<readonly string[]> {
  const { name } = look.offer.candidate.server;
  host.err(`mcp-pin: your clients set ${visible(set.join(", "))} for ${visible(name)}\n`);
  if (read.length > 0) host.err(`mcp-pin: its code reads ${visible(read.join(", "))}\n`);
  for (;;) {
    const answer = (await host.ask("Which may it have? [c] what clients set  [n] none  or names: ")).trim();
    if (/^n(one)?$/i.test(answer)) return [];
    const names = /^(c(lients)?)?$/i.test(answer) ? set : answer.split(/[\s,]+/);
    if (names.every(mayHave)) return names;
    host.err("mcp-pin: that is no list of variables that a server may be given\n");
  }
}

/** What the server's own package reads by name, as its facts tell. */
function namesInCode({ offer, assessment }: Look): string[] {
  const own = offer.candidate.server.package;
  const names = assessment.findings.flatMap(({ rule, package: id, value }) =>
    rule === "environment-name" && id === own && value !== undefined ? [value] : [],
  );
  return [...new Set(names)].filter(mayHave).sort();
}

const mayHave = (name: string): boolean => variables([name]) === undefined && isGrantable(name);

/** What the entries set that start the package, in the project of the lockfile and in the user's own clients. */
async function namesInEntries(host: Host, project: string, packageName: string): Promise<string[]> {
  const configs = [...readProjectConfigs(project), ...readUserConfigs(userPlaces(host.env))];
  if (configs.length === 0) return [];
  const { readEntries } = await import("../clients/entries.js");
  const readings = await Promise.all(configs.map(readEntries));
  const names = readings
    .flatMap(({ entries }) => entries)
    .filter(({ start }) => startsPackage(launchOf(start), packageName))
    .flatMap(({ env }) => env);
  return [...new Set(names)].filter(mayHave).sort();
}

const startsPackage = (launch: ReturnType<typeof launchOf>, name: string): boolean =>
  launch.kind === "npm" && (launch.spec === name || launch.spec.startsWith(`${name}@`));

const SHOWN = 12;

function notGiven({ offer }: Look, names: readonly string[]): string {
  if (names.length === 0) return "";
  const { name } = offer.candidate.server;
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : "";
  return (
    `mcp-pin: ${visible(name)} reads ${visible(names.slice(0, SHOWN).join(", "))}${more}, and is not given ${names.length === 1 ? "it" : "them"}\n` +
    `hint: mcp-pin env ${visible(name)} --grant ${visible(names[0] ?? "")}\n`
  );
}
