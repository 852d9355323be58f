/**
 * One TLS context for all connections. npm's agent builds one for each, and with a `cafile` of usual size that takes
 * longer than everything else that is done to fetch a closure.
 */
import { Agent } from "node:https";
import { createSecureContext } from "node:tls";
import type { NpmOptions } from "./npm-config.js";

const agents = new WeakMap<NpmOptions, Agent>();
const PROXY = /^(?:https?_|all_)?proxy$/i;
const OWN_CERTIFICATE = /^\/\/.*:(?:certfile|keyfile)$/;

/** The options for one request: with our agent, where no proxy or client certificate of one host asks for npm's. */
export function withAgent(address: string, npm: NpmOptions): Readonly<Record<string, unknown>> {
  const hasProxy = Boolean(npm.proxy ?? npm.httpsProxy) || Object.keys(process.env).some((key) => PROXY.test(key));
  if (hasProxy || !address.startsWith("https:") || Object.keys(npm).some((key) => OWN_CERTIFICATE.test(key)))
    return npm;
  const agent = agents.get(npm) ?? agentOf(npm);
  agents.set(npm, agent);
  // Agents are told apart by their certificates: spelled out in every request, these would cost again.
  return { ...npm, agent, ca: undefined, cert: undefined, key: undefined };
}

function agentOf(npm: NpmOptions): Agent {
  const { ca, cert, key } = npm as { readonly ca?: string[]; readonly cert?: string; readonly key?: string };
  const secureContext = createSecureContext({
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  });
  return new Agent({ keepAlive: true, maxSockets: Number(npm.maxSockets) || 15, secureContext });
}
