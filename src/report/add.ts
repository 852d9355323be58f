/** What `add` shows before it asks: what is about to be trusted, in the words of the registry and of the bytes. */
import type { PackageId } from "../lockfile/format.js";
import type { Assessment } from "../review/assess.js";
import { renderFindings } from "./assessment.js";
import { visible } from "./escape.js";
import { columns, count, type Paint, size } from "./table.js";

/** `unknown` is what the registry does not say; it is neither fine nor an alarm. */
export type SignatureState = "verified" | "absent" | "unknown" | "invalid";

export interface AddReport {
  readonly server: string;
  readonly package: PackageId;
  readonly registry: string;
  readonly publisher?: string;
  /** ISO 8601. */
  readonly published?: string;
  readonly deprecated?: string;
  readonly signature: SignatureState;
  readonly provenance: SignatureState;
  readonly bin: string;
  readonly entry: string;
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

const UNKNOWN = "unknown: the registry does not say";

export function renderAdd(report: AddReport, assessment: Assessment, paint: Paint, now: Date): string {
  const { closure } = report;
  const others = closure.otherPlatforms > 0 ? `, and ${closure.otherPlatforms} more for other platforms` : "";
  const bundled = closure.bundled > 0 ? `, ${closure.bundled} bundled in their tarballs` : "";
  const rows = [
    ["publisher", report.publisher ?? UNKNOWN],
    [
      "published",
      report.published === undefined ? UNKNOWN : `${report.published.slice(0, 10)} (${age(report.published, now)})`,
    ],
    ["registry", report.registry],
    ["signature", signatureText(report.signature)],
    ["provenance", signatureText(report.provenance)],
    [
      "closure",
      `${count(closure.packages, "package")} (${count(closure.files, "file")}, ${size(closure.bytes)})${others}${bundled}`,
    ],
    ["starts", `${report.bin} → ${report.entry}`],
    ["scripts", scriptsText(report)],
  ];
  const warnings = report.warnings.map((text) => `  ${paint.warn("warning")}  ${visible(text)}\n`).join("");
  const head = `${paint.bold(visible(report.package))}${nameNote(report)}\n${columns(rows, "  ")}${warnings}`;
  return `${head}\n${renderFindings(assessment, { paint, notes: false })}\n`;
}

const nameNote = ({ server, package: id }: AddReport): string =>
  id.startsWith(`${server}@`) ? "" : visible(` as ${server}`);

const SIGNATURES: Readonly<Record<SignatureState, string>> = {
  verified: "verified",
  absent: "absent",
  unknown: UNKNOWN,
  invalid: "INVALID: do not trust this package",
};

const signatureText = (state: SignatureState): string => SIGNATURES[state];

function scriptsText({ installScripts }: AddReport): string {
  if (installScripts.length === 0) return "no install scripts in the closure";
  const list = installScripts.map(({ package: id, scripts }) => `${id} (${scripts.join(", ")})`).join(", ");
  return `${list}: never run by mcp-pin, what needs them may not work`;
}

/** `3 days ago`: whole units, rounded down. */
export function age(time: string, now: Date): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(time)) / 60_000));
  const units: readonly (readonly [number, string])[] = [
    [60 * 24 * 365, "year"],
    [60 * 24 * 30, "month"],
    [60 * 24, "day"],
    [60, "hour"],
    [1, "minute"],
  ];
  const unit = units.find(([length]) => minutes >= length);
  return unit === undefined ? "just now" : `${count(Math.floor(minutes / unit[0]), unit[1])} ago`;
}
