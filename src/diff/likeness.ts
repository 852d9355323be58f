/**
 * How alike two files are, from the pieces of text they share: lines, and the statements of long lines, so that a
 * minified chunk is comparable as well. Order does not count, size does.
 */
import { hash } from "node:crypto";
import { textOf } from "./content.js";

/** Hash of a piece to the bytes that it makes up in one file. */
export interface Sketch {
  readonly pieces: ReadonlyMap<number, number>;
  readonly weight: number;
}

/** Pieces kept of one file: enough for 5 MB of source, and a bound for anything else. */
const MAX_PIECES = 200_000;
/** Above this many characters a line is taken apart at its statements. */
const LONG_LINE = 400;
/** Pieces shorter than this (`}`, `});`) say nothing about where a text came from. */
const SHORT = 6;
/** What a minifier calls something may be called otherwise by its next run. */
const SHORT_NAME = /(?<![\w$.])[A-Za-z_$][\w$]{0,2}(?![\w$])/g;

/** The sketch of a file; of binary data it holds blocks of bytes. A `nameless` one does not tell minified names apart. */
export function sketchOf(bytes: Uint8Array, isNameless = false): Sketch {
  const text = textOf(bytes)?.text;
  const pieces = new Map<number, number>();
  let weight = 0;
  for (const piece of text === undefined ? blocks(bytes) : statements(text, isNameless)) {
    if (pieces.size >= MAX_PIECES) break;
    const key = hashOf(piece);
    pieces.set(key, (pieces.get(key) ?? 0) + piece.length);
    weight += piece.length;
  }
  return { pieces, weight };
}

/** 0 to 1: the shared part of both sketches together (Sørensen–Dice over bytes). */
export function likeness(a: Sketch, b: Sketch): number {
  if (a.weight + b.weight === 0) return 0;
  const [small, large] = a.pieces.size <= b.pieces.size ? [a, b] : [b, a];
  let shared = 0;
  for (const [key, weight] of small.pieces) shared += Math.min(weight, large.pieces.get(key) ?? 0);
  return (2 * shared) / (a.weight + b.weight);
}

function* statements(text: string, isNameless: boolean): Generator<string> {
  for (const line of text.split("\n")) {
    const isLong = line.length > LONG_LINE;
    for (const piece of isLong ? line.split(/(?<=[;{},])/) : [line]) {
      const bare = isLong && isNameless ? piece.trim().replace(SHORT_NAME, "_") : piece.trim();
      if (bare.length >= SHORT) yield bare;
    }
  }
}

const BLOCK = 256;

function* blocks(bytes: Uint8Array): Generator<string> {
  for (let start = 0; start < bytes.length; start += BLOCK) {
    yield Buffer.from(bytes.subarray(start, start + BLOCK)).toString("latin1");
  }
}

/** FNV-1a, 32 bits; of very long pieces SHA-1 in native code. A chance collision costs a better pairing, nothing else. */
function hashOf(text: string): number {
  if (text.length > 4096) return Number.parseInt(hash("sha1", text, "hex").slice(0, 8), 16);
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}
