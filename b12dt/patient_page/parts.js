// Small parts of the page. Text is only ever set as text: nothing that stands in a workbook becomes markup.

const SVG = "http://www.w3.org/2000/svg";

/** Return an element with attributes, `on...` listeners among them, and children; what is null or false is left out. */
function h(name, attributes = {}, ...children) {
  const made = name === "svg" || SVG_PARTS.has(name) ? document.createElementNS(SVG, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === false || value === undefined) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat(Infinity).filter((one) => one !== null && one !== false && one !== undefined && one !== ""));
  return made;
}

const SVG_PARTS = new Set(["line", "circle", "rect", "path", "text"]);

/** Return a block that unfolds; `fill` makes its content when it is first opened. What is open stays so when drawn anew. */
function folded(key, title, fill, opened) {
  const details = h("details", { class: "fold" });
  const show = () => {
    if (details.childElementCount === 1) details.append(...[fill()].flat());
  };
  // The content is there before the block opens; a block that is opened by other means than its title is filled then.
  details.append(h("summary", { onclick: show }, title));
  if (opened.has(key)) {
    details.open = true;
    show();
  }
  details.addEventListener("toggle", () => {
    if (details.open) {
      opened.add(key);
      show();
    } else opened.delete(key);
  });
  return details;
}

function ruleName(rule, key) {
  const address = LINKS.rules[rule.id];
  return address ? h("a", { class: "rule", href: address, title: `${rule.place} (${key})` }, rule.id) : h("span", { class: "rule" }, rule.id);
}

function named(id, addresses) {
  return addresses[id] ? h("a", { class: "id", href: addresses[id] }, id) : h("span", { class: "id" }, id);
}

function basisBadge(basis) {
  const [word, meaning] = BASES[basis];
  return h("span", { class: `badge basis-${basis}`, title: meaning }, word);
}

function listed(words) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

function counted(number, word) {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

const ALERT_COUNTS = { stop: ["stop alert", "stop alerts"], refer: ["alert to refer", "alerts to refer"], warn: ["warning", "warnings"], info: ["note", "notes"] };

/** Return how many alerts of a severity there are, as one says it. */
function alertCount(severity, label, count) {
  const [one, more] = ALERT_COUNTS[severity] ?? [`alert (${label})`, `alerts (${label})`];
  return `${count} ${count === 1 ? one : more}`;
}

function hangs(count) {
  return count === 1 ? "1 result hangs on it" : `${count} results hang on it`;
}
