// The advice as it stands: alerts, what each decision says with its reasons folded under it, gaps, what is quiet.

const ALERT_SIGNS = { stop: "✕", refer: "➜", warn: "!", info: "i" };

function alertView(advice, alert, opened) {
  return h(
    "li",
    { class: `alert severity-${alert.severity}` },
    h("span", { class: "sign", "aria-hidden": "true" }, ALERT_SIGNS[alert.severity] ?? "•"),
    h(
      "div",
      {},
      h("p", { class: "said" }, h("strong", { class: "severity" }, alert.label.toUpperCase()), ` ${alert.sentence}`),
      h(
        "div",
        { class: "folds" },
        h("span", { class: "id" }, alert.code),
        alert.rules.map((rule) => h("span", { class: "given-by" }, ruleName(rule, ""), " ", basisBadge(rule.basis))),
        folded(`alert ${alert.code}`, "Why", () => alert.rules.map((rule) => ruleReasons(advice, rule)), opened),
      ),
    ),
  );
}

function entryView(advice, entry, changed, opened) {
  const { decision, lines, gap } = entry;
  const sources = decision.unions.length > 0 ? [...new Set(decision.unions.flatMap((union) => union.sources).map((path) => path.split(".")[0]))] : [decision.key];
  const givenBy = (rules) => rules.map((rule) => h("span", { class: "given-by" }, ruleName(rule, decision.key), " ", basisBadge(rule.basis), " "));
  const line = ({ text, rules }) => [h("p", { class: "said" }, text), lines.length > 1 && h("p", {}, givenBy(rules))];
  const rejected = () => sources.map((key) => advice.explain(key)[0]).map((reasons) => whyNot(reasons, sources.length > 1));
  return h(
    "article",
    { class: gap ? "entry gap" : "entry", "data-decision": decision.key },
    h("h4", {}, decision.name, changed && h("span", { class: "badge changed" }, "changed")),
    gap && h("p", { class: "gap-word" }, h("strong", {}, "No rule answers")),
    lines.map(line),
    h(
      "div",
      { class: "folds" },
      lines.length === 1 && givenBy(lines[0].rules),
      entry.decided.rules.length > 0 && folded(`why ${decision.key}`, "Why", () => entry.decided.rules.map((rule) => ruleReasons(advice, rule)), opened),
      folded(`why not ${decision.key}`, "Why not otherwise", rejected, opened),
    ),
  );
}

/** Return why a rule fired: its place, the conditions that were met, the statements and the interpretations it rests on. */
function ruleReasons(advice, rule) {
  const { model } = advice;
  const decision = [...model.decisions.values()].find((one) => one.rules.includes(rule));
  const { conditions } = advice.explain(decision.key)[0].rules.find((one) => one.rule === rule);
  const asked = conditions.filter((one) => one.asks !== "-");
  const met = asked.map((one) => h("li", {}, `${one.label}: `, h("strong", {}, one.answer), h("span", { class: "asks" }, ` (the rule asks: ${one.asks})`)));
  const text = (id, list, addresses) => h("li", {}, named(id, addresses), ` ${list.get(id)?.text ?? ""}`);
  return h(
    "div",
    { class: "reasons" },
    h("p", {}, ruleName(rule, decision.key), " ", basisBadge(rule.basis), h("span", { class: "place" }, ` ${decision.name} · ${rule.place}`)),
    h("p", { class: "part" }, "Because"),
    h("ul", {}, met.length > 0 ? met : h("li", {}, "The rule asks for nothing else.")),
    rule.statements.length > 0 && [h("p", { class: "part" }, "What the source states"), h("ul", {}, rule.statements.map((id) => text(id, model.statements, LINKS.statements)))],
    rule.interpretations.length > 0 && [h("p", { class: "part" }, "How its gaps were read"), h("ul", {}, rule.interpretations.map((id) => text(id, model.interpretations, LINKS.interpretations)))],
  );
}

/** Return why no other rule of a table counts. */
function whyNot({ decision, rules }, withName) {
  const others = rules.filter((one) => !one.fired);
  const because = ({ met, conditions }) =>
    met
      ? "is met, too, but gives way to another rule."
      : `${conditions.filter((one) => !one.met).map((one) => `${one.label} would have to be ${one.asks} (it is ${one.answer})`).join("; ")}.`;
  return h(
    "div",
    { class: "reasons" },
    withName && h("p", { class: "part" }, decision.name),
    others.length === 0 ? h("p", {}, "There is no other rule in this table.") : h("ul", {}, others.map((one) => h("li", {}, ruleName(one.rule, decision.key), ` ${because(one)}`))),
  );
}

/** Return the whole of the advice. `before` is what was said before the last answer, null at the start. */
function adviceView(advice, said, before, opened) {
  const now = saidByName(said);
  const isNew = (name) => before !== null && before.get(name) !== now.get(name);
  const gaps = said.groups.flatMap((group) => group.entries).filter((entry) => entry.gap);
  return [
    said.alerts.length > 0 && h("ul", { class: "alerts", "aria-label": "Alerts" }, said.alerts.map((alert) => alertView(advice, alert, opened))),
    gaps.length > 0 && h("p", { class: "gaps" }, h("strong", {}, "No rule answers: "), `${listed(gaps.map((one) => one.decision.name))}. This is a gap in the guideline, not an all-clear.`),
    said.groups.map(({ heading, entries }) =>
      h("section", { class: "group" }, h("h3", {}, heading), entries.map((entry) => entryView(advice, entry, isNew(entry.decision.name), opened))),
    ),
    said.quiet.length > 0 && h("p", { class: "quiet" }, h("strong", {}, "No action stated for: "), `${said.quiet.join(", ")}.`),
  ]
    .flat(2)
    .filter(Boolean);
}
