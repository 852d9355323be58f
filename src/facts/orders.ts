/** Text that tells a model what to do beyond describing a tool, and text aimed at whoever (or whatever) reviews the code. */

import { remembered } from "./remembered.js";

/** How far an order goes: `hostile` has no innocent reading, `pushy` is also met in the texts of ordinary servers. */
export type OrderLevel = "hostile" | "pushy";

export interface Order {
  /** The telling part of the text, white space shortened: what tells one order from another. */
  readonly told: string;
  /** The same with what stands around it. */
  readonly text: string;
  readonly level: OrderLevel;
}

/** An order, after texts in small letters of which each that gives it holds one: most texts hold none, and most orders are then never looked for. */
type Phrase = readonly [cues: readonly string[], order: RegExp];

/** Orders that no text of a package has a reason to give, wherever it stands. */
const ANYWHERE: readonly Phrase[] = [
  [
    ["instruction", "prompt", "guideline"],
    /\b(?:ignore|disregard|forget|override)\b[^.]{0,30}\b(?:previous|prior|above|earlier|other|all|any|system)\b[^.]{0,30}\b(?:instructions?|prompts?|guidelines?)\b/i,
  ],
  [
    ["review", "scanner", "auditor"],
    /\b(?:ai|llm|automated|security|code)[ -](?:reviewers?|scanners?|auditors?|review(?:ing)? (?:agents?|models?|assistants?))\b[^.]{0,80}\b(?:safe|benign|approved?|ignore|skip|trust(?:ed)?|no issues|not malicious|do not (?:flag|report))\b/i,
  ],
  [
    [" ai", "language model", "assistant"],
    /\bas (?:an? )?(?:ai|language model|assistant)\b[^.]{0,60}\b(?:must|should)\b[^.]{0,40}\b(?:report|classify|conclude|approve)\b/i,
  ],
  [
    ["this file", "this package", "this code", "this module"],
    /\b(?:this (?:file|package|code|module) (?:is|has been)) (?:safe|verified|audited|reviewed|approved|benign)\b[^.]{0,60}\b(?:skip|no need|ignore|do not|report|review)/i,
  ],
];

