import { textOf } from "../diff/content.js";
import type { PackageFile } from "../package/tree.js";
import { bundledNames, type Module, moduleOf } from "./bundled.js";
import { changedPlaces } from "./evidence.js";
import type { Rule, Side, Sighting } from "./rule.js";

/** Files that package managers and runtimes obey when they find them. */
const OBEYED = new Set([".npmrc", ".yarnrc", ".yarnrc.yml", ".pnpmfile.cjs", "pnpm-workspace.yaml", "bunfig.toml"]);
/** Folders whose contents no server loads. */
const ASIDE = /(?:^|\/)(?:\w+[-_])?(?:tests?|__tests__|fixtures?|examples?|benchmarks?)\//;

export const entryConfigFile: Rule = {
  id: "entry-config-file",
  kind: "entrypoint",
  title: "the package brings settings or modules that take effect by lying there",
  tier: { change: "block", firstLook: "block" },
  texts: {
    finds:
      "A new or changed `.npmrc` (or the like) in the tarball, settings of editors and assistants that start commands (asked about), and files under `node_modules/` that package.json does not bundle.",
    why:
      "`.npmrc` can set `node-options` or `script-shell` for whoever runs npm in that folder; a `node_modules` inside the " +
      "package takes the place of a pinned dependency and is in no lockfile.",
    falseAlarms:
      "Packages packed by hand with everything in the folder. Test fixtures with a `node_modules` are a note.",
    action: "Ask the maintainers to publish without these files; do not accept a module that replaces a dependency.",
  },
  *check({ before, after }) {
    const bundled = bundledNames(after);
    const replaced = new Map<string, PackageFile>();
    for (const file of after.tree.files.values()) {
      const old = before?.tree.files.get(file.path);
      if (old !== undefined && Buffer.compare(old.bytes, file.bytes) === 0) continue;
      const name = file.path.slice(file.path.lastIndexOf("/") + 1);
      if (OBEYED.has(name)) yield { ...settings(file, old), ...(isWorkspace(file) ? { tier: "ask" as const } : {}) };
      else if (starts(file)) yield { ...settings(file, old), weight: 48, tier: "ask" };
      const module = moduleOf(file.path);
      if (module !== undefined && !bundled.has(module.name) && !replaced.has(module.folder)) {
        replaced.set(module.folder, file);
        yield ownModule(after, module, file);
      }
    }
  },
};

/** Lines of a workspace that lists packages and does nothing else: a comment, a key that is known, an item. */
const LISTS = /^\s*(?:#[^\r\u0085]*|(?:packages|onlyBuiltDependencies):(?: \[\])?\s*|- *(['"]?)[\w@!./*-]+\1\s*)?$/;

/** pnpm obeys it only in the folder that somebody installs in; what it names is no program. */
function isWorkspace({ path, bytes }: PackageFile): boolean {
  const text = path === "pnpm-workspace.yaml" ? textOf(bytes)?.text : undefined;
  return text?.split(/\r?\n/).every((line) => LISTS.test(line)) ?? false;
}

/** Settings of editors and assistants that start commands when their folder is opened. */
const OPENED =
  /(?:^|\/)(?:\.vscode\/(?:tasks|mcp|settings)\.json|\.claude\/settings[\w.]*\.json|\.cursor\/(?:mcp|hooks)\.json|\.mcp\.json|\.devcontainer\/\S+\.json|\.gemini\/settings\.json|\.idea\/\S+\.xml|\.husky\/[\w-]+|\.git\/\S+)$/;

const starts = ({ path, bytes }: PackageFile): boolean =>
  OPENED.test(path) &&
  (/\.(?:husky|git)\//.test(path) || /command|hooks|runOn|interpreter|postCreate/i.test(textOf(bytes)?.text ?? ""));

const mild = (path: string): Pick<Sighting, "tier"> => (ASIDE.test(path) ? { tier: "note" } : {});

function settings(file: PackageFile, old: PackageFile | undefined): Sighting {
  return {
    message: `the tarball holds ${file.path}, whose settings ${old === undefined ? "are new" : "have changed"}`,
    value: file.path,
    evidence: changedPlaces(old, file),
    weight: 80,
    ...mild(file.path),
  };
}

function ownModule(side: Side, module: Module, file: PackageFile): Sighting {
  return {
    message: `the tarball holds its own copy of ${module.name} at ${module.folder}, which package.json does not bundle`,
    value: module.folder,
    evidence: changedPlaces(undefined, side.tree.files.get(`${module.folder}/package.json`) ?? file),
    weight: 82,
    ...mild(module.folder),
  };
}
