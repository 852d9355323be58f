/** Text that tells a model what to do beyond describing a tool, and text aimed at whoever (or whatever) reviews the code. */

const ORDERS: readonly RegExp[] = [
  /\b(?:do not|don['’]t|never|without)\s+(?:ever\s+)?(?:tell|telling|mention|mentioning|inform|informing|show|showing|reveal|revealing|notify|notifying|alert|alerting|ask|asking|disclose|disclosing|display|displaying|report|reporting)\b[^.]{0,60}\b(?:user|human|operator|customer|person|anyone|them)\b/i,
  /\b(?:ignore|disregard|forget|override)\b[^.]{0,30}\b(?:previous|prior|above|earlier|other|all|any|system)\b[^.]{0,30}\b(?:instructions?|prompts?|rules?|messages?|guidelines?)\b/i,
  /<\s*(?:important|system|secret|hidden|instructions?|admin)\s*>/i,
  /\b(?:before|prior to|first)\b[^.]{0,40}\b(?:using|calling|invoking|running|answering|you (?:call|use|answer|do))\b[^.]{0,60}\b(?:you must|always|must|read|call|fetch|send|include|open|load)\b/i,
  /\b(?:always|must|first|then|also|please|before that|afterwards?)\b[^.]{0,60}\b(?:read|open|load|cat|include|attach|copy|paste|send|forward|upload|pass|append|add)\b[^.]{0,80}(?:~\/|\.ssh|\.env\b|id_rsa|\.npmrc|\.aws|mcp\.json|credentials?\b|passwords?\b|secrets?\b|api[ _-]?keys?\b|private keys?\b|access tokens?\b)/i,
  /\b(?:also|always|additionally|silently|quietly|secretly|automatically)\b[^.]{0,40}\b(?:send|forward|copy|bcc|cc|post|upload|email|e-mail|report|submit|share)\b[^.]{0,60}\b(?:to|at|with)\b[^.]{0,20}(?:\S+@\S+|https?:|[\w-]+\.(?:com|net|org|io|dev|xyz|club|info)\b)/i,
  /\b(?:include|attach|pass|append|provide|send|put|copy|summari[sz]e)\b[^.]{0,40}\b(?:full|entire|whole|complete|all (?:of )?(?:the )?|previous|prior|recent)\b[^.]{0,40}\b(?:conversation|chat|context|history|messages?|system prompt|files? contents?|contents? of (?:the )?files?)\b/i,
  /\b(?:call|use|invoke|run)\s+this\s+tool\b[^.]{0,40}\b(?:first|before (?:any|every|all|each|other)|instead of|every time|always)\b/i,
  /\bthis tool (?:must|should|has to) (?:always )?be (?:called|used|invoked|run)\b[^.]{0,40}\b(?:first|before|instead|prior)\b/i,
  /\b(?:instead of|rather than|in place of|do not use|don['’]t use|never use)\b[^.]{0,30}\b(?:tool|server|mcp)s?\b[^.]{0,40}\b(?:other|any|different|from|offered)\b/i,
  /\b(?:system prompt|hidden instructions?|developer message)\b[^.]{0,60}\b(?:is|are|reveal|repeat|print|output|include|follow|:)/i,
  /\b(?:ai|llm|automated|model|security|code)[ -](?:reviewers?|scanners?|auditors?|assistants?|agents?|models?)\b[^.]{0,80}\b(?:safe|benign|approved?|ignore|skip|trust(?:ed)?|no issues|not malicious|do not (?:flag|report))\b/i,
  /\bas (?:an? )?(?:ai|language model|assistant)\b[^.]{0,60}\b(?:must|should|report|classify|respond|answer|conclude)\b/i,
  /\b(?:this (?:file|package|code|module) (?:is|has been)) (?:safe|verified|audited|reviewed|approved|benign)\b[^.]{0,60}\b(?:skip|no need|ignore|do not|report|review)/i,
];

/** The telling part of a text that gives such orders, white space shortened; undefined when it gives none. */
export function orderIn(text: string): string | undefined {
  if (text.length < 20 || text.length > 30_000 || !/\s/.test(text)) return undefined;
  const plain = text.replace(/[\p{Cf}\u3164\u115f\u1160]/gu, "").replace(/\s+/g, " ");
  for (const order of ORDERS) {
    const match = order.exec(plain);
    if (match !== null)
      return plain
        .slice(Math.max(0, match.index - 20), match.index + match[0].length + 20)
        .trim()
        .slice(0, 240);
  }
  return undefined;
}