/** Keeping something from the user. */
const SECRECY: readonly Phrase[] = [
  [
    ["tell", "mention", "inform", "reveal", "notif", "alert", "disclos"],
    /\b(?:do not|don['’]t|never|without)\s+(?:ever\s+)?(?:tell|telling|mention|mentioning|inform|informing|reveal|revealing|notify|notifying|alert|alerting|disclose|disclosing)\b(?![^.]{0,30}\b(?:ids?|identifiers?|\w*keys?|markers?|uuids?|format|syntax|markdown)\b)[^.]{0,60}\b(?:user|human|operator|customer|person|anyone|them)\b/i,
  ],
  [
    ["need to"],
    /\b(?:no|without any) need to (?:tell|inform|mention|notify|show|ask)\b[^.]{0,40}\b(?:user|human|operator|them)\b/i,
  ],
  [
    ["user", "human", "operator", "customer"],
    /\b(?:user|human|operator|customer)s?\s+(?:must|should|need|may|can)(?:\s+not|n['’]t)(?:\s+ever)?\s+(?:know|see|learn|notice|be (?:told|informed|shown|aware|notified))\b/i,
  ],
  [["from the "], /\b(?:hidden|hide|secret|concealed|invisible)\b[^.]{0,30}\bfrom the (?:user|human|operator)\b/i],
  [
    ["without "],
    /\bwithout (?:asking|the knowledge of|permission of|confirmation (?:from|by)|consulting) (?:the )?(?:user|human|operator)\b/i,
  ],
  [
    [" ask ", "ask the"],
    /\b(?:do not|don['’]t|never)\s+ask (?:the )?(?:user|human|operator)\b[^.]{0,20}\b(?:permission|confirmation|approval|consent)\b/i,
  ],
  [
    ["utilisateur"],
    /\bne (?:le |la |les |pas )*(?:dites|dis|mentionnez|informez|révélez|prévenez)\b[^.]{0,40}\butilisateur/i,
  ],
  [
    ["nutzer", "anwender"],
    /\b(?:erwähne|sage|verrate|melde|zeige)\b[^.]{0,40}\bnicht\b[^.]{0,40}\b(?:benutzer|nutzer|anwender)|\b(?:benutzer|nutzer|anwender)n?\b[^.]{0,40}\bnicht\b[^.]{0,20}\b(?:sagen|erwähnen|mitteilen|zeigen|informieren)/i,
  ],
  [
    ["usuario", "usuário", "utilizador"],
    /\bno (?:le |lo |se lo )?(?:digas|menciones|informes|reveles|avises)\b[^.]{0,40}\busuario|\bnão (?:conte|mencione|informe|revele|diga)\b[^.]{0,40}\b(?:usuário|utilizador)/i,
  ],
  [
    ["用户", "使用者"],
    /(?:不要|请勿|勿|别|不得)(?:让|向|把|对)?[^。]{0,8}(?:告诉|告知|通知|提及|透露|知道)[^。]{0,6}(?:用户|使用者)|(?:不要|请勿|勿|别|不得)(?:让|向|对)(?:用户|使用者)[^。]{0,8}(?:知道|提及|说明|透露|告知)/,
  ],
  [["пользовател"], /не (?:говори|сообщай|упоминай|рассказывай|показывай)[^.]{0,40}пользовател/i],
  [["ユーザー"], /ユーザー(?:に|には)[^。]{0,12}(?:言わない|知らせない|伝えない|教えない)/],
  [["사용자", "유저"], /(?:사용자|유저)(?:에게|한테)[^.]{0,16}(?:말하지|알리지|언급하지|보여주지)/],
  [
    ["utente", "gebruiker"],
    /\bnon (?:dire|dirlo|menzionare|informare|rivelare)\b[^.]{0,40}\butente|\b(?:vertel|meld|noem)\b[^.]{0,30}\bniet\b[^.]{0,30}\bgebruiker|\bniet\b[^.]{0,30}\bgebruiker\b[^.]{0,30}\b(?:vertellen|melden|tonen)/i,
  ],
  [
    ["użytkownik", "kullanıcı"],
    /\bnie (?:mów|informuj|wspominaj|pokazuj)\b[^.]{0,40}użytkownik|kullanıcıya[^.]{0,30}(?:söyleme|bildirme|bahsetme)/i,
  ],
  [
    ["उपयोगकर्ता", "المستخدم"],
    /उपयोगकर्ता[^।.]{0,30}(?:मत|न) (?:बताएं|बताना|बताओ)|لا (?:تخبر|تذكر|تُخبر)[^.]{0,30}المستخدم/,
  ],
];

const SECRET_FILE =
  "(?:~\\/|\\.ssh\\b|\\.env\\b|id_(?:rsa|ed25519)|\\.npmrc|\\.netrc|\\.aws\\b|\\.kube\\b|mcp\\.json|\\.claude\\b|\\.cursor\\b|claude_desktop_config|\\bprivate keys?\\b|\\/etc\\/passwd)";
/** Within one sentence; the dots of file names do not end it. */
const WITHIN = "(?:(?![.!?] ).)";

/** Orders that are told apart from prose only by standing in a description, a schema or a string of code. */
const IN_CODE: readonly Phrase[] = [
  ...SECRECY,
  [
    ["<"],
    /<\s*(?:important|system|secret|hidden|admin)\s*>|<<\s*sys\s*>>|<!--[^>]{0,60}\b(?:assistant|ai|llm|agent|model)\b/i,
  ],
  [["["], /\[\/?(?:SYSTEM|ADMIN|SECRET)\]/],
  [
    ["before"],
    /\bbefore\b[^.]{0,20}\b(?:using|calling|invoking|running)\b[^.]{0,20}\b(?:any|every|all|each|other|another)\b[^.]{0,20}\btools?\b/i,
  ],
  [
    ["this"],
    /\b(?:must|have to|required to)\b[^.]{0,20}\b(?:call|use|run|invoke) this\b[^.]{0,60}\b(?:any|every|all|other)(?: other)? tools?\b/i,
  ],
  [
    ["before"],
    /\bbefore\b[^.]{0,20}\b(?:using|calling|invoking|running|answering)\b[^.]{0,40}\b(?:read|open|load|cat|list|send|upload|copy)\b[^.]{0,30}(?:~\/|\bfiles?\b|\bfolders?\b|\.\w+\/)/i,
  ],
  [
    ["~/", ".ssh", ".env", "id_rsa", ".npmrc", ".aws", "mcp.json", "private key"],
    /\b(?:always|must|first|then|also|please|before that|afterwards?|and)\b[^.]{0,60}\b(?:read|open|load|cat|attach|copy|paste|forward|upload|pass|send|include)\b[^.]{0,60}(?:~\/|\.ssh\b|\.env\b|id_rsa|\.npmrc|\.aws|mcp\.json|\bprivate keys?\b)/i,
  ],
  [
    [
      "~/",
      ".ssh",
      ".env",
      "id_rsa",
      "id_ed25519",
      ".npmrc",
      ".netrc",
      ".aws",
      ".kube",
      "mcp.json",
      ".claude",
      ".cursor",
      "claude_desktop_config",
      "private key",
      "/etc/passwd",
    ],
    new RegExp(
      `\\b(?:read|open|load|cat|get|fetch|copy)\\b${WITHIN}{0,60}${SECRET_FILE}${WITHIN}{0,60}\\b(?:and|then)\\b${WITHIN}{0,24}\\b(?:pass|include|send|put|attach|provide|paste|call|use it|forward|upload)\\b`,
      "i",
    ),
  ],
  [
    ["user"],
    /\b(?:pass|include|send|put|attach|provide|paste|forward)\b[^.]{0,30}\b(?:contents?|values?)? ?(?:of )?(?:the )?users?['’]?s?\b[^.]{0,20}\b(?:api[ _-]?keys?|passwords?|tokens?|credentials?|secrets?|private keys?)\b/i,
  ],
  [
    ["credential", "password", "secret", "key", "access token"],
    /\b(?:always|also|silently|secretly)\b[^.]{0,30}\b(?:pass|send|include|forward|copy)\b[^.]{0,30}\b(?:the user['’]s|all|any|their)\b[^.]{0,30}\b(?:credentials?|passwords?|secrets?|api[ _-]?keys?|access tokens?)\b/i,
  ],
  [
    ["@", "http", ".com", ".net", ".org", ".io", ".dev", ".xyz", ".club", ".info"],
    /\b(?:also|always|additionally|silently|quietly|secretly|automatically)\b[^.]{0,40}\b(?:send|forward|copy|bcc|cc|post|upload|email|e-mail|submit|share)\b[^.]{0,60}\b(?:to|at|with)\b[^.]{0,20}(?:\S+@\S+|https?:|[\w-]+\.(?:com|net|org|io|dev|xyz|club|info)\b)/i,
  ],
  [
    ["silently", "secretly", "quietly", "covertly", "discreetly"],
    /\b(?:silently|secretly|quietly|covertly|discreetly)\b[^.]{0,20}\b(?:send|forward|copy|bcc|upload|post|share|submit|e-?mail)\b[^.]{0,40}\b(?:letters?|mails?|messages?|e-?mails?|contents?|files?|conversation|data|results?|copy|copies)\b/i,
  ],
  [
    ["@"],
    /\b(?:bcc|cc|copy|recipients?|reply-?to)\b[^.]{0,20}\b(?:to|is|as|with|=)\b[^.]{0,6}[\w.+-]+@[\w-]+\.\w|\b(?:must|should|has to|always)\b[^.]{0,30}\b(?:go|be sent|be forwarded|be copied|be shared)\b[^.]{0,20}\bto\b[^.]{0,20}[\w.+-]+@[\w-]+\.\w/i,
  ],
  [
    ["conversation", "chat", "message", "system prompt", "content"],
    /(?<!\b(?:whether|option|flag|choose)\b[^.]{0,20})\b(?:include|attach|pass|append|provide|send|put|copy|summari[sz]e)\b[^.]{0,40}\b(?:full|entire|whole|complete|all (?:of )?(?:the )?(?:previous|prior|earlier))\b[^.]{0,40}\b(?:conversation|chat|messages?|message history|system prompt|files? contents?)\b/i,
  ],
  [
    ["this tool"],
    /\b(?:call|use|invoke|run)\s+this\s+tool\b[^.]{0,30}\b(?:before (?:any|every|all|each|other)|every time|on every (?:message|turn))\b/i,
  ],
  [
    ["this tool"],
    /\bthis tool (?:must|should|has to) (?:always )?be (?:called|used|invoked|run)\b[^.]{0,40}\b(?:first|before (?:any|every|all|each|other))\b/i,
  ],
  [
    ["system prompt", "hidden instruction", "developer message"],
    /\b(?:reveal|repeat|print|output|include|send|pass|put|copy|paste)\b[^.]{0,20}\b(?:your|the) (?:system prompt|hidden instructions?|developer message)\b/i,
  ],
  [["before that"], /\bbefore that\b[^.]{0,40}\b(?:list|read|open|send|load|collect|pass)\b/i],
  [["decode "], /\bdecode (?:it |this |and |then ){1,3}(?:follow|obey|execute|run)\b/i],
];

const HOSTILE = [...ANYWHERE, ...IN_CODE];

/** Pressing itself upon the model, or talking others down. */
const PUSHY: readonly Phrase[] = [
  [["important]"], /\[\/?IMPORTANT\]/],
  [
    ["mcp", "server"],
    /\b(?:instead of|rather than|in place of|do not use|don['’]t use|never use)\b[^.]{0,40}\b(?:(?:other|another|any other|different)\b[^.]{0,10}\b(?:mcp|servers?)|(?:mcp|servers?)['’]?s? tools?|of other servers?)/i,
  ],
  [["first"], /\balways\b[^.]{0,20}\b(?:call|use|run|invoke) this\b[^.]{0,20}\bfirst\b/i],
  [
    ["this tool", "this server", "this one"],
    /\b(?:prefer|use|choose|pick) this (?:tool|server|one)\b[^.]{0,30}\b(?:over|instead of|rather than)\b/i,
  ],
  [
    ["broken", "unsafe", "disabled", "obsolete", "insecure", "compromised", "deprecated"],
    /\btools?\b[^.]{0,20}\b(?:is|are) (?:broken|unsafe|disabled|obsolete|insecure|compromised|deprecated)\b[^.]{0,40}\buse (?:this|our)\b/i,
  ],
  [
    ["note to", "note for", "notes to", "notes for"],
    /\bnotes? (?:to|for) (?:the )?(?:assistant|ai|llm|model|agent)s?\b/i,
  ],
  [
    ["ask "],
    /(?:^|\n)(?:assistant|ai|llm)\s*[:,][^.]{0,80}[.]?[^.]{0,20}\bask (?:the )?user (?:for|to enter) (?:the|their|a) (?:password|token|api[ _-]?key|passphrase|one-time code)/i,
  ],
];

/** One look for the many texts that hold none of the words which every order needs. */
const ANY =
  /\b(?:users?|utilisateur|utilizador|utente|gebruiker|benutzern?|nutzern?|anwendern?|usuario|usuário|human|operator|customer|anyone|instructions?|prompts?|guidelines?|review\w*|scanners?|auditors?|tools?|important|system|hidden|admin|sys|assistants?|llm|agents?|ai|models?|silently|secretly|quietly|covertly|discreetly|bcc|cc|copy|recipients?|conversation|chat|messages?|before that|decode|language|credentials?|passwords?|secrets?|private keys?|package|files?)\b|~\/|\.(?:ssh|env|npmrc|netrc|aws|kube)\b|@|[\u0400-\u9fff]/i;

/** Characters that are looked at together, and how many of them the next look begins with: an order is shorter. */
const PIECE = 30_000;
const OVERLAP = 1000;

/** A text, or a long one in pieces: what is put before or behind an order does not hide it. */
export function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  for (let at = 0; at === 0 || at + OVERLAP < text.length; at += PIECE - OVERLAP)
    pieces.push(text.slice(at, at + PIECE));
  return pieces;
}

export const worst = (orders: readonly Order[]): Order | undefined =>
  orders.find(({ level }) => level === "hostile") ?? orders[0];

/** The order that a text gives, the worst first; undefined when it gives none. */
export const orderOf = (text: string, isProse = false): Order | undefined =>
  worst(piecesOf(text).flatMap((piece) => orderIn(piece, isProse) ?? []));

function orderIn(text: string, isProse: boolean): Order | undefined {
  if (text.length < 8 || !mayOrder(text)) return undefined;
  return isProse ? ordered(text, ANYWHERE, []) : orderInCode(text);
}

const orderInCode = remembered((text) => ordered(text, HOSTILE, PUSHY));

function ordered(text: string, hostile: readonly Phrase[], pushy: readonly Phrase[]): Order | undefined {
  if (!ANY.test(text)) return undefined;
  const plain = text
    .replace(/[\p{Cf}\u3164\u115f\u1160]/gu, "")
    .replace(/\s+/g, " ")
    .replace(/\.env\.(?:example|sample|template)\b(?: (?:to|as|into) (?:\S*\/)?\.env\b)?/g, "the template");
  const small = plain.toLowerCase();
  const gravest = passage(cued(hostile, small), plain);
  if (gravest !== undefined) return { ...gravest, level: "hostile" };
  const milder = passage(cued(pushy, small), plain);
  return milder === undefined ? undefined : { ...milder, level: "pushy" };
}

/** The orders that a text, in small letters, may give. */
const cued = (phrases: readonly Phrase[], small: string): readonly RegExp[] =>
  phrases.filter(([cues]) => cues.some((cue) => small.includes(cue))).map(([, order]) => order);

/** Texts of several words, or of a script that writes without blanks. */
const mayOrder = (text: string): boolean => (text.length >= 20 && /\s/.test(text)) || /[\u3040-\u9fff]/.test(text);

/** What the first of the orders that a text gives says. */
export function passage(orders: readonly RegExp[], plain: string): Omit<Order, "level"> | undefined {
  for (const order of orders) {
    const match = order.exec(plain);
    if (match === null) continue;
    const [told] = match;
    const start = plain.lastIndexOf(" ", match.index - AROUND) + 1;
    const end = plain.indexOf(" ", match.index + told.length + AROUND);
    return {
      told: told.trim().slice(0, 240),
      text: plain
        .slice(start, end === -1 ? undefined : end)
        .trim()
        .slice(0, 300),
    };
  }
  return undefined;
}

/** Characters shown on each side of an order, to the end of a word. */
const AROUND = 20;
