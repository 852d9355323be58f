/** What the guard wants done, as values. */
import type { ItemKey, ListedKind, ToolManifest } from "../review/tool-manifest.js";

/** Something a person should know. Names are hostile text. */
export type Remark =
  | { readonly kind: "client-unreadable" | "server-unreadable"; readonly why: string }
  /** An item that is not pinned: `undefined` for one without a usable name. */
  | { readonly kind: "held-back"; readonly key: ItemKey | undefined; readonly isChanged: boolean }
  | { readonly kind: "call-refused"; readonly list: ListedKind; readonly name: string }
  | { readonly kind: "request-refused"; readonly method: string }
  | { readonly kind: "list-missing"; readonly list: ListedKind };

export type Effect =
  /** Bytes to write as they are. */
  | { readonly to: "client"; readonly bytes: string | Buffer }
  | { readonly to: "server"; readonly bytes: string | Buffer }
  | { readonly to: "person"; readonly remark: Remark }
  /** Call `expired(token)` after so many milliseconds. */
  | { readonly to: "clock"; readonly wait: number; readonly token: number }
  /** What the server offers, heard to the end. */
  | { readonly to: "store"; readonly manifest: ToolManifest };
