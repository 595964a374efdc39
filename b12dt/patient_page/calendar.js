// The calendar, from the regimens' data alone: option by option, phase after phase, as far as the guideline fixes days.
// Days are numbers, counted as the browser counts them but in days; dates are of UTC, so that no hour of any clock shifts one.

const DAY_LENGTH = 24 * 60 * 60 * 1000;
const DAYS_IN = { day: 1, week: 7 };
const MONTHS_IN = { month: 1, year: 12 };
const LONG = { number: 12, unit: "month" };
const SHORT = { number: 4, unit: "week" };
const MOST_ROWS = 14;
const MONTH_NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Return the day of a date written as year-month-day. */
function dayOf(text) {
  return Date.parse(`${text}T00:00:00Z`) / DAY_LENGTH;
}

/** Return a day as people write it. */
function dayWords(day) {
  const date = new Date(day * DAY_LENGTH);
  return `${date.getUTCDate()} ${MONTH_NAMES[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** Return the day at a distance from another; a month's missing day is its last. */
function dayAfter(start, { number, unit }) {
  if (unit in DAYS_IN) return start + number * DAYS_IN[unit];
  const date = new Date(start * DAY_LENGTH);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + number * MONTHS_IN[unit]];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / DAY_LENGTH;
}

/** Yield the doses of a regimen from its beginning: `count` of them from `earliest` to `latest`, `before` up to the day before. */
function* dosesOf({ regimen, follows }) {
  const { period, frequency, period_unit: unit } = regimen;
  const now = { number: 0, unit: "day" };
  if (period === null) {
    yield { count: frequency, earliest: now, latest: now, before: false };
    return;
  }
  const longest = regimen.period_high ?? period;
  const isSeveral = frequency > 1;
  // Where it follows another regimen its first dose is an interval after the beginning, not on it.
  for (let turn = follows && !isSeveral ? 1 : 0; ; turn += 1) {
    const latest = { number: (turn + isSeveral) * longest, unit };
    yield { count: frequency, earliest: { number: turn * period, unit }, latest, before: isSeveral };
  }
}

/** Return what can be chosen from, each option phase after phase, its first dose on the day `start`. */
function coursesOf(advice, start) {
  let options = [];
  for (const [decision, regimens] of regimensStated(advice)) {
    const routes = [...new Set(regimens.map((regimen) => regimen.route))];
    for (const route of routes) {
      const choices = regimens.filter((regimen) => regimen.route === route);
      // A regimen goes on from one by the same route; one by another route is another option.
      const before = options.filter((course) => course[0].regimen.route === route);
      const others = options.filter((course) => !before.includes(course));
      const longer = (before.length > 0 ? before : [[]]).flatMap((course) => choices.map((one) => extended(course, one, decision, start)));
      options = [...others, ...longer];
    }
  }
  return options;
}

function regimensStated(advice) {
  const { decisions, regimens } = advice.model;
  const tables = [...decisions.values()].filter((one) => one.unions.length === 0).sort((one, other) => (one.id < other.id ? -1 : 1));
  const stated = (decision) => decision.outputs.flatMap((output) => advice.get(output.path) ?? []).filter((code) => regimens.has(code));
  return tables.map((one) => [one, stated(one).map((code) => regimens.get(code))]).filter(([, some]) => some.length > 0);
}

function extended(course, regimen, decision, start) {
  const last = course.at(-1);
  if (last?.regimen === regimen) return [...course.slice(0, -1), { ...last, decisions: [...last.decisions, decision] }];
  const begins = last ? last.ends : start;
  const length = { number: regimen.duration, unit: regimen.duration_unit };
  const ends = begins === null || regimen.duration === null ? null : dayAfter(begins, length);
  return [...course, { regimen, decisions: [decision], begins, ends, follows: last !== undefined }];
}

/** Return the day up to which a phase is shown. */
function shownUntil(phase, start) {
  const often = phase.regimen.until !== "" || phase.regimen.period_unit in DAYS_IN;
  return phase.ends ?? dayAfter(phase.begins ?? start, often ? SHORT : LONG);
}

/** Return the doses that are shown: {count, from, to} as days, both included. Where no day is fixed they are counted from `start`. */
function daysOf(phase, start) {
  const begins = phase.begins ?? start;
  const until = shownUntil(phase, start);
  const days = [];
  for (const one of dosesOf(phase)) {
    const from = dayAfter(begins, one.earliest);
    if (phase.begins === null ? from > until || days.length === MOST_ROWS : from >= until) break;
    const to = dayAfter(begins, one.latest) - one.before;
    days.push({ ...one, from, to: phase.ends === null ? to : Math.min(to, phase.ends - 1) });
    if (phase.regimen.period === null) break;
  }
  return days;
}

/** Return the doses in words, [name, when]: as dates where `isDated`, else as distances from the first dose or from the change. */
function rowsOf(phase, start, isDated) {
  const { regimen, begins, follows, ends } = phase;
  const isDaily = regimen.period_unit === "day" && regimen.period === 1;
  const when = begins !== null && isDated ? whenDated : follows ? whenAfterTheChange : whenCounted;
  if (isDaily && !follows) return [["every day", isDated ? `from ${dayWords(begins)}` : "from day 0"]];
  let number = 1;
  const rows = daysOf(phase, start).map((one) => {
    const name = one.count === 1 ? String(number) : `${number} to ${number + one.count - 1}`;
    number += one.count;
    return [name, when(one)];
  });
  const goesOn = ends === null && regimen.period !== null;
  return goesOn ? [...rows.slice(0, MOST_ROWS), ["and so on", "the end is not dated"]] : rows;
}

function whenDated({ from, to }) {
  return from === to ? dayWords(from) : `${dayWords(from)} to ${dayWords(to)}`;
}

function whenAfterTheChange({ earliest, latest }) {
  const stretch = earliest.number === latest.number ? earliest.number : `${earliest.number} to ${latest.number}`;
  return `${stretch} ${earliest.unit}${latest.number === 1 ? "" : "s"} after the change`;
}

function whenCounted({ earliest, latest, before }) {
  const inDays = earliest.unit in DAYS_IN;
  const length = inDays ? DAYS_IN[earliest.unit] : 1;
  const near = earliest.number * length;
  const far = latest.number * length - (before && inDays ? 1 : 0);
  return `${inDays ? "day" : earliest.unit} ${near === far ? near : `${near} to ${before && !inDays ? "before " : ""}${far}`}`;
}

/** Return what the days cannot show: how they were counted, what ends them, and what the decision says besides. */
function notesOf(advice, phase, isDated) {
  const { regimen, begins, follows } = phase;
  const notes = [];
  if (follows) {
    const since = begins === null ? "from the change to it" : `from the end of what goes before${isDated ? `, ${dayWords(begins)}` : ""}`;
    notes.push(`Counted ${since}, the first one interval after it: the guideline gives that first dose no date of its own.`);
  }
  if (regimen.frequency > 1) notes.push(`The guideline fixes ${regimen.frequency} doses a ${regimen.period_unit}, not their days.`);
  if (regimen.period_high > regimen.period) {
    notes.push(`Each bar is a range: the dose falls ${regimen.period} to ${regimen.period_high} ${regimen.period_unit}s after the one before it.`);
  }
  if (regimen.until !== "" && regimen.period === null) notes.push(`What follows it waits until ${regimen.until}; nobody can date that beforehand.`);
  else if (regimen.until !== "") notes.push(`It lasts until ${regimen.until}; nobody can date that beforehand, so the end is open.`);
  else if (regimen.duration === null) notes.push(`It goes on beyond what is drawn. ${saidBesides(advice, phase)}`.trimEnd());
  return notes;
}

function saidBesides(advice, phase) {
  const decision = phase.decisions.at(-1);
  const values = decision.outputs.map((output) => [advice.model.values.get(output.list), advice.get(output.path)]);
  return values.map(([list, value]) => (typeof value === "string" ? list?.get(value)?.sentence : null)).filter(Boolean).join(" ");
}
