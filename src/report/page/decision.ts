/** The commands that accept or reject exactly what the page shows, as text: a page cannot decide anything. */
import type { Shown } from "../../review/shown.js";
import { type Html, join, NOTHING, tag, text, textTag } from "./html.js";

/** What no shell reads as anything but itself. Other names get no command: somebody would paste it. */
const HARMLESS = /^[\w@][\w@./+~-]*$/;
const DIGEST = /^sha(?:512-[A-Za-z0-9+/]{86}==|256-[A-Za-z0-9+/]{43}=)$/;

interface Command {
  readonly does: string;
  readonly command: string;
}

export function decisionHtml(shown: Shown): Html {
  const { before, after, server } = shown;
  const names = [
    after.name,
    after.version,
    ...(server === undefined ? [] : [server]),
    ...(before ? [before.name] : []),
  ];
  const isHarmless = names.every((name) => HARMLESS.test(name));
  const commands = isHarmless ? commandsFor(shown) : [];
  const why = isHarmless
    ? NOTHING
    : textTag("p", {}, "The name or the version holds characters that a shell would obey: no command is offered.");
  return tag(
    "section",
    { id: "decision", "aria-labelledby": "decision-title" },
    textTag("h2", { id: "decision-title" }, "Decide"),
    textTag("p", {}, "This page decides and records nothing. What is accepted is bound to these digests:"),
    digests(shown),
    join(commands.map(commandHtml)),
    why,
  );
}

function digests({ after, pin }: Shown): Html {
  const rows = [
    ["tarball", after.integrity ?? "none: it is a folder"],
    ["contents", after.contents ?? "unknown"],
    ...(pin === undefined ? [] : [["whole pin", pin]]),
  ] as const;
  return tag(
    "dl",
    { class: "digests" },
    join(
      rows.map(([name, digest]) =>
        join([textTag("dt", {}, name), tag("dd", {}, textTag("code", { class: "digest" }, digest))]),
      ),
    ),
  );
}

const commandHtml = ({ does, command }: Command): Html =>
  tag("div", { class: "command" }, tag("p", {}, text(does)), tag("pre", {}, textTag("code", {}, command)));

function commandsFor(shown: Shown): Command[] {
  const { server, before, after } = shown;
  const id = `${after.name}@${after.version}`;
  if (server !== undefined) return reviewCommands(shown, server);
  if (before === undefined)
    return [{ does: "Pin it, after the same look in a terminal:", command: `mcp-pin add ${id}` }];
  return [
    { does: "Refuse this version from now on, whatever asks for it:", command: `mcp-pin reject ${id} --reason "…"` },
  ];
}

function reviewCommands({ after, pin, packages, findings }: Shown, server: string): Command[] {
  const review = `mcp-pin review ${server} ${packages[0].kind === "same" ? "--deps" : `--to ${after.version}`}`;
  const digest = [pin, after.integrity].find((one) => one !== undefined && DIGEST.test(one));
  const blocks = new Set(findings.filter(({ tier }) => tier === "block").map(({ rule }) => rule));
  const accept = `${review} --accept --digest ${digest}`;
  const acknowledged = [...blocks].map((rule) => ` --acknowledge "${rule}=…"`).join("");
  return [
    ...(digest === undefined
      ? []
      : [
          {
            does: `Accept it, as a review in your name${blocks.size > 0 ? ", with a reason for each finding that blocks" : ""}:`,
            command: accept + acknowledged,
          },
        ]),
    ...(digest === undefined || blocks.size > 0
      ? []
      : [{ does: "Accept it unread, which is recorded as exempt:", command: `${accept} --yes` }]),
    { does: "Refuse it from now on, whatever asks for it:", command: `${review} --reject "…"` },
  ];
}
