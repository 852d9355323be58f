/** Options that several commands share, as the command line hands them over. */

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
}
