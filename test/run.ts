/**
 * The test runner of `npm test`: runs every compiled `*.test.js` below this folder, or those whose path holds one of the
 * arguments, and ends with one line that machines can read: `N passed, N failed`, and `, N skipped` where there are any.
 * Exit code 1 when a test failed, and when none ran.
 */
import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, relative } from "node:path";
import { Readable } from "node:stream";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";
import { summarise, Tally } from "./helpers/tally.js";

const ROOT = dirname(fileURLToPath(import.meta.url));
const shorten = (file: string): string => relative(ROOT, file);
/** Milliseconds after which a file hangs rather than works. */
const FILE_TIMEOUT = 15 * 60_000;

function testFiles(filters: readonly string[]): string[] {
  return readdirSync(ROOT, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".test.js"))
    .filter((path) => filters.length === 0 || filters.some((filter) => path.includes(filter)))
    .sort()
    .map((path) => join(ROOT, path));
}

// Until the end is reached, ending is a failure: an event loop that runs dry must not look like success.
process.exitCode = 1;
const files = testFiles(process.argv.slice(2).map((filter) => filter.replace(/\.ts$/, "")));
const tally = new Tally(files);

/** The events that tell of trouble, for the reporter; files that passed have a line each. */
async function* troubles(events: ReturnType<typeof run>): AsyncGenerator<unknown> {
  let file: string | undefined;
  let before = tally.counts;
  const closeFile = (): void => {
    const { passed, failed } = tally.counts;
    if (file !== undefined && failed === before.failed) {
      process.stdout.write(`✔ ${shorten(file)} (${passed - before.passed})\n`);
    }
    before = tally.counts;
  };
  for await (const event of events) {
    if (event.type === "test:pass" || event.type === "test:fail") {
      if (event.data.file !== file) closeFile();
      file = event.data.file;
      if (event.type === "test:pass") tally.passed(event.data);
      else tally.failed(event.data);
    }
    if (["test:fail", "test:stdout", "test:stderr"].includes(event.type)) yield event;
  }
  closeFile();
}

if (files.length > 0) {
  const events = run({ files, concurrency: Math.max(2, availableParallelism()), timeout: FILE_TIMEOUT });
  for await (const text of Readable.from(troubles(events)).compose(new spec())) process.stdout.write(text);
}
process.stdout.write(summarise(tally, shorten));
process.exitCode = tally.ok ? 0 : 1;
