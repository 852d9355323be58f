/** The SHA-256 of files on disk, read synchronously into one buffer (measured: a quarter of the CPU of asynchronous reads). */
import { createHash, hash } from "node:crypto";
import { closeSync, constants, openSync, readFileSync, readSync } from "node:fs";

/** The server may replace functions of `fs` for itself. */
const open = openSync;
const read = readSync;
const close = closeSync;
const readWhole = readFileSync;
const sha256 = hash;

const BUFFER_BYTES = 1024 ** 2;
/** Absent on Windows, where links need a privilege and the listing still shows them. */
const READ_NO_FOLLOW = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);

/** @throws Error when it is a link, or cannot be opened. */
export const openNoFollow = (file: string): number => open(file, READ_NO_FOLLOW);

export class FileHash {
  readonly #buffer: Buffer;

  constructor(bytes = BUFFER_BYTES) {
    this.#buffer = Buffer.allocUnsafeSlow(bytes);
  }

  /**
   * Of an open file, in hex. A read that does not fill the buffer ends a regular file; were it cut short, the hash would
   * not be the pinned one.
   */
  of(fd: number): string {
    const buffer = this.#buffer;
    let length = read(fd, buffer, 0, buffer.length, null);
    if (length < buffer.length) return sha256("sha256", buffer.subarray(0, length), "hex");
    const digest = createHash("sha256");
    for (; length > 0; length = read(fd, buffer, 0, buffer.length, null)) digest.update(buffer.subarray(0, length));
    return digest.digest("hex");
  }

  /** A file's text, if its bytes have that hash. @throws Error when it cannot be read, or is a link. */
  text(file: string, expected: string): string | undefined {
    const bytes = this.#bytes(file);
    return sha256("sha256", bytes, "hex") === expected ? bytes.toString("utf8") : undefined;
  }

  /** To be used before the next file is read. */
  #bytes(file: string): Buffer {
    const fd = openNoFollow(file);
    try {
      const length = read(fd, this.#buffer, 0, this.#buffer.length, null);
      return length < this.#buffer.length ? this.#buffer.subarray(0, length) : readWhole(file);
    } finally {
      close(fd);
    }
  }
}
