import { textOf } from "../diff/content.js";
import type { PackageFile } from "../package/tree.js";
import { declared, declaredAt } from "./declared.js";
import { changedPlaces, placeAt } from "./evidence.js";
import type { Evidence, Rule, Side, Sighting } from "./rule.js";

export const installNativeBuild: Rule = {
  id: "install-native-build",
  kind: "lifecycle",
  title: "a native build that npm starts on install is new or changed",
  tier: { change: "block", firstLook: "ask" },
  texts: {
    finds:
      "A new or changed `binding.gyp` (or `.gypi` file), with the shell commands in it (`<!(…)`, `<!@(…)`), and `gypfile` in package.json.",
    why:
      "A `binding.gyp` alone makes npm run node-gyp on install, and gyp's `<!(…)` runs a command while the file is read: " +
      "157 bytes and no script at all were enough (Phantom Gyp, June 2026).",
    falseAlarms: "Real native addons use `<!(node -p …)` to find headers; a new version of one may change these files.",
    action:
      "Read every `<!(…)` and every action. mcp-pin runs no build; a server that needs the addon will not work without it.",
  },
  *check({ before, after }) {
    if (!builds(after)) return;
    const changed = gypFiles(after).filter((file) => !same(file, before?.tree.files.get(file.path)));
    const flag = declared(after, "gypfile") === true && declared(before, "gypfile") !== true;
    const started = before !== undefined && !builds(before);
    if (changed.length === 0 && !flag && !started) return;
    yield sighting(after, before, changed, flag);
  },
};

/** Whether npm may start a build: there is a binding.gyp and package.json does not say no. */
const builds = (side: Side): boolean => side.tree.files.has("binding.gyp") && declared(side, "gypfile") !== false;

const gypFiles = (side: Side): PackageFile[] =>
  [...side.tree.files.values()].filter((file) => /\.gypi?$/i.test(file.path) && !file.path.includes("node_modules/"));

const same = (a: PackageFile, b: PackageFile | undefined): boolean =>
  b !== undefined && Buffer.compare(a.bytes, b.bytes) === 0;

function sighting(after: Side, before: Side | undefined, changed: readonly PackageFile[], flag: boolean): Sighting {
  const commands = changed.flatMap(commandsIn);
  const evidence: Evidence[] = commands.slice(0, 8).map((command) => command.at);
  for (const file of changed) evidence.push(changedPlaces(before?.tree.files.get(file.path), file, 1)[0]);
  if (flag) evidence.push(declaredAt(after, "gypfile"));
  const [first = declaredAt(after, "gypfile"), ...rest] = evidence;
  const paths = new Set(["binding.gyp", ...changed.map((file) => file.path)]);
  const runs = commands.map((command) => command.text);
  return {
    message:
      `${after.name} makes npm build a native module on install (${[...paths].join(", ")}${flag ? ", gypfile: true" : ""})` +
      (runs.length === 0 ? "" : `; building it runs ${runs.slice(0, 4).join(" and ")}`),
    ...(runs[0] === undefined ? {} : { value: runs[0] }),
    evidence: [first, ...rest],
    weight: runs.length > 0 ? 97 : 88,
  };
}

/** gyp's command expansions (`<!(…)`, `<!@(…)`, and the early forms with `>` and `^`), and the lists that actions run. */
function commandsIn(file: PackageFile): { readonly text: string; readonly at: Evidence }[] {
  const text = textOf(file.bytes)?.text ?? "";
  return Array.from(text.matchAll(/[<>^]!@?\([^\n]{0,400}|["']action["']\s*:\s*\[[^\]]{0,400}\]/g), (match) => {
    const shown = match[0].replace(/(?<!^["']action.*)["'\s,}\]]*$/s, "").replace(/\s+/g, " ");
    return { text: shown, at: placeAt(file.path, text, match.index) };
  });
}
