/** Several servers, one after another: one that cannot be decided does not keep the others waiting. */
import { isOfOneServer, isRefusal, PinError } from "../errors.js";
import type { Host } from "../io/host.js";
import { renderError } from "../report/error.js";

export class Attempts {
  readonly #host: Pick<Host, "err">;
  readonly #isAlone: boolean;
  readonly #failed = new Map<string, PinError>();
  readonly #hints = new Set<string | undefined>();

  /** @param isAlone nothing waits for what comes behind a failure: it is thrown as it is */
  constructor(host: Pick<Host, "err">, isAlone: boolean) {
    this.#host = host;
    this.#isAlone = isAlone;
  }

  /** What failed so far, by server. */
  get failed(): ReadonlyMap<string, PinError> {
    return this.#failed;
  }

  /**
   * Undefined where it failed, which is said at once.
   *
   * @throws what failed, where nothing waits behind it, or where it concerns them all.
   */
  async of<T>(server: string, attempt: () => Promise<T>): Promise<T | undefined> {
    try {
      return await attempt();
    } catch (error) {
      if (this.#isAlone || !isOfOneServer(error)) throw error;
      const isSaid = this.#hints.has(error.hint);
      this.#host.err(renderError(isSaid ? { message: error.message, details: error.details, hint: undefined } : error));
      this.#hints.add(error.hint);
      this.#failed.set(server, error);
      return undefined;
    }
  }

  /**
   * @param open a refusal that stands beside what failed
   * @throws PinError naming the servers about which nothing could be decided, or else those that were refused.
   */
  end(open?: PinError): void {
    const failed = [...this.#failed];
    const undecided = failed.filter(([, error]) => !isRefusal(error));
    const [[, first] = []] = undecided.length > 0 ? undecided : failed;
    if (first === undefined) {
      if (open !== undefined) throw open;
      return;
    }
    if (open !== undefined) this.#host.err(renderError(open));
    if (isRefusal(first)) throw new PinError("refused", `refused ${namesOf(failed)}`);
    throw new PinError(first.code, `could not decide about ${namesOf(undecided)}`);
  }
}

const namesOf = (failed: readonly (readonly [string, PinError])[]): string => failed.map(([name]) => name).join(", ");
