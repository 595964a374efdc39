"""The statement on accessibility claims no test that is not there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "book" / "accessibility.md"


def test_every_test_that_is_claimed_is_there():
    """Each test that stands in a comment beside a claim is a function of the file that it names."""
    named = re.findall(r"^% claims: (tests/[\w/]+\.py) › (test_\w+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(named) > 5
    missing = [
        (file, test)
        for file, test in named
        if not re.search(rf"^def {test}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert missing == []
