/** Which of a package's commands starts the server. */
import { PinError } from "../errors.js";
import { interpreterName } from "../lockfile/fields.js";
import type { Manifest } from "../package/manifest.js";
import type { PackageTree } from "../package/tree.js";
import { interpreterOf } from "./interpreter.js";

export interface ChosenBin {
  readonly bin: string;
  /** The file it names, below the package. */
  readonly entry: string;
  /** The program that runs it, where that is not node. */
  readonly interpreter?: string;
}

/**
 * The asked command, by its name or its file; else npx's choice: the only one, the one named like the package, or any when all name one file.
 *
 * @param lacking the code of the error when several remain, or none is what was asked for: `usage` where somebody chooses
 * @throws PinError of that code; `refused` when the package has none or the file is missing.
 */
export function chooseBin(
  manifest: Manifest,
  tree: PackageTree,
  asked?: string,
  lacking: "usage" | "refused" = "usage",
): ChosenBin {
  const id = `${manifest.name}@${manifest.version}`;
  const bins = [...manifest.bin];
  if (bins.length === 0) throw new PinError("refused", `${id} declares no command, so there is nothing to start`);
  const found =
    asked === undefined ? byDefault(manifest) : bins.find(([bin, entry]) => bin === asked || entry === asked);
  if (found === undefined) {
    const names = bins.map(([bin]) => bin).join(", ");
    const said = asked === undefined ? `${id} declares several commands` : `${id} declares no command '${asked}'`;
    throw new PinError(lacking, `${said}: ${names}`, { hint: `--bin <${bins.map(([bin]) => bin).join("|")}>` });
  }
  const [bin, entry] = found;
  const file = tree.files.get(entry);
  if (file === undefined) {
    throw new PinError("refused", `${id} does not hold '${entry}', which its command '${bin}' names`);
  }
  const interpreter = interpreterOf(file);
  if (interpreter !== undefined && interpreterName(interpreter) !== undefined) {
    throw new PinError("refused", `${id} wants '${entry}' to be run by '${interpreter}', which is no program's name`);
  }
  return { bin, entry, ...(interpreter !== undefined && { interpreter }) };
}

function byDefault({ name, bin }: Manifest): [string, string] | undefined {
  const bins = [...bin];
  const own = name.slice(name.indexOf("/") + 1);
  const oneFile = new Set(bin.values()).size === 1;
  return bins.find(([command]) => command === own) ?? (oneFile ? bins[0] : undefined);
}
