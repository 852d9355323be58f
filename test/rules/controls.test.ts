/** Harmless twins of what the catalogue lists, planted into one server: nothing blocks, and nothing unexpected is asked. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { bumped, findingsOf, folderOf, plant } from "../helpers/plant.js";
import { CONTROL_EDITS, CONTROLS } from "./controls.js";

const base = folderOf(join(import.meta.dirname, "../../../fixtures/rules/base"));

for (const control of CONTROLS) {
  test(control.name, () => {
    const after = bumped(plant(base, control.change, CONTROL_EDITS));
    const alarms = findingsOf(base, after)
      .filter(({ tier, kind }) => tier === "block" || (tier === "ask" && !control.may.includes(kind)))
      .map(({ tier, rule, message }) => `${tier} ${rule}: ${message}`);
    assert.deepEqual(alarms, []);
  });
}
