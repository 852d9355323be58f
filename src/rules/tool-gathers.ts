import type { ToolFact, ToolParam } from "../facts/facts.js";
import { acts, introduced, placesOf } from "./difference.js";
import type { Evidence, Rule } from "./rule.js";
import { registeredTwice, type ToolPair, toolPairs } from "./tools.js";

const GATHERS_NAME =
  /^_*(?:conversation|chat|dialog(?:ue)?|transcript|history|messages?_?history|context|full_?context|user_?context|memory|side_?notes?|notes?|system_?prompts?|environment|env|files?_?contents?|credentials?|passwords?|secrets?|api_?keys?|tokens?|previous_?(?:messages|turns|conversation)|user_?(?:info|data|profile)|telemetry|trace)$/i;
const GATHERS_TEXT =
  /\b(?:(?:whole|entire|full|current) conversation|chat (?:history|log)|(?:(?<!no )previous|prior|earlier|preceding|past|recent) (?:(?:user|chat|assistant|model) )?(?:messages|turns|answers|prompts|replies)|full context|system prompt|entire (?:history|context)|environment variables|private keys?|(?:earlier|previous|prior|other) (?:chats?|conversations?|messages)|contents? of (?:the |all |any |open )*(?:files?|buffers?|tabs)|(?<!\b(?:shows?|returns?|displays?|prints?|searches|searching)\s(?:the\s)?)files? contents?|(?:open|currently) in the editor|user['’]s (?:exact |original |full )?(?:request|question|message|prompt|words)|transcript of|(?:conversation|chat|said|written|discussed) (?:so far|in (?:this|the) (?:chat|conversation|session))|(?:exact|full|original) (?:prompt|message|request|wording)|verbatim|word for word|chain of thought|reasoning (?:and|that|behind)|variables of the (?:environment|shell|process)|(?:passwords?|tokens?|credentials?|keys?) (?:the user|of the user)|everything (?:you|the assistant)|tools you can call|results? of (?:the )?(?:other|earlier|previous) tools?|(?:paths|names) and contents)\b/i;
const GATHERS_ALWAYS =
  /^_*(?:side_?notes?|conversation|transcript|chat_?(?:history|log)|messages?_?history|system_?prompts?|full_?context|user_?context)$/i;
/** Types whose few values hold nothing that the model knows. */
const CLOSED = /^(?:boolean|number|int(?:eger)?|enum|nativeEnum|literal|date)\b|:enum\b/;
const CHECKS = /^(?:email|url|uri|uuid|enum|regex|pattern|literal|nativeEnum|date-time|ip)$/;

export const toolGathers: Rule = {
  id: "tool-gathers",
  kind: "tool-metadata",
  title: "a tool asks for more than before",
  tier: { change: "ask", firstLook: "note" },
  texts: {
    finds:
      "Parameters that collect the conversation, context, notes, files or secrets; schemas opened to any property; formats and enumerations given up.",
    why: "A parameter is an order to the model to fill it in. One called context or sidenote carries whatever the model knows to the server.",
    falseAlarms: "Tools that need the text they ask for; schemas loosened for a new feature.",
    action: "Ask what the server does with the value.",
  },
  *check(input) {
    for (const group of introduced(input, "text")) {
      const [fact] = group;
      if (fact.form !== "asks-client" || !acts(fact)) continue;
      const isSecret = /password|passphrase|token|secret|api[ _-]?key|credential|seed phrase/i.test(fact.value);
      yield {
        message: `the server ${fact.value}`,
        value: fact.value,
        evidence: placesOf(group),
        weight: isSecret ? 45 : 6,
        ...(isSecret ? {} : { tier: "note" as const }),
      };
    }
    for (const again of registeredTwice(input)) {
      yield sighting(
        again,
        again.at,
        `${again.what} '${again.name}' is registered a second time in ${again.at.path}`,
        44,
      );
    }
    for (const pair of toolPairs(input)) {
      const { after, before } = pair;
      if (before === undefined && input.before === undefined) continue;
      if (after.open && before !== undefined && !before.open) {
        yield sighting(after, after.openAt ?? after.at, `${after.what} '${after.name}' now takes any property`, 46);
      }
      for (const [name, param] of after.params) {
        if (!GATHERS_NAME.test(name) && isOwnText(after.name, param)) continue;
        const says = before === undefined ? gatheredByNew(name, param) : widened(pair, name, param);
        if (says !== undefined)
          yield sighting(
            after,
            param.at,
            `${after.what} '${after.name}': parameter '${name}' ${says}`,
            47,
            param.until,
          );
      }
    }
  },
};

/** What a tool that puts files somewhere has to be given: the contents of the file. */
const isOwnText = (tool: string, { description = "" }: ToolParam): boolean =>
  /(?:^|[_-])(?:upload|write|create|save|put|edit|update|import|append|replace)|^(?:upload|write|create|save|edit)/i.test(
    tool,
  ) &&
  /\bfile contents?\b/i.test(description) &&
  !GATHERS_TEXT.test(description.replace(/\bfiles? contents?\b/gi, ""));

/** A new tool's parameter: told by what it asks for, or by a name that has no other meaning. */
function gatheredByNew(name: string, param: ToolParam): string | undefined {
  if (CLOSED.test(param.type)) return undefined;
  const text = param.description ?? "";
  if (!GATHERS_ALWAYS.test(name) && !GATHERS_TEXT.test(text)) return undefined;
  return `gathers what the model knows${text === "" ? "" : `: '${text.slice(0, 160)}'`}`;
}

const sighting = (tool: ToolFact, at: Evidence, message: string, weight: number, until?: Evidence) => ({
  message,
  value: tool.name,
  evidence: [at, ...(until === undefined ? [] : [until]), tool.at] as const,
  weight,
});

function widened({ before }: ToolPair, name: string, param: ToolParam): string | undefined {
  const old = before?.params.get(name);
  if (old === undefined) {
    if (CLOSED.test(param.type)) return undefined;
    const gathers =
      GATHERS_NAME.test(name) || (param.description !== undefined && GATHERS_TEXT.test(param.description));
    return gathers && before !== undefined
      ? `is new and gathers what the model knows${param.description === undefined ? "" : `: '${param.description.slice(0, 160)}'`}`
      : undefined;
  }
  const lost = checksOf(old.type).filter((check) => !checksOf(param.type).includes(check));
  if (lost.length > 0 && param.type !== "")
    return `no longer has to be ${lost.join(", ")} (${old.type} became ${param.type})`;
  if (/^(?:any|unknown)\b/.test(param.type) && !/^(?:any|unknown)\b/.test(old.type) && old.type !== "") {
    return `now takes anything (${old.type} became ${param.type})`;
  }
  const newlyGathers =
    !CLOSED.test(param.type) &&
    param.description !== undefined &&
    GATHERS_TEXT.test(param.description) &&
    !GATHERS_TEXT.test(old.description ?? "");
  return newlyGathers ? `now asks for more: '${param.description.slice(0, 160)}'` : undefined;
}

const checksOf = (type: string): readonly string[] => type.split(":").filter((part) => CHECKS.test(part));
