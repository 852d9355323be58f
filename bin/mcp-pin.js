#!/usr/bin/env node
"use strict";

const [, , command] = process.argv;
if (command === "run" || command === "verify") require(`../dist/door/${command}.cjs`);
else void import("../dist/cli.js");
