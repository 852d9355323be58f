/** Hosts that a call connects to or listens on, given directly or in its options. */
import type { CallNode, Node } from "../source/ast.js";
import { calleeName, contextOf } from "./code-text.js";
import type { CodeCollector } from "./collector.js";
import { addHosts } from "./text-facts.js";
import { alternatives, render, text, type Value } from "./value.js";

/** `listen(port, host)`: an address other than loopback is open to the network. */
export function addListen(to: CodeCollector, call: CallNode, host: Node): void {
  const value = to.fold(host);
  const given = value.t === "object" ? (value.props.get("host") ?? value.props.get("hostname")) : value;
  for (const item of given === undefined ? [] : alternatives(given)) {
    const address = text(item);
    if (address !== undefined)
      addHosts(to, address === "::" ? "http://[::]/" : address, { ...contextOf(to, call, item, "listen") });
  }
}

const HOST_OPTIONS = new Set([
  "host",
  "hostname",
  "url",
  "uri",
  "baseURL",
  "baseUrl",
  "proxy",
  "servername",
  "path",
  "href",
  "prefixUrl",
  "server",
  "socketPath",
]);

export function addNetwork(to: CodeCollector, call: CallNode, api: string, args: readonly Node[]): void {
  const reach = /^net\.|^tls\./.test(api) ? args.slice(0, 2) : args.slice(0, 1);
  const optioned = /^(?:axios|nodemailer|got|ky|request|needle|http|https|net|tls|dgram|undici)/.test(api)
    ? args.slice(0, 2)
    : reach;
  for (const node of new Set([...reach, ...optioned])) {
    for (const item of alternatives(to.fold(node))) reachValue(to, call, api, item, reach.includes(node));
  }
}

function reachValue(to: CodeCollector, call: Node, api: string, value: Value, direct: boolean): void {
  if (value.t === "object") {
    for (const [key, item] of value.props) {
      if (!HOST_OPTIONS.has(key)) continue;
      for (const option of alternatives(item)) {
        if (option.t === "object") reachValue(to, call, api, option, false);
        else if (option.t === "constant" || option.t === "text")
          addHosts(to, render(option), contextOf(to, call, option, api));
      }
    }
  } else if (direct && (value.t === "constant" || value.t === "text"))
    addHosts(to, render(value), contextOf(to, call, value, api));
}

/** Buckets by name, as the interfaces of clouds take them: each is a host of its own. */
export function addBuckets(to: CodeCollector): void {
  for (const property of to.module.properties) {
    if (property.key.type === "Identifier" && property.key.name === "Bucket")
      addBucket(to, property.value as Node, "s3.amazonaws.com");
  }
  for (const call of to.module.calls) {
    if (calleeName(call) === "bucket" && call.arguments.length === 1)
      addBucket(to, call.arguments[0] as Node, "storage.googleapis.com");
  }
}

function addBucket(to: CodeCollector, node: Node, service: string): void {
  for (const item of alternatives(to.fold(node))) {
    const name = text(item);
    if (name !== undefined && /^[a-z0-9][a-z0-9.-]{2,62}$/.test(name))
      addHosts(to, `https://${name}.${service}/`, contextOf(to, node, item, "a bucket"));
  }
}
