/** The packages that differ as a tree: each stands once, below the package nearest to the server that asks for it. */
import type { Shown, ShownPackage } from "../../review/shown.js";

export interface ClosureNode {
  readonly name: string;
  readonly kind: ShownPackage["kind"];
  /** Undefined for packages that are the same, and stand here to say why others are there. */
  readonly item?: ShownPackage;
  /** Its number in `Shown.packages`. */
  readonly number?: number;
  readonly depth: number;
  /** The row of the node above; undefined for the server. */
  readonly parent: number | undefined;
  /** Who else asks for it. */
  readonly also: readonly string[];
  /** False where it is not known who asks for it. */
  readonly isExplained: boolean;
}

/** The nodes in the order they are drawn: a node is followed by those below it. */
export function closureTree({ packages }: Shown): ClosureNode[] {
  const graph = new Graph(packages);
  return graph.nodes();
}

interface Entry {
  readonly name: string;
  readonly item?: ShownPackage;
  readonly number?: number;
  readonly requiredBy: readonly string[];
}

class Graph {
  readonly #root: Entry;
  readonly #entries: Entry[];
  /** Dependents to what they ask for. */
  readonly #below = new Map<string, Entry[]>();

  constructor(packages: readonly [ShownPackage, ...ShownPackage[]]) {
    const entries = packages.map((item, number) => entryOf(item, number));
    this.#root = entries[0] as Entry;
    const names = new Set(entries.map(({ name }) => name));
    const unchanged = new Set(entries.flatMap(({ requiredBy }) => requiredBy).filter((name) => !names.has(name)));
    // It is not known who asks for a package that is the same: it stands below the server.
    const same = [...unchanged].map((name): Entry => ({ name, requiredBy: [this.#root.name] }));
    this.#entries = [...entries.slice(1), ...same];
    for (const entry of this.#entries) {
      for (const name of entry.requiredBy) this.#below.set(name, [...(this.#below.get(name) ?? []), entry]);
    }
  }

  nodes(): ClosureNode[] {
    const parents = this.#parents();
    const children = new Map<Entry, Entry[]>();
    for (const entry of this.#entries) {
      const parent = parents.get(entry) ?? this.#root;
      children.set(parent, [...(children.get(parent) ?? []), entry]);
    }
    const nodes: ClosureNode[] = [];
    const stack: { entry: Entry; depth: number; parent: number | undefined; above: string }[] = [
      { entry: this.#root, depth: 0, parent: undefined, above: "" },
    ];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const { entry, depth, parent, above } = next;
      const row = nodes.length;
      const also = [...new Set(entry.requiredBy)].filter((name) => name !== above);
      const isExplained = entry === this.#root || parents.has(entry);
      nodes.push({ ...known(entry), kind: entry.item?.kind ?? "same", depth, parent, also, isExplained });
      const below = (children.get(entry) ?? []).sort((a, b) => (a.name < b.name ? 1 : a.name > b.name ? -1 : 0));
      for (const child of below) stack.push({ entry: child, depth: depth + 1, parent: row, above: entry.name });
    }
    return nodes;
  }

  /** The shortest way from the server, breadth first. */
  #parents(): Map<Entry, Entry> {
    const parents = new Map<Entry, Entry>();
    let wave = [this.#root];
    while (wave.length > 0) {
      const next: Entry[] = [];
      for (const parent of wave) {
        for (const entry of this.#below.get(parent.name) ?? []) {
          if (parents.has(entry) || entry === parent) continue;
          parents.set(entry, parent);
          next.push(entry);
        }
      }
      wave = next;
    }
    return parents;
  }
}

const known = ({ name, item, number }: Entry): Pick<ClosureNode, "name" | "item" | "number"> => ({
  name,
  ...(item !== undefined && { item }),
  ...(number !== undefined && { number }),
});

const entryOf = (item: ShownPackage, number: number): Entry => ({
  name: (item.after ?? item.before)?.name ?? "",
  item,
  number,
  requiredBy: item.requiredBy,
});
