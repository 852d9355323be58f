/** Does work with a folder as the working one: each path is then looked up from there and not from the root of the disk. */
export function within<T>(folder: string, work: () => T): T {
  const back = process.cwd();
  process.chdir(folder);
  try {
    return work();
  } finally {
    process.chdir(back);
  }
}
