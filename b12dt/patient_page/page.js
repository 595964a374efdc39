// The page: what was answered, what is asked, what is advised; drawn anew after each answer, the focus kept.

const root = document.getElementById("b12dt-try");
const place = (name) => root.querySelector(`[data-part="${name}"]`);
const ONLY_ALERTS = "any answer raises an alert and changes nothing else";
const state = {
  answered: new Map(),
  current: null,
  skipped: new Set(),
  changing: null,
  problems: [],
  before: null,
  said: null,
  opened: new Set(),
  start: null,
};

function draw() {
  const advice = b12dt.evaluate(Object.fromEntries(state.answered));
  const said = told(advice);
  state.said = said;
  const toAsk = b12dt.questionsToAsk(advice, [...state.answered.keys()]);
  place("problems").replaceChildren(...problemsView());
  place("question").replaceChildren(...questionView(advice, toAsk));
  place("advice").replaceChildren(...adviceView(advice, said, state.before, state.opened));
  place("calendar").replaceChildren(...calendarView(advice, state.start, chooseStart));
  place("open").replaceChildren(...openView(advice, toAsk));
  place("facts").replaceChildren(...factsView(advice));
  place("given").replaceChildren(...givenView());
  place("counts").replaceChildren(...countsView(advice, said));
  return advice;
}

function drawAndFocus(id) {
  draw();
  document.getElementById(id)?.focus();
}

function chooseStart(start, id) {
  state.start = start;
  drawAndFocus(id);
}

/** Take an answer, or with undefined remove one; tell shortly what it changed. */
function take(name, value, focus) {
  state.before = saidByName(state.said);
  if (value === undefined) state.answered.delete(name);
  else state.answered.set(name, value);
  state.skipped.delete(name);
  state.current = null;
  state.changing = null;
  place("link").replaceChildren();
  const advice = draw();
  writeAddress();
  announce(advice);
  focus();
}

function announce(advice) {
  const now = saidByName(state.said);
  const changed = [...new Set([...now.keys(), ...state.before.keys()])].filter((name) => now.get(name) !== state.before.get(name));
  const shown = changed.length > 4 ? `${changed.slice(0, 4).join(", ")} and ${changed.length - 4} more` : listed(changed);
  const words = changed.length > 0 ? `Changed: ${shown}.` : "The advice has not changed.";
  say(`${words} ${countWords(advice, state.said).join(", ")}.`);
}

function say(text) {
  place("live").textContent = text;
}

function countWords(advice, said) {
  const bySeverity = new Map();
  for (const alert of said.alerts) bySeverity.set(alert.severity, [...(bySeverity.get(alert.severity) ?? []), alert]);
  const alerts = [...bySeverity].map(([severity, some]) => alertCount(severity, some[0].label, some.length));
  const gaps = said.groups.flatMap((group) => group.entries).filter((entry) => entry.gap).length;
  const open = advice.openQuestions.length;
  return [...alerts, ...(gaps > 0 ? [counted(gaps, "gap")] : []), settledShortly(advice) ?? `${counted(open, "question")} open`];
}

/** Return null where an answer still matters; else what is settled, and what of the assumed could unsettle it. */
function settledWords(advice) {
  if (!advice.settled) return null;
  const sections = assumedThatMatter(advice);
  return sections.length === 0 ? "Settled" : `Settled, unless there is something to answer under ${listed(sections)}`;
}

/** Return the same in few words, for where there is little room. */
function settledShortly(advice) {
  if (!advice.settled) return null;
  return assumedThatMatter(advice).length === 0 ? "settled" : "settled, unless what is assumed is not so";
}

/** Return the sections of the facts that stand at a default, not unknown, and of which an answer could change the advice. */
function assumedThatMatter(advice) {
  const asked = b12dt.questionsToAsk(advice, [...state.answered.keys()]);
  return [...new Set(asked.map((one) => b12dt.model.inputs.get(one.name).section))];
}

function countsView(advice, said) {
  return countWords(advice, said).map((words) => h("span", { class: `count ${/^\d+ stop/.test(words) ? "count-stop" : ""}` }, words));
}

function problemsView() {
  if (state.problems.length === 0) return [];
  const dismiss = () => {
    state.problems = [];
    draw();
    focusQuestion();
  };
  return [
    h(
      "div",
      { class: "link-problems", role: "alert" },
      h("p", {}, h("strong", {}, "This link holds facts that cannot be used. They were left out; check each of them.")),
      h("ul", {}, state.problems.map((one) => h("li", {}, one))),
      h("button", { type: "button", class: "plain", onclick: dismiss }, "I have read this"),
    ),
  ];
}

