/** Members of values: of objects, lists and texts, of modules, and of what is only known by its name. */

import type { Folder, Frame } from "./fold.js";
import { urlPart } from "./fold-builtins.js";
import { exportedOf } from "./fold-names.js";
import { ASSEMBLED, COMPUTED, choice, constant, fromOf, reference, text, type Value } from "./value.js";

/** The names of the global object. */
export const GLOBALS: ReadonlySet<string> = new Set(["globalThis", "window", "self", "global"]);

/** `object.key`. */
export function property(folder: Folder, object: Value, key: string, frame: Frame): Value {
  switch (object.t) {
    case "reference":
      return referenceMember(object.name, key);
    case "module":
      return exportedOf(folder, object.module, key);
    case "object":
      return (
        object.props.get(key) ??
        (key === "default"
          ? object // what an interop helper or an import of JSON hands on
          : key === "constructor"
            ? reference("Object")
            : object.open
              ? COMPUTED
              : constant(undefined))
      );
    case "list":
      if (key === "length" && !object.open) return constant(object.items.length);
      if (key === "raw") return object; // of the texts that a tag is given
      return (
        object.items[Number(key)] ??
        (key === "constructor"
          ? reference("Array")
          : key in Array.prototype
            ? reference(`Array.prototype.${key}`)
            : COMPUTED)
      );
    case "choice":
      return choice(object.of.slice(0, 8).map((item) => property(folder, item, key, frame)));
    case "unknown":
      return object.shape === "computed" ? COMPUTED : { ...object, name: `${object.name ?? ""}.${key}`.slice(0, 80) };
    case "constant":
    case "text":
      return textMember(object, key);
    case "bytes":
      return key === "length" ? constant(object.bytes.length) : byteAt(object.bytes, key);
    case "regex":
      return key === "source" || key === "flags" ? constant(object[key], [], ASSEMBLED) : COMPUTED;
    case "function":
      return key === "constructor" ? reference("Function") : COMPUTED;
    default:
      return COMPUTED;
  }
}

/** `object[key]` with a key that is not known. */
export const unknownMember = (object: Value): Value =>
  object.t === "list" ? choice(object.items.slice(0, 16)) : object.t === "unknown" ? object : COMPUTED;

function referenceMember(name: string, key: string): Value {
  if (name === "globalThis") return GLOBALS.has(key) ? reference(name) : reference(key);
  if (key === "default") return reference(name);
  if (key === "constructor" && name === "Function.prototype") return reference("Function");
  if (
    key === "constructor" &&
    (/(?:^|\.)(?:constructor|prototype\.\w+)$/.test(name) || /^(?:Object|Array|String|Number)$/.test(name))
  ) {
    return reference("Function");
  }
  return reference(`${name}.${key}`);
}

function textMember(value: Value, key: string): Value {
  const own = text(value);
  if (own !== undefined && key === "length") return constant(own.length);
  if (own !== undefined && /^\d+$/.test(key)) return constant(own[Number(key)], fromOf(value), ASSEMBLED);
  return (
    urlPart(value, key) ??
    (key === "constructor"
      ? reference("String")
      : key in String.prototype
        ? reference(`String.prototype.${key}`)
        : COMPUTED)
  );
}

const byteAt = (bytes: Uint8Array, key: string): Value => (/^\d+$/.test(key) ? constant(bytes[Number(key)]) : COMPUTED);
