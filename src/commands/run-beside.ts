/** A start with the server as a process of its own and this one beside it, which may stand in its streams. */
import type { Host } from "../io/host.js";
import { holdServer, type Launch, supervise } from "../io/launcher.js";
import { unoptimized } from "../io/unoptimized.js";
import type { Reviewed } from "../review/verdict.js";
import { type GuardPlan, isGuarded } from "./run-plan.js";

/**
 * The server's process starts while `judge` decides about it, and runs nothing before it has. A start that nobody stands
 * in does not load the guard. `said`: what a person should know when it starts.
 *
 * @throws PinError what `judge` throws, and what keeps the server from being started.
 */
export async function runBeside(
  host: Host,
  launch: Launch,
  plan: GuardPlan,
  judge: () => Reviewed,
  said: string,
): Promise<void> {
  const held = holdServer(launch, isGuarded(plan) ? "pipe" : "inherit");
  try {
    const guard = isGuarded(plan) ? (await import("./run-guard.js")).guardFor(host, plan) : undefined;
    const running = held.release(unoptimized("memory", judge));
    if (said !== "") host.err(said);
    guard?.(running.child);
    await supervise(running);
  } catch (error) {
    held.drop();
    throw error;
  }
}
