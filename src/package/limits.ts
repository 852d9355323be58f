/** What an archive may unpack to. Defaults hold every package of the servers measured, by a wide margin. */
export interface ArchiveLimits {
  /** Entries of any kind. */
  readonly files: number;
  /** Bytes of the unpacked archive, headers included. */
  readonly bytes: number;
  /** Unpacked to packed size, judged only above 16 MiB unpacked: small texts compress well. */
  readonly ratio: number;
}

export const DEFAULT_LIMITS: ArchiveLimits = { files: 100_000, bytes: 1024 ** 3, ratio: 200 };