function questionView(advice, toAsk) {
  const waiting = toAsk.filter((one) => !state.skipped.has(one.name));
  const next = state.current ?? (waiting[0] ?? toAsk[0])?.name;
  if (next === undefined) {
    return [h("p", { class: "done", tabindex: "-1" }, h("strong", {}, "Nothing is left to ask."), " Every answer that could change this advice was given or is not known. Any answer can be changed below.")];
  }
  const one = b12dt.model.inputs.get(next);
  const asked = toAsk.find((question) => question.name === next);
  const skip = () => {
    state.skipped.add(next);
    if (toAsk.every((question) => state.skipped.has(question.name))) state.skipped.clear();
    state.current = null;
    draw();
    focusQuestion();
  };
  const assumed = state.answered.has(next) || advice.facts[next] === "unknown" ? "" : ` · Assumed so far: ${b12dt.words(advice.checkedFacts.get(next), one)}`;
  const counts = asked?.contradicts
    ? ONLY_ALERTS
    : asked?.changes.length > 0
      ? hangs(asked.changes.length)
      : "matters together with others";
  return [
    h("p", { class: "where" }, `${one.section} · `, asked ? counts : "changes nothing by itself now", assumed),
    questionGroup(one, {
      current: state.answered.get(next),
      prefix: "b12dt-next",
      answer: (value) => take(next, value, focusQuestion),
      extra: [toAsk.length > 1 && h("button", { type: "button", class: "plain", onclick: skip }, "Skip for now")],
    }),
  ];
}

function focusQuestion() {
  const target = place("question").querySelector("legend, .done");
  target?.focus({ preventScroll: true });
  place("question").parentElement.scrollIntoView({ block: "nearest" });
}

function openView(advice, toAsk) {
  if (advice.settled) {
    const assumed = assumedThatMatter(advice).length > 0 ? " What is assumed there could." : "";
    return [h("p", { class: "settled" }, h("strong", {}, `${settledWords(advice)}.`), ` No answer to the facts that are still unknown can change this advice.${assumed}`)];
  }
  // What any answer would only contradict is listed last, as it is asked last.
  const contrary = new Set(toAsk.filter((one) => one.contradicts).map((one) => one.name));
  const questions = [...advice.openQuestions].sort((one, other) => contrary.has(one.name) - contrary.has(other.name));
  if (questions.length === 0) return [h("p", {}, "No single answer changes this advice; several together still could.")];
  const most = questions[0].changes.length;
  const choose = (name) => {
    state.current = name;
    draw();
    focusQuestion();
  };
  return [
    h("p", { class: "hint" }, "The most decisive first. Choose one to answer it."),
    h(
      "ol",
      { class: "open-list" },
      questions.map((one) => {
        const told = [...new Set(one.changes.map((path) => path.split(".")[0]))].map((key) => b12dt.model.decisions.get(key)).filter((decision) => !decision.working_step);
        const bar = h("span", { class: "bar", "aria-hidden": "true" }, h("span", {}));
        bar.firstChild.style.width = `${(100 * one.changes.length) / most}%`;
        const isAsked = state.answered.has(one.name);
        return h(
          "li",
          {},
          h("button", { type: "button", class: "open-question", onclick: () => choose(one.name) }, h("span", { class: "open-name" }, one.label), " ", h("span", { class: "open-count" }, `${contrary.has(one.name) ? ONLY_ALERTS : hangs(one.changes.length)}${isAsked ? "; answered: not known" : ""}`), bar),
          told.length > 0 && h("p", { class: "hint" }, `Could change ${listed(told.map((decision) => decision.name))}.`),
        );
      }),
    ),
  ];
}

function factsView(advice) {
  const sections = Map.groupBy ? Map.groupBy(b12dt.model.inputs.values(), (one) => one.section) : grouped();
  const open = new Set(advice.openQuestions.map((one) => one.name));
  return [...sections].map(([section, inputs]) => {
    const given = inputs.filter((one) => state.answered.has(one.name)).length;
    const title = [h("span", {}, section), " ", h("span", { class: "hint" }, `${given} of ${inputs.length} answered`)];
    const isOpen = inputs.some((one) => one.name === state.changing);
    if (isOpen) state.opened.add(`section ${section}`);
    return folded(`section ${section}`, h("span", { class: "section-title" }, title), () => h("ul", { class: "fact-list" }, inputs.map((one) => factRow(one, open.has(one.name)))), state.opened);
  });
}

