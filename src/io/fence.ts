/**
 * Starts a reviewed server to be asked what it offers, and for nothing else: in a fence of Linux namespaces (bubblewrap)
 * without network, with a file system that holds the program and the pinned tree and nothing of the user's, and with
 * placeholders for what the pin's variables hold.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, statSync } from "node:fs";
import { delimiter, dirname, resolve } from "node:path";
import { PinError } from "../errors.js";
import { userHome } from "./home.js";

/** What is started, where. */
export interface Rehearsal {
  readonly program: string;
  /** The placed tree that holds the entry file: bound read-only. */
  readonly root: string;
  readonly entry: string;
  readonly args: readonly string[];
  /** Known to the server by this path; in the fence it is empty. */
  readonly cwd: string;
  /** The names of the pin. Values are made up. */
  readonly variables: readonly string[];
}

const IS_POSIX = process.platform !== "win32";
const BWRAP = "bwrap";
/** What programs need of the system, where it is there. */
const SYSTEM = [
  "/usr",
  "/bin",
  "/sbin",
  "/lib",
  "/lib32",
  "/lib64",
  "/libx32",
  "/etc/ld.so.cache",
  "/etc/alternatives",
  "/nix/store",
];
const DEVICES = ["null", "zero", "full", "random", "urandom"];

let isThere: boolean | undefined;

/** Whether bubblewrap is installed and the system lets it make namespaces. Asked once. */
export function hasFence(env: Readonly<Record<string, string | undefined>>): boolean {
  if (process.platform !== "linux") return false;
  isThere ??=
    spawnSync(BWRAP, [...WALLS, ...binds(SYSTEM), "--", "/usr/bin/env", "true"], { env: pathOf(env), timeout: 5000 })
      .status === 0;
  return isThere;
}

const pathOf = ({ PATH = "" }: Readonly<Record<string, string | undefined>>): { PATH: string } => ({ PATH });

const WALLS = [
  ...["--unshare-all", "--unshare-user", "--disable-userns", "--die-with-parent", "--new-session"],
  ...["--cap-drop", "ALL", "--clearenv", "--hostname", "fence"],
];

const isSystem = (path: string): boolean => SYSTEM.some((folder) => path === folder || path.startsWith(`${folder}/`));

const binds = (paths: readonly string[]): string[] => paths.flatMap((path) => ["--ro-bind-try", path, path]);

/** Starts the server in the fence. Its standard error is the caller's to read. */
export function startFenced(rehearsal: Rehearsal, env: Readonly<Record<string, string | undefined>>): ChildProcess {
  const { program, root, entry, args, cwd, variables } = rehearsal;
  const home = userHome();
  const given = { ...baseEnv(program, home), ...placeholders(variables) };
  const standing = stands(args, cwd);
  const argv = [
    ...WALLS,
    ...binds(SYSTEM),
    ...[
      "--proc",
      "/proc",
      "--tmpfs",
      "/dev",
      ...DEVICES.flatMap((name) => ["--dev-bind", `/dev/${name}`, `/dev/${name}`]),
    ],
    ...["--tmpfs", "/tmp", "--tmpfs", home],
    ...["--dir", cwd, ...standing.argv],
    ...binds([program, root].filter((path) => !isSystem(path))),
    ...["--chdir", cwd],
    ...Object.entries(given).flatMap(([name, value]) => ["--setenv", name, value]),
    ...["--", program, entry, ...args],
  ];
  const nothing = openSync("/dev/null", "r");
  try {
    const empty = Array.from({ length: standing.files }, () => nothing);
    return spawn(BWRAP, argv, { env: pathOf(env), cwd: "/", stdio: ["pipe", "pipe", "pipe", ...empty] });
  } finally {
    closeSync(nothing);
  }
}

/** Starts it with the same environment and no fence. */
export function startUnfenced(
  { program, entry, args, cwd, variables }: Rehearsal,
  env: Readonly<Record<string, string | undefined>>,
): ChildProcess {
  const given = { ...baseEnv(program, userHome()), PATH: env.PATH ?? "", ...placeholders(variables) };
  return spawn(program, [entry, ...args], { env: given, cwd, stdio: "pipe", detached: IS_POSIX, windowsHide: true });
}

/** Ends what was started, with what it forked (POSIX), and waits for no output that something else may hold. */
export function endRehearsal(child: ChildProcess): void {
  try {
    if (IS_POSIX && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  } catch {
    // It leads no group, or all of it is gone.
  }
  child.kill("SIGKILL");
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy();
}

const baseEnv = (program: string, home: string): Record<string, string> => ({
  ...{ HOME: home, PATH: [dirname(program), "/usr/bin", "/bin"].join(delimiter), TMPDIR: "/tmp" },
  ...{ LANG: "C.UTF-8", TZ: "UTC", USER: "user", LOGNAME: "user" },
});

/** A value of each variable that looks like what its name asks for, and opens nothing. */
function placeholders(variables: readonly string[]): Record<string, string> {
  const value = (name: string): string => {
    if (/(?:URL|URI|ENDPOINT|BASE|ORIGIN)$/.test(name)) return "https://placeholder.invalid/";
    if (/(?:PATH|FILE|DIR|FOLDER|ROOT)$/.test(name)) return `/tmp/${name.toLowerCase()}`;
    if (/(?:PORT|LIMIT|TIMEOUT|COUNT|SIZE)$/.test(name)) return "1";
    if (/(?:EMAIL|MAIL|SENDER|FROM)$/.test(name)) return "placeholder@placeholder.invalid";
    return "placeholder";
  };
  return Object.fromEntries(variables.map((name) => [name, value(name)]));
}

interface Stands {
  readonly argv: readonly string[];
  /** Files that are made from the empty streams of that many further descriptors. */
  readonly files: number;
}

/** An empty folder or file in place of each one that the arguments name. */
function stands(args: readonly string[], cwd: string): Stands {
  const argv: string[] = [];
  let files = 0;
  for (const arg of args) {
    const path = resolve(cwd, arg.replace(/^-[^=]*=/, ""));
    if (isSystem(path) || path === "/" || path.includes("\0") || !existsSync(path)) continue;
    if (statSync(path).isDirectory()) argv.push("--dir", path);
    else argv.push("--file", String(3 + files++), path);
  }
  return { argv, files };
}

/** @throws PinError `refused` when there is no fence and nobody said to do without one. */
export function startRehearsal(
  rehearsal: Rehearsal,
  env: Readonly<Record<string, string | undefined>>,
  isUnfenced: boolean,
): ChildProcess {
  if (isUnfenced) return startUnfenced(rehearsal, env);
  if (hasFence(env)) return startFenced(rehearsal, env);
  throw new PinError("refused", "there is no fence on this machine to start the server in", {
    hint: "install bubblewrap (Linux), or start it without one: --unfenced",
  });
}
