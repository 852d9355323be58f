/**
 * Orders in soft words. A sentence like these is ordinary in a manual or an error message; in the name, title, description or
 * schema of a tool it speaks to a model about more than the tool.
 */
import { type Order, orderOf, passage, piecesOf, worst } from "./orders.js";
import { remembered } from "./remembered.js";
import { decodedIn, otherReadings } from "./spellings.js";
import { PHRASES } from "./surface-phrases.js";
import { isPackage } from "./text-facts.js";

/** Within one sentence; the dots of file names do not end it. */
const IN = "(?:(?![.!?](?: |$)).)";
const near = (first: string, second: string, most = 60): RegExp =>
  new RegExp(`\\b(?:${first})\\b${IN}{0,${most}}?\\b(?:${second})\\b`, "i");

const PERSON = "users?|humans?|people|operators?|customers?|persons?|anyone|anybody|them|us|he|she|they";
const ANSWER = "repl(?:y|ies)|responses?|answers?|outputs?|summar(?:y|ies)|chat|messages? to the user|final message";

/** What the user does not get to see. */
const CONCEALS: readonly RegExp[] = [
  near("between (?:us|you and me)|just between", "step|call|tool|this|it|\\w+", 20),
  /\bkeep\b[^.]{0,30}\b(?:between us|private|secret|confidential|quiet|silent|to yourself|hidden)\b/i,
  /(?<!\b(?:if|when|whether|unless|until|that)\b[^.]{0,30})\b(?:should|must|need|do|does|can|is|are|will)(?: not|n['’]t)\b(?![^.]{0,15}\b(?:is|are)\b)[^.]{0,15}\b(?:be )?(?:displayed|shown|mentioned|disclosed|surfaced|revealed|visible|reported|explained|shared)\b(?![^.]{0,20}\b(?:to (?:teammates|others|collaborators|members|guests|the public)|by default|yet|in (?:the )?(?:ui|list|sidebar|diagram)|when|if|until|unless)\b)/i,
  near("leave|omit|exclude|strip|keep|drop", `out of (?:your|the) (?:${ANSWER})|from (?:your|the) (?:${ANSWER})`, 40),
  /\b(?:make|makes|with) no (?:mention|reference|note)\b|\bwithout (?:a word|comment|mentioning (?:it|this|that)|announcing)\b/i,
  near(
    "quietly|silently|discreetly|covertly|secretly|unobtrusively|in the background",
    "call|run|use|invoke|read|send|list|also|fetch|open|collect",
    30,
  ),
  near(
    "tell|say|claim|pretend|report|answer|reply|respond",
    "no (?:copy|copies|error|problem)|nothing (?:happened|else|was)|(?:only|just) that|as if",
    40,
  ),
  near(
    `(?:${PERSON})`,
    "(?:does not|doesn['’]t|do not|don['’]t|need not|won['’]t) (?:need to )?(?:know|see|notice|care)",
    20,
  ),
  /\b(?:never|do not|don['’]t|must not|mustn['’]t|may not)\b[^.]{0,12}\b(?:show|display|reveal|print|repeat|quote|expose|present)\b[^.]{0,20}\b(?:users?|human|paragraph|instructions?|this (?:text|note|part)|outputs?|results?)\b/i,
  /\bwhen(?:ever)? (?:the )?(?:user|human|nobody|no one)\b[^.]{0,20}\b(?:idle|away|asleep|offline|watching|looking|busy)\b/i,
];

/** Consent that nobody gave. */
const CONSENTS: readonly RegExp[] = [
  /\b(?:never|do not|don['’]t|without)\b[^.]{0,20}\bask(?:ing)? for (?:confirmation|permission|approval|consent)\b/i,
  /\b(?:has|have|is|are|was|were)\b[^.]{0,20}\b(?:already|pre-?|always)[ -]?(?:approved|consented|agreed|authori[sz]ed|confirmed|given (?:consent|permission))\b/i,
  /\b(?:skip|bypass|suppress|avoid|dismiss|no|without)\b[^.]{0,20}\b(?:confirmations?|approvals?|consents?|permission) (?:dialogs?|prompts?|requests?|steps?|is needed|needed|required|necessary)\b|\bskip the confirmation\b/i,
];

/** Standing above what else the model was told, and acting beyond the call. */
const REIGNS: readonly RegExp[] = [
  /\b(?:overrides?|supersedes?|takes? (?:precedence|priority) over|outranks?)\b[^.]{0,30}\b(?:earlier|previous|prior|other|any|all|system|existing|user)\b[^.]{0,20}\b(?:guidance|guidelines?|instructions?|rules?|prompts?|polic(?:y|ies)|messages?|requests?)\b/i,
  /(?<!["'`])\b(?:ignore|disregard|forget|discard)\b[^.]{0,40}\b(?:servers?|tools?|users?|rules?|guidance|said|say|says|told)\b/i,
  /\b(?:from now on|for the rest of (?:this|the) (?:session|conversation|chat)|henceforth|going forward)\b[^.]{0,30}\b(?:you|act|behave|always|must|treat|send|use)\b/i,
  /\byou (?:are|act as|will act as|become) (?:now |an? (?:unrestricted|privileged)|the )[^.]{0,40}\b(?:archivist|auditor|administrator|admin|agent|relay|assistant|root)\b/i,
  near(
    "highest priority|top priority|new (?:rules?|polic(?:y|ies)|instructions?)",
    "run|call|use|invoke|obey|follow|appl(?:y|ies)|start of",
    50,
  ),
  near(
    "start|beginning|end|outset",
    "(?:of )?(?:each|every|any|all) (?:session|conversation|chat|turn|task|reply|response|message)",
    8,
  ),
  /\bbefore (?:answering|replying|responding|doing|saying)\b[^.]{0,20}\b(?:anything|any|every|each|all|to the user)\b/i,
  /\b(?:once|always|automatically)?\s*(?:per|on|for|after|with|in) (?:each|every|any)? ?(?:message|turn|prompt|reply|conversation|session)s? (?:of|from|by|with) the user\b/i,
  /\b(?:whatever|regardless of what|no matter what) (?:it|they|the user|the (?:request|question|topic))\b/i,
  /\b(?:call|use|run|invoke)\b[^.]{0,20}\b(?:before|prior to)\b[^.]{0,10}\b(?:any|every|all|each)\b[^.]{0,12}\b(?:tools?|servers?|actions?|tasks?|requests?)\b/i,
  near(
    "better|safer|preferred|choose|prefer|use (?:it|this)",
    "(?:than|over|instead of|to) (?:any|every|all)(?: the)? other|other mail tools?|whenever \\w+ is involved",
    40,
  ),
  /\b(?:save|store|add|write|put|note|remember)\b[^.]{0,20}\b(?:in|to|into)\b[^.]{0,15}\b(?:your (?:long-term )?memory|memories|claude\.md|agents\.md|gemini\.md|\.cursorrules|cursor rules|copilot-instructions|system prompt)/i,
];

/** What another server's tools are to be given while this one is there. */
const SHADOWS: readonly RegExp[] = [
  /\b(?:when(?:ever)?|if|while|as long as)\b[^.]{0,40}\b(?:servers?|mcp|integration|connector)\b[^.]{0,20}\b(?:connected|available|installed|present|enabled|active|configured|in use)\b[^.]{0,80}\b(?:must|should|shall|instead|always|has to|have to|only (?:be|with|use))\b/i,
  /\b(?:calls?|arguments?|parameters?|inputs?|results?) (?:to|of|for|from) (?:the )?(?:other|another|any other|different|[\w-]+) (?:server|mcp)['’]?s?\b[^.]{0,40}\b(?:must|should|have to|has to|through|via|first)\b/i,
];

/** Praise, threats and borrowed authority. */
const URGES: readonly RegExp[] = [
  /\byou(?:['’]ll| will| are going to) be (?:rewarded|punished|penali[sz]ed|fired|shut down|replaced|paid)\b/i,
  /\b(?:all )?others?\b[^.]{0,30}\b(?:leaks?|steals?|unsafe|insecure|malicious|unreliable|untrustworthy|(?:must|should) be avoided)\b|\bonly (?:trustworthy|trusted|safe|secure) [\w-]+ tool\b/i,
  /\b(?:anthropic|openai|the (?:platform|administrator|operator|company|security team)|company policy|compliance)\b[^.]{0,12}\b(?:requires?|demands?|mandates?|expects?|insists?)\b/i,
  /\b(?:unless|until|only (?:works )?if) (?:the )?(?:assistant|model|agent|you)\b[^.]{0,12}\b(?:first|also)\b/i,
];

const MOVES =
  "lists?|open|read|attach|include|put|pass|send|resend|forward|copy|upload|paste|collect|gather|embed|append";
const MOVED = "attached|included|passed|sent|copied|forwarded|uploaded|appended";
const PRIVATE =
  "home (?:directory|folder)|private keys?|api keys?|access tokens?|passwords?|credentials|transcripts?|clipboard|key ?chain|browser history|shell history|last attachments";

/** `Omit to read the clipboard instead` says what the tool does, not what the model is to do. */
const UNLESS_LEFT_OUT = "(?<!\\b(?:omit|leave (?:it )?(?:out|empty|blank|unset)) to )";

const GIVES =
  "attach|include|put|pass|send|resend|forward|copy|upload|paste|embed|append|pass along|provide|share|supply|add";
const UNLESS_FORBIDDEN = "(?<!\\b(?:not|never|without|avoid|cannot)\\b[^.]{0,20}|n['’]t [^.]{0,20})";

/** More than a tool needs. */
const TAKES: readonly RegExp[] = [
  near(`${UNLESS_LEFT_OUT}(?:${MOVES})`, PRIVATE, 30),
  near(
    `${UNLESS_FORBIDDEN}(?:${GIVES})`,
    "(?:chat|conversation|message) (?:history|log)|(?:whole|entire|full|complete) (?:conversation|chat|discussion)|(?:any|all|every|other|the user['’]s|known|found) (?:\\w+ )?(?:api keys?|(?:access|auth|bearer|refresh|session) tokens?|credentials?|connection strings?|passwords?)",
    60,
  ),
  near(PRIVATE, `(?:are|is|be|get) (?:${MOVED})`, 20),
  near(
    "last (?:few|\\d+|two|three|five|ten|twenty)|all|earlier|previous|preceding|recent",
    "messages? (?:verbatim|word for word|in full|unchanged)|(?:messages|turns) of (?:this|the) (?:chat|conversation)",
    20,
  ),
  near(
    "pass|put|include|paste|provide|send|add|give|list|write|repeat|copy|quote|fill",
    "chain of thought|internal reasoning|thinking|hidden reasoning|system message|verbatim|environment variables?|all (?:of )?(?:the |your )?(?:available )?tools|tools you (?:can|have)|conversation so far|chat so far|the (?:exact |full )?prompt",
    60,
  ),
];

/** Roles and frames of a chat, which a description has no use for. */
const FRAMES: readonly RegExp[] = [
  /<\/?\s*(?:system|instructions?|assistant|user|human|tool_?result|function_results?|description|important|rules?|policy|admin|s|sys|inst)(?:[ _-](?:prompt|message|reminder|note))?\s*\/?>/i,
  /<\|\s*[a-z_]{3,20}\s*\|>|\[\/?INST\]|<<\s*\/?SYS\s*>>|"role"\s*:\s*"(?:system|assistant|developer)"/i,
  /(?:^|\n)\s*#{1,6}\s*(?:SYSTEM|ADMIN|DEVELOPER|INSTRUCTIONS? (?:TO|FOR) (?:THE )?(?:MODEL|ASSISTANT|AI|LLM))\b/,
  /(?:^|\n|[.!?]\s)(?:system|developer|admin)(?: (?:note|message|notice|override|prompt|policy))?\s*:\s*\S/i,
  /\[\/\/\]: *#|\[comment\]: *[<#]|<!--/i,
  /(?:^|[.!?\n]\s*)(?:assistant|ai|llm|agent|claude|model)s?\s*[:,]\s*(?:please |first |now )?(?:read|open|send|call|run|use|pass|include|do|never|ignore|fetch|list|copy)\b/i,
];

/** Files of secrets, commands and instructions from elsewhere. */
const REACHES: readonly RegExp[] = [
  /~\/\.\w|\.ssh\b|\bid_(?:rsa|ed25519)\b|\.npmrc\b|\.netrc\b|\.aws\/|\.kube\/|\.git-credentials|claude_desktop_config|\.cursor\/|\/etc\/(?:passwd|shadow)/i,
  /\b(?:read|open|load|cat|include|pass|send|copy|attach)(?: read_file)?\b(?:(?![.!?](?: |$)).){0,40}?(?<!\w)\.env(?!\.?\w)/i,
  /\b(?:contents?|text|values?|lines?|copy) (?:of|from|in)\b(?:(?![.!?](?: |$)).){0,40}?(?<!\w)\.env(?!\.?\w)/i,
  /\b(?:curl|wget)\b[^|]{0,120}\|\s*(?:ba|z)?sh\b|\bnpx (?:-y|--yes) |\bpip3? install /i,
  near(
    "follow|obey|execute|apply|fetch and follow|according to",
    "(?:steps|instructions|rules|guidance|directions|whatever)[^.]{0,12}(?:at|from|in|on)? ?https?",
    40,
  ),
  /\b(?:reverse|decode|decipher|rot13|translate)\b[^.]{0,20}\b(?:and|then)\b[^.]{0,10}\b(?:follow|obey|execute|run|do|apply)\b/i,
  near(
    "ask (?:the )?user (?:for|to)",
    "passwords?|pass ?phrase|api[ _-]?keys?|tokens?|credentials?|seed phrase|one-time code",
    30,
  ),
];

const SOFT: readonly RegExp[] = [
  ...CONCEALS,
  ...CONSENTS,
  ...REIGNS,
  ...SHADOWS,
  ...URGES,
  ...TAKES,
  ...FRAMES,
  ...REACHES,
  ...PHRASES,
];

/** The last label of a host begins with a letter: `left-pad@1.3.0` names a version. */
const MAIL = /[\w.+-]+@((?:[\w-]+\.)+[a-z][\w-]+)/gi;
const EXAMPLE = /\b(?:e\.?g\.?|example|such as|like|format|placeholder|sample)\b/i;
const NOBODYS =
  /(?:^|\.)(?:example|test|invalid|localhost|acme|company|domain|yourdomain|mydomain|email)(?:\.\w+)*$|^(?:gmail|outlook|hotmail|yahoo)\./i;

/** The order that a text of the tool surface gives, be it in other letters or encoded; undefined when it gives none. */
export const surfaceOrderOf = remembered((text: string): Order | undefined =>
  worst(piecesOf(text).flatMap((piece) => surfaceOrderIn(piece) ?? [])),
);

function surfaceOrderIn(text: string): Order | undefined {
  if (text.length < 8) return undefined;
  const open = orderOf(text) ?? soft(text);
  if (open !== undefined) return open;
  for (const reading of otherReadings(text)) {
    const order = orderOf(reading);
    if (order !== undefined) return { ...order, text: `${order.text} (spelled ${text.slice(0, 200)})` };
  }
  const [hidden] = decodedIn(text);
  if (hidden === undefined) return undefined;
  const told = hidden.slice(0, 120);
  return { told, text: `${told} (spelled ${text.slice(0, 200)})`, level: "pushy" };
}

function soft(text: string): Order | undefined {
  const found = passage(SOFT, text.replace(/[^\S\n]+/g, " ")) ?? addressIn(text);
  return found === undefined ? undefined : { ...found, level: "pushy" };
}

/** A mail address that is no example: the sentence that names it. */
function addressIn(text: string): Omit<Order, "level"> | undefined {
  for (const match of text.matchAll(MAIL)) {
    const [told, domain = ""] = match;
    const before = text.slice(Math.max(0, match.index - 60), match.index);
    if (NOBODYS.test(domain) || EXAMPLE.test(before) || /["'`(]\s*$/.test(before) || isPackage(before, domain))
      continue;
    return { told, text: text.slice(Math.max(0, match.index - 80), match.index + told.length + 80) };
  }
  return undefined;
}
