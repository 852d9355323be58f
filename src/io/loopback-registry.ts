/**
 * A small npm registry on 127.0.0.1 that serves a folder of packages in plain source. `mcp-pin demo` and the tests play
 * their stories with it: versions can be published, unpublished, deprecated and tagged while it runs, and it shows
 * faults on demand. It holds everything in memory, takes no writes over HTTP and asks nobody for a token.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { PinError } from "../errors.js";
import { answerTo, type Delivery } from "./loopback/answer.js";
import type { Fault } from "./loopback/faults.js";
import { factsOf, listPackages, packRelease } from "./loopback/folder.js";
import { releaseOf } from "./loopback/release.js";
import { Shelf } from "./loopback/shelf.js";
import { createSigner, type PublicKey } from "./loopback/signer.js";

export interface RegistryOptions {
  /** Holds `<name>/<version>/…` in plain source. */
  readonly folder: string;
  /** Specs (`name@version`) of the folder that are not published at first. */
  readonly withhold?: readonly string[];
  /** Milliseconds that the fault `slow` waits; 3000 unless given. */
  readonly slowness?: number;
  /** The time of what is published while it runs, where the folder does not tell it. */
  readonly now?: () => Date;
}

export interface LoggedRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly authorization: string | undefined;
}

export class LoopbackRegistry {
  readonly #server: Server;
  readonly #options: RegistryOptions;
  readonly #shelf = new Shelf();
  readonly #signer = createSigner();
  readonly #timers = new Set<NodeJS.Timeout>();
  #faults: Fault[] = [];
  /** Every request so far, in order. */
  readonly requests: LoggedRequest[] = [];

  constructor(options: RegistryOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => this.#serve(request, response));
    // A connection that is closed at rest may be taken up by the client in the same moment, which then finds it reset.
    this.#server.keepAliveTimeout = 0;
    const withheld = new Set(options.withhold);
    for (const [name, versions] of listPackages(options.folder)) {
      for (const version of versions) if (!withheld.has(`${name}@${version}`)) this.publish(name, version);
    }
  }

  /** The registry's address, with a closing slash. */
  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/`;
  }

  get publicKey(): PublicKey {
    return this.#signer.publicKey;
  }

  /** Publishes a version that the folder holds, and tags it `latest`. */
  publish(name: string, version: string): void {
    const release = packRelease(this.#options.folder, name, version, this.#now());
    this.#shelf.add(release, factsOf(this.#options.folder, name).maintainers);
  }

  /** Publishes a tarball as it is, in place of the same version if there is one. */
  publishTarball(tarball: Uint8Array): void {
    const publisher = { name: "somebody", email: "somebody@publisher.example" };
    this.#shelf.add(releaseOf(tarball, publisher, this.#now()));
  }

  /** Unpublishes one version, or the whole package. */
  unpublish(name: string, version?: string): void {
    this.#shelf.remove(name, version);
  }

  deprecate(name: string, version: string, message: string): void {
    this.#shelf.deprecate(name, version, message);
  }

  setTag(name: string, tag: string, version: string): void {
    this.#shelf.setTag(name, tag, version);
  }

  /** Shows a fault from now on, beside those it shows already. */
  addFault(fault: Fault): void {
    this.#faults.push(fault);
  }

  clearFaults(): void {
    this.#faults = [];
  }

  /** Ends every connection and frees the port. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  /** Starts listening on an ephemeral port. Called once, by `startRegistry`. */
  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(0, "127.0.0.1", resolve);
    }).catch((cause: Error) => {
      throw new PinError("registry", `the loopback registry cannot listen: ${cause.message}`, { cause });
    });
  }

  #now(): string {
    return (this.#options.now?.() ?? new Date()).toISOString();
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const { method = "GET", url = "/", headers } = request;
    this.requests.push({ method, url, authorization: headers.authorization });
    if (method !== "GET" && method !== "HEAD") {
      response.writeHead(405).end();
      return;
    }
    const delivery = answerTo(
      { url, accept: headers.accept ?? "", ifNoneMatch: headers["if-none-match"] },
      {
        shelf: this.#shelf,
        signer: this.#signer,
        faults: this.#faults,
        slowness: this.#options.slowness ?? 3000,
        base: this.url,
      },
    );
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      deliver(delivery, response);
    }, delivery.delay);
    this.#timers.add(timer);
  }
}

function deliver({ status, headers, body, cut }: Delivery, response: ServerResponse): void {
  response.writeHead(status, status === 304 ? headers : { ...headers, "content-length": body.length });
  if (!cut) response.end(body);
  else response.write(body.subarray(0, body.length >> 1), () => response.destroy());
}

export async function startRegistry(options: RegistryOptions): Promise<LoopbackRegistry> {
  const registry = new LoopbackRegistry(options);
  await registry.listen();
  return registry;
}
