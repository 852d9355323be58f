/**
 * The page's script, as text: it folds, filters and moves the focus among what is there already. It makes no markup, reads no
 * address and asks for nothing; the page's policy would refuse it, too.
 */
export const SCRIPT = `"use strict";
(() => {
const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
const one = (id) => document.getElementById(id);
const help = one("help"), field = one("filter"), kind = one("kind"), only = one("only");
const findings = all(".finding"), files = all(".file"), leaves = all(".leaf");
document.documentElement.classList.add("live");
if (matchMedia("(max-width: 60rem)").matches) one("nav").firstElementChild.open = false;

const words = (list) => (list === undefined || list === "" ? [] : list.split(" "));
const textOf = new Map();
const lower = (element) => {
  if (!textOf.has(element)) textOf.set(element, element.textContent.toLowerCase());
  return textOf.get(element);
};
const pathOf = new Map(files.map((file) => [file.id, file.querySelector(".path").textContent.toLowerCase()]));

const wanted = () => ({
  text: field.value.trim().toLowerCase(),
  tiers: new Set(all("input[name=tier]:checked").map((box) => box.value)),
  kind: kind.value,
  only: only.checked,
});
const isWanted = (element, { tiers, kind: named, only: strict }) => {
  const has = words(element.dataset.tier);
  if (has.length === 0) return !strict && named === "";
  return has.some((tier) => tiers.has(tier)) && (named === "" || words(element.dataset.kind).includes(named));
};
const isFileWanted = (element, id, want) =>
  (want.text === "" || pathOf.get(id).includes(want.text)) &&
  (isWanted(element, want) || (!want.only && want.kind === "" && want.tiers.size > 0 && words(element.dataset.tier).length === 0));

const filter = () => {
  const want = wanted();
  for (const finding of findings)
    finding.hidden = !isWanted(finding, want) || !(want.text === "" || lower(finding).includes(want.text));
  for (const file of files) file.hidden = !isFileWanted(file, file.id, want);
  for (const leaf of leaves) leaf.hidden = !isFileWanted(leaf, leaf.dataset.id, want);
  for (const group of all(".tree, .folder").reverse())
    group.hidden = all(".leaf", group).every((leaf) => leaf.hidden);
  for (const group of all(".package")) {
    const inside = all(".file", group);
    group.hidden = inside.length > 0 && inside.every((file) => file.hidden);
  }
  for (const group of all(".notes")) group.hidden = all(".finding", group).every((finding) => finding.hidden);
  const count = (list) => list.filter((element) => !element.hidden).length + " of " + list.length;
  one("matches").textContent = count(findings) + " findings, " + count(files) + " files";
};
for (const element of [field, kind, only, ...all("input[name=tier]")]) element.addEventListener("input", filter);

const reveal = (element) => {
  for (let up = element; up !== null; up = up.parentElement) if (up.localName === "details") up.open = true;
};
const go = (element) => {
  if (element === undefined) return;
  reveal(element);
  element.scrollIntoView({ block: "start" });
  element.focus({ preventScroll: true });
  current = element;
};
let current;
const within = (selector) => (document.activeElement ?? current)?.closest(selector) ?? current?.closest(selector);
const step = (list, selector, by) => {
  const shown = list.filter((element) => !element.hidden);
  const at = shown.indexOf(within(selector));
  if (at >= 0) return go(shown[Math.min(shown.length - 1, Math.max(0, at + by))]);
  const below = shown.findIndex((element) => element.getBoundingClientRect().bottom > 0);
  go(by > 0 || below < 1 ? shown[Math.max(0, below)] : shown[below - 1]);
};
const cycle = (name) => {
  const choices = all("input[name=" + name + "]");
  const next = choices[(choices.findIndex((choice) => choice.checked) + 1) % choices.length];
  next.checked = true;
};
const fold = () => {
  const target = within(".file, .notes");
  if (target) target.open = !target.open;
};
const unfold = () => {
  const gaps = all("details.gap", within(".file") ?? document.createElement("div"));
  const isOpen = gaps.some((gap) => !gap.open);
  for (const gap of gaps) gap.open = isOpen;
};
const KEYS = {
  j: () => step(findings, ".finding", 1),
  k: () => step(findings, ".finding", -1),
  n: () => step(files, ".file", 1),
  p: () => step(files, ".file", -1),
  o: fold,
  x: unfold,
  s: () => cycle("view"),
  t: () => cycle("theme"),
  "/": () => {
    one("nav").firstElementChild.open = true;
    field.focus();
    field.select();
  },
  "?": () => help.showModal(),
};
const isTyping = (target) => target.matches("input[type=search], select") || help.open;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape" && event.target === field) {
    if (field.value === "") field.blur();
    field.value = "";
    filter();
    return;
  }
  const act = isTyping(event.target) ? undefined : Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : undefined;
  if (act === undefined) return;
  event.preventDefault();
  act();
});
one("close").addEventListener("click", () => help.close());

const arrive = () => {
  const target = location.hash.length > 1 ? one(location.hash.slice(1)) : null;
  if (target === null) return;
  reveal(target);
  target.scrollIntoView({ block: target.closest(".rows") ? "center" : "start" });
  current = target;
};
addEventListener("hashchange", arrive);
arrive();
})();
`;
