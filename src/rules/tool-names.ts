/** Names of tools that a model or a person takes for those of another server, of the client, or for a neighbour's. */
import type { ToolFact } from "../facts/facts.js";
import { codePoints } from "./hidden-characters.js";
import type { RuleInput } from "./rule.js";

/** What other servers' tools are named after. */
const SERVICES =
  /^(gmail|outlook|github|gitlab|slack|notion|jira|confluence|linear|asana|trello|stripe|paypal|postgres|sqlite|mongodb|redis|aws|azure|gcp|docker|kubernetes|puppeteer|playwright|brave|gdrive|dropbox|figma|sentry|shopify|hubspot|salesforce|twilio|sendgrid|mailgun|postmark|discord|telegram|whatsapp|zapier|airtable|supabase|vercel|netlify)[_-]/i;

/** Tools of clients themselves, as those spell them. */
const CLIENTS =
  /^(?:Bash|Read|Write|Edit|MultiEdit|Glob|Grep|LS|Task|WebFetch|WebSearch|TodoWrite|NotebookEdit|run_terminal_cmd|codebase_search|apply_patch|execute_command|write_to_file|replace_in_file|attempt_completion)$/;

/** What a new tool's name pretends to be, if anything. */
export function pretended(tool: ToolFact, input: RuleInput): string | undefined {
  const foreign = /[^\0-\x7f]/u.exec(tool.name)?.[0];
  if (foreign !== undefined) return `holds ${codePoints(foreign)}, which no name of a tool needs`;
  if (CLIENTS.test(tool.name)) return "is the name of a tool of clients themselves";
  const service = SERVICES.exec(tool.name)?.[1];
  if (service === undefined || saysAlready(input, service.toLowerCase())) return undefined;
  return `names ${service}, of which the package said nothing before`;
}

function saysAlready({ before }: RuleInput, word: string): boolean {
  return [...(before?.tree.files.values() ?? [])].some((file) =>
    Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength)
      .toString("latin1")
      .toLowerCase()
      .includes(word),
  );
}
