/**
 * Whether sources are checked as they are loaded, by the version of Node. `registerHooks` is there from 22.15 on; up to
 * 22.21 and 24.7, CommonJS that ECMAScript modules import cannot require such modules under it.
 */
export function checksLoads(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major === 22 ? minor >= 22 : major === 24 ? minor >= 8 : major > 24;
}
