/** What a terminal shows, as a picture: SVG that fetches nothing and is readable on light and dark pages. */

const CELL = { width: 8.4, height: 20, font: 14 };
const MARGIN = 18;
const FONT = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace";

/** The codes of ECMA-48's SGR that the program uses, with the class each one sets; undefined ends one. */
const CLASSES: Readonly<Record<string, { readonly kind: "weight" | "colour" | "ground"; readonly name?: string }>> = {
  "1": { kind: "weight", name: "bold" },
  "2": { kind: "weight", name: "dim" },
  "22": { kind: "weight" },
  "7": { kind: "ground", name: "mark" },
  "27": { kind: "ground" },
  "31": { kind: "colour", name: "bad" },
  "32": { kind: "colour", name: "good" },
  "33": { kind: "colour", name: "warn" },
  "35": { kind: "colour", name: "keyword" },
  "36": { kind: "colour", name: "string" },
  "39": { kind: "colour" },
};

const STYLE = `
.page { fill: #f6f8fa; stroke: #d1d9e0; } .text { fill: #1f2328; } .dim { fill: #59636e; } .bold { font-weight: bold; }
.good { fill: #1a7f37; } .bad { fill: #cf222e; } .warn { fill: #9a6700; } .keyword { fill: #8250df; } .string { fill: #1b7c83; }
.mark { text-decoration: underline; }
@media (prefers-color-scheme: dark) {
.page { fill: #0d1117; stroke: #3d444d; } .text { fill: #f0f6fc; } .dim { fill: #9198a1; }
.good { fill: #3fb950; } .bad { fill: #f85149; } .warn { fill: #d29922; }
.keyword { fill: #be8fff; } .string { fill: #39c5cf; }
}
`;

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? "");

const SGR = /\u001b\[([\d;]*)m/;

/** @throws Error on control sequences other than colours and weights: the picture would not be what was shown. */
export function pictureOf(output: string, title: string): string {
  const lines = output.trim().split("\n");
  const columns = Math.max(...lines.map((line) => plainText(line).length));
  const width = Math.ceil(columns * CELL.width + 2 * MARGIN);
  const height = lines.length * CELL.height + 2 * MARGIN;
  const rows = lines.map((line, i) => rowOf(line, MARGIN + CELL.height * i + CELL.font)).filter((row) => row !== "");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
<rect class="page" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
<g class="text" font-family="${FONT}" font-size="${CELL.font}" xml:space="preserve">
${rows.join("\n")}
</g>
</svg>
`;
}

/** The text of a line without its colours. */
export function plainText(line: string): string {
  const text = line.replaceAll(new RegExp(SGR, "g"), "");
  if (/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/.test(text))
    throw new Error(`control characters: ${JSON.stringify(line)}`);
  return text;
}

/** `textLength` holds the columns together whatever font is there. */
function rowOf(line: string, y: number): string {
  const text = plainText(line);
  if (text === "") return "";
  const length = (text.length * CELL.width).toFixed(1);
  return `<text x="${MARGIN}" y="${y}" textLength="${length}">${spansOf(line)}</text>`;
}

function spansOf(line: string): string {
  const classes = { weight: "", colour: "", ground: "" };
  let spans = "";
  for (const [i, part] of line.split(SGR).entries()) {
    if (i % 2 === 1) {
      const set = CLASSES[part];
      if (set === undefined) throw new Error(`no class for the code ${part}`);
      classes[set.kind] = set.name ?? "";
    } else if (part !== "") {
      const names = Object.values(classes).filter((name) => name !== "");
      spans += names.length === 0 ? escaped(part) : `<tspan class="${names.join(" ")}">${escaped(part)}</tspan>`;
    }
  }
  return spans;
}
