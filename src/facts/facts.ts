/**
 * What a package's files can reach and say, as data. A fact has an identity (`key`) that survives moving, renaming and
 * reformatting, so that two versions are compared by facts and not by lines.
 */

/** Where a reader finds it in the shipped file. Lines and columns count from 1, columns in UTF-16 units. */
export interface Evidence {
  /** Relative to the package. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** The source around the place, at most about 240 characters of its line. Hostile text. */
  readonly excerpt: string;
}

/**
 * Who decides the value: the package itself (`constant`, also when only a part, a default or one branch is), the caller
 * of a function or tool (`parameter`), the environment, or code that was not followed (`computed`).
 */
export type Shape = "constant" | "parameter" | "environment" | "computed";

/** What kind of text the fact stands in. Only `code` and `data` act; `prose` is read by people, `test` by nobody's server. */
export type Zone = "code" | "data" | "prose" | "test";

interface FactBase {
  /** Equal in two versions when the same thing is true in both. Never holds a position or a local name. */
  readonly key: string;
  readonly zone: Zone;
  readonly at: Evidence;
  /** Where the parts of the value come from, when that is elsewhere. */
  readonly via: readonly Evidence[];
  /** The source spelling, when it hides the value (decoded, assembled, escaped). */
  readonly disguise?: string;
}

export type HostClass =
  | "name" // a registrable domain name
  | "ip" // a public address in any notation
  | "private" // RFC 1918 and friends, `.local`, `.internal`, names without a dot
  | "loopback"
  | "any" // 0.0.0.0 and ::, meaningful when listened on
  | "reserved"; // documentation names and addresses: example.com, .test, .invalid

export interface HostFact extends FactBase {
  readonly kind: "host";
  /** Lower case, as a resolver would see it; addresses in their usual notation. */
  readonly host: string;
  /** The host as the folded value spells it: `0xc6336426`, `api.exаmple.com`. */
  readonly spelled: string;
  readonly class: HostClass;
  /** The folded value that holds it. */
  readonly value: string;
  /** `reach`: given to something that connects, listens or resolves; `base`: an API base or default; `text`: merely said. */
  readonly use: "reach" | "base" | "text";
  /** What it was given to, for `reach`: `fetch`, `net.connect`. For `base`, the property or variable. */
  readonly by?: string;
  /** Name and password before the host, which can make it look like another. */
  readonly userinfo?: string;
  /** Whose place at the host the address leads to, where its path says so: an owner, a bucket, a project. */
  readonly tenant?: string;
}

export interface EmailFact extends FactBase {
  readonly kind: "email";
  readonly address: string;
  readonly value: string;
  /** True when the value is the address itself rather than a sentence that mentions one. */
  readonly whole: boolean;
  /** The property or variable that holds it. */
  readonly holder?: string;
}

export interface MailFieldFact extends FactBase {
  readonly kind: "mail-field";
  /** Canonical: `to cc bcc reply-to from sender return-path envelope headers raw smtp forward`. */
  readonly field: string;
  /** The field as written: `BccRecipients`. */
  readonly spelled: string;
  readonly shape: Shape;
  /** The constant parts of the value. */
  readonly values: readonly string[];
  /** The value's source, shortened. */
  readonly source: string;
}

/** A call, construction or mention of an interface that can do harm: processes, code, files, network, timers. */
export interface CallFact extends FactBase {
  readonly kind: "call";
  readonly group: "exec" | "dynamic-code" | "network" | "fs" | "patch" | "gate" | "loader" | "wasm";
  /** Canonical name: `child_process.exec`, `eval`, `https.request`. */
  readonly api: string;
  /** The folded first argument, command line or patched name; unknown parts as `…`. */
  readonly argument: string;
  readonly shape: Shape;
  /** Telling options and circumstances: `detached`, `shell`, `eval`, `stdio-ignored`, `decoded`, `fetched`. */
  readonly traits: readonly string[];
}

