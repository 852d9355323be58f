/** What makes a command line telling. */

const TRAITS: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:curl|wget|fetch|iwr|invoke-webrequest|invoke-restmethod|irm|aria2c)\b[^\n]*\|\s*(?:sudo\s+)?(?:\S*\/)?(?:ba|z|da|k|a)?sh\b|\b(?:curl|wget|iwr|irm)\b[^\n]*(?:\|\s*(?:node|python3?|perl|ruby|iex|php)|&&\s*(?:chmod|sh|bash|node|\.\/))/i,
    "downloads and runs",
  ],
  [
    /\b(?:deno|bun)\s+(?:run\b|eval\b|x\b)?[^\n]*\shttps?:|\b(?:python3?|perl|ruby|php|node)\b[^\n]*\s-(?:e|c|r|M\S+)\b[^\n]*\b(?:exec|eval|system|run)\b[^\n]*https?:|\b(?:python3?|perl|ruby|php|node)\b[^\n]*\s-(?:e|c)\b[^\n]*https?:[^\n]*\b(?:exec|eval|system)\b/i,
    "downloads and runs",
  ],
  [
    /\bcurl\b[^\n]*\s(?:-T|--upload-file|-F|--form|-d\s*@|--data(?:-\w+)?[= ]\s*@)|\|\s*(?:curl|nc|ncat)\b|\bscp\b[^\n]*\s\S+@?\S+:|\brsync\b[^\n]*\s\S+:\S*$/i,
    "sends files away",
  ],
  [/(?:ba|z|da)?sh\s+(?:-c\s+)?["']?(?:<\(|\$\()\s*(?:curl|wget)|eval\s+["']?\$\((?:curl|wget)/i, "downloads and runs"],
  [
    /\b(?:powershell|pwsh)(?:\.exe)?\b[^\n]*\s-(?:e|ec|enc|encodedcommand)\b|frombase64string|\biex\b|downloadstring|\bmshta\b|\bcertutil\b[^\n]*-(?:urlcache|decode)|\bbitsadmin\b|\bregsvr32\b[^\n]*http/i,
    "encoded or remote PowerShell",
  ],
  [/\bbase64\s+(?:-d|-D|--decode)\b|\bxxd\s+-r\b|\bopenssl\s+enc\b[^\n]*-d\b/i, "decodes and runs"],
  [/\bchmod\s+(?:\+x|[0-7]*[1357][0-7]*)\b/i, "makes a file executable"],
  [
    /\b(?:npm|pnpm|yarn|bun)(?:\.cmd)?\s+(?:publish|unpublish|token|login|adduser|owner|access|dist-tag|config\s+set|set\s+(?:registry|\/\/))\b/i,
    "acts on the package registry",
  ],
  [
    /\b(?:npm|pnpm|yarn|bun|pip3?|gem|cargo|brew|apt(?:-get)?|go)(?:\.cmd|\.exe)?\s+(?:i|install|add|exec|dlx|global|ci)\b|\b(?:npx|bunx|uvx|pipx)(?:\.cmd)?\s+(?!--?v|--?h)\S/i,
    "installs packages",
  ],
  [
    /--dangerously-[\w-]+|--yolo\b|--approval-mode[= ]yolo|--trust-all-tools|--allow-all(?:-\w+)*\b|--full-auto\b|--no-confirm\b|--auto-approve\b|--yes-always\b|bypassPermissions|danger-full-access|--ask-for-approval[= ]never|-y\s+--force|\b(?:claude|gemini|codex|cursor-agent|aider|amp|opencode|copilot)\b[^\n]*\s(?:--force|-f|--yes|-y)\b|--allowed-?tools[= ]["']?(?:\*|Bash)/i,
    "starts an assistant without its permissions",
  ],
  [
    /\b(?:claude|gemini|codex|cursor-agent|aider|amp|q)\b\s+(?:-p|--print|exec|chat|--prompt)\b/i,
    "starts an assistant",
  ],
  [
    /\bbun\.(?:sh|com)\/install|deno\.land\/install|nodejs\.org\/dist|get\.docker\.com|astral\.sh\/uv/i,
    "fetches a runtime",
  ],
  [/\/dev\/(?:tcp|udp)\/|\bnc(?:at)?\b[^\n]*\s-e\b|\bsocat\b[^\n]*exec:|\bmkfifo\b/i, "opens a remote shell"],
  [
    /\bcrontab\b|\bschtasks\b|\blaunchctl\b|\bsystemctl\b[^\n]*(?:enable|start)|\breg(?:\.exe)?\s+add\b|\/etc\/cron|\.bashrc|\.zshrc|>>?\s*["']?(?:~|\$HOME|\$\{HOME\})\/\.(?:profile|bash_\w+|zprofile|zshenv|zlogin|config\/(?:fish|autostart|systemd))|\bat\s+now\b/i,
    "makes itself start again",
  ],
  [
    /\bgh\s+(?:auth|api|repo)\b|\bgit\s+(?:push|remote\s+add|config\s+--global)\b|\btrufflehog\b|\bgitleaks\b/i,
    "acts on repositories",
  ],
  [
    /\brm\s+-[a-z]*r[a-z]*\s+(?:--\S+\s+)*["']?(?:\/(?:\*|\s|$)|~|\$HOME|%userprofile%)|\bformat\s+c:/i,
    "deletes everything",
  ],
  [/\bnohup\b|&\s*disown\b|\bsetsid\b/i, "outlives the server"],
  [
    /\b(?:security\s+find-(?:generic|internet)-password|dump-keychain|secret-tool|cmdkey|op\s+(?:read|item)|env\s*\||printenv)\b/i,
    "reads secrets",
  ],
];

/** Traits of a command line that does more than start a program. */
export const commandTraits = (command: string): readonly string[] =>
  command.length > 20_000
    ? []
    : [...new Set(TRAITS.filter(([pattern]) => pattern.test(command)).map(([, trait]) => trait))];
