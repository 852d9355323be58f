/** The grammar of each field of a lockfile: what is wrong with a value, or undefined. */
import { isDigest, isIntegrity } from "../package/digest.js";
import type { Location } from "./format.js";
import type { Check } from "./problems.js";

/** npm's grammar of names, the capitals of old packages included (validate-npm-package-name). */
const PACKAGE_NAME = /^(?:@[A-Za-z0-9~_-][A-Za-z0-9._~-]*\/)?[A-Za-z0-9~_-][A-Za-z0-9._~-]*$/;
/** Semantic Versioning 2.0.0, as a whole string. */
const VERSION = /^\d{1,16}\.\d{1,16}\.\d{1,16}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;
const SERVER_NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$/;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
/** Times that exist whatever the month. */
const PLAIN_TIME = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;
/** A tarball's address, a commit of a git repository, or a path: what `acquire` can read. */
const ADDRESS = /^(?:https?:\/\/|git\+(?:https?|ssh|git|file):\/\/|file:)./;
/** User information in an address; the bare user of an SSH address (`git@`) is not a secret. */
const CREDENTIALS = /^(?:[a-z+]+:\/\/[^/@]*:[^/]*@|(?!(?:git\+)?ssh:)[a-z+]+:\/\/[^/]*@)/i;

export const isPackageName = (name: string): boolean =>
  name.length <= 214 && PACKAGE_NAME.test(name) && name !== "node_modules";

/** `<name>@<version>` taken apart, or undefined. */
export function splitId(id: string): { readonly name: string; readonly version: string } | undefined {
  const at = id.lastIndexOf("@");
  const name = id.slice(0, at);
  const version = id.slice(at + 1);
  return at > 0 && isPackageName(name) && VERSION.test(version) ? { name, version } : undefined;
}

/** Whether the text is `node_modules/<package>` once or more, and nothing else. */
export function isLocation(text: string): text is Location {
  const names = `/${text}`.split("/node_modules/");
  return names.length > 1 && names[0] === "" && names.slice(1).every(isPackageName);
}

export const serverName: Check = (v) =>
  typeof v === "string" && SERVER_NAME.test(v) ? undefined : "is not a server name (letters, digits, . _ -)";

export const identifier: Check = (v) =>
  typeof v === "string" && splitId(v) !== undefined ? undefined : "must be <name>@<version>";

export const digest: Check = (v) => (isDigest(v) ? undefined : "must be sha256- and 44 base64 characters");

export const integrity: Check = (v) =>
  isIntegrity(v) ? undefined : "must be sha512- and 88 base64 characters, or sha1- and 28";

export const line: Check = (v) =>
  typeof v === "string" && v.trim() !== "" && v.length <= 4096 && v.isWellFormed() ? undefined : "must be a text";

export const lines: Check = (v) =>
  Array.isArray(v) && v.length > 0 && v.every((item) => line(item) === undefined)
    ? undefined
    : "must be a list of texts";

export const isoTime: Check = (v) =>
  typeof v === "string" && (PLAIN_TIME.test(v) || (TIME.test(v) && isOnClock(v)))
    ? undefined
    : "must be a time like 2026-01-31T08:00:00Z";

/** `Date.parse` takes 30 February for 2 March, and 24:00 for the next day: one moment has one spelling. */
function isOnClock(time: string): boolean {
  const parsed = Date.parse(time);
  return !Number.isNaN(parsed) && new Date(parsed).toISOString() === time.replace("Z", ".000Z");
}

/** A whole number of minutes, a hundred years at most. */
export const minutes: Check = (v) =>
  Number.isInteger(v) && (v as number) >= 0 && (v as number) <= 52_560_000
    ? undefined
    : "must be a whole number of minutes";

/** A path inside a package. */
export const packagePath: Check = (v) => {
  const bad = typeof v !== "string" || !v.isWellFormed() || v.includes("\\") || v.includes("\0");
  const outside = bad || v.split("/").some((segment) => segment === "" || segment === "." || segment === "..");
  return outside ? "must be a path inside the package" : undefined;
};

export const variables: Check = (v) => {
  const ok = Array.isArray(v) && v.every((name) => typeof name === "string" && VARIABLE.test(name));
  return ok ? (isSortedSet(v) ? undefined : "must be sorted, each name once") : "must be a list of variable names";
};

const isSortedSet = (names: readonly string[]): boolean =>
  names.every((name, i) => i === 0 || (names[i - 1] ?? "") < name);

export const plainAddress: Check = (v) => {
  const address = v as string;
  const reason =
    line(v) ?? (ADDRESS.test(address) ? undefined : "must be an address: https:, git+https:, git+ssh:, file:");
  return reason ?? (CREDENTIALS.test(address) ? "must not hold credentials" : undefined);
};

/** A program's name or the absolute path of one; node is what runs a file without it. */
const PROGRAM =
  /^(?!(?:.*\/)?node(?:js)?\d*$)(?:\/(?:[A-Za-z0-9_+-][A-Za-z0-9._+-]*\/)*)?[A-Za-z0-9_+-][A-Za-z0-9._+-]{0,127}$/;

export const interpreterName: Check = (v) =>
  typeof v === "string" && v.length <= 1024 && PROGRAM.test(v)
    ? undefined
    : "must be the name or the path of a program, not node";
