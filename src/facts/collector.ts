/** What extractors work with: one file, its zone, the folder of constants, and the list that facts go to. */
import type { Node } from "../source/ast.js";
import type { Lines } from "../source/lines.js";
import type { SourceModule } from "../source/module.js";
import type { Evidence, Fact, Zone } from "./facts.js";
import type { Folder, Frame } from "./fold.js";
import type { Params } from "./tool-schema.js";
import { DECODED, disguiseOf, fromOf, type Origin, type Value } from "./value.js";

/** Facts a file gives at most; a generated table of a million addresses tells no more than its first. */
const MAX_FACTS = 20_000;

export class Collector {
  readonly path: string;
  readonly zone: Zone;
  readonly lines: Lines;
  readonly facts: Fact[] = [];
  readonly #seen = new Set<string>();

  constructor(path: string, zone: Zone, lines: Lines) {
    this.path = path;
    this.zone = zone;
    this.lines = lines;
  }

  get full(): boolean {
    return this.facts.length >= MAX_FACTS;
  }

  at(offset: number): Evidence {
    const { line, column } = this.lines.place(offset);
    return { path: this.path, line, column, excerpt: this.lines.excerpt(offset) };
  }

  /** Adds a fact once a line: the same key twice on one line says nothing more. */
  add(fact: Fact): void {
    const once = `${fact.key}\0${fact.at.line}\0${fact.kind === "host" ? fact.use : ""}`;
    if (this.full || this.#seen.has(once)) return;
    this.#seen.add(once);
    this.facts.push(fact);
  }
}

/** A collector for a parsed file. */
export class CodeCollector extends Collector {
  readonly module: SourceModule;
  readonly folder: Folder;
  readonly frame: Frame;
  /** Literals that were read as the schema of a tool: many registrations may share one. */
  readonly schemas = new Map<Node, Params>();

  constructor(module: SourceModule, zone: Zone, folder: Folder) {
    super(module.path, zone, module.lines);
    this.module = module;
    this.folder = folder;
    this.frame = { module };
  }

  fold(node: Node): Value {
    return this.folder.fold(node, this.frame);
  }

  /** The source of a node, shortened for a message. */
  source(node: Node, most = 120): string {
    const whole = this.lines.text.slice(node.start, Math.min(node.end, node.start + most + 1)).replace(/\s+/g, " ");
    return whole.length > most ? `${whole.slice(0, most)}…` : whole;
  }

  /** Places of the literals a value comes from, those on the node's own line left out. */
  via(value: Value, node: Node): readonly Evidence[] {
    const own = this.lines.place(node.start).line;
    const places: Evidence[] = [];
    for (const origin of fromOf(value)) {
      const place = placeOf(origin);
      const isOwn = place.path === this.path && place.line === own;
      if (!isOwn && !places.some((seen) => seen.path === place.path && seen.line === place.line)) places.push(place);
    }
    return places.slice(0, 4);
  }

  /** `{ disguise }` when the value's spelling hides it, else nothing: to be spread into a fact. */
  disguise(value: Value, node: Node): { readonly disguise?: string } {
    return disguiseOf(value) === DECODED ? { disguise: this.source(node) } : {};
  }
}

export function placeOf({ module, node }: Origin): Evidence {
  const { line, column } = module.lines.place(node.start);
  return { path: module.path, line, column, excerpt: module.lines.excerpt(node.start) };
}
