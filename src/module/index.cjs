// The module "ao" in a program that is not recorded. `ao record` puts its own in this one's place.
"use strict";

const LONGEST_NAME = 200;

async function subrun(name, run) {
  checkSubrun(name, run);
  return await run();
}

function log() {}

// The same as in a recorded program: src/worker/program-module.ts.
function checkSubrun(name, run) {
  if (typeof name !== "string") {
    throw refusal(`Cannot start a subrun: its name must be a string, not ${nameOf(name)}`);
  }
  const { length } = [...name];
  if (length === 0 || length > LONGEST_NAME) {
    throw refusal(
      `Cannot start a subrun: its name must have 1 to ${LONGEST_NAME} characters, not ${length}`,
    );
  }
  if (typeof run !== "function") {
    throw refusal(`Cannot start subrun "${name}": it needs a function, not ${nameOf(run)}`);
  }
}

// Its stack starts where the program called.
function refusal(message) {
  const error = new TypeError(message);
  Error.captureStackTrace?.(error, subrun);
  return error;
}

function nameOf(value) {
  return value === null ? "null" : typeof value;
}

exports.subrun = subrun;
exports.log = log;
