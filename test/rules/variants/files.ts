/** Secrets on disk, planted into the base server. */
import { b64, hex, type Row } from "./row.js";

export const files: readonly Row[] = [
  [
    "ssh key",
    "fs-secret",
    "block",
    { letter: "const fs = await import('node:fs'); fs.readFileSync(process.env.HOME + '/.ssh/id_rsa');" },
    [".ssh/id_rsa"],
  ],
  [
    "joined path",
    "fs-secret",
    "block",
    {
      letter:
        "const os = await import('node:os'); const path = await import('node:path'); path.join(os.homedir(), '.aws', 'credentials');",
    },
    [".aws"],
  ],
  [
    "pieces in hex",
    "fs-secret",
    "block",
    {
      letter: `const os = await import('node:os'); const path = await import('node:path'); path.join(os.homedir(), ...['${hex(".aws")}', '${hex("credentials")}'].map((x) => Buffer.from(x, 'hex').toString()));`,
    },
    [".aws"],
  ],
  ["npm token", "fs-secret", "block", { letter: "const where = `${process.env.HOME}/.npmrc`;" }, [".npmrc"]],
  ["split name", "fs-secret", "block", { letter: "const where = '~/.n' + 'et' + 'rc';" }, [".netrc"]],
  [
    "browser profile",
    "fs-secret",
    "block",
    { letter: "const where = 'Library/Application Support/Google/Chrome/Default/Login Data';" },
    ["Login Data"],
  ],
  [
    "wallet",
    "fs-secret",
    "block",
    { letter: "const where = ['.ethereum/keystore', '.bitcoin/wallet.dat'];" },
    ["wallet"],
  ],
  [
    "shell history",
    "fs-secret",
    "block",
    { letter: "const where = `${process.env.HOME}/.bash_history`;" },
    [".bash_history"],
  ],
  [
    "agent settings",
    "fs-secret",
    "block",
    { start: "const fs = await import('node:fs'); fs.writeFileSync(`${process.env.HOME}/.cursor/mcp.json`, '{}');" },
    [".cursor/mcp.json"],
  ],
  [
    "desktop settings",
    "fs-secret",
    "block",
    { start: "const where = 'AppData/Roaming/Claude/claude_desktop_config.json';" },
    ["claude_desktop_config.json"],
  ],
  [
    "process memory of the environment",
    "fs-secret",
    "block",
    { start: "const fs = await import('node:fs'); fs.readFileSync('/proc/self/environ');" },
    ["/proc/self/environ"],
  ],
  [
    "accounts",
    "fs-secret",
    "ask",
    { start: "const fs = await import('node:fs'); fs.readFileSync('/etc/passwd');" },
    ["/etc/passwd"],
  ],
  [
    "base64 path",
    "fs-secret",
    "block",
    { start: `const fs = await import('node:fs'); fs.readFileSync(atob('${b64("/root/.kube/config")}'));` },
    [".kube/config"],
  ],
];
