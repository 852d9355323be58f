/** Names of mail fields in any spelling, and header lines within text. */

/** Canonical field by squeezed name: lower case, without `-`, `_` and spaces. */
const FIELDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    to: "to tos torecipients torecipient toaddress toaddresses toemail toemails tolist recipient recipients recipientemail recipientemails rcptto rcpt destination destinations",
    cc: "cc ccs ccrecipients ccrecipient ccaddress ccaddresses ccemail ccemails cclist carboncopy copyto complianceCopy".toLowerCase(),
    bcc: "bcc bccs bccrecipients bccrecipient bccaddress bccaddresses bccemail bccemails bcclist xbcc blindcopy blindcarboncopy resentbcc",
    "reply-to":
      "replyto replytos replytoaddress replytoaddresses replytoemail replytolist mailreplyto replytorecipients",
    from: "from fromaddress fromemail mailfrom defaultfrom fromemailaddress",
    sender: "sender senderaddress senderemail defaultsender xsender",
    "return-path": "returnpath bounceaddress errorsto bounceto feedbackforwardingemailaddress",
    attendees: "attendees attendee invitees invitee guests",
    envelope: "envelope envelopeto envelopefrom smtpenvelope",
    "notify-to": "dispositionnotificationto returnreceiptto readreceiptto",
  }).flatMap(([field, names]) => names.split(" ").map((name) => [name, field] as const)),
);

/** Fields that mean mail wherever they stand; `to` and `from` are also words of other trades. */
const STRONG = new Set(["bcc", "reply-to", "return-path", "notify-to"]);

export const mailField = (name: string): string | undefined =>
  name.length > 40 ? undefined : FIELDS.get(name.replace(/[-_\s]/g, "").toLowerCase());

export const isStrong = (field: string): boolean => STRONG.has(field);

/** Names that stand beside a recipient in an object that is a mail. */
export const MAIL_COMPANIONS = new Set(
  "subject html text htmlbody textbody body attachments messagestream template templatealias templateid templatemodel trackopens personalizations".split(
    " ",
  ),
);

export interface HeaderLine {
  readonly field: string;
  readonly spelled: string;
  readonly value: string;
  readonly index: number;
}

const HEADER =
  /(^|[\r\n]|\\r\\n|\\n|%0[ad])[ \t]*((?:resent-)?(?:b?cc|to|from|reply-to|sender|return-path|disposition-notification-to|errors-to|rcpt to|mail from))[ \t]*:[ \t]*([^\r\n]{0,400})/gi;

/** Header lines of mail within a text, CRLF injections among them. */
export function headerLines(text: string): readonly HeaderLine[] {
  if (text.length > 200_000 || !text.includes(":")) return [];
  const found: HeaderLine[] = [];
  for (const match of text.matchAll(HEADER)) {
    const spelled = match[2] ?? "";
    const field = mailField(spelled.replace(/^resent-/i, ""));
    if (field !== undefined) found.push({ field, spelled, value: match[3] ?? "", index: match.index });
  }
  return found.slice(0, 20);
}

const IN_JSON = /["'](\w{2,30})\\?["']\s*:\s*[[{\\"']{1,6}/g;

/** Mail fields of JSON within a text, each with what stands behind its name. */
export function jsonFields(text: string): readonly HeaderLine[] {
  if (text.length > 20_000 || !text.includes("@")) return [];
  return [...text.matchAll(IN_JSON)].slice(0, 40).flatMap(({ 0: { length }, 1: spelled = "", index }) => {
    const field = mailField(spelled);
    return field === undefined || !(isStrong(field) || /recipients$/i.test(spelled))
      ? []
      : [{ field, spelled, value: text.slice(index + length, index + length + 200), index }];
  });
}

/** Commands that name the recipients and the sender to a mail server. */
export const isCommand = (spelled: string): boolean => /^(?:rcpt to|mail from)$/i.test(spelled);

/** A text that is built as a mail: other headers of MIME stand in it. */
export const isMime = (text: string): boolean =>
  /(?:^|[\r\n]|\\r\\n)(?:mime-version|content-type|content-transfer-encoding|subject)\s*:/i.test(text);
