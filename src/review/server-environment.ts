/** Which environment variables a server is given: those that every process needs, and those that its pin names. Pure. */

export interface ServerEnvironment {
  readonly env: Readonly<Record<string, string>>;
  /**
   * Names that were there and are not given, what looks like a credential first; without what every session sets and no
   * server is configured by.
   */
  readonly withheld: readonly string[];
  /** Names that were there and that no server is given, sorted. */
  readonly barred: readonly string[];
}

type Env = Readonly<Record<string, string | undefined>>;

/** Names, and beginnings of names. Sets, because compiling patterns as long as these takes longer than all the rest. */
class Names {
  readonly #whole = new Set<string>();
  readonly #beginnings: string[] = [];

  /** Words; one that ends in `*` is a beginning. */
  constructor(...texts: readonly string[]) {
    for (const word of texts.join(" ").split(" ")) {
      if (word.endsWith("*")) this.#beginnings.push(word.slice(0, -1));
      else this.#whole.add(word);
    }
  }

  has(name: string): boolean {
    return this.#whole.has(name) || this.#beginnings.some((beginning) => name.startsWith(beginning));
  }
}

/** What decides which code runs in a process, or what mcp-pin itself goes by: never given, whoever asks. In capitals. */
const NEVER = new Names(
  "NODE_OPTIONS NODE_PATH NODE_COMPILE_CACHE NODE_COMPILE_CACHE_PORTABLE NODE_REPL_EXTERNAL_MODULE NODE_V8_COVERAGE LD_* DYLD_*",
  "GLIBC_TUNABLES OPENSSL_CONF OPENSSL_MODULES OPENSSL_ENGINES BASH_ENV BASH_FUNC_* ENV PYTHONPATH PYTHONSTARTUP PYTHONHOME",
  "PERL5OPT PERL5LIB RUBYOPT RUBYLIB MCP_PIN_*",
);

/** Which authorities this machine trusts besides the usual ones: without them nothing is reached from some networks. */
const AUTHORITIES = "SSL_CERT_FILE SSL_CERT_DIR NODE_EXTRA_CA_CERTS NODE_USE_SYSTEM_CA";

/** Where files go, who the user is, what language they read, what time it is. */
const NEEDED: Readonly<Record<"posix" | "win32", Names>> = {
  posix: new Names(
    "HOME PATH SHELL USER LOGNAME TERM TMPDIR TMP TEMP LANG LANGUAGE TZ XDG_CACHE_HOME XDG_CONFIG_HOME XDG_DATA_HOME",
    "XDG_STATE_HOME NO_COLOR LC_ALL LC_COLLATE LC_CTYPE LC_MESSAGES LC_MONETARY LC_NUMERIC LC_TIME LC_ADDRESS LC_IDENTIFICATION",
    "LC_MEASUREMENT LC_NAME LC_PAPER LC_TELEPHONE",
    AUTHORITIES,
  ),
  win32: new Names(
    "APPDATA LOCALAPPDATA PROGRAMDATA ALLUSERSPROFILE PUBLIC HOME HOMEDRIVE HOMEPATH USERPROFILE USERNAME USERDOMAIN PATH PATHEXT",
    "COMSPEC SYSTEMDRIVE SYSTEMROOT WINDIR OS PROCESSOR_ARCHITECTURE NUMBER_OF_PROCESSORS PROGRAMFILES PROGRAMFILES(X86)",
    "COMMONPROGRAMFILES TEMP TMP LANG TZ NO_COLOR",
    AUTHORITIES,
  ),
};

/** What desktops, shells, terminals, editors and package managers set for themselves. In capitals. */
const AMBIENT = new Names(
  "_ PWD OLDPWD SHLVL HOSTNAME HOSTTYPE MAIL EDITOR VISUAL PAGER LESS* LS_COLORS COLORTERM COLUMNS LINES FORCE_COLOR DISPLAY",
  "WAYLAND_DISPLAY DESKTOP_SESSION SESSION_MANAGER WINDOWID INVOCATION_ID JOURNAL_STREAM MANAGERPID SYSTEMD_* XDG_* DBUS_* GDM*",
  "GNOME_* GTK_* KDE_* QT_* IM_CONFIG_* SSH_* GPG_* TERM_* TMUX* STY ITERM_* VTE_* KITTY_* WEZTERM_* VSCODE_* ELECTRON_* CHROME_*",
  "NPM_* INIT_CWD NVM_* VOLTA_* FNM_* COREPACK_* NODE __CF* XPC_* COMMAND_MODE APPLE_* MANPATH INFOPATH ZSH* BASH* PS0 PS1 PS2 PS3",
  "PS4 PROMPT* DEBIAN_* CONTAINER CLAUDECODE CLAUDE_CODE_* CURSOR_* APPDATA LOCALAPPDATA USERPROFILE GIT_* COMPUTERNAME LOGONSERVER",
  "SESSIONNAME PROCESSOR_* DRIVERDATA ONEDRIVE* PSMODULEPATH COMMONPROGRAM* PROGRAMW6432 USERDOMAIN_* FPS_* WT_* =*",
);

/** Whether a pin may name the variable at all. */
export const isGrantable = (name: string): boolean => !NEVER.has(name.toUpperCase());

/**
 * What a server gets of the environment that its client gives. Values that it does not get are not even read: `run`
 * becomes the server, and they would stay in its memory. `granted`: the names of its pin, or `"all"`; what decides
 * which code runs is withheld even then. On Windows names differ in their letters only, not in their case.
 */
export function serverEnvironment(from: Env, granted: readonly string[] | "all", os: string): ServerEnvironment {
  const spelled = (name: string): string => (os === "win32" ? name.toUpperCase() : name);
  const needed = NEEDED[os === "win32" ? "win32" : "posix"];
  const names = granted === "all" ? undefined : new Set(granted.map(spelled));
  const env: Record<string, string> = {};
  const withheld: string[] = [];
  const barred: string[] = [];
  for (const name of Object.keys(from)) {
    const isAsked = names === undefined || names.has(spelled(name)) || needed.has(spelled(name));
    if (!isGrantable(name)) {
      if (!OURS.test(name)) barred.push(name);
    } else if (isAsked) {
      const value = from[name];
      if (value !== undefined) env[name] = value;
    } else if (!AMBIENT.has(name.toUpperCase())) withheld.push(name);
  }
  return { env, withheld: withheld.sort(byWeight), barred: barred.sort() };
}

/** What mcp-pin and its own start are configured by. */
const OURS = /^(?:MCP_PIN_.*|NODE_COMPILE_CACHE.*)$/i;
const CREDENTIAL = /KEY|TOKEN|SECRET|PASS|AUTH|CRED/i;

const byWeight = (a: string, b: string): number =>
  Number(CREDENTIAL.test(b)) - Number(CREDENTIAL.test(a)) || (a < b ? -1 : 1);
