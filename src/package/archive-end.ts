/** Whether a tar archive goes on after its end: two blocks of zeros, behind which some readers stop and others do not. */

const BLOCK = 512;

/** False also for what is no archive: the parser says what is wrong with that. */
export function goesOnAfterEnd(archive: Buffer): boolean {
  let zeros = 0;
  for (let at = 0; at + BLOCK <= archive.length; ) {
    if (isZero(archive, at, at + BLOCK)) {
      zeros += 1;
      at += BLOCK;
      if (zeros === 2) return !isZero(archive, at, archive.length);
      continue;
    }
    zeros = 0;
    const size = sizeAt(archive, at);
    if (size === undefined) return false;
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return false;
}

const isZero = (bytes: Buffer, start: number, end: number): boolean => {
  for (let at = start; at < end; at++) if (bytes[at] !== 0) return false;
  return true;
};

/** The size of an entry's content, in octal or, beyond 8 GB, in base 256. */
function sizeAt(archive: Buffer, at: number): number | undefined {
  const field = archive.subarray(at + 124, at + 136);
  if (((field[0] ?? 0) & 0x80) !== 0) return undefined;
  const digits = /^[ \0]*([0-7]*)[ \0]*$/.exec(field.toString("latin1"))?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits || "0", 8);
}
