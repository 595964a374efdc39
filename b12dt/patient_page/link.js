// The facts in the fragment of the address: only those that were answered, each checked when it is read again.

/** Return the fragment of the answers, without its sign. */
function fragmentOf(answered) {
  const written = (value) => encodeURIComponent(typeof value === "number" ? b12dt.numberText(value) : value);
  const names = [...b12dt.model.inputs.keys()].filter((name) => answered.has(name));
  return names.map((name) => `${encodeURIComponent(name)}=${[answered.get(name)].flat().map(written).join(",")}`).join("&");
}

/** Return {answered, problems} of a fragment: what can be used, and a sentence for everything that cannot. */
function answersOf(fragment) {
  const answered = new Map();
  const problems = [];
  for (const part of fragment.split("&").filter((one) => one !== "")) {
    const [name, texts] = nameAndText(part);
    if (name === null) problems.push(`${part}: this part of the link cannot be read.`);
    else if (answered.has(name)) problems.push(`${name}: the link gives it more than once; the first answer is kept.`);
    else {
      const read = valueOf(name, texts);
      if (read.problem) problems.push(read.problem);
      else answered.set(name, read.value);
    }
  }
  return { answered, problems };
}

/** Return the name and the texts of one part: several where it takes several. What cannot be read gives null. */
function nameAndText(part) {
  const place = part.indexOf("=");
  if (place < 0) return [null, []];
  try {
    return [decodeURIComponent(part.slice(0, place)), part.slice(place + 1).split(",").map(decodeURIComponent)];
  } catch {
    return [null, []];
  }
}

function valueOf(name, texts) {
  const one = b12dt.model.inputs.get(name);
  const text = texts.join(",");
  if (one?.kind === "number" && text !== "unknown") {
    const read = b12dt.readNumber(name, text);
    return read.problem ? { problem: `${name}: ${read.problem} I read ${JSON.stringify(text)}.` } : read;
  }
  const value = one?.kind === "several of" && text !== "unknown" ? texts.filter((code) => code !== "") : text;
  const { facts, problems } = b12dt.complete({ [name]: value });
  if (problems.length === 0) return { value: value === "unknown" ? value : facts.get(name) };
  const [{ problem, read, allowed, closest }] = problems;
  return { problem: `${name}: ${problem} I read ${read}. Allowed: ${allowed}.${closest === null ? "" : ` Closest: ${closest}.`}` };
}

/** Tell whether a fragment is no list of facts but a place on this page. */
function isPlace(fragment) {
  return fragment === "" || (!fragment.includes("=") && document.getElementById(fragment) !== null);
}
