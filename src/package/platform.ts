/** Whether a package is meant for a platform, by its `os`, `cpu` and `libc` fields, as npm reads them. */

export interface Platform {
  readonly os: string;
  readonly cpu: string;
  /** `glibc` or `musl`; undefined outside Linux or where it cannot be told. */
  readonly libc: string | undefined;
}

export interface PlatformFields {
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
}

/** Same rules as npm-install-checks: `!x` excludes, a list of exclusions alone admits the rest, `any` admits all. */
export function runsOn(fields: PlatformFields, platform: Platform): boolean {
  return (
    admits(fields.os, platform.os) &&
    admits(fields.cpu, platform.cpu) &&
    (fields.libc === undefined || fields.libc.length === 0 || admitsLibc(fields.libc, platform))
  );
}

function admitsLibc(list: readonly string[], platform: Platform): boolean {
  return platform.os === "linux" && platform.libc !== undefined && admits(list, platform.libc);
}

function admits(list: readonly string[] | undefined, value: string): boolean {
  if (list === undefined || list.length === 0 || (list.length === 1 && list[0] === "any")) return true;
  if (list.includes(`!${value}`)) return false;
  return list.includes(value) || list.every((item) => item.startsWith("!"));
}
