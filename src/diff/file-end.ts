/** Where a file ends by its own format. What stands behind is seen by no viewer. */

type End = (bytes: Uint8Array, view: DataView) => number | undefined;

const holds = (bytes: Uint8Array, at: number, text: string): boolean =>
  [...text].every((character, i) => bytes[at + i] === character.charCodeAt(0));

const ENDS: readonly (readonly [magic: string, end: End])[] = [
  ["\x89PNG", endOfPng],
  ["\xff\xd8\xff", endOfJpeg],
  ["GIF8", endOfGif],
  ["RIFF", (bytes, view) => (bytes.length < 8 ? undefined : even(8 + view.getUint32(4, true)))],
  ["\0\0\x01\0", endOfIcon],
  ["wOFF", (bytes, view) => (bytes.length < 12 ? undefined : view.getUint32(8, false))],
  ["wOF2", (bytes, view) => (bytes.length < 12 ? undefined : view.getUint32(8, false))],
  ["%PDF-", endOfPdf],
];

const even = (length: number): number => length + (length % 2);

/** Bytes that stand after the end of a file that says where it ends; 0 for all other files. */
export function appendedTo(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = ENDS.find(([magic]) => holds(bytes, 0, magic))?.[1](bytes, view);
  return end === undefined ? 0 : Math.max(0, bytes.length - end);
}

/** Walks the chunks up to IEND. */
function endOfPng(bytes: Uint8Array, view: DataView): number | undefined {
  for (let at = 8; at + 12 <= bytes.length; ) {
    const next = at + 12 + view.getUint32(at, false);
    if (holds(bytes, at + 4, "IEND")) return next;
    at = next;
  }
  return undefined;
}

/** Walks the segments; within the picture's data only a marker that is no restart and no escape ends it. */
function endOfJpeg(bytes: Uint8Array, view: DataView): number | undefined {
  for (let at = 2; at + 2 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xd9) return at + 2;
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else if (at + 4 > bytes.length) return undefined;
    else {
      at += 2 + view.getUint16(at + 2, false);
      if (marker === 0xda) at = afterScan(bytes, at);
    }
  }
  return undefined;
}

function afterScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}

/** Walks the blocks up to the trailer. */
function endOfGif(bytes: Uint8Array): number | undefined {
  const table = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
  const afterBlocks = (from: number): number => {
    let at = from;
    while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0);
    return at + 1;
  };
  for (let at = 13 + table(bytes[10] ?? 0); at < bytes.length; ) {
    if (bytes[at] === 0x3b) return at + 1;
    if (bytes[at] === 0x21) at = afterBlocks(at + 2);
    else if (bytes[at] === 0x2c) at = afterBlocks(at + 11 + table(bytes[at + 9] ?? 0));
    else return undefined;
  }
  return undefined;
}

/** The farthest picture of the directory. */
function endOfIcon(bytes: Uint8Array, view: DataView): number | undefined {
  const count = bytes.length < 6 ? 0 : view.getUint16(4, true);
  if (count === 0 || count > 256 || 6 + 16 * count > bytes.length) return undefined;
  const ends = Array.from({ length: count }, (_, i) => {
    const at = 6 + 16 * i;
    return view.getUint32(at + 8, true) + view.getUint32(at + 12, true);
  });
  return Math.max(...ends);
}

/** Behind the last mark of an end. */
function endOfPdf(bytes: Uint8Array): number | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mark = text.lastIndexOf("%%EOF", undefined, "latin1");
  return mark === -1 ? undefined : mark + 5;
}
