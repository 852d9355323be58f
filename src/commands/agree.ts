/** What `init` and `eject` share of talking to a person. */
import { relative } from "node:path";
import { PinError } from "../errors.js";
import { userHome } from "../io/home.js";
import type { Host } from "../io/host.js";
import type { Shorten } from "../report/init.js";
import type { ConsentOptions } from "./consent.js";

/** @throws PinError `refused` when somebody says no, or nobody can be asked. */
export async function agree(host: Host, options: Pick<ConsentOptions, "yes">, question: string): Promise<void> {
  if (options.yes === true) return;
  if (!host.interactive) {
    throw new PinError("refused", "nothing was changed: nobody could be asked", {
      hint: "run it in a terminal, or accept with --yes",
    });
  }
  const answer = (await host.ask(`${question} [y]es  [n]o: `)).trim();
  if (!/^y(es)?$/i.test(answer)) throw new PinError("refused", "no client configuration was changed");
}

/** `~` for the home, relative in the working folder. */
export const shortenFor = ({ cwd }: Host): Shorten => {
  const home = userHome();
  return (path) => {
    const near = relative(cwd, path);
    if (near !== "" && !near.startsWith("..")) return near;
    const below = relative(home, path);
    return below !== "" && !below.startsWith("..") ? `~/${below}` : path;
  };
};
