/** Long text on a terminal goes through a pager, as git does it. */
import { spawn } from "node:child_process";
import type { Host } from "./host.js";

/** What runs when `$PAGER` names nothing: colours pass, nothing else that the text may hold, and no command can be given. */
const DEFAULT = ["less", "-R"];

/**
 * Variables of `less`: short texts are not paged (`F`), and stay on the terminal (`X`). `LESSOPEN` would hand what is
 * shown to another program; `LESSSECURE` takes away the keys that start one or write a file.
 */
const ENVIRONMENT = { LESS: "FRX", LESSSECURE: "1", LESSHISTFILE: "-", LESSCHARSET: "utf-8", LV: "-c" };
const UNWANTED = /^LESS(?:OPEN|CLOSE|EDIT)$|^LESSKEY/;

/** Whether the text would scroll off a terminal of that many rows. */
const isLong = (text: string, rows: number): boolean => text.split("\n").length > rows;

/** Shows the text and waits until its reader is done; without a pager it is printed. An empty `$PAGER` or `cat` is none. */
export async function page(host: Host, text: string): Promise<void> {
  const [command, ...args] = commandFor(host.env);
  const rows = process.stdout.isTTY === true ? process.stdout.rows : Number.POSITIVE_INFINITY;
  if (command === undefined || command === "cat" || host.env.TERM === "dumb" || !isLong(text, rows))
    return host.out(text);
  const inherited = Object.entries(host.env).filter(([name]) => !UNWANTED.test(name));
  const env = { ...Object.fromEntries(inherited), ...ENVIRONMENT };
  const shown = await new Promise<boolean>((resolve) => {
    const child = spawn(command, args, { stdio: ["pipe", "inherit", "inherit"], env });
    // Ctrl-C is the pager's while it runs: it ends a search, not the program.
    const ignore = (): void => {};
    process.on("SIGINT", ignore);
    child.once("error", () => resolve(false));
    child.once("close", () => {
      process.off("SIGINT", ignore);
      resolve(true);
    });
    child.stdin.on("error", () => {}); // who leaves early has seen enough
    child.stdin.end(text);
  });
  if (!shown) host.out(text);
}

/** `$PAGER` in words; no shell reads it. */
function commandFor({ PAGER }: Host["env"]): readonly string[] {
  return PAGER === undefined ? DEFAULT : PAGER.split(/\s+/).filter((word) => word !== "");
}
