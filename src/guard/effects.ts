/** What the guard wants done, as values. */
import type { Remark } from "../report/guard.js";
import type { ToolManifest } from "../review/tool-manifest.js";

export type Effect =
  /** Bytes to write as they are. */
  | { readonly to: "client"; readonly bytes: string | Buffer }
  | { readonly to: "server"; readonly bytes: string | Buffer }
  | { readonly to: "person"; readonly remark: Remark }
  /** Call `expired(token)` after so many milliseconds. */
  | { readonly to: "clock"; readonly wait: number; readonly token: number }
  /** What the server offers, heard to the end. */
  | { readonly to: "store"; readonly manifest: ToolManifest };
