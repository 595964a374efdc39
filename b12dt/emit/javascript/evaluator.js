// The evaluator: from checked facts to the rules that fire and what they state.
//
// A value lies in one atom; a cell is a mask, the set of its atoms as bits; a rule is met by a patient whose atom, in
// every column, is in the rule's mask. A mask of up to 31 atoms is a number, a wider one a BigInt: & | ~ work on both,
// never mixed, as all masks of one variable are alike.

const WEAKEST_LAST = ["explicit", "interpretation", "not_covered"];
const ONE_COUNTS = ["U", "F"];
const OWES_AN_ANSWER = ["U", "A", "P", "F"];

/** Return the set of one atom. */
function bit(atom, atoms) {
  return atoms.wide ? 1n << BigInt(atom) : 1 << atom;
}

/** Return the atom that a checked fact, or a result, lies in. */
function atomOf(value, atoms) {
  if (atoms.kind === "category") return value === UNKNOWN ? 0 : atoms.codes.indexOf(value) + 1;
  if (atoms.kind === "number") {
    if (value === null) return 0;
    // A cut [bound, 0] is passed by the bound itself, a cut [bound, 1] only by what lies above it.
    return atoms.cuts.filter(([bound, above]) => (above ? value > bound : value >= bound)).length + 1;
  }
  if (value.includes(UNKNOWN) && !atoms.codes.includes(UNKNOWN)) return 0;
  return atoms.codes.reduce((atom, code, place) => atom + (value.includes(code) ? 2 ** place : 0), 1);
}

function several(value) {
  return Array.isArray(value) ? value : [value];
}

function keyAndName(path) {
  const [key, name = ""] = path.split(".");
  return [key, name];
}

/** Order lists of numbers: by the first place in which they differ, the shorter first. */
function compareRanks(one, other) {
  for (let place = 0; place < Math.min(one.length, other.length); place += 1) {
    const [left, right] = [one[place], other[place]];
    const order = Array.isArray(left) ? compareRanks(left, right) : left - right;
    if (order !== 0) return order;
  }
  return one.length - other.length;
}

/** Return the rules of a table that count, by its hit policy; null where it owes an answer and has none. */
function rulesThatFire(decision, bits) {
  const patient = decision.inputs.map((path) => bits.get(path));
  // Where what it needs has no answer, the table has none either.
  if (patient.includes(null)) return null;
  const isMet = (rule) => rule.masks.every((mask, column) => (mask & patient[column]) != 0);
  if (ONE_COUNTS.includes(decision.hit_policy)) {
    const first = decision.rules.find(isMet);
    return first === undefined ? null : [first];
  }
  let met = decision.rules.filter(isMet);
  if (decision.hit_policy === "O") met = [...met].sort((a, b) => compareRanks(a.rank, b.rank));
  if (decision.hit_policy === "P" && met.length > 1) {
    const best = met.reduce((a, b) => (compareRanks(b.rank, a.rank) < 0 ? b : a)).rank;
    met = met.filter((rule) => compareRanks(rule.rank, best) === 0);
  }
  return met.length === 0 && OWES_AN_ANSWER.includes(decision.hit_policy) ? null : met;
}

/** Return one output of a table from the rules that fired; null for nothing to take. */
function gathered(how, index, fired) {
  if (how === "one") return fired.length > 0 ? fired[0].outputs[index] : null;
  const values = fired.map((rule) => rule.outputs[index]);
  if (how === "count") return values.length;
  if (how === "each") return values.flatMap(several);
  if (how === "all") return values.length === 1 ? several(values[0]) : [...new Set(values.flatMap(several))];
  if (values.length === 0) return null;
  // Cells hold at most 15 digits; rounded to as many, a sum of decimals is the decimal that it should be.
  if (how === "sum") return Number(values.reduce((sum, value) => sum + value).toPrecision(15));
  return how === "least" ? Math.min(...values) : Math.max(...values);
}

