// Asking: one question with its answers, each offered alike and none chosen beforehand.

/** Return a question as a group of answers. `current` is the answer so far, undefined for none; `answer` takes a new one. */
function questionGroup(one, { current, answer, prefix, extra = [] }) {
  const hint = one.meaning === "" || one.meaning === "-" ? null : h("p", { class: "hint", id: `${prefix}-hint` }, one.meaning);
  const answers = { number: numberAnswer, "several of": severalAnswer }[one.kind] ?? categoryAnswer;
  return h(
    "fieldset",
    { class: "question", "aria-describedby": hint && `${prefix}-hint`, "data-fact": one.name },
    h("legend", { tabindex: "-1" }, one.question),
    hint,
    answers(one, { current, answer, prefix }),
    extra,
  );
}

function answerButton(label, note, isCurrent, choose) {
  const words = [h("span", { class: "answer-label" }, label), " ", note && h("span", { class: "answer-note" }, note)];
  return h("button", { type: "button", class: "answer", "aria-pressed": isCurrent === null ? null : String(isCurrent), onclick: choose }, words);
}

/** Return the button for an answer that nobody knows; it looks like every other. Null where the fact has to be known. */
function notKnown(one, { current, answer }) {
  if (!one.may_be_unknown) return null;
  return answerButton("Not known", "", current === undefined ? null : current === "unknown", () => answer("unknown"));
}

function categoryAnswer(one, { current, answer }) {
  const known = one.values.filter((code) => code !== "unknown");
  const buttons = known.map((code) => {
    const value = b12dt.model.values.get(one.list)?.get(code);
    const label = value?.label ?? code;
    const sentence = value?.sentence.replace(/\.$/, "") ?? "";
    const note = sentence.toLowerCase() === label.toLowerCase() ? "" : `${sentence}.`;
    return answerButton(label, note, current === undefined ? null : current === code, () => answer(code));
  });
  return h("div", { class: "answers" }, buttons, notKnown(one, { current, answer }));
}

function numberAnswer(one, { current, answer, prefix }) {
  const range = `From ${b12dt.numberText(one.lowest)} to ${b12dt.numberText(one.highest)} ${one.unit}`.trimEnd();
  const problem = h("p", { class: "problem", id: `${prefix}-problem`, "aria-live": "polite" });
  const known = typeof current === "number" ? b12dt.numberText(current) : "";
  const field = h("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    class: "number",
    id: `${prefix}-number`,
    value: known,
    "aria-describedby": `${prefix}-range ${prefix}-problem`,
  });
  const check = (mustBeGiven) => {
    const read = field.value.trim() === "" && !mustBeGiven ? { value: null } : b12dt.readNumber(one.name, field.value);
    problem.textContent = read.problem ?? "";
    field.toggleAttribute("aria-invalid", Boolean(read.problem));
    if (read.problem) field.setAttribute("aria-invalid", "true");
    return read;
  };
  field.addEventListener("input", () => check(false));
  const use = (event) => {
    event.preventDefault();
    const read = check(true);
    if (read.problem) field.focus();
    else answer(read.value);
  };
  return h(
    "form",
    { class: "number-form", novalidate: true, onsubmit: use },
    h("label", { for: `${prefix}-number` }, one.label),
    h("div", { class: "number-row" }, field, h("span", { class: "unit" }, one.unit), h("button", { type: "submit", class: "primary" }, "Use this number")),
    h("p", { class: "hint", id: `${prefix}-range` }, `${range}.`),
    problem,
    h("div", { class: "answers" }, notKnown(one, { current, answer })),
  );
}

function severalAnswer(one, { current, answer, prefix }) {
  const chosen = new Set(Array.isArray(current) ? current : []);
  const use = h("button", { type: "submit", class: "primary" });
  const say = () => {
    use.textContent = chosen.size === 0 ? "None of these" : `Use these ${chosen.size === 1 ? "" : `${chosen.size} `}answers`.replace("these answers", "this answer");
  };
  const boxes = one.values.map((code, place) => {
    const value = b12dt.model.values.get(one.list)?.get(code);
    const box = h("input", { type: "checkbox", id: `${prefix}-${place}`, checked: chosen.has(code) });
    box.addEventListener("change", () => {
      if (box.checked) chosen.add(code);
      else chosen.delete(code);
      say();
    });
    return h("label", { class: "choice", for: `${prefix}-${place}` }, box, h("span", {}, value?.sentence ?? code));
  });
  say();
  const done = (event) => {
    event.preventDefault();
    answer(one.values.filter((code) => chosen.has(code)));
  };
  return h("form", { class: "several-form", onsubmit: done }, boxes, use, h("div", { class: "answers" }, notKnown(one, { current, answer })));
}

/** Return an answer in words. */
function answerWords(one, value) {
  return value === "unknown" ? "not known" : b12dt.words(value, one);
}
