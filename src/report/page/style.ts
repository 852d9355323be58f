/** The page's style sheet: one set of colours for light and dark, and the layout. What diffs look like is in style-diff. */
import { DIFF_STYLE } from "./style-diff.js";

const COLOURS = `
:root {
  color-scheme: light dark;
  --page: light-dark(#f6f7f9, #0e1116);
  --card: light-dark(#ffffff, #161b22);
  --sunk: light-dark(#f1f3f6, #10151b);
  --line: light-dark(#d5dae1, #2d343e);
  --text: light-dark(#1b2028, #e3e8ef);
  --soft: light-dark(#59636f, #97a1ae);
  --link: light-dark(#0a58c2, #6cb0ff);
  --block: light-dark(#b4141f, #ff7a7a);
  --block-back: light-dark(#fdebec, #3a1519);
  --ask: light-dark(#8a5a00, #e8b33f);
  --ask-back: light-dark(#fdf3dc, #33270c);
  --note: light-dark(#4c5a6b, #9fb0c3);
  --note-back: light-dark(#eaeff5, #1e2733);
  --plus: light-dark(#1a7a37, #4cc46a);
  --plus-back: light-dark(#e7f6ea, #12291a);
  --plus-word: light-dark(#b3e6bf, #1f5a33);
  --minus: light-dark(#b3261e, #f47a72);
  --minus-back: light-dark(#fdeceb, #301516);
  --minus-word: light-dark(#f9c4c0, #702a28);
  --keyword: light-dark(#a01b72, #ff8ac4);
  --string: light-dark(#0a4f8f, #9ccbff);
  --number: light-dark(#0b5cad, #86b9ff);
  --comment: light-dark(#66707c, #8b95a1);
  --mono: ui-monospace, "SF Mono", SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
:root:has(#theme-light:checked) { color-scheme: light; }
:root:has(#theme-dark:checked) { color-scheme: dark; }
`;

const LAYOUT = `
*, ::before, ::after { box-sizing: border-box; }
html { scroll-padding-top: .5rem; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
  display: grid; grid-template-columns: minmax(16rem, 21rem) minmax(0, 1fr); grid-template-areas: "head head" "nav main" "foot foot"; }
.head { grid-area: head; padding: 1.1rem 1.6rem .9rem; background: var(--card); border-bottom: 1px solid var(--line); }
nav { grid-area: nav; position: sticky; top: 0; align-self: start; max-height: 100vh; overflow: auto; padding: 1rem .6rem 2rem 1.2rem; font-size: 13.5px; }
main { grid-area: main; min-width: 0; padding: .4rem 1.6rem 2rem .8rem; max-width: 110rem; }
footer { grid-area: foot; padding: 1rem 1.6rem 2rem; color: var(--soft); font-size: 13px; border-top: 1px solid var(--line); }
h1, h2, h3 { line-height: 1.25; margin: 0; overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; font-weight: 650; letter-spacing: -.01em; }
h2 { font-size: 1.15rem; margin: 1.8rem 0 .7rem; }
h3 { font-size: 1rem; font-weight: 600; }
p, ul, ol, dl { margin: 0; padding: 0; }
ul, ol { list-style: none; }
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
code, pre, kbd { font-family: var(--mono); font-size: 12.5px; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 1px; border-radius: 4px; }
[hidden] { display: none !important; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--card); padding: .5rem; z-index: 9; }
.u { color: var(--block); background: var(--block-back); border-radius: 3px; outline: 1px solid color-mix(in srgb, var(--block) 40%, transparent); }
.brand, .meta, .hint, .unknown, .legend { color: var(--soft); font-size: 13px; }
.unknown { font-style: italic; }
.calm { color: var(--plus); }
.first { color: var(--soft); font-weight: 400; }
h1 .old { color: var(--soft); font-weight: 500; }
.tiers { display: flex; flex-wrap: wrap; gap: .6rem; margin: .7rem 0 .5rem; }
.count { padding: .25rem .8rem; border-radius: 99px; border: 1px solid currentColor; }
.count b { font-size: 1.05rem; }
.count.block { color: var(--block); background: var(--block-back); }
.count.ask { color: var(--ask); background: var(--ask-back); }
.count.note { color: var(--note); background: var(--note-back); }
.count.none { color: var(--soft); background: none; border-color: var(--line); }
.delta { display: flex; flex-wrap: wrap; gap: .1rem 1.4rem; color: var(--soft); font-size: 13.5px; }
table { border-collapse: collapse; font-size: 13.5px; }
.versions { margin-top: .6rem; max-width: 75rem; }
th, td { text-align: left; vertical-align: top; padding: .1rem 1.2rem .1rem 0; overflow-wrap: anywhere; }
th { font-weight: 500; color: var(--soft); white-space: nowrap; }
thead th { color: var(--text); font-weight: 650; }
.differs td { color: var(--ask); font-weight: 600; }
.digest, .digest code { font-size: 11.5px; word-break: break-all; user-select: all; }
.tier, .kind { display: inline-block; font-size: 11.5px; font-weight: 650; line-height: 1.5; padding: 0 .5em; border-radius: 99px; white-space: nowrap; }
.tier.block { color: var(--block); background: var(--block-back); }
.tier.ask { color: var(--ask); background: var(--ask-back); }
.tier.note { color: var(--note); background: var(--note-back); }
.kind { color: var(--soft); border: 1px solid var(--line); background: var(--card); }
.kind.added { color: var(--plus); border-color: currentColor; }
.kind.removed { color: var(--minus); border-color: currentColor; }
.kind.own { color: var(--link); border-color: currentColor; }
.finding, .tool { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--note); border-radius: 8px; padding: .8rem 1rem; margin: 0 0 .8rem; }
.finding.block { border-left-color: var(--block); }
.finding.ask { border-left-color: var(--ask); }
.finding h3, .tool h3 { display: flex; gap: .6rem; align-items: baseline; }
.finding h3 .tier { font-size: 12.5px; }
.finding .meta { display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; margin: .25rem 0 .4rem; overflow-wrap: anywhere; }
.value code { color: var(--text); background: var(--sunk); padding: .1em .4em; border-radius: 4px; }
.evidence { margin-top: .5rem; }
.place { font-family: var(--mono); font-size: 12.5px; overflow-wrap: anywhere; }
.excerpt { margin: .3rem 0 0; padding: .4rem .7rem; background: var(--sunk); border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; }
.notes > summary, .fold > summary { cursor: pointer; font-weight: 600; margin-bottom: .6rem; }
.notes .finding { padding: .5rem .9rem; }
.notes .finding h3 { font-weight: 500; font-size: .95rem; }
.list td { padding-right: 1.6rem; }
.gap { color: var(--soft); font-size: 13px; }
.digests { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .2rem 1rem; margin: .4rem 0 1rem; }
.digests dt { color: var(--soft); font-size: 13.5px; }
.digests dd { margin: 0; }
.command { margin: .7rem 0; }
.command pre { margin: .25rem 0 0; padding: .6rem .8rem; background: var(--card); border: 1px solid var(--line); border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; }
.command code { user-select: all; }
`;

