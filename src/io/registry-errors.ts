/** What went wrong between us and a registry, in words and with a next step. Never quotes a credential. */
import { PinError } from "../errors.js";

const UNREACHABLE = new Set([
  ...["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "EHOSTUNREACH", "ENETUNREACH", "EPIPE"],
  ...["EINVALIDPROXY", "EACCES", "ERR_SOCKET_CLOSED"],
]);
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ERR_TLS/;

interface Failure {
  readonly code?: unknown;
  readonly type?: unknown;
  readonly name?: unknown;
  readonly message?: unknown;
  readonly statusCode?: unknown;
}

/** An address fit to print and to record: without user, password and fragment. */
export function plainUrl(address: string): string {
  if (!URL.canParse(address)) return "(an address that does not parse)";
  const url = new URL(address);
  url.username = "";
  url.password = "";
  url.hash = "";
  return url.href;
}

/** @param subject what was asked for, as `name` or `name@version`. */
export function registryError(cause: unknown, subject: string, address: string, signal?: AbortSignal): PinError {
  if (cause instanceof PinError) return cause;
  if (signal?.aborted === true) return new PinError("interrupted", "interrupted", { cause });
  const failure = (typeof cause === "object" && cause !== null ? cause : {}) as Failure;
  const host = URL.canParse(address) ? new URL(address).host : "the registry";
  const status = Number(failure.statusCode);
  if (status >= 400) return statusError(status, subject, host, cause);
  const code = typeof failure.code === "string" ? failure.code : "";
  const error = (message: string, hint: string) => new PinError("registry", message, { cause, hint });
  if (/TIMEOUT|ETIMEDOUT/.test(code) || /timeout/i.test(String(failure.type)) || failure.name === "TimeoutError") {
    return error(`${subject}: ${host} did not answer in time`, "try again, or name another registry with --registry");
  }
  if (CERTIFICATE.test(code)) {
    return error(
      `${subject}: ${host} shows a certificate that is not trusted (${code})`,
      "behind a proxy that opens TLS, name its authority in .npmrc (cafile)",
    );
  }
  if (UNREACHABLE.has(code)) {
    return error(
      `${subject}: cannot reach ${host} (${code})`,
      "check the network, and registry and proxy in .npmrc; what is pinned and installed verifies offline",
    );
  }
  return error(`${subject}: ${host} gave no usable answer (${String(failure.message ?? cause)})`, "try again");
}

function statusError(status: number, subject: string, host: string, cause: unknown): PinError {
  if (status === 401 || status === 403) {
    return new PinError("registry", `${subject}: ${host} refuses access (HTTP ${status})`, {
      cause,
      hint: `put a valid token for ${host} into your .npmrc, or renew it with npm login`,
    });
  }
  if (status === 404 || status === 410) {
    return new PinError("registry", `${subject}: not found at ${host} (HTTP ${status})`, {
      cause,
      hint: "check the spelling; a private package is also 'not found' without a token in .npmrc",
    });
  }
  const hint = status === 429 ? "too many requests: wait a little" : "the registry is in trouble: try again later";
  return new PinError("registry", `${subject}: ${host} answered HTTP ${status}`, { cause, hint });
}

/** Whether the registry said that there is no such thing, as opposed to saying nothing usable. */
export function isNotFound(error: unknown): boolean {
  const cause = error instanceof PinError ? error.cause : error;
  const status = (cause as Failure | undefined)?.statusCode;
  return status === 404 || status === 410;
}
