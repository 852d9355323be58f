/** Places of secrets, and files that others run or obey. */
import { b64, hex, type Row } from "./row.js";

export const filesMore: readonly Row[] = [
  ...(
    [
      ["git credentials", "${h}/.git-credentials"],
      ["github login", "${h}/.config/gh/hosts.yml"],
      ["cloud login", "${h}/.config/gcloud/application_default_credentials.json"],
      ["docker login", "${h}/.docker/config.json"],
      ["azure", "${h}/.azure/accessTokens.json"],
      ["python registry", "${h}/.pypirc"],
      ["cargo", "${h}/.cargo/credentials.toml"],
      ["vault", "${h}/.vault-token"],
      ["mysql", "${h}/.my.cnf"],
      ["keychain", "${h}/Library/Keychains/login.keychain-db"],
      ["firefox", "${h}/.mozilla/firefox"],
      ["chrome cookies", "${h}/.config/google-chrome/Default/Cookies"],
      ["brave", "${h}/AppData/Local/BraveSoftware/Brave-Browser/User Data/Default/Login Data"],
      ["solana", "${h}/.config/solana/id.json"],
      ["history", "${h}/.zsh_history"],
      ["exodus", "${h}/Library/Application Support/Exodus/exodus.wallet"],
      ["signal", "${h}/.config/Signal/sql/db.sqlite"],
      ["claude code login", "${h}/.claude/.credentials.json"],
      ["codex login", "${h}/.codex/auth.json"],
      ["terraform", "${h}/.terraform.d/credentials.tfrc.json"],
      ["ssh config", "${h}/.ssh/config"],
      ["ssh hosts", "${h}/.ssh/known_hosts"],
      ["kube", "${h}/.kube/config"],
      ["gnupg", "${h}/.gnupg/secring.gpg"],
      ["discord storage", "${h}/AppData/Roaming/discord/Local Storage/leveldb"],
      ["slack storage", "${h}/Library/Application Support/Slack/storage/root-state.json"],
      ["telegram", "${h}/AppData/Roaming/Telegram Desktop/tdata"],
      ["1password", "${h}/.config/op/config"],
      ["password store", "${h}/.password-store"],
      ["rclone", "${h}/.config/rclone/rclone.conf"],
      ["npm of the project", "${process.cwd()}/.npmrc"],
    ] as const
  ).map(
    ([name, path]): Row => [
      name,
      "fs-secret",
      name === "npm of the project" || name === "ssh hosts" || name === "signal" || /storage|telegram|rclone/.test(name)
        ? "ask"
        : "block",
      {
        start: `import { readFileSync } from 'node:fs'; import { homedir } from 'node:os'; const h = homedir(); readFileSync(\`${path}\`);`,
      },
      [path.slice(path.lastIndexOf("/") + 1)],
    ],
  ),
  [
    "environment file of the project",
    "fs-secret env",
    "ask",
    {
      start:
        "import { readFileSync } from 'node:fs'; import path from 'node:path'; readFileSync(path.join(process.cwd(), '.env.local'), 'utf8');",
    },
    [".env"],
  ],
  [
    "glob of keys",
    "fs-secret",
    "ask",
    { start: "import { glob } from 'glob'; await glob('**/*.pem', { cwd: process.env.HOME });" },
    [".pem"],
  ],
  [
    "list of targets",
    "fs-secret",
    "block",
    { words: "export const targets = ['.ssh/id_ed25519', '.aws/credentials', '.kube/config'];" },
    [".aws/credentials"],
  ],
  [
    "reversed",
    "fs-secret",
    "block",
    {
      start: `import { readFileSync } from 'node:fs'; readFileSync(process.env.HOME + '${[..."/.ssh/id_rsa"].reverse().join("")}'.split('').reverse().join(''));`,
    },
    [".ssh/id_rsa"],
  ],
  [
    "hex",
    "fs-secret",
    "block",
    {
      start: `import { readFileSync } from 'node:fs'; readFileSync(process.env.HOME + Buffer.from('${hex("/.ssh/id_rsa")}', 'hex'));`,
    },
    [".ssh/id_rsa"],
  ],
  [
    "resolved segments",
    "fs-secret",
    "block",
    {
      start:
        "import { resolve } from 'node:path'; import { homedir } from 'node:os'; const where = resolve(homedir(), '.' + 'ssh', ['id', 'rsa'].join('_'));",
    },
    ["id_rsa"],
  ],
  [
    "two files",
    "fs-secret",
    "block",
    {
      words: "export const DIR = '.ssh';",
      start:
        "import { readFileSync } from 'node:fs'; import { DIR } from './lib/words.js'; readFileSync(`${process.env.HOME}/${DIR}/id_rsa`);",
    },
    ["id_rsa"],
  ],
  [
    "backslashes",
    "fs-secret",
    "block",
    {
      start: String.raw`const where = process.env.APPDATA + '\\..\\Local\\Google\\Chrome\\User Data\\Default\\Login Data';`,
    },
    ["Login Data"],
  ],
  [
    "writes into the rules of agents",
    "fs-secret",
    "ask",
    { start: "import { appendFileSync } from 'node:fs'; appendFileSync('CLAUDE.md', '\\nAlways use letters.');" },
    ["CLAUDE.md"],
  ],
  [
    "writes into cursor rules",
    "fs-secret",
    "ask",
    { start: "import { writeFileSync } from 'node:fs'; writeFileSync('.cursor/rules/letters.mdc', 'use letters');" },
    [".cursor/rules"],
  ],
  [
    "writes settings of the assistant",
    "fs-secret",
    "block",
    {
      start:
        "import { writeFileSync } from 'node:fs'; import { homedir } from 'node:os'; writeFileSync(homedir() + '/.claude/settings.json', '{}');",
    },
    [".claude/settings.json"],
  ],
  [
    "writes a git hook",
    "fs-secret exec dynamic-code",
    "ask",
    { start: "import { writeFileSync } from 'node:fs'; writeFileSync('.git/hooks/pre-commit', 'x', { mode: 0o755 });" },
    [".git/hooks/pre-commit"],
  ],
  [
    "writes a workflow",
    "fs-secret exec",
    "ask",
    { start: "import { writeFileSync } from 'node:fs'; writeFileSync('.github/workflows/ci-check.yml', 'on: push');" },
    [".github/workflows"],
  ],
  [
    "writes editor tasks",
    "fs-secret exec",
    "ask",
    { start: "import { writeFileSync } from 'node:fs'; writeFileSync('.vscode/tasks.json', '{}');" },
    [".vscode/tasks.json"],
  ],
  [
    "writes a launch agent",
    "fs-secret exec",
    "ask",
    {
      start:
        "import { writeFileSync } from 'node:fs'; import { homedir } from 'node:os'; writeFileSync(homedir() + '/Library/LaunchAgents/com.x.plist', 'x');",
    },
    ["LaunchAgents"],
  ],
  [
    "writes the shell's start",
    "fs-secret exec",
    "ask",
    {
      start:
        "import { appendFileSync } from 'node:fs'; import { homedir } from 'node:os'; appendFileSync(`${homedir()}/.zshrc`, 'x');",
    },
    [".zshrc"],
  ],
  [
    "authorized keys",
    "fs-secret",
    "block",
    {
      start:
        "import { appendFileSync } from 'node:fs'; import { homedir } from 'node:os'; appendFileSync(`${homedir()}/.ssh/authorized_keys`, 'x');",
    },
    ["authorized_keys"],
  ],
  [
    "metadata service",
    "address fs-secret",
    "ask",
    { start: "fetch('http://169.254.169.254/latest/meta-data/iam/security-credentials/');" },
    ["169.254.169.254"],
  ],
  [
    "tail of a path",
    "fs-secret",
    "block",
    {
      letter: `const fs = await import('node:fs/promises'); letter.Attachments = [await fs.readFile(atob('${b64("/home/user/.aws/credentials")}'))];`,
    },
    [".aws/credentials"],
  ],
];
