/** A thread of `run`, before the start: reads a share of the server's files, and is done. */
import { resolve } from "node:path";
import { parentPort } from "node:worker_threads";
import { readShare } from "../io/check-start.js";
import { PinnedFiles } from "../io/pinned-files.js";
import type { Task } from "../io/second-reader.js";

parentPort?.once("message", ({ root, depth, progress }: Task) => {
  const files = new PinnedFiles(resolve(root));
  readShare(files, depth, progress, files.root);
  parentPort?.close();
});
