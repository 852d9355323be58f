/** Who accepts: `--by`, else the git identity, else the account at the operating system. */
import { execFile } from "node:child_process";
import { userInfo } from "node:os";
import { promisify } from "node:util";

const run = promisify(execFile);

/** `Name <email>`, or what there is of it. Never empty. */
export async function identity(cwd: string, by: string | undefined): Promise<string> {
  if (by !== undefined && by.trim() !== "") return by.trim();
  const [name, email] = await Promise.all([gitConfig(cwd, "user.name"), gitConfig(cwd, "user.email")]);
  if (name !== "" && email !== "") return `${name} <${email}>`;
  return name || email || account();
}

async function gitConfig(cwd: string, key: string): Promise<string> {
  try {
    return (await run("git", ["config", "--get", key], { cwd })).stdout.trim();
  } catch {
    return ""; // No git, or no such key.
  }
}

function account(): string {
  try {
    return userInfo().username || "unknown";
  } catch {
    return "unknown"; // An account without an entry, as in some containers.
  }
}
