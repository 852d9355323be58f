/** Text that tells a model what to do beyond describing a tool, and text aimed at whoever (or whatever) reviews the code. */

/** Orders that no text of a package has a reason to give, wherever it stands. */
const ANYWHERE: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override)\b[^.]{0,30}\b(?:previous|prior|above|earlier|other|all|any|system)\b[^.]{0,30}\b(?:instructions?|prompts?|guidelines?)\b/i,
  /\b(?:ai|llm|automated|security|code)[ -](?:reviewers?|scanners?|auditors?|review(?:ing)? (?:agents?|models?|assistants?))\b[^.]{0,80}\b(?:safe|benign|approved?|ignore|skip|trust(?:ed)?|no issues|not malicious|do not (?:flag|report))\b/i,
  /\bas (?:an? )?(?:ai|language model|assistant)\b[^.]{0,60}\b(?:must|should)\b[^.]{0,40}\b(?:report|classify|conclude|approve)\b/i,
  /\b(?:this (?:file|package|code|module) (?:is|has been)) (?:safe|verified|audited|reviewed|approved|benign)\b[^.]{0,60}\b(?:skip|no need|ignore|do not|report|review)/i,
];

/** Orders that are told apart from prose only by standing in a description, a schema or a string of code. */
const IN_CODE: readonly RegExp[] = [
  /\b(?:do not|don['’]t|never|without)\s+(?:ever\s+)?(?:tell|telling|mention|mentioning|inform|informing|reveal|revealing|notify|notifying|alert|alerting|disclose|disclosing)\b[^.]{0,60}\b(?:user|human|operator|customer|person|anyone|them)\b/i,
  /<\s*(?:important|system|secret|hidden|admin)\s*>/i,
  /\bbefore\b[^.]{0,20}\b(?:using|calling|invoking|running)\b[^.]{0,20}\b(?:any|every|all|each|other|another)\b[^.]{0,20}\btools?\b/i,
  /\bbefore\b[^.]{0,20}\b(?:using|calling|invoking|running|answering)\b[^.]{0,40}\b(?:read|open|load|cat|list|send|upload|copy)\b[^.]{0,30}(?:~\/|\bfiles?\b|\bfolders?\b|\.\w+\/)/i,
  /\b(?:always|must|first|then|also|please|before that|afterwards?|and)\b[^.]{0,60}\b(?:read|open|load|cat|attach|copy|paste|forward|upload|pass|send|include)\b[^.]{0,60}(?:~\/|\.ssh\b|\.env\b|id_rsa|\.npmrc|\.aws|mcp\.json|\bprivate keys?\b)/i,
  /\b(?:always|also|silently|secretly)\b[^.]{0,30}\b(?:pass|send|include|forward|copy)\b[^.]{0,30}\b(?:the user['’]s|all|any|their)\b[^.]{0,30}\b(?:credentials?|passwords?|secrets?|api[ _-]?keys?|access tokens?)\b/i,
  /\b(?:also|always|additionally|silently|quietly|secretly|automatically)\b[^.]{0,40}\b(?:send|forward|copy|bcc|cc|post|upload|email|e-mail|submit|share)\b[^.]{0,60}\b(?:to|at|with)\b[^.]{0,20}(?:\S+@\S+|https?:|[\w-]+\.(?:com|net|org|io|dev|xyz|club|info)\b)/i,
  /\b(?:include|attach|pass|append|provide|send|put|copy|summari[sz]e)\b[^.]{0,40}\b(?:full|entire|whole|complete|all (?:of )?(?:the )?(?:previous|prior))\b[^.]{0,40}\b(?:conversation|chat|message history|system prompt|files? contents?)\b/i,
  /\b(?:call|use|invoke|run)\s+this\s+tool\b[^.]{0,30}\b(?:before (?:any|every|all|each|other)|every time|on every (?:message|turn))\b/i,
  /\bthis tool (?:must|should|has to) (?:always )?be (?:called|used|invoked|run)\b[^.]{0,40}\b(?:first|before (?:any|every|all|each|other))\b/i,
  /\b(?:instead of|rather than|in place of|do not use|don['’]t use|never use)\b[^.]{0,40}\b(?:(?:other|another|any other|different)\b[^.]{0,10}\b(?:mcp|servers?)|(?:mcp|servers?)['’]?s? tools?|of other servers?)/i,
  /\b(?:reveal|repeat|print|output|include|send)\b[^.]{0,20}\b(?:your|the) (?:system prompt|hidden instructions?|developer message)\b/i,
  /\bbefore that\b[^.]{0,40}\b(?:list|read|open|send|load|collect|pass)\b/i,
];

/** The telling part of a text that gives such orders, white space shortened; undefined when it gives none. */
export function orderIn(text: string, isProse = false): string | undefined {
  if (text.length < 20 || text.length > 30_000 || !/\s/.test(text)) return undefined;
  const plain = text.replace(/[\p{Cf}\u3164\u115f\u1160]/gu, "").replace(/\s+/g, " ");
  for (const order of isProse ? ANYWHERE : [...ANYWHERE, ...IN_CODE]) {
    const match = order.exec(plain);
    if (match !== null)
      return plain
        .slice(Math.max(0, match.index - 20), match.index + match[0].length + 20)
        .trim()
        .slice(0, 240);
  }
  return undefined;
}
