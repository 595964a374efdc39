// The calendar on the page: one first day that the reader may choose, then each option, phase by phase, drawn and listed.

/** Return the calendar; `start` is the first day as year-month-day, null for none, `choose` takes another. */
function calendarView(advice, start, choose) {
  const first = start === null ? 0 : dayOf(start);
  const options = coursesOf(advice, first);
  if (options.length === 0) return [h("p", {}, "No regimen is stated for this patient as things stand, so there is nothing to date.")];
  const field = h("input", { type: "date", id: "b12dt-start", value: start ?? "" });
  field.addEventListener("change", () => choose(field.value === "" ? null : field.value, field.id));
  const title = (number) => options.length > 1 && h("h4", { class: "option" }, `Option ${number + 1} of ${options.length}`);
  return [
    h("p", { class: "start" }, h("label", { for: field.id }, "First dose on "), field, start === null && h("span", { class: "hint" }, " No date chosen: days are counted from the first dose.")),
    options.flatMap((course, number) => [title(number), course.map((phase) => phaseView(advice, phase, first, start !== null))]),
  ]
    .flat(Infinity)
    .filter(Boolean);
}

function phaseView(advice, phase, start, isDated) {
  const names = phase.decisions.map((one) => one.name).join(" · ");
  const dose = (name) => (/^\d+$/.test(name) ? `Dose ${name}` : /^\d/.test(name) ? `Doses ${name}` : name);
  const rows = rowsOf(phase, start, isDated).map(([name, when]) => h("li", {}, h("span", { class: "day" }, dose(name)), " ", h("span", { class: "date" }, when)));
  return h(
    "article",
    { class: "regimen" },
    h("h5", {}, h("span", { class: "stage" }, `${names}. `), phase.regimen.sentence),
    picture(phase, start, isDated),
    h("ol", { class: "doses" }, rows),
    notesOf(advice, phase, isDated).map((note) => h("p", { class: "hint" }, note)),
  );
}

/** Return a small picture of a phase; the list beside it says the same in words. */
function picture(phase, start, isDated) {
  const begins = phase.begins ?? start;
  const until = shownUntil(phase, start);
  const [left, right, middle] = [10, 300, 16];
  const x = (day) => left + ((right - left) * (Math.min(day, until) - begins)) / (until - begins);
  const inMonths = until - begins > 100;
  const marks = [];
  for (let count = 0; ; count += 1) {
    const day = dayAfter(begins, { number: inMonths ? 3 * count : count, unit: inMonths ? "month" : "week" });
    if (day > until) break;
    const words = isDated && phase.begins !== null ? dayWords(day).replace(/ \d+$/, "") : inMonths ? `month ${3 * count}` : `day ${day - begins}`;
    marks.push(h("line", { class: "tick", x1: x(day), x2: x(day), y1: middle - 8, y2: middle + 10 }));
    marks.push(h("text", { x: x(day), y: middle + 24, "text-anchor": count === 0 ? "start" : day === until ? "end" : "middle" }, words));
  }
  const isDaily = phase.regimen.period_unit === "day" && phase.regimen.period === 1;
  const bar = (from, to) => h("rect", { class: "dose span", x: x(from), y: middle - 5, width: Math.max(x(to) - x(from), 4), height: 10, rx: 5 });
  const dots = daysOf(phase, start).map(({ from, to }) => (to > from ? bar(from, to) : h("circle", { class: "dose", cx: x(from), cy: middle, r: 5 })));
  const isOpen = phase.ends === null && phase.regimen.period !== null;
  const arrow = isOpen && h("path", { class: "axis", d: `M${right} ${middle} h14 m-5 -4 l5 4 l-5 4` });
  const words = `Timeline: ${phase.regimen.sentence} The list below says the same.`;
  const axis = h("line", { class: "axis", x1: left, x2: right, y1: middle, y2: middle });
  return h("svg", { class: "timeline", viewBox: "0 0 320 44", role: "img", "aria-label": words }, axis, marks, isDaily ? bar(begins, until) : dots, arrow);
}
