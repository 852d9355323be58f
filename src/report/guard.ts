/** What the guard says on standard error. Names of a server's items are hostile text. */
import type { ItemKey, ListedKind } from "../lockfile/tool-lines.js";
import { clip, visible } from "./escape.js";

/** Something a person should know. */
export type Remark =
  | { readonly kind: "client-unreadable"; readonly why: string }
  | { readonly kind: "server-unreadable"; readonly why: string }
  /** An item that is not pinned: `undefined` for one without a usable name. */
  | { readonly kind: "held-back"; readonly key: ItemKey | undefined; readonly isChanged: boolean }
  | { readonly kind: "call-refused"; readonly list: ListedKind; readonly name: string }
  | { readonly kind: "request-refused"; readonly method: string }
  | { readonly kind: "list-missing"; readonly list: ListedKind };

const NAME = 120;
const quoted = (name: string): string => `'${visible(clip(name, NAME))}'`;

/** One sentence, lower case, without a full stop. `holds`: whether what is not pinned is held back. */
export function remarkText(remark: Remark, holds: boolean): string {
  if (remark.kind === "client-unreadable") return `dropped a message of the client: ${remark.why}`;
  if (remark.kind === "server-unreadable")
    return `${holds ? "dropped a message" : "a message"} of the server: ${remark.why}`;
  if (remark.kind === "list-missing") return `the server did not list its ${remark.list}s in time`;
  if (remark.kind === "call-refused") {
    return `${holds ? "refused a call" : "a call"} of the ${remark.list} ${quoted(remark.name)}: it is not what was pinned`;
  }
  if (remark.kind === "request-refused") {
    return `${holds ? "refused" : "passed on"} what the server asks of the client: ${quoted(remark.method)} is not pinned`;
  }
  return `${itemText(remark.key)} ${remark.isChanged ? "is not as it was pinned" : "is not pinned"}${holds ? ": held back" : ""}`;
}

/** `the tool 'echo'`, `the server's instructions`. */
export function itemText(key: ItemKey | undefined): string {
  if (key === undefined) return "an item without a name";
  const slash = key.indexOf("/");
  if (slash >= 0) return `the ${key.slice(0, slash)} ${quoted(key.slice(slash + 1))}`;
  return key === "server" ? "the server's name for itself" : `the server's ${key}`;
}
