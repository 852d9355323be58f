/** One command that a test runs again and again from the same state, with a fault at another change of the disk each time. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { type AddOptions, add } from "../../src/commands/add.js";
import { fmt } from "../../src/commands/fmt.js";
import { install } from "../../src/commands/install.js";
import { remove } from "../../src/commands/remove.js";
import { review } from "../../src/commands/review.js";
import { verify } from "../../src/commands/verify.js";
import { removeTree } from "../../src/io/disk.js";
import type { Host } from "../../src/io/host.js";
import { type LoopbackRegistry, startRegistry } from "../../src/io/loopback-registry.js";
import { outcomeOf } from "../../src/outcome.js";
import { integrityOf } from "../../src/package/integrity.js";
import { type FaultPlan, faultEnv } from "./fault-env.js";
import { hostOf } from "./host.js";
import { CLI, FIXTURE_PACKAGES } from "./paths.js";
import { packageTarball } from "./registry.js";
import { makeSandbox, type Sandbox } from "./sandbox.js";
import { scratch } from "./scratch.js";
import { run } from "./spawn.js";

const BYTES = "console.log('tiny');\n";
const NEW_BYTES = "console.log('tiny, and newer');\n";
const tinyTarball = (version: string, bytes: string): Uint8Array =>
  packageTarball({ name: "tiny-mcp", version, bin: "server.js" }, { "server.js": bytes });
const UPDATE = tinyTarball("1.0.1", NEW_BYTES);
const BY = "Ada <ada@example.org>";
const UNREAD: AddOptions = { yes: true, quiet: true, by: BY };

export interface Story {
  readonly args: readonly [string, ...string[]];
  /** The same in this process, where the libraries are loaded already. */
  readonly command: (host: Host) => Promise<void>;
  /** The state before: the lockfile, and whether the server stands in the store. */
  readonly lockfile: "empty" | "pinned" | "spelled otherwise";
  readonly installed: boolean;
  /** What a user does after a failure, until `verify` is content. */
  readonly repair: readonly ((host: Host) => Promise<void>)[];
}

const addTiny = (host: Host): Promise<void> => add(host, ["tiny-mcp"], UNREAD);
const reviewTiny = (host: Host): Promise<void> =>
  review(host, "tiny-mcp", {
    ...{ to: "1.0.1", accept: true, yes: true, digest: integrityOf(UPDATE), by: BY },
    ...{ quiet: true, format: "text", failOn: "never" },
  });
const installAll = (host: Host): Promise<void> => install(host, { quiet: true });
const format = (host: Host): Promise<void> => fmt(host, {});

export const STORIES: readonly Story[] = [
  {
    ...{ args: ["add", "tiny-mcp", "--yes", "--quiet", "--by", BY], command: addTiny },
    ...{ lockfile: "empty", installed: false, repair: [addTiny] },
  },
  {
    ...{ args: ["install", "--quiet"], command: installAll },
    ...{ lockfile: "pinned", installed: false, repair: [installAll] },
  },
  {
    ...{ args: ["remove", "tiny-mcp"], command: (host) => remove(host, ["tiny-mcp"], {}) },
    ...{ lockfile: "pinned", installed: true, repair: [addTiny] },
  },
  {
    args: [
      ...(["review", "tiny-mcp", "--to", "1.0.1", "--accept", "--yes"] as const),
      ...["--digest", integrityOf(UPDATE), "--quiet", "--by", BY],
    ],
    ...{ command: reviewTiny, lockfile: "pinned", installed: true, repair: [installAll] },
  },
  { args: ["fmt"], command: format, lockfile: "spelled otherwise", installed: true, repair: [format, installAll] },
];

/** The fixtures and a server of one package with two files and an update, so that few changes tell everything. */
export async function tinyRegistry(): Promise<LoopbackRegistry> {
  const registry = await startRegistry({ folder: FIXTURE_PACKAGES });
  registry.publishTarball(tinyTarball("1.0.0", BYTES));
  registry.publishTarball(UPDATE);
  registry.setTag("tiny-mcp", "latest", "1.0.0");
  return registry;
}

export interface Ended {
  readonly code: number;
  readonly stderr: string;
}

export class Stage {
  readonly sandbox: Sandbox;
  readonly #story: Story;
  readonly #lockfile: string;
  #texts: Record<Story["lockfile"], string> = { empty: "", pinned: "", "spelled otherwise": "" };
  /** The lockfile that the story ends with, and the changes of the disk that it takes. */
  #end = { lockfile: "", changes: 0 };

  private constructor(sandbox: Sandbox, story: Story) {
    this.sandbox = sandbox;
    this.#story = story;
    this.#lockfile = join(sandbox.work, "mcp-lock.json");
  }

