/** What another program says on standard input. */

/** Characters. The arguments of a call may be whole files. */
const MOST = 20_000_000;

/** All of it; undefined when it is more than any client says. Empty at a terminal. */
export async function readStandardInput(): Promise<string | undefined> {
  if (process.stdin.isTTY === true) return "";
  process.stdin.setEncoding("utf8");
  let text = "";
  for await (const chunk of process.stdin) {
    text += chunk;
    if (text.length > MOST) return undefined;
  }
  return text;
}
