/** The paths of npm's registry protocol that the loopback registry answers. */

export type Route =
  | { readonly kind: "packument"; readonly name: string }
  | { readonly kind: "tarball"; readonly name: string; readonly file: string }
  | { readonly kind: "dist-tags"; readonly name: string }
  | { readonly kind: "keys" };

const NAME = "(@[^/]+/[^/]+|[^@/-][^/]*)";
const TARBALL = new RegExp(`^/${NAME}/-/([^/]+\\.tgz)$`);
const DIST_TAGS = new RegExp(`^/-/package/${NAME}/dist-tags$`);
const PACKUMENT = new RegExp(`^/${NAME}$`);

/** The route of a request's path, query left out, or undefined where nothing stands. */
export function routeOf(url: string): Route | undefined {
  const path = decode(url.replace(/\?.*$/s, ""));
  if (path === "/-/npm/v1/keys") return { kind: "keys" };
  const [, tarballName, file] = TARBALL.exec(path ?? "") ?? [];
  if (tarballName !== undefined && file !== undefined) return { kind: "tarball", name: tarballName, file };
  const tagged = DIST_TAGS.exec(path ?? "")?.[1];
  if (tagged !== undefined) return { kind: "dist-tags", name: tagged };
  const name = PACKUMENT.exec(path ?? "")?.[1];
  return name === undefined ? undefined : { kind: "packument", name };
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
