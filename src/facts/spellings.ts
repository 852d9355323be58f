/** Other readings of a text that a model understands and a reader skips: letters as digits, backwards, base64, hex. */

/** `t3ll` and `n0t`; numbers and versions stay. */
const DIGITS: Readonly<Record<string, string>> = { 0: "o", 1: "i", 3: "e", 4: "a", 5: "s", 7: "t", "@": "a", $: "s" };
const MIXED = /(?<![\w@.])(?=[\w@$]*[a-z])(?=[\w@$]*[013457@$])[\w@$]{2,}(?![\w@.])/gi;

/** Stretches of an encoding that are long enough to be a sentence. */
const BASE64 = /(?<![\w+/=-])[A-Za-z0-9+/_-]{24,4000}={0,2}(?![\w+/=-])/g;
const HEX = /(?<![\w])(?:[0-9a-f]{2}){16,2000}(?!\w)/gi;
const WORDS = /^[\x20-\x7e\s]*[a-z]{2,} [a-z]{1,}[ ,.][\x20-\x7e\s]*$/i;

/** What a text also says, each reading once; the text itself is not among them. */
export function otherReadings(text: string): readonly string[] {
  const readings: string[] = [];
  const letters = text.replace(MIXED, (word) => word.replace(/[013457@$]/g, (sign) => DIGITS[sign] ?? sign));
  if (letters !== text) readings.push(letters);
  readings.push([...text].reverse().join(""));
  readings.push(...decodedIn(text));
  return readings;
}

/** Sentences within a text in base64 or hex. */
export function decodedIn(text: string): readonly string[] {
  const found: string[] = [];
  for (const [pattern, encoding] of [
    [BASE64, "base64"],
    [HEX, "hex"],
  ] as const) {
    for (const [run] of text.matchAll(pattern)) {
      const decoded = Buffer.from(run, encoding).toString("utf8");
      if (WORDS.test(decoded) && found.length < 8) found.push(decoded);
    }
  }
  return found;
}
