/** What became of a file, in words: its size of change, its name, mode, form, and what is not shown of it. */
import { createHash } from "node:crypto";
import { fileTypeOf } from "../diff/file-type.js";
import type { FileView } from "../diff/view.js";
import type { PackageFile } from "../package/tree.js";
import { count, size, thousands } from "./table.js";

/** `+12 −3`, `renamed`, `binary`: the change in a few characters. */
export function changeSize({ change, form, added, removed }: FileView): string {
  if (form === "bytes") return change.kind === "changed" ? "binary" : `binary ${change.kind}`;
  const lines = [added > 0 ? `+${thousands(added)}` : "", removed > 0 ? `−${thousands(removed)}` : ""];
  return lines.filter((text) => text !== "").join(" ") || "±0";
}

/** One remark a line, hostile text among them. */
export function fileRemarks(view: FileView): readonly string[] {
  const { change, folded, form, remarks } = view;
  return [
    ...(change.kind === "changed" && change.renamed ? [renameText(change)] : []),
    ...modeRemarks(view),
    ...(form === "bytes" ? bytesRemarks(view) : []),
    ...(form === "readable" ? ["shown in readable form; numbers are line:column of the shipped file"] : []),
    ...(folded.layout > 0 ? [`${changedLines(folded.layout)} not shown: only the layout differs`] : []),
    ...(folded.comments > 0 ? [`${changedLines(folded.comments)} not shown: only comments differ`] : []),
    ...(folded.renames > 0 ? [`${changedLines(folded.renames)} not shown: only names of local variables differ`] : []),
    ...(folded.references > 0
      ? [`${changedLines(folded.references)} not shown: only the names of renamed files differ`]
      : []),
    ...(folded.maps > 0
      ? [`${changedLines(folded.maps)} not shown: a source map, which no JavaScript engine runs`]
      : []),
    ...remarks,
  ];
}

const changedLines = (n: number): string => `${thousands(n)} changed ${n === 1 ? "line" : "lines"}`;

const renameText = ({ before, likeness }: Extract<FileView["change"], { kind: "changed" }>): string =>
  `was ${before.path}${likeness === undefined || likeness === 1 ? "" : ` (${Math.floor(likeness * 100)}% alike)`}`;

function modeRemarks({ change }: FileView): readonly string[] {
  if (change.kind === "added") return change.after.executable ? ["is executable"] : [];
  if (change.kind === "removed" || change.before.executable === change.after.executable) return [];
  return [change.after.executable ? "becomes executable" : "is no longer executable"];
}

function bytesRemarks({ change }: FileView): readonly string[] {
  const before = change.kind === "added" ? undefined : change.before;
  const after = change.kind === "removed" ? undefined : change.after;
  if (before !== undefined && after !== undefined && Buffer.compare(before.bytes, after.bytes) === 0) {
    return [`the same bytes: ${bytesText(after)}`];
  }
  const sides = [before, after].filter((file) => file !== undefined);
  return sides.map((file) => `${sides.length === 2 && file === before ? "was " : ""}${bytesText(file)}`);
}

const bytesSize = (n: number): string => (n < 1000 ? count(n, "byte") : `${size(n)} (${thousands(n)} bytes)`);

/** `a PNG image, 12 kB, sha256 0123456789abcdef…`. */
function bytesText({ bytes }: PackageFile): string {
  const digest = createHash("sha256").update(bytes).digest("hex");
  return `${fileTypeOf(bytes).name}, ${bytesSize(bytes.length)}, sha256 ${digest}`;
}
