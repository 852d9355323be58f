/** What a scenario script acts on: a sandbox, its registry, the working folder and the outcome of the last program. */
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { type LoopbackRegistry, startRegistry } from "../../../src/io/loopback-registry.js";
import { type FaultPlan, faultEnv } from "../fault-env.js";
import { CLI, FIXTURE_PACKAGES } from "../paths.js";
import { makeSandbox, type Sandbox } from "../sandbox.js";
import { type Outcome, type Running, start } from "../spawn.js";
import type { Word } from "./parse.js";

/** Every scenario begins before the bad release. */
const WITHHELD = ["postmark-mcp@1.0.16"];
/** Milliseconds: longer than any program waits. */
const SLOWNESS = 600_000;

export class Session {
  readonly sandbox: Sandbox;
  readonly registry: LoopbackRegistry;
  readonly #variables: Map<string, string>;
  cwd: string;
  /** The last program that ended in the foreground. */
  last: Outcome | undefined;
  /** For the next program only. */
  stdin = "";
  #fault: FaultPlan | undefined;
  #background: { readonly running: Running; readonly check: (outcome: Outcome) => void }[] = [];

  constructor(sandbox: Sandbox, registry: LoopbackRegistry) {
    this.sandbox = sandbox;
    this.registry = registry;
    this.cwd = sandbox.work;
    const own = { WORK: sandbox.work, REGISTRY: registry.url, REGISTRY_HOST: new URL(registry.url).host };
    this.#variables = new Map(Object.entries({ ...sandbox.env, ...own }));
  }

  /** Starts one below an empty folder. */
  static async start(root: string): Promise<Session> {
    const registry = await startRegistry({ folder: FIXTURE_PACKAGES, withhold: WITHHELD, slowness: SLOWNESS });
    return new Session(makeSandbox(root, registry.url), registry);
  }

  /** Kills what still runs and stops the registry. */
  async end(): Promise<void> {
    for (const { running } of this.#background) running.kill("SIGKILL");
    await Promise.allSettled(this.#background.map(({ running }) => running.ended));
    await this.registry.stop();
  }

  path(name: string): string {
    return resolve(this.cwd, name);
  }

  setVariable(name: string, value: string): void {
    this.#variables.set(name, value);
  }

  unsetVariable(name: string): void {
    this.#variables.delete(name);
  }

  setFault(plan: FaultPlan): void {
    this.#fault = plan;
  }

  /** What programs are started with. */
  get env(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#variables);
  }

  /** Runs a program to its end; `mcp-pin` is the one of this repository. */
  async run(program: string, args: readonly string[]): Promise<Outcome> {
    this.last = await this.#start(program, args).ended;
    return this.last;
  }

  background(program: string, args: readonly string[], check: (outcome: Outcome) => void): void {
    this.#background.push({ running: this.#start(program, args), check });
  }

  signalBackground(signal: NodeJS.Signals): void {
    for (const { running } of this.#background) running.kill(signal);
  }

  /** Waits for every program in the background; their output, joined, is the last one. */
  async wait(): Promise<void> {
    const ended = this.#background;
    this.#background = [];
    const outcomes = await Promise.all(ended.map(({ running }) => running.ended));
    const join = (key: "stdout" | "stderr"): string => outcomes.map((outcome) => outcome[key]).join("");
    this.last = {
      code: Math.max(0, ...outcomes.map(({ code }) => code)),
      stdout: join("stdout"),
      stderr: join("stderr"),
    };
    for (const [index, outcome] of outcomes.entries()) ended[index]?.check(outcome);
  }

  #start(program: string, args: readonly string[]): Running {
    const fault = this.#fault === undefined ? {} : faultEnv(this.#fault);
    const env = { ...this.env, ...fault };
    const options = { cwd: this.cwd, env, stdin: this.stdin };
    this.#fault = undefined;
    this.stdin = "";
    if (program === "mcp-pin") return start(process.execPath, [CLI, ...args], options);
    return start(program === "node" ? process.execPath : program, args, options);
  }

  /** A word with its variables replaced. */
  expand(word: Word): string {
    return word.map(({ text, literal }) => (literal ? text : this.#expandText(text))).join("");
  }

  #expandText(text: string): string {
    return text
      .replace(/\$STORE\{([^}]+)\}/g, (_, server: string) => this.storeOf(server))
      .replace(/\$STORE(?=\/((?:@[^/]+\/)?[^/]+))/g, (_, name: string) => this.storeOf(name))
      .replace(/\$(?:(\w+)|\{(\w+)\})/g, (_, bare?: string, braced?: string) => {
        const value = this.#variables.get(bare ?? braced ?? "");
        if (value === undefined) throw new Error(`no variable ${bare ?? braced}`);
        return value;
      });
  }

  /** The node_modules folder in the store that holds the package, the least nested one. */
  storeOf(name: string): string {
    const found = foldersNamed("node_modules", this.sandbox.store).filter((folder) => existsSync(join(folder, name)));
    const depth = (folder: string): number => folder.split("node_modules").length;
    const least = Math.min(...found.map(depth));
    const [only, ...others] = found.filter((folder) => depth(folder) === least);
    if (only === undefined) throw new Error(`nothing in the store is ${name}`);
    if (others.length > 0) throw new Error(`${name} stands in several places: name its server by $STORE{server}`);
    return only;
  }
}

function foldersNamed(name: string, folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isDirectory() && entry.name === name)
    .map((entry) => join(entry.parentPath, entry.name));
}
