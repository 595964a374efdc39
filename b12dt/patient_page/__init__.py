"""Try a patient: an interactive page that needs no server, or the parts of it for a page of somebody else's.

It asks only what still matters, shows the advice as it stands with its reasons, the calendar and what is still open, and keeps
the answers in the fragment of its address. Everything is within it: it makes no request, and its policy forbids any.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from importlib.resources import files

from b12dt.emit.javascript import script_json, write_javascript
from b12dt.emit.javascript.data import data_of
from b12dt.model import DecisionTable
from b12dt.program import Program
from b12dt.runtime.decided import BASES

SCRIPTS = (
    "parts.js",
    "told.js",
    "calendar.js",
    "link.js",
    "asking.js",
    "advice_view.js",
    "calendar_view.js",
    "page.js",
)
SHORT = 12
"""Digits of the fingerprint that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Where the reasons lead: an address for a rule (decision key, rule ID), a statement, an interpretation; None for none."""

    rule: Callable[[str, str], str] | None = None
    statement: Callable[[str], str] | None = None
    interpretation: Callable[[str], str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """The page in parts: `style` for a style element, `body` for the place in the page, `script` for a script element after it.

    All styles are within one class, and the colours follow `html[data-theme]` where that is set, else the reader's system.
    A page with a header that stays at the top of the window sets `--b12dt-top` of that class to what it takes. The answers
    are kept in the fragment of the page's address; a fragment that is the ID of a place in the page is left alone.
    """

    style: str
    body: str
    script: str


NOWHERE = Links()


def fragment(program: Program, unproved: str = "", links: Links = NOWHERE, *, heading: str = "h1") -> Fragment:
    """Return the page in parts. `unproved` as for `write_javascript`; `heading` is the element of its title, empty for none."""
    data = data_of(program, unproved)
    words = {
        "heading": f'<{heading} class="title">Try a patient</{heading}>' if heading else "",
        "title": escape(data["title"]),
        "notices": "".join(f"<p>{escape(one)}</p>" for one in data["notices"]),
        "version": escape(data["version"]),
        "sha": escape(data["sha256"][:SHORT]),
    }
    body = re.sub(r"\{(\w+)\}", lambda gap: words[gap[1]], _text("body.html"))
    told = {"LINKS": _addresses(program, links), "BASES": BASES}
    page = ["(function () {", '"use strict";', *(f"const {name} = {script_json(held)};" for name, held in told.items())]
    script = "\n".join([write_javascript(program, unproved), *page, *map(_text, SCRIPTS), "})();\n"])
    return Fragment(style=_text("page.css"), body=body, script=script)


def write_page(program: Program, unproved: str = "", links: Links = NOWHERE) -> str:
    """Return the page as one HTML file."""
    parts = fragment(program, unproved, links)
    data = data_of(program, unproved)
    style = _text("whole.css").replace("{notice}", _css_text(" ".join(data["notices"]))) + parts.style
    # The policy names the very style and script by their sums: nothing else runs, and nothing is ever asked for.
    policy = (
        f"default-src 'none'; style-src '{_sum(style)}'; script-src '{_sum(parts.script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<link rel="icon" href="data:,">\n'
        f"<title>Try a patient · {escape(data['title'])}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
        f"{parts.body}</main>\n<script>{parts.script}</script>\n</body>\n</html>\n"
    )


def _text(name: str) -> str:
    return (files("b12dt.patient_page") / name).read_text(encoding="utf-8")


def _sum(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _css_text(text: str) -> str:
    """Return a text as it can stand between quotes in a style: whatever is no letter, digit or space is written as its number."""
    return "".join(sign if sign.isalnum() or sign == " " else f"\\{ord(sign):06x} " for sign in text)


def _addresses(program: Program, links: Links) -> dict[str, dict[str, str]]:
    model = program.guideline
    tables = [one for one in model.decisions if isinstance(one, DecisionTable)]
    rules = {rule.id: links.rule(one.key, rule.id) for one in tables for rule in one.rules} if links.rule else {}
    return {
        "rules": rules,
        "statements": _each(links.statement, (one.id for one in model.statements)),
        "interpretations": _each(links.interpretation, (one.id for one in model.interpretations)),
    }


def _each(link: Callable[[str], str] | None, names: Iterable[str]) -> dict[str, str]:
    return {name: link(name) for name in names} if link else {}
