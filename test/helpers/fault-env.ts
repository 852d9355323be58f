/** The environment that makes a program die or fail at its Nth change of the file system: see fault.ts. */

export interface FaultPlan {
  readonly mode: "count" | "kill" | "ENOSPC" | "EACCES" | "EROFS";
  /** From 1; not for `count`. */
  readonly at?: number;
  /** Changes outside of this folder are neither counted nor harmed. */
  readonly under: string;
  /** A file that gets a line for each change. */
  readonly report?: string;
}

export const faultEnv = ({ mode, at = 0, under, report }: FaultPlan): { readonly [name: string]: string } => ({
  NODE_OPTIONS: `--import=${new URL("./fault.js", import.meta.url).href}`,
  FAULT_MODE: mode,
  FAULT_AT: String(at),
  FAULT_UNDER: under,
  ...(report === undefined ? {} : { FAULT_REPORT: report }),
});
