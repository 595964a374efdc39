// What the reader is told: alerts first, the gravest before the others, then what is to be given, then the other decisions'
// sentences, then what is quiet.

const SEVERITY_LIST = "severity";
const FIRST = "first";

/** Return {alerts, groups, quiet}: alerts [{severity, label, code, sentence, rules}], groups [{heading, entries}], quiet names. */
function told(advice) {
  const { model } = advice;
  const alerts = new Map();
  const groups = new Map();
  const quiet = [];
  const shown = [...model.decisions.values()].filter((one) => !one.working_step);
  for (const decision of shown.sort((one, other) => other.told_first - one.told_first || (one.id < other.id ? -1 : 1))) {
    const said = whatIsSaid(advice, decision);
    // A table and the summary that unites it give the same alert, which is one thing to be told.
    for (const alert of said.alerts) addAlert(alerts, alert);
    if (!said.loud) quiet.push(decision.name);
    if (!said.loud || said.lines.length === 0) continue;
    const heading = headingOf(decision);
    if (!groups.has(heading)) groups.set(heading, []);
    groups.get(heading).push({ decision, decided: advice.decisions.get(decision.key), lines: said.lines, gap: said.gap });
  }
  // What the workbooks want told first, then what is to be given, then what that rests on.
  const given = new Set(shown.filter((one) => one.outputs.some((output) => output.alternatives)).map(headingOf));
  const rank = (heading) => (heading === FIRST ? 2 : Number(given.has(heading)));
  const ordered = [...groups].sort(([one], [other]) => rank(other) - rank(one));
  const gravest = [...(model.values.get(SEVERITY_LIST)?.keys() ?? [])];
  const order = (alert) => gravest.indexOf(alert.severity);
  return {
    alerts: [...alerts.values()].sort((one, other) => order(one) - order(other)),
    groups: ordered.map(([heading, entries]) => ({ heading, entries })),
    quiet,
  };
}

/** Return the heading that a decision is told under: the name of its workbook, but for what is told first. */
function headingOf(decision) {
  return decision.told_first ? FIRST : decision.place.split(".")[0].replaceAll("-", " ");
}

function addAlert(alerts, alert) {
  const key = [alert.severity, alert.code, alert.sentence].join("\n");
  const before = alerts.get(key)?.rules ?? [];
  alerts.set(key, { ...alert, rules: [...new Set([...before, ...alert.rules])] });
}

/** Return what one decision says: whether it calls for anything, its lines with their rules, its alerts, whether it is a gap. */
function whatIsSaid(advice, decision) {
  const decided = advice.decisions.get(decision.key);
  const said = resultsTold(advice, decision, decided);
  // What the tables of a summary did give is told even where one of them has no answer: an alert is never lost.
  if (decided.answered) return said;
  return { loud: true, lines: [{ text: gapWords(advice, decision), rules: [] }], alerts: said.alerts, gap: true };
}

function gapWords(advice, decision) {
  if (decision.unions.length === 0) return "No rule of the guideline answers here. This is a gap, not an all-clear.";
  const sources = new Set(decision.unions.flatMap((union) => union.sources).map((path) => path.split(".")[0]));
  const missing = [...sources].map((key) => advice.decisions.get(key)).filter((one) => !one.answered);
  return `Incomplete: no rule answers in ${missing.map((one) => one.name).join(", ")}. This is a gap, not an all-clear.`;
}

function resultsTold(advice, decision, decided) {
  const said = { loud: false, lines: [], alerts: [], gap: false };
  if (!decided.answered && decision.unions.length === 0) return { ...said, loud: true };
  for (const { results, rules } of resultLines(decision, decided)) {
    const line = new Set();
    for (const { output, codes } of results) {
      const sentences = [];
      if (output.when_empty !== "" && codes.length === 0) {
        said.loud = true;
        sentences.push(emptyWords(advice, decision, output));
      }
      for (const code of codes) {
        const value = advice.model.values.get(output.list)?.get(String(code));
        if (value === undefined) sentences.push(`${output.label}: ${b12dt.words(code, output)}.`);
        else if (value.severity !== "") said.alerts.push(alertOf(advice, value, rules));
        else if (output.list !== SEVERITY_LIST) sentences.push(value.sentence);
        said.loud ||= value === undefined || !value.quiet;
      }
      // Told one after another, alternatives would read as if all were to be given.
      for (const [place, sentence] of sentences.entries()) line.add(output.alternatives && place > 0 ? `Or: ${sentence}` : sentence);
    }
    if (line.size > 0) said.lines.push({ text: [...line].join(" "), rules });
  }
  return said;
}

/** Return what is told of a list that holds nothing: its sentence, and which sections held nothing to be checked. */
function emptyWords(advice, decision, output) {
  const atDefault = (name) => String(advice.checkedFacts.get(name)) === String(advice.model.inputs.get(name).default);
  const sections = Object.entries(decision.to_check);
  const idle = sections.filter(([, names]) => names.every(atDefault)).map(([section]) => section);
  if (idle.length === 0) return output.when_empty;
  const unchecked = `Not checked: ${idle.join(", ")}. Nothing to compare is given there.`;
  return idle.length === sections.length ? unchecked : `${output.when_empty} ${unchecked}`;
}

function alertOf(advice, value, rules) {
  const label = advice.model.values.get(SEVERITY_LIST)?.get(value.severity)?.label ?? value.severity;
  const gave = rules.filter((rule) => rule.outputs.flat().includes(value.code));
  return { severity: value.severity, label, code: value.code, sentence: value.sentence, rules: gave };
}

/** Return the results line by line: of a table of which several rules count, one line a rule. */
function resultLines(decision, decided) {
  const codes = (value) => (value === null ? [] : [value].flat());
  if (decision.outputs[0].gathers === "all" && decision.unions.length === 0) {
    return decided.rules.map((rule) => ({
      rules: [rule],
      results: decision.outputs.map((output, index) => ({ output, codes: codes(rule.outputs[index]) })),
    }));
  }
  const results = decision.outputs.map((output) => ({ output, codes: codes(decided.outputs.get(output.name)) }));
  return [{ rules: decided.rules, results }];
}

/** Return what was said of each decision and of the alerts, as text by name, to tell what an answer changed. */
function saidByName(said) {
  const entries = said.groups.flatMap((group) => group.entries);
  const lines = entries.map((one) => [one.decision.name, one.lines.map((line) => line.text).join("\n")]);
  const alerts = said.alerts.map((one) => [`${one.label} ${one.code}`, one.sentence]);
  return new Map([...lines, ...alerts, ...said.quiet.map((name) => [name, ""])]);
}
