/** Source maps: which place of the code comes from which place of its sources, and those sources. No JavaScript engine runs one. */

/** Characters. A larger one is shown as any other file. */
const MOST = 8 * 1024 ** 2;

const BASE64_VLQ = /^[A-Za-z0-9+/,;]*$/;
const isText = (value: unknown): boolean => typeof value === "string";
const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((item) => item === null || isText(item));
const isNumbers = (value: unknown): boolean => Array.isArray(value) && value.every((item) => typeof item === "number");

/** The members that https://tc39.es/ecma426/ gives a map (but not `sections`, maps within it), and what each holds. */
const MEMBERS: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ["version", (value) => value === 3],
  ["file", isText],
  ["sourceRoot", isText],
  ["sources", isTexts],
  ["sourcesContent", isTexts],
  ["names", isTexts],
  ["mappings", (value) => typeof value === "string" && BASE64_VLQ.test(value)],
  ["ignoreList", isNumbers],
  ["x_google_ignoreList", isNumbers],
]);
const REQUIRED = ["version", "sources", "mappings"] as const;

/** Of equal names JSON.parse keeps the last. Within a string its quotes are escaped, so this counts names alone. */
const isOnce = (name: string, text: string): boolean => text.match(new RegExp(`"${name}"\\s*:`, "g"))?.length === 1;

/** Whether a file is a source map and nothing besides. */
export function isSourceMap(path: string, text: string): boolean {
  if (!path.endsWith(".map") || text.length > MOST) return false;
  let map: unknown;
  try {
    map = JSON.parse(text);
  } catch {
    return false;
  }
  if (typeof map !== "object" || map === null || Array.isArray(map)) return false;
  return (
    Object.entries(map).every(([name, value]) => MEMBERS.get(name)?.(value) === true && isOnce(name, text)) &&
    REQUIRED.every((name) => Object.hasOwn(map, name))
  );
}
