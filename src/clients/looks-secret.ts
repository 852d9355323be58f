/** Values that are not shown or kept, told by their names and their looks. */

const NAMES_SECRET = /key|token|secret|passw|pwd|auth|credential|bearer|cookie|connection/i;
const LOOKS_SECRET = /:\/\/[^/\s]*@|^(?=[^/\\]*\d)[A-Za-z0-9+/_=.-]{24,}$/;
/** What the client fills in is no secret. */
const PLACEHOLDER = /^\$\{[^}]*\}$/;

/** @param before the key or the word in front, which may say what the text is */
export function isSecret(text: string, before: string): boolean {
  if (text === "" || PLACEHOLDER.test(text)) return false;
  if (NAMES_SECRET.test(before) && !text.startsWith("-")) return true;
  const equals = text.indexOf("=");
  return LOOKS_SECRET.test(text) || (equals > 0 && NAMES_SECRET.test(text.slice(0, equals)));
}
