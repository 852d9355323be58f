/** Colours for a terminal. `chalk` is loaded only where there is one: `verify` as a hook never pays for it. */
import { type Paint, plain } from "../report/table.js";
import type { Host } from "./host.js";

export async function paintFor(host: Pick<Host, "env" | "color">): Promise<Paint> {
  if (!host.color) return plain;
  const { Chalk } = await import("chalk");
  const chalk = new Chalk({ level: 1 });
  return {
    ...{ good: chalk.green, bad: chalk.red, warn: chalk.yellow, dim: chalk.dim, bold: chalk.bold, mark: chalk.inverse },
    ...{ keyword: chalk.magenta, string: chalk.cyan, number: chalk.cyan, comment: chalk.dim },
    ...{ added: chalk.green, addedPart: chalk.green.inverse, removed: chalk.red, removedPart: chalk.red.inverse },
  };
}
