// Advice for one patient, and the guideline that gives it. Everything but the rules that fire is worked out when asked for.

class Advice {
  constructor(model, checkedFacts) {
    this.model = model;
    this.checkedFacts = checkedFacts;
    this.run = decide(model, checkedFacts);
    this.made = {};
  }

  /** Return the rules that fired, in the order of the decisions; null where no rule answers, [] for a summary. */
  get fired() {
    return this.run.fired;
  }

  /** Return every output by its path; several values are a list, no value is null. */
  get outputs() {
    return (this.made.outputs ??= outputsOf(this.model, this.fired));
  }

  /** Return every decision by its key, in an order in which each comes after those it needs. */
  get decisions() {
    return (this.made.decisions ??= decidedOf(this.model, this.fired, this.outputs));
  }

  get paths() {
    return [...this.outputs.keys()];
  }

  /** Return one output: `advice.get("route.strength")`. */
  get(path) {
    if (!this.outputs.has(path)) throw new RangeError(`${path}: there is no such output; outputs are named 'decision.output'`);
    return this.outputs.get(path);
  }

  /** Return all facts that were decided on, defaults among them; `unknown` where a fact is. */
  get facts() {
    const told = (value) => (value === null || String(value) === UNKNOWN ? UNKNOWN : value);
    return Object.fromEntries([...this.checkedFacts].map(([name, value]) => [name, told(value)]));
  }

  get unknown() {
    return Object.entries(this.facts).filter(([, value]) => value === UNKNOWN).map(([name]) => name);
  }

  /** Return the unknown facts of which some answer alone changes some output, the most decisive first. */
  get openQuestions() {
    return (this.made.open ??= questionsAmong(this, this.unknown));
  }

  /** Tell whether no answers to the unknown facts, however combined, can change any output. True is proved. */
  get settled() {
    return (this.made.settled ??= factsThatMatter(this, this.unknown).length === 0);
  }

  /** Return why each decision came out as it did, and why no other rule of its table; all decisions, or those named. */
  explain(...keys) {
    return (keys.length > 0 ? keys : [...this.model.decisions.keys()]).map((key) => reasonsOf(this, key));
  }

  /** Return the regimens that some decision states, by ID. */
  get regimens() {
    const stated = [...this.outputs.values()].flatMap((value) => (value === null ? [] : several(value)));
    return new Map(stated.filter((id) => this.model.regimens.has(id)).map((id) => [id, this.model.regimens.get(id)]));
  }

  /** Return what every reader has to be told besides the results. */
  get notices() {
    // A summary lacks what its tables lack: the gap is told once, where it stands.
    const gaps = [...this.decisions.values()].filter((one) => !one.answered && this.model.decisions.get(one.key).unions.length === 0);
    const words = (one) => `${one.name}: no rule of the guideline answers for this patient. This is a gap, not an all-clear.`;
    return [...this.model.notices, ...gaps.map(words)];
  }

  /** Return everything as plain data, in the form of `b12dt evaluate --json`. */
  toDict() {
    const { title, version, sha256 } = this.model;
    return {
      guideline: { title, version, sha256 },
      facts: this.facts,
      results: Object.fromEntries([...this.decisions.values()].map((one) => [one.key, resultData(this.model, one)])),
      regimens: Object.fromEntries(this.regimens),
      open_questions: this.openQuestions,
      settled: this.settled,
      notices: this.notices,
    };
  }
}

function resultData(model, decided) {
  const decision = model.decisions.get(decided.key);
  // A summary's rules are those of the tables it unites, and state those tables' outputs.
  const stated = (rule) => (decision.unions.length > 0 ? [] : decision.outputs.map((one, index) => [one.name, rule.outputs[index]]));
  return {
    outputs: Object.fromEntries(decided.outputs),
    rules: decided.rules.map((rule) => ({
      id: rule.id,
      cell: rule.place,
      outputs: Object.fromEntries(stated(rule)),
      statements: rule.statements,
      basis: rule.basis,
      interpretations: rule.interpretations,
    })),
    statements: decided.statements,
    basis: decided.basis,
    answered: decided.answered,
  };
}

/** Return one decision with all its rules held against the patient, in the order of its table. */
function reasonsOf(advice, key) {
  const decision = advice.model.decisions.get(key);
  if (decision === undefined) throw new RangeError(`${key} is no decision`);
  const columns = decision.inputs.map((path) => columnOf(advice, path));
  const decided = advice.decisions.get(key);
  const rules = decision.rules.map((rule) => {
    const conditions = columns.map(({ label, answer, bits }, column) => ({
      label,
      asks: rule.when[column],
      answer,
      met: bits !== null && (rule.masks[column] & bits) != 0,
    }));
    return { rule, fired: decided.rules.includes(rule), met: conditions.every((one) => one.met), conditions };
  });
  return { decided, decision, rules };
}

