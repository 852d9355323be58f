/** Paths under which secrets and the settings of agents are kept. */
import type { PathFact } from "./facts.js";

export type SecretPath = Pick<PathFact, "path" | "what" | "level">;

/** `HOME` stands for the start of the text, a home folder or any folder. */
const START = "(?:^|[/~])";
const END = "(?:$|[/*])";
const path = (body: string): RegExp => new RegExp(`${START}(?:${body})${END}`, "i");

const INSTRUCTIONS = path("\\.cursorrules|claude\\.md|agents\\.md|gemini\\.md|copilot-instructions\\.md");

const TABLE: readonly (readonly [RegExp, string, PathFact["level"]])[] = [
  [path("\\.aws/amazonq(?:/\\S*)?"), "agent configuration", "agent-config"],
  [path("\\.ssh|id_(?:rsa|dsa|ecdsa|ed25519)(?:\\.pub)?"), "ssh keys", "credential"],
  [
    path(
      "\\.thunderbird|thunderbird/profiles|messages/chat\\.db|\\.(?:msmtprc|fetchmailrc|getmail|offlineimaprc|mbsyncrc|muttrc|mailrc)|\\.mutt|\\.config/(?:evolution|neomutt|msmtp)|appdata/(?:local|roaming)/microsoft/outlook",
    ),
    "mailboxes and their logins",
    "credential",
  ],
  [/(?:~|\/users\/[^/]+)\/library\/(?:mail|messages)(?:$|\/)/i, "mailboxes and their logins", "credential"],
  [
    path(
      "state\\.vscdb|globalstorage(?:/\\S*)?|\\.wrangler|\\.netlify|\\.vercel|com\\.vercel\\.cli|\\.fly/config\\.yml|\\.sentryclirc|\\.databrickscfg|\\.snowsql|\\.config/(?:doctl|stripe|ngrok|heroku|railway|turso|configstore)(?:/\\S*)?|\\.supabase|\\.kaggle(?:/kaggle\\.json)?|(?:\\.cache/)?huggingface/token|\\.hf/token|\\.openai|\\.anthropic|\\.pki/nssdb|\\.local/share/keyrings",
    ),
    "logins of tools",
    "sensitive",
  ],
  [
    path("\\.npmrc|\\.pypirc|\\.gem/credentials|\\.cargo/credentials(?:\\.toml)?"),
    "package registry tokens",
    "credential",
  ],
  [
    path("\\.aws|\\.azure|\\.config/gcloud|gcloud/\\S*|application_default_credentials\\.json|\\.oci|\\.boto|\\.s3cfg"),
    "cloud credentials",
    "credential",
  ],
  [
    path(
      "\\.netrc|_netrc|\\.git-credentials|\\.config/git/credentials|(?:\\.config/)?gh/hosts\\.yml|\\.config/gh|\\.config/hub|github-copilot/(?:hosts|apps)\\.json|\\.config/glab-cli(?:/\\S*)?",
    ),
    "git and network logins",
    "credential",
  ],
  [
    path(
      "\\.docker/config\\.json|\\.dockercfg|\\.kube(?:/config)?|\\.vault-token|\\.terraform\\.d|\\.terraformrc|\\.pgpass|\\.my\\.cnf",
    ),
    "infrastructure credentials",
    "credential",
  ],
  [
    path(
      "\\.gnupg|\\.password-store|keychains?|login\\.keychain(?:-db)?|keyrings?|kwalletd?|\\.config/op|1password|bitwarden|keepass\\S*",
    ),
    "key stores",
    "credential",
  ],
  [
    path(
      "login data|cookies(?:\\.sqlite)?|key4\\.db|logins\\.json|web data|local state|\\.mozilla|google/chrome/(?:user data|default|profile).*|google-chrome/\\S.*|bravesoftware/.*(?:user data|default).*|firefox/profiles",
    ),
    "browser profiles",
    "credential",
  ],
  [
    path(
      "wallet\\.dat|\\.bitcoin|\\.ethereum|\\.electrum|exodus(?:\\.wallet)?|metamask|\\.solana|solana/id\\.json|\\.config/solana|phantom|atomic/local storage|keystore",
    ),
    "wallets",
    "credential",
  ],
  [
    path(
      "etc/shadow|proc/(?:self|(?!1/)\\d+|[^/1][^/]*)/(?:environ|mem)|\\.python_history|fish_history|\\.local/share/fish/\\S*|\\.lesshst|\\.bash_history|\\.zsh_history|\\.node_repl_history|\\.psql_history|\\.mysql_history",
    ),
    "system secrets",
    "credential",
  ],
  [
    path(
      "\\.cursor(?:/mcp\\.json)?|\\.cursorrules|\\.claude(?:\\.json|/\\S*)?|claude_desktop_config\\.json|\\.mcp\\.json|mcp_config\\.json|cline_mcp_settings\\.json|\\.codeium(?:/\\S*)?|\\.windsurf\\S*|\\.vscode/mcp\\.json|\\.gemini(?:/settings\\.json)?|\\.codex(?:/config\\.toml)?|\\.continue(?:/\\S*)?|\\.roo(?:/mcp\\.json)?|\\.kiro(?:/\\S*)?|\\.aider\\S*",
    ),
    "agent configuration",
    "agent-config",
  ],
  [
    path(
      "etc/passwd|proc/1/environ|etc/hosts|etc/sudoers|\\.gitconfig|\\.bashrc|\\.zshrc|\\.bash_profile|\\.profile|\\.zprofile|\\.config/autostart|launchagents|launchdaemons|crontab|cron\\.d|\\.config/systemd|etc/systemd|start menu/programs/startup",
    ),
    "start-up and account files",
    "sensitive",
  ],
  [
    path(
      "(?:discord|slack|signal|telegram desktop|whatsapp)/(?:local storage|storage|sql|tdata|cookies|leveldb).*|local storage/leveldb|tdata|rclone\\.conf|\\.config/rclone|filezilla/\\S+|winscp\\.ini|\\.config/hub",
    ),
    "logins of programs",
    "sensitive",
  ],
  [
    path(
      "\\.git/hooks(?:/\\S+)?|\\.github/workflows(?:/\\S+)?|\\.vscode/(?:tasks|settings|launch)\\.json|\\.husky/\\S+|\\.idea/\\S+",
    ),
    "what the project runs by itself",
    "sensitive",
  ],
  [/^(?:[^\s]*[/~])?(?:\*\*?\/)?(?:\*|[\w-]*)\.(?:pem|p12|pfx|kdbx|ppk|jks|keystore)$/i, "key files", "sensitive"],
  [path("\\.yarnrc(?:\\.yml)?"), "package settings", "sensitive"],
  [path("\\.env(?:\\.(?!example|sample|template|schema)[\\w-]+)*"), "environment file", "sensitive"],
  [INSTRUCTIONS, "instructions to agents", "sensitive"],
];

