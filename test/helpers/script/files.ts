/** Commands that change files. They act as an attacker could: what is read-only is made writable first. */
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { type Command, hold, take } from "./command.js";

/** Makes an existing file and its folder writable, with the executable bits kept. */
function unlock(path: string): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, lstatSync(folder).mode | 0o700);
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found !== undefined && !found.isSymbolicLink()) chmodSync(path, found.mode | 0o600);
}

function unlockTree(path: string): void {
  unlock(path);
  if (!lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  chmodSync(path, 0o700);
  for (const name of readdirSync(path)) unlockTree(join(path, name));
}

/** `\n` and `\e` in a script are a line feed and the escape character. */
const unescaped = (text: string): string => text.replaceAll("\\n", "\n").replaceAll("\\e", "\u001b");

export const FILE_COMMANDS: Readonly<Record<string, Command>> = {
  append(invocation) {
    const [file, text] = take(invocation, "file", "text");
    const path = invocation.session.path(file);
    unlock(path);
    appendFileSync(path, unescaped(text));
  },
  write(invocation) {
    const [file, text] = take(invocation, "file", "text");
    const path = invocation.session.path(file);
    unlock(path);
    writeFileSync(path, unescaped(text));
  },
  replace(invocation) {
    const [file, from, to] = take(invocation, "file", "from", "to");
    const path = invocation.session.path(file);
    const before = readFileSync(path, "utf8");
    if (!before.includes(from)) throw new Error(`${file} does not hold ${from}`);
    unlock(path);
    writeFileSync(
      path,
      before.replace(from, () => unescaped(to)),
    );
  },
  truncate(invocation) {
    const [file, bytes] = take(invocation, "file", "bytes");
    const path = invocation.session.path(file);
    unlock(path);
    writeFileSync(path, readFileSync(path).subarray(0, Number(bytes)));
  },
  cp(invocation) {
    const [from, to] = take(invocation, "from", "to");
    const target = invocation.session.path(to);
    unlock(target);
    cpSync(invocation.session.path(from), target, {
      recursive: true,
      verbatimSymlinks: true,
      preserveTimestamps: true,
    });
  },
  mv(invocation) {
    const [from, to] = take(invocation, "from", "to").map((name) => invocation.session.path(name)) as [string, string];
    for (const path of [from, to]) unlock(path);
    renameSync(from, to);
  },
  rm({ session, args }) {
    for (const path of args.map((name) => session.path(name))) {
      unlockTree(path);
      rmSync(path, { recursive: true, force: true });
    }
  },
  mkdir({ session, args }) {
    for (const name of args) mkdirSync(session.path(name), { recursive: true });
  },
  chmod(invocation) {
    const [mode, file] = take(invocation, "mode", "file");
    chmodSync(invocation.session.path(file), Number.parseInt(mode, 8));
  },
  symlink(invocation) {
    const [target, file] = take(invocation, "target", "file");
    const path = invocation.session.path(file);
    unlock(path);
    symlinkSync(target, path);
  },
  link(invocation) {
    const [existing, file] = take(invocation, "existing", "file");
    unlock(invocation.session.path(file));
    linkSync(invocation.session.path(existing), invocation.session.path(file));
  },
  exists({ session, prefix, args }) {
    for (const name of args) {
      hold(prefix, existsSync(session.path(name)), `${name} ${prefix === "!" ? "exists" : "does not exist"}`);
    }
  },
  cd(invocation) {
    const [folder] = take(invocation, "folder");
    const path = invocation.session.path(folder);
    if (!lstatSync(path).isDirectory()) throw new Error(`${folder} is no folder`);
    invocation.session.cwd = path;
  },
};
