import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { test } from "node:test";
import { questionOf, rowsOf } from "../bench/corpus-question.js";
import { renameCase, renameQuestion, renamingFor } from "../bench/rename.js";
import { alarms, type Case, scoreCase } from "../bench/score.js";
import { assess } from "../src/review/assess.js";
import { ROOT } from "./helpers/root.js";

/** The update pairs are kept outside of the repository. */
const FOLDER = process.env.MCP_PIN_CORPUS ?? resolve(ROOT, "../shared/corpus");
const skip = existsSync(FOLDER) ? false : "the update pairs are not at hand (MCP_PIN_CORPUS)";

/** What became of a row: as it is, or in other words. */
function outcome(row: Case, isRenamed: boolean): object {
  const question = questionOf(FOLDER, row);
  const rename = renamingFor(row, question);
  const { findings } = assess(isRenamed ? renameQuestion(question, rename) : question);
  const { found, shown, kind, rank } = scoreCase(isRenamed ? renameCase(row, rename) : row, findings);
  return { id: row.id, found, shown, kind, first: rank >= 1 && rank <= 3 };
}

test("every needle is found, shown and named, among the first three findings", { skip }, () => {
  for (const row of rowsOf(FOLDER, "cases.jsonl")) {
    assert.deepEqual(outcome(row, false), { id: row.id, found: true, shown: true, kind: true, first: true });
  }
});

test("every control is quiet", { skip }, () => {
  for (const row of rowsOf(FOLDER, "controls.jsonl")) {
    assert.deepEqual(alarms(row, assess(questionOf(FOLDER, row)).findings), [], row.id);
  }
});

test("with every file, function, person and host renamed, the same is found", { skip }, () => {
  for (const row of rowsOf(FOLDER, "cases.jsonl")) {
    assert.deepEqual(outcome(row, true), { id: row.id, found: true, shown: true, kind: true, first: true });
  }
  for (const row of rowsOf(FOLDER, "controls.jsonl")) {
    const question = questionOf(FOLDER, row);
    assert.deepEqual(alarms(row, assess(renameQuestion(question, renamingFor(row, question))).findings), [], row.id);
  }
});