/** One look for the many texts that name none of them. */
const ANY =
  /\.[a-z]|etc|tdata|state\.vscdb|globalstorage|thunderbird|library|messages|outlook|huggingface|fish|gh\/hosts|github-copilot|discord|slack|signal|rclone|filezilla|id_|login|cookies|keychain|keyring|kwallet|web data|local state|wallet|exodus|metamask|solana|phantom|keystore|proc|launch|cron|start menu|credentials|password|bitwarden|keepass|gcloud|_netrc/i;

/** What a text names, if it is a path of this kind rather than a sentence about one. */
export function secretPath(text: string): SecretPath | undefined {
  if (!ANY.test(text) || /^[a-z]+:\/\//i.test(text)) return undefined;
  const plain = text
    .replaceAll("\\", "/")
    .replaceAll("…", "~")
    .replace(/\/{2,}/g, "/")
    .trim();
  if (/^\/(?:usr|opt|bin|snap)\//.test(plain)) return undefined; // where programs are
  if (/^\.{1,2}\/(?:[\w-]+\/)*cookies$/.test(plain)) return undefined; // a module of the package
  if (plain.length > 200 || sentence(plain)) return undefined;
  for (const [pattern, what, level] of TABLE) {
    if (pattern.test(plain) && (plain.includes(".") || plain.includes("/"))) return { path: plain, what, level };
  }
  return undefined;
}

/** Several words outside of a path: a text about files, not the name of one. */
const sentence = (text: string): boolean => {
  const words = text.split(/\s+/);
  return words.length > 2 && !/(?:application support|local storage|user data|login data|start menu)/i.test(text);
};
