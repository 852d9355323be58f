/** Why mcp-pin could not decide, or was asked wrongly. Closed: the command line maps each code to an exit code. */
export type ErrorCode =
  | "usage" // wrong arguments: exit 2
  | "refused" // a decision was made and it is no: exit 3
  | "lockfile" // missing, unreadable or invalid lockfile: exit 1
  | "archive" // a tarball that the strict reader refuses: exit 3
  | "integrity" // bytes that are not the pinned or announced ones: exit 3
  | "registry" // the registry did not give a usable answer: exit 1
  | "resolve" // the closure cannot be resolved: exit 1
  | "store" // the store cannot be read or written: exit 1
  | "interrupted"; // Ctrl-C or a signal: exit 1, nothing written

const REFUSALS: ReadonlySet<ErrorCode> = new Set(["refused", "archive", "integrity"]);

/** Whether a decision was made and it is no; else nothing could be decided, or the question was wrong. */
export const isRefusal = ({ code }: Pick<PinError, "code">): boolean => REFUSALS.has(code);

/** Whether what failed for one of several servers is about that server: the others have their turn still. */
export const isOfOneServer = (error: unknown): error is PinError =>
  error instanceof PinError && error.code !== "interrupted";

export interface PinErrorOptions {
  /** The next step, printed as a `hint:` line. */
  readonly hint?: string;
  /** A list that belongs to the message, printed a line each. */
  readonly details?: readonly string[];
  readonly cause?: unknown;
}

/** The same for every copy of the class. */
const BRAND = Symbol.for("mcp-pin.PinError");

/**
 * The only error that commands throw on purpose. The message is one line, lower case, has no final full stop, and may quote
 * hostile text: escaping is the printer's duty, not the thrower's.
 */
export class PinError extends Error {
  /** What the door loads later is a bundle of its own, with a copy of this class: theirs are errors on purpose, too. */
  static override [Symbol.hasInstance](value: unknown): value is PinError {
    return typeof value === "object" && value !== null && BRAND in value;
  }

  readonly [BRAND] = true;
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly details: readonly string[];

  constructor(code: ErrorCode, message: string, options: PinErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "PinError";
    this.code = code;
    this.hint = options.hint;
    this.details = options.details ?? [];
  }
}
