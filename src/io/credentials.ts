/**
 * Credentials by reference: `credentials.json` in the user's own configuration folder says, for each server, where the
 * value of a variable comes from. It is read at the start, for that server alone; no value is shown, logged or kept.
 *
 *   { "postmark-mcp": { "POSTMARK_SERVER_TOKEN": { "command": ["pass", "show", "postmark"] }, "KEY": "file:/run/key" } }
 */
import { lstatSync, readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { PinError } from "../errors.js";
import { isGrantable } from "../review/server-environment.js";

export const CREDENTIALS_NAME = "credentials.json";

type Env = Readonly<Record<string, string | undefined>>;
type Reference = { readonly env: string } | { readonly file: string } | { readonly command: readonly string[] };

/** Milliseconds that a command may take, and bytes that a value may have. */
const TIMEOUT = 10_000;
const MAX_BYTES = 65_536;

const HINT = 'a reference is "env:NAME", "file:/absolute/path" or {"command": ["program", "argument"]}';

/** Names of the variables that `credentials.json` has references for. @throws PinError `store` as `resolveCredentials`. */
export const credentialNames = (folder: string, server: string): readonly string[] => [
  ...referencesFor(folder, server).keys(),
];

/**
 * The values of the references for a server.
 *
 * @param granted the names that the server's pin has: no other variable is given
 * @throws PinError `store` when the file or a reference cannot be resolved, or others than the user can read or write it;
 *   `refused` when the pin does not name a variable.
 */
export function resolveCredentials(
  folder: string,
  server: string,
  granted: readonly string[],
  env: Env,
): Readonly<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const [name, reference] of referencesFor(folder, server)) {
    if (!granted.includes(name) || !isGrantable(name)) {
      throw new PinError("refused", `${CREDENTIALS_NAME} has ${name} for ${server}, which its pin does not name`, {
        hint: `mcp-pin env ${server} --grant ${name}`,
      });
    }
    const value = resolved(reference, env, `${name} of ${server}`);
    if (value === "" || value.includes("\0")) throw failed(`${name} of ${server}`, "its value is empty or not a text");
    values[name] = value;
  }
  return values;
}

function referencesFor(folder: string, server: string): ReadonlyMap<string, Reference> {
  const path = join(folder, CREDENTIALS_NAME);
  const text = readPrivate(path, path);
  if (text === undefined) return new Map();
  const all = parsed(text, path);
  const own = Object.hasOwn(all, server) ? all[server] : {};
  if (!isRecord(own)) throw failed(path, `${server} is not an object`);
  return new Map(Object.entries(own).map(([name, value]) => [name, referenceOf(value, `${name} of ${server}`)]));
}

function parsed(text: string, path: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw failed(path, "it is not JSON"); // The parser's message quotes the text.
  }
  if (!isRecord(value)) throw failed(path, "it is not an object");
  return value;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function referenceOf(value: unknown, what: string): Reference {
  const [, kind, rest = ""] = typeof value === "string" ? (/^(env|file):(.+)$/s.exec(value) ?? []) : [];
  if (kind === "env") return { env: rest };
  if (kind === "file" && isAbsolute(rest)) return { file: rest };
  const command = isRecord(value) && Object.keys(value).length === 1 ? value.command : undefined;
  if (Array.isArray(command) && command.length > 0 && command.every((word) => typeof word === "string")) {
    return { command };
  }
  throw failed(what, "it is no reference");
}

function resolved(reference: Reference, env: Env, what: string): string {
  if ("env" in reference) {
    const value = env[reference.env];
    if (value === undefined) throw failed(what, `${reference.env} is not set`);
    return value;
  }
  if ("command" in reference) return outputOf(reference.command, what);
  const text = readPrivate(reference.file, what);
  if (text === undefined) throw failed(what, "its file is not there");
  return withoutLineEnd(text);
}

/** Without a shell, without input, and for a limited time. What it says on standard error is not passed on. */
function outputOf([program = "", ...args]: readonly string[], what: string): string {
  const options = { timeout: TIMEOUT, maxBuffer: MAX_BYTES, killSignal: "SIGKILL", windowsHide: true } as const;
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  const { error, status, stdout } = spawnSync(program, args, { ...options, stdio: ["ignore", "pipe", "ignore"] });
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === "ETIMEDOUT") throw failed(what, `its command took more than ${TIMEOUT / 1000} s`);
  if (error !== undefined) throw failed(what, `its command failed (${code})`);
  if (status !== 0) throw failed(what, `its command failed (exit code ${status})`);
  return withoutLineEnd(stdout.toString("utf8"));
}

/** Undefined when there is no such file. @throws PinError `store` unless it is a file that the user alone can read. */
function readPrivate(path: string, what: string): string | undefined {
  try {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return undefined;
    if (!stat.isFile() || stat.size > MAX_BYTES) throw failed(what, "it is no file, or a large one");
    const isOwn = process.getuid === undefined || (stat.uid === process.getuid() && (stat.mode & 0o077) === 0);
    if (isOwn) return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof PinError) throw error;
    throw failed(what, `it cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  throw new PinError("store", `${what}: others than you can read or write ${path}`, { hint: `chmod 600 ${path}` });
}

const withoutLineEnd = (text: string): string => text.replace(/\r?\n$/, "");

const failed = (what: string, why: string): PinError => new PinError("store", `${what}: ${why}`, { hint: HINT });
