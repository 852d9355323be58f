/** What a command of the script language is. */
import type { Prefix } from "./parse.js";
import type { Session } from "./session.js";

export interface Invocation {
  readonly session: Session;
  readonly prefix: Prefix;
  readonly args: readonly string[];
  /** The script's sections, and where golden files stand. */
  readonly files: ReadonlyMap<string, string>;
  readonly goldenFolder: string;
}

/** Throws when the line does not hold. */
export type Command = (invocation: Invocation) => void | Promise<void>;

/** Holds the outcome of a check against the line's prefix. */
export function hold(prefix: Prefix, holds: boolean, otherwise: string): void {
  if (prefix !== "?" && holds === (prefix === "!")) {
    throw new Error(prefix === "!" ? `is so, but must not: ${otherwise}` : otherwise);
  }
}

/** The arguments, of which there must be as many as names are given. */
export function take<const Names extends readonly string[]>(
  { args }: Invocation,
  ...names: Names
): { readonly [Index in keyof Names]: string } {
  if (args.length !== names.length) throw new Error(`takes ${names.length} arguments: ${names.join(", ")}`);
  return args as unknown as { readonly [Index in keyof Names]: string };
}
