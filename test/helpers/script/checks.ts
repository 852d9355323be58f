/** Commands that check the outcome of the last program, or compare files. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Outcome } from "../spawn.js";
import { type Command, hold, type Invocation, take } from "./command.js";
import { normalise } from "./normalise.js";

function lastOf({ session }: Invocation): Outcome {
  if (session.last === undefined) throw new Error("no program has run yet");
  return session.last;
}

const matches =
  (stream: "stdout" | "stderr"): Command =>
  (invocation) => {
    const [pattern] = take(invocation, "pattern");
    const verb = invocation.prefix === "!" ? "matches" : "does not match";
    hold(invocation.prefix, new RegExp(pattern, "m").test(lastOf(invocation)[stream]), `${stream} ${verb} ${pattern}`);
  };

/** The member at a path such as `servers[0].verdict.kind`, `length` of an array included. */
function memberAt(value: unknown, path: string): unknown {
  const keys = [...path.matchAll(/\["([^"]*)"\]|\[(\d+)\]|([^.[\]$]+)/g)].map(
    ([, quoted, index, bare]) => quoted ?? index ?? bare,
  );
  return keys.reduce<unknown>((held, key) => {
    if (held === null || typeof held !== "object" || !Object.hasOwn(held, key ?? "")) return undefined;
    return (held as Record<string, unknown>)[key ?? ""];
  }, value);
}

function expectedValue(text: string): unknown {
  if (text === "undefined") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export const CHECK_COMMANDS: Readonly<Record<string, Command>> = {
  stdout: matches("stdout"),
  stderr: matches("stderr"),
  exit(invocation) {
    const [code] = take(invocation, "code");
    const actual = lastOf(invocation).code;
    hold(invocation.prefix, actual === Number(code), `the exit code is ${actual}`);
  },
  json(invocation) {
    const [path, expected] = take(invocation, "path", "expected");
    const actual = memberAt(JSON.parse(lastOf(invocation).stdout), path);
    hold(invocation.prefix, isDeepStrictEqual(actual, expectedValue(expected)), `${path} is ${JSON.stringify(actual)}`);
  },
  cmp(invocation) {
    const [a, b] = take(invocation, "file", "file");
    const [left, right] = [a, b].map((name) => contentOf(invocation, name));
    hold(invocation.prefix, left === right, `${a} and ${b} ${invocation.prefix === "!" ? "are equal" : "differ"}`);
  },
  tidy({ session: { sandbox } }) {
    const { work, store, env } = sandbox;
    const left = [...namesIn(store), ...namesIn(work)].filter((path) => /\.(tmp|lock|taking)$/.test(path));
    left.push(...namesIn(join(store, "staging")), ...namesIn(env.TMPDIR ?? ""));
    hold("!", left.length > 0, `left behind: ${left.join(" ")}`);
  },
  grep(invocation) {
    const [pattern, file] = take(invocation, "pattern", "file");
    const found = new RegExp(pattern, "m").test(contentOf(invocation, file));
    hold(invocation.prefix, found, `${file} ${invocation.prefix === "!" ? "holds" : "does not hold"} ${pattern}`);
  },
  golden(invocation) {
    const [name] = take(invocation, "file");
    const file = join(invocation.goldenFolder, name);
    const actual = normalise(lastOf(invocation).stdout, invocation.session);
    if (process.env.UPDATE_GOLDEN === "1") {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, actual);
    }
    const expected = existsSync(file) ? readFileSync(file, "utf8") : "";
    hold(invocation.prefix, actual === expected, `stdout is not golden/${name}, which holds:\n${expected}`);
  },
};

const namesIn = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : [];

/** A file's bytes as Latin-1, so that any two contents can be told apart; `stdout` and `stderr` are the last program's. */
function contentOf(invocation: Invocation, name: string): string {
  if (name === "stdout" || name === "stderr") return Buffer.from(lastOf(invocation)[name]).toString("latin1");
  return readFileSync(invocation.session.path(name), "latin1");
}
