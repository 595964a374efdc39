"""The page on the layout names what b12dt reads: every kind of sheet, every label, every column, and which must be there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from b12dt.model import HitPolicy
from b12dt.recognise.layout import HEADER_LABELS, LISTS, ROLES, RULE_ID, STATUSES

TEXT = (Path(__file__).parents[2] / "book" / "workbooks.md").read_text(encoding="utf-8")
READ = [kind for kind, layout in LISTS.items() if layout.read]


def section(kind: str) -> str:
    """Return what the page tells of a kind of sheet."""
    found = re.search(rf"^(#+) {kind}\n(.*?)(?=^#|\Z)", TEXT, re.MULTILINE | re.DOTALL)
    assert found, f"the page has no section on {kind}"
    return found[2]


def columns(text: str) -> str:
    """Return the list of columns in a section."""
    return "\n".join(re.findall(r"^- .*(?:\n  .*)*", text, re.MULTILINE))


@pytest.mark.parametrize("kind", READ)
def test_columns_are_named_and_the_required_ones_are_bold(kind: str):
    """A column that must be there stands in bold, one that may be left out stands there and not in bold."""
    layout, told = LISTS[kind], columns(section(kind))
    bold = set(re.findall(r"\*\*`([^`]+)`\*\*", told))
    assert bold == set(layout.required)
    named = set(re.findall(r"`([^`]+)`", told))
    assert set(layout.optional) <= named


def test_labels_titles_kinds_and_policies_are_named():
    """Every label of the header block, title of a decision table, kind of sheet, status and hit policy is told."""
    for label in HEADER_LABELS:
        assert re.search(rf"[`*]{re.escape(label)}[`*]", TEXT), label
    for title in ROLES:
        assert f"`{title}`" in TEXT, title
    assert f"**`{RULE_ID}`**" in TEXT
    for kind in LISTS.keys() - set(READ):
        assert f"`{kind}`" in TEXT, kind
    for status in STATUSES:
        assert f"`{status}`" in TEXT
    policies = set(re.findall(r"`([A-Z][+<>#]?)`", "".join(re.findall(r"^\| `[A-Z].*$", TEXT, re.MULTILINE))))
    assert policies == {policy.value for policy in HitPolicy}
