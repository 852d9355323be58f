/** What the loopback registry answers to one request, as a value: the HTTP server only sends it. */
import { hash } from "node:crypto";
import { type Fault, faultyPackument, faultyRelease } from "./faults.js";
import { ABBREVIATED, abbreviate, packumentOf, tarballPath } from "./packument.js";
import { type Route, routeOf } from "./routes.js";
import type { Shelf } from "./shelf.js";
import type { Signer } from "./signer.js";

export interface Answer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: Uint8Array;
}

export interface Delivery extends Answer {
  /** Milliseconds to wait before answering. */
  readonly delay: number;
  /** Whether the connection ends in the middle of the body. */
  readonly cut: boolean;
}

export interface Asked {
  readonly url: string;
  readonly accept: string;
  readonly ifNoneMatch: string | undefined;
}

export interface Holdings {
  readonly shelf: Shelf;
  readonly signer: Signer;
  readonly faults: readonly Fault[];
  /** Milliseconds that the fault `slow` waits. */
  readonly slowness: number;
  /** The registry's address, with a closing slash. */
  readonly base: string;
}

/** Paths under here answer as if it were not there: where the fault `redirect` leads. */
const MOVED = "/moved";

export function answerTo(asked: Asked, holdings: Holdings): Delivery {
  const moved = asked.url.startsWith(`${MOVED}/`);
  const route = routeOf(moved ? asked.url.slice(MOVED.length) : asked.url);
  if (route === undefined) return { ...failure(404, "Not found"), delay: 0, cut: false };
  const faults = holdings.faults.filter((fault) => concerns(fault, route) && !(moved && fault.kind === "redirect"));
  return {
    ...(broken(asked, faults) ?? fresh(contentOf(route, asked, holdings, faults), asked)),
    cut: faults.some((fault) => fault.kind === "cut"),
    delay: faults.some((fault) => fault.kind === "slow") ? holdings.slowness : 0,
  };
}

function concerns(fault: Fault, route: Route): boolean {
  if (route.kind === "keys") return false;
  if (fault.package !== undefined && fault.package !== route.name) return false;
  if (route.kind === "tarball" && fault.version !== undefined) {
    return fault.on !== "packument" && tarballPath(route.name, fault.version).endsWith(`/${route.file}`);
  }
  return fault.on === undefined || fault.on === (route.kind === "tarball" ? "tarball" : "packument");
}

/** The answer of a fault that leaves nothing of the right one. */
function broken(asked: Asked, faults: readonly Fault[]): Answer | undefined {
  for (const { kind } of faults) {
    if (/^\d+$/.test(kind)) return failure(Number(kind), `fault ${kind}`);
    if (kind === "html") {
      return { status: 200, headers: { "content-type": "text/html" }, body: Buffer.from("<h1>Please log in</h1>") };
    }
    if (kind === "redirect") return { ...failure(302, "moved"), headers: { location: `${MOVED}${asked.url}` } };
  }
  return undefined;
}

const json = (status: number, value: unknown, type = "application/json"): Answer => ({
  status,
  headers: { "content-type": type },
  body: Buffer.from(JSON.stringify(value)),
});

const failure = (status: number, error: string): Answer => json(status, { error });

function contentOf(route: Route, asked: Asked, holdings: Holdings, faults: readonly Fault[]): Answer {
  const { shelf, signer, base } = holdings;
  if (route.kind === "keys") return json(200, { keys: [signer.publicKey] });
  const shelved = shelf.get(route.name);
  if (shelved === undefined) return failure(404, `${route.name} is not in this registry`);
  if (route.kind === "dist-tags") return json(200, Object.fromEntries(shelved.tags));
  const releases = new Map([...shelved.releases].map(([version, held]) => [version, faultyRelease(held, faults)]));
  if (route.kind === "tarball") {
    const release = [...releases.values()].find(({ name, version }) =>
      tarballPath(name, version).endsWith(`/${route.file}`),
    );
    if (release === undefined) return failure(404, `${route.file} is not in this registry`);
    return { status: 200, headers: { "content-type": "application/octet-stream" }, body: release.tarball };
  }
  const full = faultyPackument(packumentOf({ ...shelved, releases }, { base, sign: signer.sign }), faults);
  return asked.accept.includes(ABBREVIATED) ? json(200, abbreviate(full), ABBREVIATED) : json(200, full);
}

/** Adds the ETag, and answers 304 without a body to a client that has these bytes. */
function fresh(answer: Answer, asked: Asked): Answer {
  if (answer.status !== 200) return answer;
  const etag = `"${hash("sha256", answer.body, "hex").slice(0, 32)}"`;
  const headers = { ...answer.headers, etag, "cache-control": "public, max-age=0", vary: "accept" };
  return asked.ifNoneMatch === etag ? { status: 304, headers, body: new Uint8Array() } : { ...answer, headers };
}
