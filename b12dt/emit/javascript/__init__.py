"""The program as one script for browsers and node: its data, and one small evaluator that reads the same masks.

The evaluator is written by hand and ships as it is; only the data come from the program. It is a classic script, since
a module does not load from a file, and needs nothing: in a page it defines `b12dt`, in node it is what `require` gives.
"""

from __future__ import annotations

import json
from importlib.resources import files

from b12dt.emit.javascript.data import data_of
from b12dt.program import Program

PARTS = ("facts.js", "evaluator.js", "questions.js", "advice.js")


def write_javascript(program: Program, unproved: str = "") -> str:
    """Return the script. `unproved` is told with every advice: that the workbooks were read and not proved."""
    parts = [(files("b12dt.emit.javascript") / name).read_text(encoding="utf-8") for name in PARTS]
    return "\n".join(
        [
            "// A guideline as JavaScript, written by `b12dt export --to javascript` from the workbooks: do not edit.",
            "// Research and teaching only; not validated for clinical use.",
            "// b12dt.evaluate({age_years: 61, ...}) returns advice: get(path), openQuestions, settled, explain(), toDict().",
            "(function (root) {",
            '"use strict";',
            "",
            *parts,
            f"const made = guideline({script_json(data_of(program, unproved))});",
            'if (typeof module === "object" && module.exports) module.exports = made;',
            "else root.b12dt = made;",
            "})(globalThis);",
            "",
        ]
    )


def script_json(data: object) -> str:
    """Return data as JSON that can stand in a script within a page: no text in it ends the script or opens a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
