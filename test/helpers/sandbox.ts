/** A private home, cache and environment for programs under test, which reach nothing but one loopback registry. */
import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";

export interface Sandbox {
  /** Holds all the other folders. */
  readonly root: string;
  /** The working folder, empty at first. */
  readonly work: string;
  readonly home: string;
  /** `$MCP_PIN_HOME`. */
  readonly store: string;
  readonly env: { readonly [name: string]: string };
}

const GITCONFIG = `[user]
\tname = Robin Reviewer
\temail = robin@reviewer.example
[init]
\tdefaultBranch = main
`;

/** Nobody listens there: the discard port of this machine. */
const NOWHERE = "http://127.0.0.1:9/";

/** Makes the folders below `root`. The environment names the registry as npm's own configuration would. */
export function makeSandbox(root: string, registry: string): Sandbox {
  const at = (name: string): string => join(root, name);
  for (const name of ["work", "home", "tmp"]) mkdirSync(at(name));
  writeFileSync(at("home/.npmrc"), "");
  writeFileSync(at("home/.gitconfig"), GITCONFIG);
  const path = [dirname(process.execPath), process.env.PATH ?? ""].join(delimiter);
  const system = Object.entries(process.env).filter(([name]) => /^(SystemRoot|ComSpec|PATHEXT)$/i.test(name));
  return {
    root,
    work: at("work"),
    home: at("home"),
    store: at("store"),
    env: {
      ...(Object.fromEntries(system) as Record<string, string>),
      PATH: path,
      HOME: at("home"),
      USERPROFILE: at("home"),
      XDG_CONFIG_HOME: at("home/.config"),
      XDG_CACHE_HOME: at("home/.cache"),
      XDG_DATA_HOME: at("home/.local/share"),
      APPDATA: at("home/AppData/Roaming"),
      LOCALAPPDATA: at("home/AppData/Local"),
      TMPDIR: at("tmp"),
      TEMP: at("tmp"),
      TMP: at("tmp"),
      USER: "robin",
      LANG: "C.UTF-8",
      TZ: "UTC",
      NO_COLOR: "1",
      MCP_PIN_HOME: at("store"),
      NODE_COMPILE_CACHE: join(tmpdir(), "mcp-pin-test-compile-cache"),
      GIT_CONFIG_NOSYSTEM: "1",
      npm_config_registry: registry,
      npm_config_cache: at("npm-cache"),
      npm_config_userconfig: at("home/.npmrc"),
      npm_config_globalconfig: at("home/.npmrc-global"),
      npm_config_fetch_retries: "0",
      npm_config_audit: "false",
      npm_config_fund: "false",
      npm_config_update_notifier: "false",
      npm_config_proxy: NOWHERE,
      npm_config_https_proxy: NOWHERE,
      npm_config_noproxy: "127.0.0.1",
    },
  };
}
