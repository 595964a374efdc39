"""The page that tries a patient: its size, the time until it can be used, and JavaScript next to Python on one patient.

python -m benchmarks.try_page
"""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from playwright.sync_api import Browser, sync_playwright

import b12dt
from b12dt.emit.javascript import write_javascript
from b12dt.guideline import Guideline, load
from b12dt.patient_page import write_page
from benchmarks.patients import Patient, random_patients
from benchmarks.timing import Times, ratios, spread

PATIENTS = 500
ROUNDS = 15
WAYS = {
    "evaluate": "guideline.evaluate(facts)",
    "evaluate, all outputs read": "guideline.evaluate(facts).outputs",
    "evaluate, all as plain data, with open questions": "guideline.evaluate(facts).toDict()",
}
PYTHON = {
    "evaluate": lambda facts: b12dt.evaluate(**facts),
    "evaluate, all outputs read": lambda facts: _outputs(b12dt.evaluate(**facts)),
    "evaluate, all as plain data, with open questions": lambda facts: b12dt.evaluate(**facts).to_dict(),
}
FEW = 40
"""Patients for the last way, which tries out every answer and takes a hundred times as long."""
NODE = """
const guideline = require(process.argv[1]);
const lines = require("node:readline").createInterface({ input: process.stdin });
const patients = JSON.parse(require("node:fs").readFileSync(process.argv[2], "utf8"));
const ways = { WAYS };
lines.on("line", (line) => {
  const [name, count] = JSON.parse(line);
  const begun = process.hrtime.bigint();
  for (const facts of patients.slice(0, count)) ways[name](facts);
  process.stdout.write(`${Number(process.hrtime.bigint() - begun) / 1e9}\\n`);
});
"""


def main() -> None:
    """Show sizes, times in the browser, and both languages in turn."""
    guideline = load("tables")
    assert guideline.program is not None, "the guideline was read from workbooks"
    script, page = write_javascript(guideline.program), write_page(guideline.program)
    for name, text in (("script", script), ("page", page)):
        size = len(text.encode())
        print(f"{name}: {size:,} bytes, {len(gzip.compress(text.encode())):,} compressed")
    with tempfile.TemporaryDirectory() as folder:
        _in_node(guideline, script, Path(folder))
        _in_browser(page, Path(folder))


def _outputs(advice: b12dt.Advice) -> list[object]:
    return [advice[path] for path in advice]


def _in_node(guideline: Guideline, script: str, folder: Path) -> None:
    patients = random_patients(guideline.inputs, PATIENTS, seed=2)
    plain = [_plain(patient) for patient in patients]
    (folder / "guideline.js").write_text(script, encoding="utf-8")
    (folder / "patients.json").write_text(json.dumps(plain), encoding="utf-8")
    ways = ", ".join(f"{json.dumps(name)}: (facts) => {code}" for name, code in WAYS.items())
    node = shutil.which("node") or shutil.which("nodejs")
    assert node, "node is not installed"
    process = subprocess.Popen(
        [node, "-e", NODE.replace("WAYS", ways), str(folder / "guideline.js"), str(folder / "patients.json")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    print(f"\n{PATIENTS} random patients, {ROUNDS} rounds in turn; the last way {FEW} patients")
    print(f"{'':50} {'JavaScript':>12} {'Python':>10}   times as fast as Python")
    for name, one in PYTHON.items():
        count = FEW if "questions" in name else PATIENTS
        times: Times = {"javascript": [], "python": []}
        for turn in range(ROUNDS + 3):
            process.stdin.write(json.dumps([name, count]) + "\n")
            process.stdin.flush()
            there = float(process.stdout.readline())
            begun = perf_counter()
            for patient in plain[:count]:
                one(patient)
            here = perf_counter() - begun
            if turn >= 3:  # the first rounds warm the engine up
                times["javascript"].append(there)
                times["python"].append(here)
        micros = {key: median(values) / count * 1e6 for key, values in times.items()}
        faster = spread(ratios(times, "python", "javascript"), ".2f")
        print(f"{name:50} {micros['javascript']:9.1f} µs {micros['python']:7.1f} µs   {faster}")
    process.communicate()


def _plain(patient: Patient) -> Patient:
    told = {name: list(value) if isinstance(value, tuple) else value for name, value in patient.items()}
    return {name: "unknown" if value == ["unknown"] else value for name, value in told.items()}


def _in_browser(page: str, folder: Path) -> None:
    place = folder / "page.html"
    place.write_text(page, encoding="utf-8")
    empty = folder / "empty.html"
    empty.write_text("<!doctype html><title>x</title><div data-ready></div>", encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        times: Times = {"page": [], "empty": [], "answer": []}
        for _ in range(ROUNDS):
            times["empty"].append(_opened(browser, empty)[0])
            opened, answered = _opened(browser, place)
            times["page"].append(opened)
            times["answer"].append(answered)
        browser.close()
    print(f"\nheadless Chromium, {ROUNDS} rounds in turn, ms from navigation to what can be used")
    for name, values in times.items():
        print(f"{name:8} {spread([one * 1000 for one in values], '.0f')}")
    print(f"page in times of an empty one: {spread(ratios(times, 'page', 'empty'))}")


def _opened(browser: Browser, place: Path) -> tuple[float, float]:
    """Return the seconds until the page is ready, and those until the first answer has been taken and shown."""
    page = browser.new_page()
    page.goto(place.as_uri())
    page.wait_for_selector("[data-ready]", state="attached")
    ready = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    press = """() => {
      const button = document.querySelector("[data-part=question] .answer");
      const begun = performance.now();
      button?.click();
      return performance.now() - begun;
    }"""
    answered = page.evaluate(press)
    page.close()
    return ready / 1000, answered / 1000


if __name__ == "__main__":
    main()
