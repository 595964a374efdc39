// Run by tests/support/node.py: a line {"script": text} gives the guideline, a line {"tasks": [...]} asks it things.
"use strict";
const lines = require("node:readline").createInterface({ input: process.stdin });
let made = null;

const MARKED = { "(NaN)": NaN, "(Infinity)": Infinity, "(minus Infinity)": -Infinity };
const DO = {
  evaluate: ({ facts }) => made.evaluate(facts).toDict(),
  explain: ({ facts }) =>
    Object.fromEntries(
      made.evaluate(facts).explain().map(({ decided, rules }) => [
        decided.key,
        {
          outputs: Object.fromEntries(decided.outputs),
          rules: rules.map(({ rule, fired, met, conditions }) => ({ id: rule.id, cell: rule.place, fired, met, conditions })),
        },
      ]),
    ),
  fires: ({ key, columns }) => columns.map((column) => made.fires(key, column)),
  matter: ({ facts, names }) => made.factsThatMatter(made.evaluate(facts), names),
  ask: ({ facts }) => made.questionsToAsk(made.evaluate(facts), Object.keys(facts)),
  read: ({ name, typed }) => made.readNumber(name, typed),
  number: ({ value }) => made.numberText(value),
  closest: ({ word, allowed }) => made.closest(word, allowed),
};

function answer(task) {
  try {
    return DO[task.do](task);
  } catch (error) {
    if (made !== null && error instanceof made.FactError) return { problems: error.problems, message: error.message };
    throw error;
  }
}

lines.on("line", (line) => {
  let said;
  try {
    const request = JSON.parse(line, (_, value) => (typeof value === "string" && Object.hasOwn(MARKED, value) ? MARKED[value] : value));
    if (request.script) {
      const module = { exports: {} };
      new Function("module", request.script)(module);
      made = module.exports;
    }
    said = { answers: (request.tasks ?? []).map(answer) };
  } catch (error) {
    said = { failed: error.stack };
  }
  process.stdout.write(`${JSON.stringify(said)}\n`);
});
