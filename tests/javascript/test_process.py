"""Where a program is missing a test is skipped with the reason, but fails where nothing may be skipped."""

from __future__ import annotations

import pytest

from tests.support.node import program_called


@pytest.mark.parametrize(("ci", "outcome"), [("", pytest.skip.Exception), ("1", pytest.fail.Exception)])
def test_a_missing_program(monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]) -> None:
    """Without the program the test is skipped; with CI set it fails; either way the program is named."""
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="no-such-program is not installed"):
        program_called("no-such-program", "nor-this-one")


def test_a_program_under_another_name() -> None:
    """A program is found under any of its names."""
    assert program_called("no-such-program", "sh").endswith("/sh")
