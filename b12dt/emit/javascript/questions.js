// Which unknown facts could still change the advice.
// One answer alone is tried out and is exact. All answers together are followed with sets of atoms, which finds every
// fact that could matter in some combination, and perhaps one that could not.

const IN_ORDER = ["R", "O"];
const SEVERITIES = "severity";

/** Return the named facts of which some other value than today's changes some output, the most decisive first. */
function questionsAmong(advice, names) {
  const questions = [];
  const { paths } = advice;
  for (const name of names) {
    const changed = changedBy(advice, advice.model.inputs.get(name));
    const changes = paths.filter((path) => changed.has(path));
    if (changes.length > 0) questions.push({ ...questionOf(advice, name), changes });
  }
  return questions.sort((one, other) => other.changes.length - one.changes.length);
}

function questionOf(advice, name) {
  const { label, question } = advice.model.inputs.get(name);
  return { name, label, question };
}

/** Return the outputs that some value of a fact changes while the other facts stay. */
function changedBy(advice, one) {
  const { model, run, outputs } = advice;
  const changed = new Set();
  const facts = new Map(advice.checkedFacts);
  for (const sample of samplesOf(one)) {
    facts.set(one.name, sample);
    const { fired } = decide(model, facts, run);
    if (fired.every((rules, place) => sameRules(rules, run.fired[place]))) continue;
    for (const [path, value] of outputsOf(model, fired, { fired: run.fired, outputs })) {
      if (!sameResult(model, path, value, outputs.get(path))) changed.add(path);
    }
  }
  return changed;
}

/** Yield a value for each atom of a fact but unknown. */
function* samplesOf(one) {
  const { kind, codes, domain } = one.atoms;
  if (kind === "number") yield* one.samples;
  if (kind === "category") yield* codes.filter((_, place) => (domain & bit(place + 1, one.atoms)) != 0);
  if (kind !== "several of") return;
  for (let atom = 1; atom <= 2 ** codes.length; atom += 1) {
    if ((domain & bit(atom, one.atoms)) != 0) yield codes.filter((_, place) => ((atom - 1) >> place) & 1);
  }
}

function sameRules(one, other) {
  if (one === other) return true;
  if (one === null || other === null) return false;
  return one.length === other.length && one.every((rule, place) => rule === other[place]);
}

/** Tell whether two results say the same: several values that were collected have no order of their own. */
function sameResult(model, path, one, other) {
  if (one === other) return true;
  if (!Array.isArray(one) || !Array.isArray(other)) return false;
  if (IN_ORDER.includes(model.decisions.get(keyAndName(path)[0]).hit_policy)) return String(one) === String(other);
  const both = new Set([...one, ...other]).size;
  return both === new Set(one).size && both === new Set(other).size;
}

/** Return those of the named facts that could change some output if all of them were open at once. */
function factsThatMatter(advice, names) {
  const { model } = advice;
  const asked = new Set(names);
  const possible = new Map();
  for (const one of model.inputs.values()) {
    const known = () => bit(atomOf(advice.checkedFacts.get(one.name), one.atoms), one.atoms);
    possible.set(one.name, asked.has(one.name) ? one.atoms.domain : known());
  }
  const undecided = new Map();
  for (const decision of model.decisions.values()) {
    if (decision.unions.length > 0) {
      for (const output of decision.outputs) possible.set(output.path, output.atoms.domain);
      continue;
    }
    const [certain, perhaps] = rulesLeft(decision, possible);
    decision.outputs.forEach((output, index) => possible.set(output.path, possibleResults(output, index, certain, perhaps)));
    if (differ(decision, certain, perhaps, possible)) undecided.set(decision.key, [...certain, ...perhaps]);
  }
  const matter = askedBy(model, undecided, possible);
  return [...model.inputs.keys()].filter((name) => asked.has(name) && matter.has(name));
}

/** Return the rules that fire whatever is answered, and those that may. */
function rulesLeft(decision, possible) {
  const certain = [];
  const perhaps = [];
  const sets = decision.inputs.map((path) => possible.get(path));
  for (const rule of decision.rules) {
    if (!rule.masks.every((mask, column) => (mask & sets[column]) != 0)) continue;
    const covers = rule.masks.every((mask, column) => (sets[column] & ~mask) == 0);
    if (covers && ONE_COUNTS.includes(decision.hit_policy)) {
      // Nothing below a rule that is certainly met can count; it counts itself unless one above does.
      (perhaps.length > 0 ? perhaps : certain).push(rule);
      break;
    }
    (covers ? certain : perhaps).push(rule);
  }
  if (decision.hit_policy !== "P" || certain.length === 0) return [certain, perhaps];
  const best = certain.reduce((a, b) => (compareRanks(b.rank, a.rank) < 0 ? b : a)).rank;
  return [
    certain.filter((rule) => compareRanks(rule.rank, best) === 0),
    perhaps.filter((rule) => compareRanks(rule.rank, best) <= 0),
  ];
}

