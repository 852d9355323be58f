/** Options that several commands share, as the command line hands them over. */
import type { ArchiveLimits } from "../package/limits.js";

export interface LockfileOptions {
  readonly lockfile?: string;
  readonly global?: boolean;
}

export interface OutputOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export interface NetworkOptions {
  readonly registry?: string;
  readonly offline?: boolean;
  /** What an archive may unpack to. */
  readonly limits?: ArchiveLimits;
}
