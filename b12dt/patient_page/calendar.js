// The calendar of a regimen, from its data alone: counted from its own first dose, since nothing says when that is.

const DAYS = { day: 1, week: 7 };
const MONTHS = { month: 1, year: 12 };
const FIRST_ONES = 6;
const SHOWN_DAYS = 28;
const SHOWN_MONTHS = 12;

/** Return {unit, doses, length, goesOn}: doses [{at, to}] in days or months after the first, `to` where a dose has a span;
 * `goesOn` says in words how it continues, empty where the last dose is listed; `every` is true for one dose every day. */
function calendarOf(regimen) {
  const until = regimen.until === "" ? "" : `until ${regimen.until}`;
  if (regimen.period === null) {
    return { unit: "day", doses: [{ at: 0, to: 0 }], length: 7, every: false, goesOn: until && `One dose, ${until}.` };
  }
  return regimen.period_unit in MONTHS ? byMonths(regimen, until) : byDays(regimen, until);
}

function byDays(regimen, until) {
  const period = regimen.period * DAYS[regimen.period_unit];
  const end = regimen.duration === null ? null : durationInDays(regimen);
  const length = end ?? Math.max(SHOWN_DAYS, (FIRST_ONES * period) / regimen.frequency);
  const every = regimen.frequency === period;
  const doses = [];
  for (let count = 0; ; count += 1) {
    const at = Math.floor((count * period) / regimen.frequency);
    if (at >= length) break;
    doses.push({ at, to: at });
  }
  const rhythm = every ? "every day" : rhythmWords(regimen);
  if (end !== null) return { unit: "day", doses, length, every, goesOn: every ? `Every day for ${counted(end, "day")}.` : "" };
  return { unit: "day", doses, length, every, goesOn: `And so on, ${[rhythm, until, lifeWords(regimen)].filter(Boolean).join(", ")}.` };
}

function durationInDays(regimen) {
  return regimen.duration * (DAYS[regimen.duration_unit] ?? 30 * MONTHS[regimen.duration_unit]);
}

function byMonths(regimen, until) {
  const step = (regimen.period * MONTHS[regimen.period_unit]) / regimen.frequency;
  const high = ((regimen.period_high ?? regimen.period) * MONTHS[regimen.period_unit]) / regimen.frequency;
  const goesOn = [rhythmWords(regimen), until, lifeWords(regimen)].filter(Boolean).join(", ");
  // Where the interval has a span each date hangs on the one before it: only the next one can be told.
  if (high > step) {
    return { unit: "month", doses: [{ at: 0, to: 0 }, { at: step, to: high }], length: SHOWN_MONTHS, every: false, goesOn: `Each next one is counted from the last one given: ${goesOn}.` };
  }
  const end = regimen.duration === null ? null : durationInMonths(regimen);
  const doses = [];
  for (let at = 0; at < (end ?? SHOWN_MONTHS + 1); at += step) doses.push({ at, to: at });
  return { unit: "month", doses, length: end ?? SHOWN_MONTHS, every: false, goesOn: end === null ? `And so on, ${goesOn}.` : "" };
}

function durationInMonths(regimen) {
  return regimen.duration * (MONTHS[regimen.duration_unit] ?? DAYS[regimen.duration_unit] / 30);
}

function rhythmWords(regimen) {
  const high = regimen.period_high !== null && regimen.period_high !== regimen.period ? `-${regimen.period_high}` : "";
  const many = `${regimen.period}${high}`;
  const every = many === "1" ? `every ${regimen.period_unit}` : `every ${many} ${regimen.period_unit}s`;
  return regimen.frequency === 1 ? every : `${regimen.frequency} times ${every}`;
}

function lifeWords(regimen) {
  return { yes: "for life", "not stated": "for how long is not stated" }[regimen.for_life] ?? "";
}

function counted(number, word) {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

/** Return the doses as words: `Day 0`, or with a first day their dates; those beyond the first few are left to `goesOn`. */
function doseWords(calendar, start) {
  const shown = calendar.goesOn === "" ? calendar.doses : calendar.doses.slice(0, calendar.every ? 1 : FIRST_ONES);
  return shown.map(({ at, to }) => {
    const count = to > at ? `${at} to ${to}` : String(at);
    const name = `${calendar.unit === "day" ? "Day" : "Month"} ${count}`;
    if (start === null) return { name, date: "" };
    const dates = [...new Set([at, to])].map((one) => dateWords(dateAfter(start, one, calendar.unit)));
    return { name, date: dates.join(" to ") };
  });
}

/** Return a date so many days or months after another; the end of a month stays its end. Dates are of UTC, without times. */
function dateAfter(start, count, unit) {
  const [year, month, day] = start.split("-").map(Number);
  if (unit === "day") return new Date(Date.UTC(year, month - 1, day + count));
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + count, Math.min(day, last)));
}

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTH_NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function dateWords(date) {
  return `${WEEKDAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTH_NAMES[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}