/** Tell whether what is still possible leads to more than one result. */
function differ(decision, certain, perhaps, possible) {
  if (decision.outputs[0].gathers === "one") {
    if (new Set([...certain, ...perhaps].map((rule) => JSON.stringify(rule.outputs))).size > 1) return true;
    return certain.length === 0 && !covered(decision.inputs.map((path) => possible.get(path)), perhaps);
  }
  if (decision.outputs.some((output) => output.gathers !== "all")) return perhaps.length > 0;
  if (IN_ORDER.includes(decision.hit_policy)) return perhaps.length > 0;
  const known = decision.outputs.map((_, index) => new Set(certain.flatMap((rule) => several(rule.outputs[index]))));
  return perhaps.some((rule) => known.some((values, index) => several(rule.outputs[index]).some((one) => !values.has(one))));
}

/** Tell whether every patient of a box meets one of the rules: what lies outside the first must meet the others. */
function covered(box, rules) {
  if (rules.length === 0) return false;
  const left = [...box];
  for (const [column, mask] of rules[0].masks.entries()) {
    const outside = left[column] & ~mask;
    if (outside != 0 && !covered(left.with(column, outside), rules.slice(1))) return false;
    if ((left[column] & mask) == 0) return true;
    left[column] &= mask;
  }
  return true;
}

/** Return the atoms that an output may lie in. */
function possibleResults(output, index, certain, perhaps) {
  const bits = (values) => values.reduce((all, value) => all | bit(atomOf(value, output.atoms), output.atoms), output.atoms.wide ? 0n : 0);
  if (output.gathers === "one") return bits([...certain, ...perhaps].map((rule) => rule.outputs[index]));
  if (output.gathers !== "all" || output.atoms.kind !== "several of") return output.atoms.domain;
  const { codes } = output.atoms;
  const inOrder = (values) => codes.filter((code) => values.includes(code));
  let sets = new Map([["", certain.flatMap((rule) => several(rule.outputs[index]))]]);
  for (const rule of perhaps) {
    const more = [...sets.values()].flatMap((values) => [values, [...values, ...several(rule.outputs[index])]]);
    sets = new Map(more.map(inOrder).map((values) => [values.join(), values]));
  }
  return bits([...sets.values()]);
}

/** Return every path, back to the facts, that an undecided rule's answer hangs on. */
function askedBy(model, undecided, possible) {
  const matter = new Set();
  const waiting = [...undecided.keys()];
  const seen = new Set();
  while (waiting.length > 0) {
    const key = waiting.pop();
    if (seen.has(key)) continue;
    seen.add(key);
    const decision = model.decisions.get(key);
    waiting.push(...decision.unions.flatMap((union) => union.sources).map((path) => keyAndName(path)[0]));
    for (const rule of undecided.get(key) ?? decision.rules) {
      for (const [column, path] of decision.inputs.entries()) {
        const [mask, left] = [rule.masks[column], possible.get(path)];
        if ((left & ~mask) == 0 || (left & mask) == 0) continue;
        matter.add(path);
        if (path.includes(".")) waiting.push(keyAndName(path)[0]);
      }
    }
  }
  return matter;
}

/** Return what to ask next, the most decisive first, given the facts answered so far; [] once nothing is left to ask.
 *
 * What changes something by itself comes first, then what could in combination. A fact with a default of its own (no
 * order, nothing planned) counts as answered and comes after these. Last comes what `contradicts` the answers so far. */
function questionsToAsk(advice, answered) {
  const left = [...advice.model.inputs.keys()].filter((name) => !answered.includes(name));
  const unknown = left.filter((name) => advice.facts[name] === UNKNOWN);
  const alone = advice.openQuestions.filter((one) => left.includes(one.name)).map((one) => ({ ...one, contradicts: contradicts(advice, one) }));
  const contrary = alone.filter((one) => one.contradicts);
  const sensible = alone.filter((one) => !one.contradicts);
  if (sensible.length > 0) return [...sensible, ...contrary];
  const together = factsThatMatter(advice, unknown).filter((name) => !contrary.some((one) => one.name === name));
  if (together.length > 0) return [...together.map((name) => ({ ...questionOf(advice, name), changes: [] })), ...contrary];
  return [...questionsAmong(advice, left.filter((name) => advice.facts[name] !== UNKNOWN)), ...contrary];
}

/** Tell whether every answer to an open question does the same, and nothing but raise an alert: whatever is answered does
 * not fit what was answered before, such as the months since a treatment that has not started. */
function contradicts(advice, { name, changes }) {
  const { model, run, outputs } = advice;
  const raises = changes.filter((path) => [...(model.values.get(variableOf(model, path).list)?.values() ?? [])].some((value) => value.severity !== ""));
  if (raises.length === 0 || !changes.every((path) => raises.includes(path) || variableOf(model, path).list === SEVERITIES)) return false;
  const facts = new Map(advice.checkedFacts);
  const after = [...samplesOf(model.inputs.get(name))].map((sample) => {
    facts.set(name, sample);
    const { fired } = decide(model, facts, run);
    return new Map(outputsOf(model, fired, { fired: run.fired, outputs }));
  });
  const same = (path) => after.every((one) => String(one.get(path)) === String(after[0].get(path)));
  const adds = (path) => several(outputs.get(path)).every((code) => after[0].get(path).includes(code));
  return changes.every(same) && raises.every(adds);
}
