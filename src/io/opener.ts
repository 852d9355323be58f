/** Shows a file with the program that the platform has for its kind. No shell reads its name. */
import { spawn } from "node:child_process";

const OPENERS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  darwin: ["open"],
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
};
const ELSEWHERE = ["xdg-open"] as const;

/** Whether there is such a program; what becomes of it is between it and the user. `file` is absolute. */
export function openFile(
  file: string,
  os: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<boolean> {
  const [program, ...args] = OPENERS[os] ?? ELSEWHERE;
  return new Promise((resolve) => {
    const child = spawn(program, [...args, file], { env, stdio: "ignore", detached: true, windowsHide: true });
    child.once("error", () => resolve(false));
    child.once("spawn", () => {
      child.unref();
      resolve(true);
    });
  });
}
