/** `mcp-pin env`: which environment variables a server is given; a change is a new acceptance of its pin. */
import { PinError } from "../errors.js";
import { credentialNames } from "../io/credentials.js";
import { configFolder } from "../io/home.js";
import type { Host } from "../io/host.js";
import { loadLockfile, requireLockfile } from "../io/lockfile.js";
import type { Server } from "../lockfile/format.js";
import { visible, visibleJson } from "../report/escape.js";
import { columns } from "../report/table.js";
import { requireServers } from "./decisions.js";
import { assertGrantable, grantEnv } from "./grant.js";
import type { LockfileOptions, OutputOptions } from "./options.js";

export interface EnvOptions extends LockfileOptions, OutputOptions {
  readonly grant?: readonly string[];
  readonly revoke?: readonly string[];
  readonly by?: string;
}

/** @throws PinError `refused` when the server is not pinned, or its pin as it stands was not accepted here. */
export async function env(host: Host, name: string, options: EnvOptions): Promise<void> {
  const { grant = [], revoke = [] } = options;
  assertGrantable(grant);
  const path = requireLockfile({ ...options, cwd: host.cwd, env: host.env });
  const lockfile = loadLockfile(path);
  const [server] = requireServers(lockfile, [name]);
  if (server === undefined) throw new TypeError("no server was asked about");
  const unknown = revoke.filter((variable) => !server.env.includes(variable));
  if (unknown.length > 0) {
    throw new PinError("usage", `the pin of ${name} does not name ${unknown.join(", ")}`, {
      hint: `mcp-pin env ${name} lists what it names`,
    });
  }
  const wanted = [...server.env.filter((variable) => !revoke.includes(variable)), ...grant];
  const names = await grantEnv(host, { server, lockfile, path }, wanted, options.by);
  show(host, server, names, options.json === true);
}

function show(host: Host, { name }: Server, names: readonly string[], asJson: boolean): void {
  const referenced = new Set(credentialNames(configFolder(host.env), name));
  const from = (variable: string): string =>
    referenced.has(variable) ? "credentials" : host.env[variable] === undefined ? "unset" : "environment";
  if (asJson) {
    host.out(`${visibleJson({ name, env: names.map((variable) => ({ name: variable, from: from(variable) })) }, 2)}\n`);
  } else if (names.length === 0) host.out(`${visible(name)} is given no variable but those that every server gets\n`);
  else host.out(columns(names.map((variable) => [variable, TEXTS[from(variable)] ?? ""])));
}

const TEXTS: Readonly<Record<string, string>> = {
  credentials: "by reference, from credentials.json",
  environment: "from the client; set here",
  unset: "from the client; not set here",
};