/** Return a column's label, the patient's answer in words, and the set of its atom, null for no answer. */
function columnOf(advice, path) {
  const { model } = advice;
  const one = variableOf(model, path);
  const isFact = model.inputs.has(path);
  const value = isFact ? advice.checkedFacts.get(path) : advice.outputs.get(path);
  const mayBeNothing = isFact || (advice.decisions.get(keyAndName(path)[0]).answered && (one.atoms.domain & bit(0, one.atoms)) != 0);
  if (value === null && !mayBeNothing) return { label: one.label, answer: "no answer", bits: null };
  return { label: one.label, answer: wordsOf(model, value, one), bits: bit(atomOf(value, one.atoms), one.atoms) };
}

/** Return the fact, or the output of a decision, that a path names. */
function variableOf(model, path) {
  return model.inputs.get(path) ?? model.decisions.get(keyAndName(path)[0]).outputs.find((one) => one.path === path);
}

/** Return a value of a fact or an output as the workbooks would write it: labels, numbers with their unit. */
function wordsOf(model, value, { list, unit }) {
  if (value === null) return UNKNOWN;
  if (Array.isArray(value)) return value.map((one) => wordsOf(model, one, { list, unit: "" })).join("; ") || "(none)";
  if (typeof value === "string") return model.values.get(list)?.get(value)?.label ?? value;
  return `${numberText(value)} ${unit}`.trimEnd();
}

/** Return the guideline made ready: everything by its name, masks as sets. */
function guideline(data) {
  const set = (written) => (typeof written === "string" ? BigInt(written) : written);
  const withAtoms = (one) => ({ ...one, atoms: { ...one.atoms, domain: set(one.atoms.domain), wide: typeof one.atoms.domain === "string" } });
  const byName = (list, name) => new Map(list.map((one) => [one[name], one]));
  const values = new Map(data.values.map((list) => [list.name, byName(list.values, "code")]));
  const decisions = data.decisions.map((decision) => {
    const outputs = decision.outputs.map((one) => withAtoms({ ...one, path: `${decision.key}.${one.name}` }));
    const orders = outputs.map((one) => [...(values.get(one.list)?.keys() ?? [])]);
    const rankOf = (rule) => rule.outputs.map((value, index) => several(value).map((code) => orders[index].indexOf(code)));
    const rules = decision.rules.map((rule) => ({ ...rule, masks: rule.masks.map(set), rank: rankOf(rule) }));
    return { ...decision, outputs, rules };
  });
  const asked = decisions.flatMap((one) => [...one.inputs, ...one.unions.flatMap((union) => union.sources)]);
  const model = {
    ...data,
    inputs: byName(data.inputs.map(withAtoms), "name"),
    decisions: byName(decisions, "key"),
    values,
    regimens: byName(data.regimens, "id"),
    statements: byName(data.statements, "id"),
    interpretations: byName(data.interpretations, "id"),
    asked: new Set(asked),
  };
  return {
    model,
    FactError,
    /** Return {facts, problems} without deciding anything. */
    complete: (facts) => completeFacts(model.inputs, facts),
    /** Return the advice for one patient. Throws FactError, naming every fact that cannot be used; nothing is decided then. */
    evaluate: (facts = {}) => {
      const { facts: complete, problems } = completeFacts(model.inputs, facts);
      if (problems.length > 0) throw new FactError(problems);
      return new Advice(model, complete);
    },
    /** Return the IDs of the rules of one table that fire for the values of its columns; null where none answers. */
    fires: (key, column) => {
      const decision = model.decisions.get(key);
      const atoms = decision.inputs.map((path) => variableOf(model, path).atoms);
      const bits = decision.inputs.map((path, place) => [path, bit(atomOf(column[place], atoms[place]), atoms[place])]);
      return rulesThatFire(decision, new Map(bits))?.map((rule) => rule.id) ?? null;
    },
    questionsToAsk,
    factsThatMatter,
    readNumber: (name, typed) => readNumber(model.inputs.get(name), typed),
    allowed: (name) => allowedWords(model.inputs.get(name)),
    words: (value, variable) => wordsOf(model, value, variable),
    numberText,
    closest,
  };
}
