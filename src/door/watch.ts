/** A thread of a process that became the server: ends it when the client is gone, even if the server does nothing else. */
import { workerData } from "node:worker_threads";

/** Milliseconds: how often the client is looked for, and how long the server may take to end. */
const EVERY = 1000;
const GRACE = 2000;

const client = workerData as number;
const watch = setInterval(() => {
  if (process.ppid === client) return;
  clearInterval(watch);
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.kill(process.pid, "SIGKILL"), GRACE);
}, EVERY);
