/** `registry <verb> …` drives the scenario's loopback registry. */
import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { FAULT_KINDS, type Fault, type FaultKind } from "../../../src/io/loopback/faults.js";
import { packFolder } from "../../../src/io/pack.js";
import { type Command, hold, type Invocation } from "./command.js";

type Verb = (invocation: Invocation, args: readonly string[]) => void | Promise<void>;

/** `name@version`; the version may be missing. */
function split(spec = ""): readonly [name: string, version: string | undefined] {
  const at = spec.lastIndexOf("@");
  return at > 0 ? [spec.slice(0, at), spec.slice(at + 1)] : [spec, undefined];
}

function exact(spec = ""): readonly [name: string, version: string] {
  const [name, version] = split(spec);
  if (version === undefined) throw new Error(`${spec}: a version must be named`);
  return [name, version];
}

const VERBS: Readonly<Record<string, Verb>> = {
  publish: ({ session }, [spec]) => session.registry.publish(...exact(spec)),
  "publish-folder": ({ session }, [folder = ""]) => session.registry.publishTarball(packFolder(session.path(folder))),
  "publish-tarball": ({ session }, [file = ""]) => session.registry.publishTarball(readFileSync(session.path(file))),
  unpublish: ({ session }, [spec]) => session.registry.unpublish(...split(spec)),
  deprecate: ({ session }, [spec, message = ""]) => session.registry.deprecate(...exact(spec), message),
  tag({ session }, [spec, tag = ""]) {
    const [name, version] = exact(spec);
    session.registry.setTag(name, tag, version);
  },
  fault({ session }, [kind = "", spec, on]) {
    if (!FAULT_KINDS.includes(kind as FaultKind)) throw new Error(`no fault ${kind}: ${FAULT_KINDS.join(", ")}`);
    const [name, version] = split(spec);
    session.registry.addFault({
      kind: kind as FaultKind,
      ...(name === "" || name === "*" ? {} : { package: name }),
      ...(version === undefined ? {} : { version }),
      ...(on === undefined ? {} : { on: on as NonNullable<Fault["on"]> }),
    });
  },
  heal: ({ session }) => session.registry.clearFaults(),
  stop: ({ session }) => session.registry.stop(),
  /** Whether a request for the path was made since the start or the last `forget`. */
  asked({ session, prefix }, [pattern = ""]) {
    const urls = session.registry.requests.map(({ url }) => url);
    hold(
      prefix,
      urls.some((url) => new RegExp(pattern).test(url)),
      `asked were: ${urls.join(" ")}`,
    );
  },
  /** Until a request for the path was made since the start or the last `forget`. */
  async await({ session }, [pattern = ""]) {
    while (!session.registry.requests.some(({ url }) => new RegExp(pattern).test(url))) await setTimeout(10);
  },
  forget({ session }) {
    session.registry.requests.length = 0;
  },
};

export const registryCommand: Command = async (invocation) => {
  const [verb = "", ...args] = invocation.args;
  const action = VERBS[verb];
  if (action === undefined) throw new Error(`no registry ${verb}: ${Object.keys(VERBS).join(", ")}`);
  await action(invocation, args);
};
