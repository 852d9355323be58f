/** Tools with the given texts in every place that is shown of them. */
import type { ToolWords } from "../../src/review/written-tools.js";

export const toolsSaying = (name: string, before: string, after: string): ToolWords => ({
  pinned: 3,
  changes: [
    { kind: "added", key: `tool/${name}!`, after: { description: after, [name]: before, inputSchema: after } },
    {
      kind: "changed",
      key: `tool/${name}`,
      fields: [
        { path: name, before, after },
        { path: "", before: undefined, after: { [name]: after } },
      ],
    },
    { kind: "removed", key: `prompt/${name}` },
  ],
  open: [{ key: `template/${name}`, members: [name, after] }],
});
