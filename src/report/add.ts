/** What `add` shows before it asks: what is about to be trusted, in the words of the registry and of the bytes. */
import type { PackageId } from "../lockfile/format.js";
import type { Assessment } from "../review/assess.js";
import { visible } from "./escape.js";
import { countsLine, findingLines } from "./findings.js";
import type { Layout } from "./layout.js";
import { EMPTY_LINE, paintedLines } from "./styled.js";
import { columns, count, size } from "./table.js";
import { age } from "./time.js";

/** `unknown` is what the registry does not say; it is neither fine nor an alarm. */
export type SignatureState = "verified" | "absent" | "unknown" | "invalid";

export interface AddReport {
  readonly server: string;
  readonly package: PackageId;
  /** That answers for it; undefined for a folder, a tarball or a repository. */
  readonly registry?: string;
  readonly publisher?: string;
  /** ISO 8601. */
  readonly published?: string;
  readonly deprecated?: string;
  readonly signature: SignatureState;
  readonly provenance: SignatureState;
  readonly bin: string;
  readonly entry: string;
  /** The program that runs the entry, where that is not node. */
  readonly interpreter?: string;
  readonly closure: {
    /** On this platform, and for others. */
    readonly packages: number;
    readonly otherPlatforms: number;
    readonly bundled: number;
    readonly files: number;
    /** Unpacked. */
    readonly bytes: number;
  };
  readonly installScripts: readonly { readonly package: PackageId; readonly scripts: readonly string[] }[];
  readonly warnings: readonly string[];
}

const unknown = ({ registry }: AddReport): string =>
  `unknown: ${registry === undefined ? "no registry says" : "the registry does not say"}`;

export function renderAdd(report: AddReport, assessment: Assessment, layout: Layout, now: Date): string {
  const { paint } = layout;
  const { closure } = report;
  const others = closure.otherPlatforms > 0 ? `, and ${closure.otherPlatforms} more for other platforms` : "";
  const bundled = closure.bundled > 0 ? `, ${closure.bundled} bundled in their tarballs` : "";
  const rows = [
    ["publisher", report.publisher ?? unknown(report)],
    [
      "published",
      report.published === undefined
        ? unknown(report)
        : `${report.published.slice(0, 10)} (${age(report.published, now)})`,
    ],
    ["registry", report.registry ?? "none answers for it"],
    ["signature", signatureText(report.signature, report)],
    ["provenance", signatureText(report.provenance, report)],
    [
      "closure",
      `${count(closure.packages, "package")} (${count(closure.files, "file")}, ${size(closure.bytes)})${others}${bundled}`,
    ],
    [
      "starts",
      `${report.bin} → ${report.entry}${report.interpreter === undefined ? "" : `, run by ${report.interpreter}`}`,
    ],
    ["scripts", scriptsText(report)],
  ];
  const warnings = report.warnings.map((text) => `  ${paint.warn("warning")}  ${visible(text)}\n`).join("");
  const head = `${paint.bold(visible(report.package))}${nameNote(report)}\n${columns(rows, "  ")}${warnings}`;
  return `${head}\n${findingsText(report, assessment, layout)}\n`;
}

/** Notes are counted only: a first look brings many. */
function findingsText(report: AddReport, { findings }: Assessment, layout: Layout): string {
  const found = { subject: report.package, packages: [] };
  const listed = findings.filter(({ tier }) => tier !== "note");
  const lines = listed.flatMap((finding) => findingLines(finding, found, layout));
  const counts = countsLine(findings, findings.length - listed.length);
  return paintedLines([...lines, ...(lines.length > 0 ? [EMPTY_LINE] : []), counts], layout.paint);
}

const nameNote = ({ server, package: id }: AddReport): string =>
  id.startsWith(`${server}@`) ? "" : visible(` as ${server}`);

const SIGNATURES: Readonly<Record<Exclude<SignatureState, "unknown">, string>> = {
  verified: "verified",
  absent: "absent",
  invalid: "INVALID: do not trust this package",
};

const signatureText = (state: SignatureState, report: AddReport): string =>
  state === "unknown" ? unknown(report) : SIGNATURES[state];

function scriptsText({ installScripts }: AddReport): string {
  if (installScripts.length === 0) return "no install scripts in the closure";
  const list = installScripts.map(({ package: id, scripts }) => `${id} (${scripts.join(", ")})`).join(", ");
  return `${list}: never run by mcp-pin, what needs them may not work`;
}
