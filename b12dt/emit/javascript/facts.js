// Facts about one patient, checked against the dictionary before anything is decided on them.
// A checked fact is a code, a list of codes, a number, or null for an unknown number; several unknown are ["unknown"].

const UNKNOWN = "unknown";

/** Facts that cannot be used. Nothing was decided. `problems` names every one of them: name, read, problem, allowed, closest. */
class FactError extends Error {
  constructor(problems) {
    super(problems.map(problemText).join("\n"));
    this.name = "FactError";
    this.problems = problems;
  }
}

function problemText(one) {
  const near = one.closest === null ? "" : ` Closest: ${one.closest}.`;
  return `${one.name}: ${one.problem} I read ${one.read}. Allowed: ${one.allowed}.${near}`;
}

/** Return a number in full: no exponent, no rounding, no point where it is whole. */
function numberText(value) {
  const [digits, exponent] = String(value).split("e");
  if (exponent === undefined) return digits;
  const sign = digits.startsWith("-") ? "-" : "";
  const [whole, part = ""] = digits.replace("-", "").split(".");
  const point = whole.length + Number(exponent);
  const all = whole + part;
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${all}`;
  return sign + all.padEnd(point, "0");
}

/** Return the allowed word that is one slip of the hand away, or null; it is an offer, nothing is ever read as it. */
function closest(word, allowed) {
  const written = Array.from(word.toLowerCase());
  if (written.length <= 1) return null;
  const near = new Map();
  for (const candidate of allowed) {
    const folded = Array.from(candidate.toLowerCase());
    if (folded.join("") === written.join("")) return candidate;
    if (oneSlip(written, folded) && !near.has(folded.join(""))) near.set(folded.join(""), candidate);
  }
  return near.size === 1 ? near.values().next().value : null;
}

/** Tell whether two different words differ by one letter wrong, missing or too many, or by two neighbours swapped. */
function oneSlip(left, right) {
  if (Math.abs(left.length - right.length) > 1) return false;
  const shorter = Math.min(left.length, right.length);
  let start = 0;
  while (start < shorter && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < shorter - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  const one = left.slice(start, left.length - end);
  const other = right.slice(start, right.length - end);
  // Of two letters too little is left when one is wrong: NA is no slip of "no".
  if (one.length === 1 && other.length === 1) return left.length > 2;
  const swapped = one.length === 2 && other.length === 2 && one[0] === other[1] && one[1] === other[0];
  return Math.max(one.length, other.length) === 1 || swapped;
}

/** Return in words what a fact may be. */
function allowedWords(one) {
  const codes = one.values.filter((code) => code !== UNKNOWN).join(", ");
  const range = one.kind === "number" ? `${numberText(one.lowest)} to ${numberText(one.highest)} ${one.unit}`.trimEnd() : "";
  const words = { number: `a number from ${range}`, "several of": `a list of any of ${codes}` }[one.kind] ?? codes;
  return one.may_be_unknown ? `${words}, or unknown` : words;
}

function shortText(value) {
  let text;
  try {
    text = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? String(value));
  } catch {
    text = `something of the type ${typeof value}`;
  }
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function factProblem(one, value, problem, near = null) {
  return { name: one.name, read: shortText(value), problem, allowed: allowedWords(one), closest: near };
}

/** Return {value} as the decisions take it, or {problem}. */
function checkFact(one, value) {
  const refuse = (problem, near) => ({ problem: factProblem(one, value, problem, near) });
  if (value === null || value === UNKNOWN) {
    if (!one.may_be_unknown) return refuse("This fact has to be answered.");
    if (one.kind === "number") return { value: null };
    return { value: one.kind === "several of" ? [UNKNOWN] : UNKNOWN };
  }
  if (typeof value === "object" && !Array.isArray(value)) return checkQuantity(one, value);
  if (one.kind === "number") return checkNumber(one, value, value);
  if (one.kind === "several of") return checkSeveral(one, value);
  return checkCode(one, value);
}

function checkCode(one, value) {
  if (one.values.includes(value)) return { value };
  const near = typeof value === "string" ? closest(value, one.values) : null;
  return { problem: factProblem(one, value, "This is not one of its values.", near) };
}

function checkSeveral(one, value) {
  if (!Array.isArray(value)) return { problem: factProblem(one, value, "This fact takes a list.") };
  for (const code of value) {
    const checked = checkCode(one, code);
    if (checked.problem) return checked;
  }
  return { value: one.values.filter((code) => value.includes(code)) };
}

function checkNumber(one, value, read) {
  const refuse = (problem) => ({ problem: factProblem(one, read, problem) });
  if (typeof value !== "number") return refuse("This fact is a number.");
  if (Number.isNaN(value)) return refuse("This is not a number that can be compared.");
  if (!(one.lowest <= value && value <= one.highest)) return refuse("This number is outside the range of the dictionary.");
  return { value };
}

/** Read a number with its unit, as FHIR writes it: {value: 50, unit: "10^9/L"}. Nothing is converted. */
function checkQuantity(one, quantity) {
  const refuse = (problem) => ({ problem: factProblem(one, quantity, problem) });
  const names = Object.keys(quantity).sort().join();
  if (one.kind !== "number" || names !== "unit,value") return refuse("A fact with a unit has a value and a unit.");
  const units = [...new Set([one.unit, one.ucum])].filter((unit) => unit !== "");
  if (!units.includes(quantity.unit)) return refuse(`The unit must be ${units.join(" or ")}; nothing is converted.`);
  return checkNumber(one, quantity.value, quantity.value);
}

/** Tell whether an object is plain, of this window or another: what others inherit would be left out in silence. */
function isPlain(given) {
  const prototype = Object.getPrototypeOf(given);
  if (prototype === null) return true;
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, "isPrototypeOf");
}

/** Return {facts, problems}: all facts, given ones checked, the others by their defaults. */
function completeFacts(inputs, given) {
  // A list or a map would be read as no facts at all.
  if (typeof given !== "object" || given === null || Symbol.iterator in given) {
    throw new TypeError("facts are given as an object, such as {age_years: 61}");
  }
  if (!isPlain(given)) {
    throw new TypeError("facts are given as a plain object, such as {age_years: 61}; what this one inherits would be left out");
  }
  const facts = new Map([...inputs.values()].map((one) => [one.name, one.default]));
  const problems = [];
  for (const [name, value] of Object.getOwnPropertyNames(given).map((name) => [name, given[name]])) {
    const one = inputs.get(name);
    if (one === undefined) {
      const near = closest(name, inputs.keys());
      const allowed = `one of its ${inputs.size} names`;
      problems.push({ name, read: shortText(value), problem: "The dictionary has no such fact.", allowed, closest: near });
      continue;
    }
    const checked = checkFact(one, value);
    if (checked.problem) problems.push(checked.problem);
    else facts.set(name, checked.value);
  }
  return { facts, problems };
}

/** Read a number as a person types it, perhaps with its unit: {value} or {problem}, a sentence. */
function readNumber(one, typed) {
  const text = typed.trim();
  if (text.includes(",")) return { problem: "Write decimals with a point, such as 2.8." };
  const [, digits, unit] = /^(\S*)\s*(.*)$/.exec(text);
  if (!/^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/.test(digits)) {
    return { problem: "Write a plain number, such as 70 or 2.8." };
  }
  const value = Number(digits);
  const plain = digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits;
  // A number here keeps 15 digits. What has more would be compared as its neighbour, perhaps as the threshold itself.
  if (numberText(value) !== plain && value !== 0) return { problem: "This number has more digits than can be compared exactly." };
  const checked = checkFact(one, unit === "" ? value : { value, unit });
  return checked.problem ? { problem: `${checked.problem.problem} Allowed: ${checked.problem.allowed}.` } : { value };
}
