/** Begins the thread that shares the reading before a start, where there is much to read: before anything else is loaded. */
import { availableParallelism } from "node:os";
import { checksLoads } from "../io/checks-loads.js";
import { SecondReader } from "../io/second-reader.js";

const readsAll = !checksLoads(process.versions.node) && availableParallelism() > 1;

export const second = readsAll ? new SecondReader() : undefined;
