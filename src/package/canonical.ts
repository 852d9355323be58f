/** JSON as RFC 8785 (JCS) spells it, so that equal values have equal digests. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * The canonical text of a JSON value: members sorted by UTF-16 code units, no white space, ECMAScript number and string
 * spelling. Members whose value is `undefined` are left out.
 *
 * @throws TypeError on lone surrogates and on numbers JSON cannot hold (RFC 8785, 3.2.2.2 and 3.2.2.3).
 */
export function canonicalJson(value: Json): string {
  if (typeof value === "string") return canonicalString(value);
  if (typeof value === "number" && !Number.isFinite(value)) throw new TypeError("number outside JSON");
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const object = value as { readonly [key: string]: Json | undefined };
  const members: string[] = [];
  for (const key of Object.keys(object).sort()) {
    const member = object[key];
    if (member !== undefined) members.push(`${canonicalString(key)}:${canonicalJson(member)}`);
  }
  return `{${members.join(",")}}`;
}

function canonicalString(text: string): string {
  if (!text.isWellFormed()) throw new TypeError("lone surrogate in a string");
  return JSON.stringify(text);
}