  static async of(t: TestContext, registry: LoopbackRegistry, story: Story): Promise<Stage> {
    const stage = new Stage(makeSandbox(scratch(t), registry.url), story);
    await stage.#prepare();
    return stage;
  }

  async #prepare(): Promise<void> {
    await this.#must(addTiny);
    const pinned = this.lockfile;
    await this.#must((host) => remove(host, ["tiny-mcp"], {}));
    this.#texts = { empty: this.lockfile, pinned, "spelled otherwise": JSON.stringify(JSON.parse(pinned)) };
    await this.reset();
    const report = join(this.sandbox.root, "changes.txt");
    const { code, stderr } = await this.runProgram({ mode: "count", report });
    assert.equal(code, 0, stderr);
    this.#end = { lockfile: this.lockfile, changes: readFileSync(report, "utf8").trimEnd().split("\n").length };
  }

  get changes(): number {
    return this.#end.changes;
  }

  get lockfile(): string {
    return readFileSync(this.#lockfile, "utf8");
  }

  /** Whether the lockfile is the one before or the one after, byte for byte but for the time of an acceptance. */
  get state(): "old" | "new" | "broken" {
    const timeless = (text: string): string => text.replace(/"at": "[^"]*"/g, "");
    if (timeless(this.lockfile) === timeless(this.#end.lockfile)) return "new";
    return this.lockfile === this.#texts[this.#story.lockfile] ? "old" : "broken";
  }

  /** The state before the story, with nothing in the store that would save it work. */
  async reset(): Promise<void> {
    const { store, env } = this.sandbox;
    removeTree(store);
    for (const name of readdirSync(env.TMPDIR ?? "")) rmSync(join(env.TMPDIR ?? "", name), { recursive: true });
    if (this.#story.installed) {
      writeFileSync(this.#lockfile, this.#texts.pinned);
      await this.#must(installAll);
    }
    writeFileSync(this.#lockfile, this.#texts[this.#story.lockfile]);
  }

  /** The story as a program of its own. */
  runProgram(fault: Omit<FaultPlan, "under">): Promise<Ended> {
    const { work, env, root } = this.sandbox;
    const options = { cwd: work, env: { ...env, ...faultEnv({ ...fault, under: root }) } };
    return run(process.execPath, [CLI, ...this.#story.args], options);
  }

  /** The story in this process. */
  runHere(): Promise<Ended> {
    return this.#outcome(this.#story.command);
  }

  async #outcome(command: (host: Host) => Promise<void>): Promise<Ended> {
    let stderr = "";
    const host = hostOf(this.sandbox, {
      err: (text) => {
        stderr += text;
      },
    });
    return { code: await outcomeOf(host, () => command(host)), stderr };
  }

  async #must(command: (host: Host) => Promise<void>): Promise<void> {
    const { code, stderr } = await this.#outcome(command);
    assert.equal(code, 0, stderr);
  }

  /** What a user would have to clean up. */
  get litter(): string[] {
    const { store, work } = this.sandbox;
    const staging = join(store, "staging");
    const staged = existsSync(staging) ? readdirSync(staging).map((name) => `staging/${name}`) : [];
    return [...staged, ...readdirSync(work).filter((name) => name !== "mcp-lock.json")];
  }

  /** The old state or the new one, and nothing that would start with other bytes than the pinned ones. */
  async assertSound(at: string): Promise<void> {
    assert.notEqual(this.state, "broken", `${at}: ${this.lockfile}`);
    const { code, stderr } = await this.#outcome((host) => verify(host, ["tiny-mcp"], { configs: false }));
    if (code === 0) assert.deepEqual(new Set([BYTES, NEW_BYTES, ...this.#placedBytes()]).size, 2, at);
    else assert.ok(code === 1 || code === 3, `${at}: ${stderr}`);
  }

  *#placedBytes(): Generator<string> {
    const trees = join(this.sandbox.store, "trees");
    for (const path of readdirSync(trees, { recursive: true, encoding: "utf8" })) {
      if (path.endsWith("server.js")) yield readFileSync(join(trees, path), "utf8");
    }
  }

  async assertRepaired(at: string): Promise<void> {
    this.#letTimePass();
    for (const step of this.#story.repair) await this.#must(step);
    const { code, stderr } = await this.#outcome((host) => verify(host, ["tiny-mcp"], { configs: false }));
    assert.equal(code, 0, `${at}: ${stderr}`);
    assert.deepEqual(this.litter, [], at);
  }

  /** A lock that its maker did not come to name is given a moment before it is taken for abandoned. */
  #letTimePass(): void {
    for (const name of this.litter) {
      const path = join(this.sandbox.work, name);
      if (existsSync(path)) utimesSync(path, new Date(0), new Date(0));
    }
  }
}