const BESIDE = `
nav fieldset { border: 0; padding: 0; margin: 0 0 .8rem; display: flex; flex-wrap: wrap; gap: .35rem .5rem; align-items: center; }
nav legend { color: var(--soft); font-size: 12px; padding: 0; margin-bottom: .2rem; }
.looks { display: flex; flex-wrap: wrap; gap: 0 1.4rem; }
.looks label { position: relative; }
.looks input { position: absolute; opacity: 0; inset: 0; margin: 0; }
.looks span { display: inline-block; padding: .1rem .6rem; border: 1px solid var(--line); border-radius: 99px; background: var(--card); font-size: 12.5px; }
.looks input:checked + span { border-color: var(--link); color: var(--link); font-weight: 600; }
.looks input:focus-visible + span { outline: 2px solid var(--link); outline-offset: 1px; }
html:not(.live) .scripted { display: none; }
.filters input[type=search], .filters select { width: 100%; font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .3rem .5rem; }
.tierset { display: flex; gap: .7rem; }
.tierset label, .only { display: inline-flex; gap: .3rem; align-items: center; }
.short { margin-bottom: 1rem; border-left: 2px solid var(--line); }
.short li { margin: .15rem 0; padding-left: .5rem; overflow-wrap: anywhere; line-height: 1.35; }
.dot { display: inline-block; min-width: 1.35em; text-align: center; font-size: 10.5px; font-weight: 700; border-radius: 99px; margin-right: .35em; padding: 0 .3em; }
.dot.block { color: var(--block); background: var(--block-back); }
.dot.ask { color: var(--ask); background: var(--ask-back); }
.dot.note { color: var(--note); background: var(--note-back); }
.tree > summary { font-weight: 600; padding: .2rem 0; cursor: pointer; }
.tree .n { color: var(--soft); font-weight: 400; margin-left: .4em; }
.tree ul { padding-left: .85rem; }
.tree > ul { padding-left: .3rem; }
.folder > summary { color: var(--soft); cursor: pointer; overflow-wrap: anywhere; }
.leaf { display: flex; justify-content: space-between; gap: .5rem; align-items: baseline; padding: .04rem 0; content-visibility: auto; contain-intrinsic-size: auto 21px; }
.leaf a { min-width: 0; overflow-wrap: anywhere; color: var(--text); }
.leaf .counts { font-size: 11px; }
.leaf .dot { margin: 0 0 0 .35em; }
.mark { display: inline-block; width: 1.3em; font: 600 11px var(--mono); color: var(--soft); }
.mark.added { color: var(--plus); }
.mark.removed { color: var(--minus); }
.counts { white-space: nowrap; font: 11.5px var(--mono); }
.plus { color: var(--plus); fill: var(--plus); }
.minus { color: var(--minus); fill: var(--minus); margin-left: .35em; }
.bars { margin-left: .5em; vertical-align: baseline; }
.bars .none { fill: var(--line); }
dialog { background: var(--card); color: var(--text); border: 1px solid var(--line); border-radius: 10px; padding: 1.2rem 1.6rem; }
dialog::backdrop { background: #0008; }
dialog h2 { margin-top: 0; }
dialog dl { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1.2rem; }
dialog dd { margin: 0; }
kbd { border: 1px solid var(--line); border-bottom-width: 2px; border-radius: 4px; padding: 0 .4em; }
.plain { margin-top: 1rem; font: inherit; color: inherit; background: var(--sunk); border: 1px solid var(--line); border-radius: 6px; padding: .25rem .9rem; cursor: pointer; }
`;

