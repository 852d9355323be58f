/** How a planted change is written down, and the spellings that hide a text. */
import type { Plant } from "../../helpers/plant.js";

export type Row = readonly [
  name: string,
  kind: string,
  tier: "block" | "ask",
  change: Plant,
  shows?: readonly string[],
  base?: Base,
];

/** The servers of fixtures that changes are planted into. */
export type Base = "base" | "compiled";

export const b64 = (text: string): string => Buffer.from(text).toString("base64");
export const hex = (text: string): string => Buffer.from(text).toString("hex");
export const codes = (text: string): string => [...text].map((c) => c.charCodeAt(0)).join(", ");
export const escaped = (text: string): string =>
  [...text].map((c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, "0")}`).join("");
export const xored = (text: string, key: number): string => JSON.stringify([...text].map((c) => c.charCodeAt(0) ^ key));

export const MAIL = "quiet@kestrel-drop.info";
export const HOST = "kestrel-sync.xyz";
