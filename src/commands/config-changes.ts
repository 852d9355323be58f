/** Changes of client configurations: made in memory, shown, written with a backup. Shared by `init` and `eject`. */
import { type Rewrite, rewriteEntries } from "../clients/edit.js";
import type { Entry } from "../clients/entries.js";
import { withoutSecrets } from "../clients/secrets.js";
import type { ConfigRead } from "../clients/table.js";
import { replaceConfig } from "../io/config-file.js";
import type { Host } from "../io/host.js";
import { paintFor } from "../io/paint.js";
import type { Shorten } from "../report/init.js";

/** Words that an entry is to start from now on. */
export interface Wish extends Rewrite {
  readonly entry: Entry;
}

export interface Change {
  readonly config: ConfigRead & { readonly text: string };
  readonly after: string;
  readonly made: readonly Wish[];
  /** Why the others cannot be made. */
  readonly refused: ReadonlyMap<Entry, string>;
}

export async function changeOf(config: ConfigRead, wishes: readonly Wish[]): Promise<Change> {
  if ("problem" in config) throw new TypeError("a file that was not read has no entries");
  const { text, refused } = await rewriteEntries(config.text, config.layout, wishes);
  const why = new Map(
    wishes.flatMap((wish) => (refused.has(wish) ? [[wish.entry, refused.get(wish) ?? ""] as const] : [])),
  );
  return { config, after: text, made: wishes.filter((wish) => !refused.has(wish)), refused: why };
}

export const isChanged = ({ config, after }: Change): boolean => config.text !== after;

/** The lines that change, without values that look like credentials. */
export async function diffOf(host: Host, changes: readonly Change[], shorten: Shorten): Promise<string> {
  const { renderConfigDiff } = await import("../report/config-diff.js");
  const paint = await paintFor(host);
  const shown = changes.filter(isChanged).map(async ({ config, after }) => {
    const [before, fresh] = await Promise.all([config.text, after].map((text) => withoutSecrets(text, config.layout)));
    return renderConfigDiff(shorten(config.path), before ?? "", fresh ?? "", paint);
  });
  return (await Promise.all(shown)).join("");
}

/** Writes each file, or stops at the first that cannot be written. Returns where the texts before are kept. */
export function writeChanges(host: Host, changes: readonly Change[], onWritten: (change: Change) => void): string[] {
  const stamp = host.now().toISOString().replace(/[:.]/g, "-");
  return changes.filter(isChanged).flatMap((change) => {
    const { config, after } = change;
    const backup = replaceConfig(host.home, config.path, config.text, after, stamp);
    onWritten(change);
    return backup ?? [];
  });
}