const CLOSURE = `
.legend { margin-bottom: .5rem; }
.key { margin-right: .9em; }
.key.added b { color: var(--plus); }
.key.changed b { color: var(--ask); }
.key.removed b { color: var(--minus); }
.picture { overflow: auto; max-height: 40rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .4rem; }
.closure { display: block; font: 13px var(--mono); fill: var(--text); }
.overview { display: block; max-width: 100%; height: auto; margin-bottom: .6rem; }
.overview .mark { fill: var(--note); opacity: .75; }
.overview .added .mark { fill: var(--plus); }
.overview .changed .mark { fill: var(--ask); }
.overview .removed .mark { fill: none; stroke: var(--minus); stroke-width: 2; }
.overview .mark.ask { stroke: var(--text); stroke-width: 2; opacity: 1; }
.overview .mark.block { fill: var(--block); stroke: var(--text); stroke-width: 2; opacity: 1; }
.overview a:hover .mark { opacity: 1; }
.closure .rail { fill: none; stroke: var(--line); stroke-width: 1.6; }
.closure .rail.unknown { stroke-dasharray: 3 3; }
.closure .hover { fill: transparent; }
.closure a:hover .hover, .closure a:focus .hover { fill: var(--sunk); }
.closure a:focus { outline: none; }
.closure a:focus-visible .hover { stroke: var(--link); stroke-width: 2; }
.closure .mark { fill: var(--note); }
.closure .added > .mark { fill: var(--plus); }
.closure .changed > .mark { fill: var(--ask); }
.closure .removed > .mark { fill: var(--minus); }
.closure .same > .mark { fill: var(--card); stroke: var(--soft); stroke-width: 1.5; }
.closure .sign { fill: var(--card); font-weight: 700; }
.closure .name { font-weight: 600; white-space: pre; }
.closure .version, .closure .also { fill: var(--soft); white-space: pre; }
.closure .removed .name { text-decoration: line-through; fill: var(--soft); }
.closure .same .name { font-weight: 400; fill: var(--soft); }
.closure .also, .closure .counts { font-size: 11.5px; }
.closure .badge text { font-size: 11px; font-weight: 650; }
.closure .badge.block rect { fill: var(--block-back); }
.closure .badge.block text { fill: var(--block); }
.closure .badge.ask rect { fill: var(--ask-back); }
.closure .badge.ask text { fill: var(--ask); }
.bars .plus { fill: var(--plus); }
.bars .minus { fill: var(--minus); }
`;

const NARROW = `
@media (max-width: 60rem) {
  body { grid-template-columns: minmax(0, 1fr); grid-template-areas: "head" "nav" "main" "foot"; }
  nav { position: static; max-height: none; padding: .8rem 1rem 0; }
  nav .trees { max-height: 22rem; overflow: auto; }
  .head, main, footer { padding-left: 1rem; padding-right: 1rem; }
  h1 { font-size: 1.35rem; }
  .versions { display: block; overflow-x: auto; }
  .versions td, .versions th { padding-right: .7rem; }
}
`;

export const STYLE = `${COLOURS}${LAYOUT}${BESIDE}${CLOSURE}${DIFF_STYLE}${NARROW}`;
