/** What diffs look like: rows inline or side by side, on paper too. Numbers and signs are made here, so that they are not copied. */

/** Until it is near the screen a diff is not laid out; this is the height it is taken to have, by the power of two of its rows. */
const sizes = Array.from(
  { length: 13 },
  (_, i) => `.r${i} { contain-intrinsic-size: auto ${Math.round(2 ** i * 19.5)}px; }`,
);

const ROWS = `
.package > h3 { display: flex; flex-wrap: wrap; gap: .2rem .6rem; align-items: baseline; margin: 1.2rem 0 .5rem; }
.package .version { color: var(--soft); font-weight: 400; }
.package .meta { margin-bottom: .5rem; overflow-wrap: anywhere; }
.file { background: var(--card); border: 1px solid var(--line); border-radius: 8px; margin-bottom: .8rem; }
.file > summary { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: .2rem .6rem; align-items: center; padding: .45rem .8rem;
  background: var(--card); border-radius: 8px; cursor: pointer; }
.file[open] > summary { border-bottom: 1px solid var(--line); border-radius: 8px 8px 0 0; }
.file > summary::before { content: "▸"; color: var(--soft); font-size: 12px; }
.file[open] > summary::before { content: "▾"; }
.file .path { font-weight: 600; font-size: 13px; overflow-wrap: anywhere; min-width: 0; }
.file > summary .counts { margin-left: auto; }
.said { display: flex; flex-wrap: wrap; gap: 0 1.2rem; padding: .3rem .9rem; color: var(--soft); font-size: 12.5px; overflow-wrap: anywhere; }
.bytes { margin: .2rem .9rem .7rem; }
.diff { --gutter: 6ch; content-visibility: auto; border-radius: 0 0 8px 8px; overflow: clip; }
.readable { --gutter: 10ch; }
.around { margin-top: .35rem; border: 1px solid var(--line); border-radius: 6px; }
.at { padding: .25rem .9rem; font-size: 12.5px; color: var(--soft); background: var(--sunk); overflow-wrap: anywhere; }
.diff .gap > summary, .diff p.gap { padding: .2rem .9rem; background: var(--sunk); color: var(--soft); font-size: 12.5px; border-block: 1px solid var(--line); }
.diff .gap > summary { cursor: pointer; list-style: none; }
.diff .gap > summary::before { content: "⋯ "; }
.rows, .rows .hunk { display: grid; grid-template-columns: minmax(0, 1fr); }
.rows { margin: 0; font: 12.5px/1.56 var(--mono); tab-size: 4; white-space: pre-wrap; overflow-wrap: anywhere; }
.rows .hunk { grid-column: 1 / -1; }
.rows ins, .rows del, .rows .same, .rows .twin { position: relative; display: block; min-height: 1.56em; padding-left: calc(2 * var(--gutter) + 4ch); padding-right: .8rem; text-decoration: none; }
.rows .twin { display: none; }
.rows ins { background: var(--plus-back); }
.rows del { background: var(--minus-back); }
.rows [data-n]::after, .rows [data-o]::before, .rows ins::before, .rows del::after { position: absolute; top: 0; color: var(--soft); user-select: none; opacity: .85; }
.rows [data-o]::before { content: attr(data-o); left: 0; width: var(--gutter); text-align: right; }
.rows [data-n]::after { content: attr(data-n); left: calc(var(--gutter) + .6ch); width: var(--gutter); text-align: right; }
.rows ins::before { content: "+"; left: calc(2 * var(--gutter) + 1.8ch); color: var(--plus); font-weight: 700; }
.rows del::after { content: "−"; left: calc(2 * var(--gutter) + 1.8ch); color: var(--minus); font-weight: 700; }
.rows .left { display: block; padding: .15rem .9rem; color: var(--soft); background: var(--sunk); font-family: system-ui, sans-serif; }
.rows .folded { box-shadow: inset 3px 0 0 var(--line); }
.rows .found { box-shadow: inset 4px 0 0 var(--note); }
.rows .found.block { box-shadow: inset 4px 0 0 var(--block); }
.rows .found.ask { box-shadow: inset 4px 0 0 var(--ask); }
.rows [id] { scroll-margin-top: 3.4rem; }
.rows :target { outline: 2px solid var(--link); outline-offset: -2px; }
.flag { display: block; width: fit-content; max-width: 100%; margin: .15rem 0 .3rem; padding: .05rem .6rem; border-radius: 6px; font: 600 12.5px/1.5 system-ui, sans-serif; color: var(--note); background: var(--card); border: 1px solid currentColor; user-select: none; }
.flag.block { color: var(--block); }
.flag.ask { color: var(--ask); }
.k { color: var(--keyword); }
.s { color: var(--string); }
.m { color: var(--number); }
.c { color: var(--comment); font-style: italic; }
.rows ins .e { background: var(--plus-word); border-radius: 2px; }
.rows del .e { background: var(--minus-word); border-radius: 2px; }
.rows .hit { font-weight: 700; text-decoration: underline wavy var(--block) 1px; text-underline-offset: 3px; }
.cut { color: var(--soft); font-style: italic; font-family: system-ui, sans-serif; background: var(--sunk); border-radius: 4px; }
`;

const SPLIT = `
@media screen and (min-width: 50rem) {
  :root:has(#view-split:checked) .diff:not(.one) :is(.rows, .hunk) { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  :root:has(#view-split:checked) .diff:not(.one) .hunk { grid-auto-flow: row dense; background: var(--sunk); }
  :root:has(#view-split:checked) .diff:not(.one) .twin { display: block; }
  :root:has(#view-split:checked) .diff:not(.one) :is(.twin, del, .left.removed) { grid-column: 1; border-right: 1px solid var(--line); }
  :root:has(#view-split:checked) .diff:not(.one) :is(.same, ins, .left.added) { grid-column: 2; }
  :root:has(#view-split:checked) .diff:not(.one) :is(ins, del, .same, .twin) { padding-left: calc(var(--gutter) + 3ch); }
  :root:has(#view-split:checked) .diff:not(.one) .same::before { content: none; }
  :root:has(#view-split:checked) .diff:not(.one) [data-n]::after { left: 0; }
  :root:has(#view-split:checked) .diff:not(.one) ins::before { left: calc(var(--gutter) + 1ch); }
  :root:has(#view-split:checked) .diff:not(.one) del::after { left: calc(var(--gutter) + 1ch); }
}
`;

/** On paper everything but unchanged lines is unfolded. */
const PAPER = `
@media print {
  :root { color-scheme: light !important; }
  body { display: block; font-size: 11pt; background: none; }
  nav, .skip, dialog, .hint { display: none; }
  main, .head, footer { padding: 0; border: 0; background: none; }
  .file, .finding, .command pre, .picture { background: none; break-inside: auto; }
  .file > summary { position: static; break-after: avoid; background: none; }
  .finding h3, h2, h3 { break-after: avoid; }
  .diff { --gutter: 6ch; content-visibility: visible; }
  .picture { max-height: none; overflow: visible; }
  .closure { max-width: 100%; height: auto; }
  .file::details-content, .notes::details-content { content-visibility: visible; block-size: auto; height: auto; }
  .rows { font-size: 8.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .tier, .count, .dot, .bars, .closure { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  a { color: inherit; }
}
`;

export const DIFF_STYLE = `${ROWS}${sizes.join("\n")}${SPLIT}${PAPER}`;
