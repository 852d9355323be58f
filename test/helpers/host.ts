/** A host for commands that a test runs in its own process, quiet and with nobody to ask. */
import { storeHome } from "../../src/io/home.js";
import { type Host, processHost } from "../../src/io/host.js";
import type { Sandbox } from "./sandbox.js";

export const hostOf = ({ work, env }: Pick<Sandbox, "work" | "env">, changes: Partial<Host> = {}): Host => ({
  cwd: work,
  env,
  home: storeHome(env),
  platform: processHost().platform,
  out: () => {},
  err: () => {},
  interactive: false,
  color: false,
  live: false,
  columns: undefined,
  now: () => new Date(),
  signal: new AbortController().signal,
  ask: () => Promise.reject(new Error("nobody is there")),
  screen: undefined,
  ...changes,
});
