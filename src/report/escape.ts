/**
 * What packages, registries and config files say is hostile text. Everything of theirs passes here on its way to a
 * terminal or a page: what could move the cursor, reorder, hide or impersonate is shown as `\u{…}`.
 */

/**
 * Controls, format characters (bidi, zero-width, tags), separators, surrogates, private use, unassigned; variation
 * selectors and the fillers that render as nothing (GlassWorm, 2026).
 */
const INVISIBLE =
  /\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}|\p{Cs}|\p{Co}|\p{Cn}|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]|\u034f|\u115f|\u1160|\u17b4|\u17b5|[\u180b-\u180f]|\u3164|\uffa0/gu;
/** Line feeds and tabs are the layout of a text of several lines. */
const INVISIBLE_BUT_LAYOUT = new RegExp(`(?![\\n\\t])(?:${INVISIBLE.source})`, "gu");

const code = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;

/** The text on one line, with nothing invisible left in it. */
export const visible = (text: string): string => text.replace(INVISIBLE, code);

/** The same for a text of several lines: line feeds and tabs stay. */
export const visibleLines = (text: string): string => text.replace(INVISIBLE_BUT_LAYOUT, code);

/** At most `most` characters, the end marked when it was cut. */
export const clip = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`;
