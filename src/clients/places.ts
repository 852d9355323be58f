/** Where a user's settings stand on each platform. Pure: the environment is handed in. */

export type DesktopPlatform = "darwin" | "win32" | "linux";

export interface Places {
  readonly platform: DesktopPlatform;
  readonly home: string;
  /** Windows' roaming folder (`%APPDATA%`); elsewhere never used. */
  readonly appData: string;
  /** `$XDG_CONFIG_HOME`, else `~/.config`. */
  readonly xdgConfig: string;
}

/** The platform's separator between the parts; parts themselves are written with `/`. */
export function joinPath(platform: DesktopPlatform, ...parts: readonly string[]): string {
  const path = parts.join("/");
  return platform === "win32" ? path.replaceAll("/", "\\") : path;
}

/**
 * The places of a user. A relative `XDG_CONFIG_HOME` is ignored, as its specification asks; an unknown platform is
 * read like Linux.
 */
export function placesOf(
  platform: string,
  home: string,
  env: Readonly<Record<string, string | undefined>> = {},
): Places {
  const known = platform === "darwin" || platform === "win32" ? platform : "linux";
  const xdg = env.XDG_CONFIG_HOME;
  return {
    platform: known,
    home,
    appData: env.APPDATA || joinPath(known, home, "AppData/Roaming"),
    xdgConfig: xdg?.startsWith("/") ? xdg : joinPath(known, home, ".config"),
  };
}

/** A path below one of the places. */
export type UserPath = (places: Places) => string;

export const inHome =
  (path: string): UserPath =>
  ({ platform, home }) =>
    joinPath(platform, home, path);

/** `~/.config` for programs that follow XDG on every platform. */
export const inConfig =
  (path: string): UserPath =>
  ({ platform, xdgConfig }) =>
    joinPath(platform, xdgConfig, path);

/** The folder that the platform has for applications: Application Support, `%APPDATA%` or `~/.config`. */
export const inAppFolder =
  (path: string): UserPath =>
  ({ platform, home, appData, xdgConfig }) => {
    if (platform === "darwin") return joinPath(platform, home, "Library/Application Support", path);
    return joinPath(platform, platform === "win32" ? appData : xdgConfig, path);
  };

/** One path on Windows, below `%APPDATA%`; another below `~/.config` elsewhere. */
export const inConfigOrAppData =
  (path: string, windows: string): UserPath =>
  (places) =>
    places.platform === "win32" ? joinPath("win32", places.appData, windows) : inConfig(path)(places);

/** A path that is the same for all users of the machine. */
export const systemWide =
  (paths: Readonly<Record<DesktopPlatform, string>>): UserPath =>
  ({ platform }) =>
    paths[platform];
