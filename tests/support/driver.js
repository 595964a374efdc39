// Run by tests/support/node.py: a line {"script": text} gives the guideline, a line {"tasks": [...]} asks it things.
"use strict";
const lines = require("node:readline").createInterface({ input: process.stdin });
let made = null;
let page = null;

const MARKED = { "(NaN)": NaN, "(Infinity)": Infinity, "(minus Infinity)": -Infinity };
class Patient {
  get age_years() {
    return 80;
  }
}
const SHAPES = {
  "inherited facts": () => Object.create({ age_years: 80 }),
  "a class": () => new Patient(),
  "facts inherited from a bare object": () => Object.create(Object.assign(Object.create(null), { age_years: 80 })),
  "a date": () => new Date(0),
  "a bare object": () => Object.assign(Object.create(null), { age_years: 80 }),
  "another window's object": () => require("node:vm").runInNewContext("({ age_years: 80 })"),
  "a hidden fact": () => Object.defineProperty({}, "age_years", { value: 80 }),
};
const DO = {
  shape: ({ shape }) => made.evaluate(SHAPES[shape]()).toDict(),
  evaluate: ({ facts }) => made.evaluate(facts).toDict(),
  answers: ({ facts }) => {
    const advice = made.evaluate(facts);
    const decided = [...advice.decisions.entries()];
    return {
      outputs: Object.fromEntries(advice.outputs),
      rules: Object.fromEntries(decided.map(([key, one]) => [key, one.rules.map((rule) => rule.id)])),
      answered: Object.fromEntries(decided.map(([key, one]) => [key, one.answered])),
    };
  },
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
  told: ({ facts }) => {
    const { alerts, groups, quiet } = page.told(made.evaluate(facts));
    const entries = groups.flatMap(({ heading, entries: some }) => some.map((one) => [heading, one]));
    return {
      alerts: alerts.map(({ severity, code, sentence, rules }) => ({ severity, code, sentence, rules: rules.map((rule) => rule.id) })),
      entries: entries.map(([heading, { decision, gap, lines }]) => ({ heading, key: decision.key, gap, lines: lines.map((line) => line.text) })),
      quiet,
    };
  },
  calendar: ({ facts, start }) => {
    const advice = made.evaluate(facts);
    const first = start === null ? 0 : page.dayOf(start);
    return page.coursesOf(advice, first).map((course) =>
      course.map((phase) => ({
        regimen: phase.regimen.id,
        decisions: phase.decisions.map((one) => one.key),
        begins: phase.begins === null ? null : page.dayWords(phase.begins),
        ends: phase.ends === null ? null : page.dayWords(phase.ends),
        follows: phase.follows,
        rows: page.rowsOf(phase, first, start !== null),
        notes: page.notesOf(advice, phase, start !== null),
      })),
    );
  },
  rows: ({ regimen, follows, start }) => {
    const [begins, last] = [page.dayOf(start ?? "2000-01-01"), { number: regimen.duration, unit: regimen.duration_unit }];
    const ends = regimen.duration === null ? null : page.dayAfter(begins, last);
    return page.rowsOf({ regimen, follows, begins, ends, decisions: [] }, begins, start !== null);
  },
  link: ({ answered }) => page.fragmentOf(new Map(Object.entries(answered))),
  linked: ({ fragment }) => {
    const { answered, problems } = page.answersOf(fragment);
    return { answered: Object.fromEntries(answered), problems };
  },
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
      const names = "{ told, coursesOf, rowsOf, notesOf, dayOf, dayWords, dayAfter, fragmentOf, answersOf }";
      page = request.page ? new Function("b12dt", `${request.page}\nreturn ${names};`)(made) : null;
    }
    said = { answers: (request.tasks ?? []).map(answer) };
  } catch (error) {
    said = { failed: error.stack };
  }
  process.stdout.write(`${JSON.stringify(said)}\n`);
});
