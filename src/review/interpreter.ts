/** Which program runs an entry file that is not JavaScript. Pure. */
import type { PackageFile } from "../package/tree.js";

const NODE = /^(?:node|nodejs)(?:\d+)?$/;
const SHEBANG = /^#![ \t]*([^\r\n]*)/;
/** More than any first line that a kernel reads. */
const MAX_LINE = 512;

/**
 * What the file's first line names, where that is not node: a program's name (`#!/usr/bin/env python3`) or its absolute
 * path (`#!/bin/sh`). Options there are not taken over. Undefined: node runs it.
 */
export function interpreterOf(file: PackageFile): string | undefined {
  const text = Buffer.from(file.bytes.subarray(0, MAX_LINE)).toString("utf8");
  const words = (SHEBANG.exec(text)?.[1] ?? "").split(/[ \t]+/).filter((word) => word !== "");
  const [first = ""] = words;
  const isEnv = /(?:^|\/)env$/.test(first);
  const program = isEnv ? words.slice(1).find((word) => !word.startsWith("-") && !word.includes("=")) : first;
  if (program === undefined || program === "" || NODE.test(program.slice(program.lastIndexOf("/") + 1)))
    return undefined;
  return program;
}
