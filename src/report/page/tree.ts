/** The changed files of all packages as a tree to navigate by: folders, sizes of changes, findings. */
import type { FileView } from "../../diff/view.js";
import type { Shown, ShownPackage } from "../../review/shown.js";
import { counts, kindOf, kindsOf, tiersOf } from "./file.js";
import { type Html, join, NOTHING, tag, text, textTag } from "./html.js";
import { fileId, type Places, packageId } from "./places.js";

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly files: { readonly name: string; readonly view: FileView; readonly number: number }[];
}

const MARKS = { added: "A", removed: "D", changed: "M", renamed: "R" } as const;

/** Links to the files that have a section in the page. */
export function treeHtml(shown: Shown, places: Places, hasSection: (view: FileView) => boolean): Html {
  return join(shown.packages.map((item, i) => packageTree(item, i, places, hasSection)));
}

function packageTree(item: ShownPackage, number: number, places: Places, has: (view: FileView) => boolean): Html {
  const numbered = item.views.map((view, i) => ({ view, i })).filter(({ view }) => has(view));
  if (numbered.length === 0) return NOTHING;
  const root: Folder = { folders: new Map(), files: [] };
  for (const { view, i } of numbered) put(root, view, i);
  const { name } = item.after ?? item.before ?? { name: "" };
  const isLarge = number > 0 && item.findings.every(({ tier }) => tier === "note");
  return tag(
    "details",
    { class: "tree", open: !isLarge || undefined },
    tag(
      "summary",
      {},
      tag("a", { href: `#${packageId(number)}` }, text(name)),
      textTag("span", { class: "n" }, `${numbered.length}`),
    ),
    folderHtml(root, number, places),
  );
}

function put(root: Folder, view: FileView, number: number): void {
  const segments = view.change.path.split("/");
  const name = segments.pop() ?? "";
  let folder = root;
  // Deep paths are an attacker's: beyond this they stay in one piece.
  const names = segments.length > 12 ? [...segments.slice(0, 11), segments.slice(11).join("/")] : segments;
  for (const segment of names) {
    const next = folder.folders.get(segment) ?? { folders: new Map(), files: [] };
    folder.folders.set(segment, next);
    folder = next;
  }
  folder.files.push({ name, view, number });
}

function folderHtml(folder: Folder, inPackage: number, places: Places): Html {
  const folders = [...folder.folders].map(([name, inner]) => {
    const { label, content } = single(name, inner);
    const summary = tag("summary", {}, text(`${label}/`));
    return tag(
      "li",
      {},
      tag("details", { class: "folder", open: true }, summary, folderHtml(content, inPackage, places)),
    );
  });
  const files = folder.files.map(({ name, view, number }) => entry(name, view, fileId(inPackage, number), places));
  return tag("ul", {}, join([...folders, ...files]));
}

/** A folder that holds nothing but a folder is one step with it. */
function single(name: string, folder: Folder): { label: string; content: Folder } {
  let label = name;
  let content = folder;
  for (let inner = only(content); inner !== undefined; inner = only(content)) {
    label += `/${inner[0]}`;
    content = inner[1];
  }
  return { label, content };
}

const only = ({ folders, files }: Folder): [string, Folder] | undefined =>
  files.length === 0 && folders.size === 1 ? [...folders][0] : undefined;

function entry(name: string, view: FileView, id: string, places: Places): Html {
  const kind = kindOf(view.change);
  const tiers = tiersOf(view, places);
  const filter = { "data-tier": tiers.join(" "), "data-kind": kindsOf(view, places).join(" "), "data-id": id };
  return tag(
    "li",
    { class: "leaf", ...filter },
    tag(
      "a",
      { href: `#${id}` },
      textTag("span", { class: `mark ${kind}`, title: kind }, MARKS[kind]),
      tag("span", { class: "path" }, text(name)),
      join(tiers.map((tier) => textTag("span", { class: `dot ${tier}`, title: tier }, tier[0] ?? ""))),
    ),
    counts(view),
  );
}