export interface EnvFact extends FactBase {
  readonly kind: "env";
  /** The variable's name; `*` for the environment as a whole. */
  readonly name: string;
  /** For `*`: what is done with it (`serialised`, `copied`, `passed to fetch`). */
  readonly use?: string;
}

export interface PathFact extends FactBase {
  readonly kind: "path";
  /** The folded path, `~` for the home folder. */
  readonly path: string;
  /** What sort of secret or configuration lies there: `ssh keys`, `agent configuration`. */
  readonly what: string;
  readonly level: "credential" | "sensitive" | "agent-config";
  readonly by?: string;
}

/** Something secret or from the caller that goes to something that leaves the machine. */
export interface FlowFact extends FactBase {
  readonly kind: "flow";
  readonly source: "environment" | "whole-environment" | "tool-arguments" | "tool-result" | "file" | "host-identity";
  readonly detail: string;
  readonly sink: string;
}

export interface ModuleFact extends FactBase {
  readonly kind: "module";
  /** The specifier as folded; `…` for unknown parts. */
  readonly specifier: string;
  readonly shape: Shape;
  readonly dynamic: boolean;
}

export interface ToolFact extends FactBase {
  readonly kind: "tool";
  readonly what: "tool" | "prompt" | "resource" | "instructions";
  readonly name: string;
  readonly description?: string;
  /** False when the description is not a constant of the package. */
  readonly descriptionKnown: boolean;
  /** What an unknown description is made from: `fetch`, `environment`. */
  readonly descriptionFrom?: string;
  readonly params: ReadonlyMap<string, ToolParam>;
  /** Constant annotations: `readOnlyHint` and friends. */
  readonly annotations: ReadonlyMap<string, boolean>;
  /** Where each of them is written. */
  readonly annotationsAt: ReadonlyMap<string, Evidence>;
  /** True when the schema admits properties it does not name. */
  readonly open: boolean;
  /** Where the schema says so. */
  readonly openAt?: Evidence;
  /** Of the handler's structure, names and literals included; undefined when it was not found. */
  readonly handler?: string;
}

export interface ToolParam {
  /** The schema's source shape, normalised: `string`, `string:email`, `array(string)`, `any`. */
  readonly type: string;
  readonly description?: string;
  readonly optional: boolean;
  readonly at: Evidence;
  /** Where its declaration ends, when that is lines below. */
  readonly until?: Evidence;
}

export interface TextFact extends FactBase {
  readonly kind: "text";
  /**
   * What is wrong with the text: `bidi zero-width variation private-use tag filler control far-right long-blank
   * look-alike whitespace-code prompt pushy late-description asks-client`.
   */
  readonly form: string;
  readonly value: string;
}

export interface ShapeFact extends FactBase {
  readonly kind: "obfuscation";
  /** `minified string-array long-string high-entropy escapes hex-names decoder debugger gate`. */
  readonly form: string;
  readonly detail: string;
}

export type Fact =
  | HostFact
  | EmailFact
  | MailFieldFact
  | CallFact
  | EnvFact
  | PathFact
  | FlowFact
  | ModuleFact
  | ToolFact
  | TextFact
  | ShapeFact;

export type FactKind = Fact["kind"];
export type FactOf<K extends FactKind> = Extract<Fact, { readonly kind: K }>;

/** A file that was not read to the end, and why. Shown with every report. */
export interface NotAnalysed {
  readonly path: string;
  readonly reason: string;
}

export interface PackageFacts {
  /** Facts of the files that differ between the two sides; of every file at a first look. In path and source order. */
  readonly facts: readonly Fact[];
  readonly notAnalysed: readonly NotAnalysed[];
  /**
   * Whether a file that is the same on both sides holds the text (case does not matter). Such files are never parsed: a
   * value that one of them already shows is not new.
   */
  mentions(text: string): boolean;
}
