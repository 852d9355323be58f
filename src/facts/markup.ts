/** Programs within markup: the scripts of HTML and SVG, read at their places. */

const SCRIPT = /<script\b([^>]{0,2000})>([\s\S]*?)(?:<\/script\b|$)/gi;
/** Types of script elements that hold data or templates. */
const NO_PROGRAM =
  /\btype\s*=\s*["']?(?:application\/(?:ld\+)?json|importmap|speculationrules|text\/(?:html|template|x-))/i;

/** The text with everything but its scripts made blank, lines and columns kept; undefined when no script is in it. */
export function scriptsOf(text: string): string | undefined {
  let kept = "";
  let end = 0;
  for (const match of text.matchAll(SCRIPT)) {
    const body = match[2] ?? "";
    if (body.trim() === "" || NO_PROGRAM.test(match[1] ?? "")) continue;
    const start = match.index + match[0].indexOf(">") + 1;
    kept += blank(text.slice(end, start)) + body;
    end = start + body.length;
    // A statement that ends without a semicolon must not run on into the next script.
    if (end < text.length) {
      kept += ";";
      end += 1;
    }
  }
  return end === 0 ? undefined : kept + blank(text.slice(end));
}

const blank = (text: string): string => text.replace(/[^\r\n]/g, " ");