/** Return what a union makes of its sources' values: each once, or the one its list names first; null for no such one. */
function united(union, values) {
  const flat = values.filter((value) => value !== null).flatMap(several);
  if (union.takes === "all of") return [...new Set(flat)];
  const places = flat.map((code) => union.order.indexOf(code));
  return flat.length > 0 ? flat[places.indexOf(Math.min(...places))] : null;
}

/** Return the outputs of a table from the rules that fired, null for each where no rule answers. */
function resultsOf(decision, fired) {
  return decision.outputs.map((output, index) => (fired === null ? null : gathered(output.gathers, index, fired)));
}

/** Return {fired, bits, values}: the rules that fired, decision by decision (null where no rule answers, [] for a summary),
 * and what was asked of on the way. A table that is asked the same as in `before` fires the same, and is not tried anew. */
function decide(model, facts, before = null) {
  const bits = new Map();
  const values = new Map();
  for (const one of model.inputs.values()) {
    if (model.asked.has(one.name)) bits.set(one.name, bit(atomOf(facts.get(one.name), one.atoms), one.atoms));
  }
  const fired = [...model.decisions.values()].map((decision, place) => {
    const isSummary = decision.unions.length > 0;
    const isSame = before !== null && decision.inputs.every((path) => bits.get(path) === before.bits.get(path));
    const rules = isSummary ? [] : isSame ? before.fired[place] : rulesThatFire(decision, bits);
    decision.outputs.forEach((output, index) => {
      if (!model.asked.has(output.path)) return;
      let answered = rules !== null;
      let value = null;
      if (isSummary) {
        const union = decision.unions[index];
        value = united(union, union.sources.map((path) => values.get(path)));
        answered = value !== null && union.sources.every((path) => bits.get(path) !== null);
      } else if (answered) value = gathered(output.gathers, index, rules);
      values.set(output.path, value);
      bits.set(output.path, answered ? bit(atomOf(value, output.atoms), output.atoms) : null);
    });
    return rules;
  });
  return { fired, bits, values };
}

/** Return every output by its path, from the rules that fired; null where no rule answers. What `before` has is kept. */
function outputsOf(model, fired, before = null) {
  const outputs = new Map();
  [...model.decisions.values()].forEach((decision, place) => {
    let values;
    if (decision.unions.length > 0) {
      values = decision.unions.map((union) => united(union, union.sources.map((path) => outputs.get(path))));
    } else if (before !== null && fired[place] === before.fired[place]) {
      values = decision.outputs.map((output) => before.outputs.get(output.path));
    } else values = resultsOf(decision, fired[place]);
    decision.outputs.forEach((output, index) => outputs.set(output.path, values[index]));
  });
  return outputs;
}

/** Return every decision made: outputs by name, rules that fired, statements, the weakest basis, whether it is answered. */
function decidedOf(model, fired, outputs) {
  const made = new Map();
  [...model.decisions.values()].forEach((decision, place) => {
    const sources = new Set(decision.unions.flatMap((union) => union.sources).map((path) => keyAndName(path)[0]));
    const needed = [...sources].map((key) => made.get(key));
    const isSummary = decision.unions.length > 0;
    const rules = isSummary ? [...new Set(needed.flatMap((one) => one.rules))] : (fired[place] ?? []);
    made.set(decision.key, {
      key: decision.key,
      name: decision.name,
      question: decision.question,
      outputs: new Map(decision.outputs.map((output) => [output.name, outputs.get(output.path)])),
      rules,
      statements: [...new Set(rules.flatMap((rule) => rule.statements))],
      basis: WEAKEST_LAST.findLast((basis) => rules.some((rule) => rule.basis === basis)) ?? null,
      // False is a gap, never to be read as "nothing to do".
      answered: isSummary ? needed.every((one) => one.answered) : fired[place] !== null,
    });
  });
  return made;
}