function grouped() {
  const sections = new Map();
  for (const one of b12dt.model.inputs.values()) sections.set(one.section, [...(sections.get(one.section) ?? []), one]);
  return sections;
}

function factRow(one, isOpen) {
  const value = state.answered.get(one.name);
  const isDefault = value === undefined && one.default !== null && one.default !== "unknown";
  const shown = value !== undefined ? answerWords(one, value) : isDefault ? `${answerWords(one, one.default)} (assumed unless changed)` : "not answered";
  const id = `b12dt-fact-${one.name}`;
  const isChanging = state.changing === one.name;
  const toggle = () => {
    state.changing = isChanging ? null : one.name;
    drawAndFocus(id);
  };
  const back = () => document.getElementById(id)?.focus();
  const remove = value !== undefined && h("button", { type: "button", class: "plain", onclick: () => take(one.name, undefined, back) }, "Remove this answer");
  return h(
    "li",
    { class: value === undefined ? "fact" : "fact given" },
    h(
      "button",
      { type: "button", class: "fact-button", id, "aria-expanded": String(isChanging), onclick: toggle },
      h("span", { class: "fact-name" }, one.label),
      " ",
      h("span", { class: "fact-value" }, shown),
      isOpen && h("span", { class: "badge matters" }, "still matters"),
    ),
    isChanging && questionGroup(one, { current: value, prefix: `b12dt-change-${one.name}`, answer: (given) => take(one.name, given, back), extra: [remove] }),
  );
}

/** Return the facts as they are printed. */
function givenView() {
  const given = [...b12dt.model.inputs.values()].filter((one) => state.answered.has(one.name));
  if (given.length === 0) return [h("p", {}, "Nothing was answered: everything is unknown.")];
  return [h("dl", {}, given.map((one) => h("div", {}, h("dt", {}, one.label), h("dd", {}, answerWords(one, state.answered.get(one.name))))))];
}

function address() {
  const fragment = fragmentOf(state.answered);
  return location.href.split("#")[0] + (fragment === "" ? "" : `#${fragment}`);
}

function writeAddress() {
  history.replaceState(null, "", address());
}

function readAddress() {
  const fragment = location.hash.slice(1);
  if (isPlace(fragment)) return;
  const { answered, problems } = answersOf(fragment);
  Object.assign(state, { answered, problems, current: null, changing: null, before: null });
  state.skipped.clear();
  draw();
  say(problems.length > 0 ? "This link holds facts that cannot be used." : `${counted(answered.size, "answer")} read from the link.`);
}

async function copyLink() {
  const field = h("input", { type: "text", readonly: true, class: "link", value: address(), "aria-label": "Link with these facts" });
  place("link").replaceChildren(h("p", {}, "The link holds the answers themselves. It goes nowhere unless you send it."), field);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    say("The link was copied.");
    place("link").firstChild.prepend(h("strong", {}, "Copied. "));
  } catch {
    field.focus();
    say("Copy the link that is selected.");
    place("link").firstChild.prepend(h("strong", {}, "Copy the link that is selected. "));
  }
}

function startAgain() {
  const kept = new Map(state.answered);
  Object.assign(state, { answered: new Map(), current: null, changing: null, problems: [], before: null });
  state.skipped.clear();
  state.start = null;
  draw();
  writeAddress();
  const undo = () => {
    state.answered = kept;
    draw();
    writeAddress();
    place("link").replaceChildren();
    say("Your answers are back.");
    focusQuestion();
  };
  place("link").replaceChildren(h("p", {}, "All answers were removed. "), h("button", { type: "button", class: "plain", onclick: undo }, "Bring them back"));
  say("All answers were removed.");
  focusQuestion();
}

root.querySelector('[data-do="link"]').addEventListener("click", copyLink);
root.querySelector('[data-do="print"]').addEventListener("click", () => window.print());
root.querySelector('[data-do="again"]').addEventListener("click", startAgain);
for (const button of root.querySelectorAll("[data-go]")) {
  button.addEventListener("click", () => {
    const panel = root.querySelector(`.panel-${button.dataset.go}`);
    panel.focus({ preventScroll: true });
    panel.scrollIntoView({ block: "start" });
  });
}
window.addEventListener("hashchange", readAddress);
draw();
readAddress();
root.dataset.ready = "yes";
