/** A thread of `run`, before the start: reads a share of the server's files, and is done. */
import { parentPort } from "node:worker_threads";
import { readShare } from "../io/check-start.js";
import { PinnedFiles } from "../io/pinned-files.js";
import type { Task } from "../io/second-reader.js";

parentPort?.once("message", ({ root, depth, progress }: Task) => {
  readShare(new PinnedFiles(root), depth, progress, root);
  parentPort?.close();
});
