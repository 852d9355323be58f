/** The pinned tools of servers, as text and as JSON. */
import type { Server } from "../lockfile/format.js";
import { type ItemKey, splitToolLine, type Variant } from "../lockfile/tool-lines.js";
import type { Json } from "../package/canonical.js";
import type { Digest } from "../package/digest.js";
import { visible } from "./escape.js";
import { paintedLines } from "./styled.js";
import type { Paint } from "./table.js";
import { manifestLines, tallyOf } from "./tools.js";

type TextOf = (digest: Digest) => Json | undefined;

/** A server's lines by the kind of start they were pinned for. */
export function variantsOf({ tools = new Map() }: Pick<Server, "tools">): Map<Variant, Map<ItemKey, Digest>> {
  const variants = new Map<Variant, Map<ItemKey, Digest>>();
  for (const [line, digest] of tools) {
    const split = splitToolLine(line);
    if (split === undefined) continue;
    variants.set(split.variant, (variants.get(split.variant) ?? new Map()).set(split.key, digest));
  }
  return variants;
}

/** Each server with what is pinned of it; of one server alone, with every text that the store has. */
export function renderPinnedTools(servers: readonly Server[], textOf: TextOf, paint: Paint): string {
  const isAlone = servers.length === 1;
  return servers.map((server) => renderServer(server, isAlone ? textOf : undefined, paint)).join("");
}

function renderServer(server: Server, textOf: TextOf | undefined, paint: Paint): string {
  const name = paint.bold(visible(server.name));
  const mode = server.guard === undefined ? "" : `, the guard is ${server.guard === "off" ? "off" : "only warning"}`;
  const variants = variantsOf(server);
  if (variants.size === 0) return `${name}: no tools are pinned${mode}\n`;
  return [...variants]
    .map(([variant, items]) => {
      const which = variants.size > 1 ? ` (start ${variant.slice(0, 8)})` : "";
      const head = `${name}${which}: ${tallyOf(items.keys())}${mode}\n`;
      return textOf === undefined ? head : head + itemTexts(items, textOf, paint);
    })
    .join("");
}

function itemTexts(items: ReadonlyMap<ItemKey, Digest>, textOf: TextOf, paint: Paint): string {
  return [...items]
    .map(([key, digest]) => {
      const text = textOf(digest);
      if (text === undefined) return `${paint.bold(visible(key))}\n    its text is not in this machine's store\n`;
      return paintedLines(manifestLines(new Map([[key, text]])), paint);
    })
    .join("");
}

export function toolsJson(server: Server, textOf: TextOf): object {
  const pinned = [...variantsOf(server)].map(([variant, items]) => ({
    variant,
    items: [...items].map(([key, digest]) => ({ item: key, digest, value: textOf(digest) ?? null })),
  }));
  return { name: server.name, guard: server.guard ?? "enforce", pinned };
}
