/** Whether words that are not understood may nevertheless start an npm package. In doubt they do. */

const NPM = /(?:^|[^a-z0-9_])(?:npx|npm|pnpm|pnpx|yarn|yarnpkg|bun|bunx|corepack|node_modules)(?![a-z0-9_])/i;
const RUNNER = /(?:^|[\s/\\"'`=;&|(])(?:npx|pnpx|bunx)(?:\.(?:cmd|exe))?(?=$|[\s"'`;&|)])/i;
const RUNNER_COMMAND = /\b(?:npm\s+(?:exec|x)|pnpm\s+dlx|yarn\s+dlx|bun\s+x)\b/i;

/** Quotes and backslashes inside a word (`n""px`) hide nothing from a shell. */
const unquoted = (text: string): string => text.replace(/["'\\^]/g, "");

export function mentionsNpm(words: readonly string[]): boolean {
  const text = words.join(" ");
  return NPM.test(text) || NPM.test(unquoted(text));
}

/** Whether the words hold a command that fetches and starts a package: `docker run node npx …`. */
export function mentionsRunner(words: readonly string[]): boolean {
  const text = words.join(" ");
  return RUNNER.test(text) || RUNNER_COMMAND.test(text);
}
