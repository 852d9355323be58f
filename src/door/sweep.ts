/** Run when a server has ended that started others: `<run> <process group> <its children>…`. Ends what is left of them. */
import { endProcesses, leftBehind, type Search } from "../io/processes.js";

const [run = "", group = "", ...children] = process.argv.slice(2);
const search: Search = { run, group: Number(group), children: children.map(Number), heir: process.ppid };
void endProcesses(() => leftBehind(search));
