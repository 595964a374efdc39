"""How a command ends: its exit code, and the one way to say that it was used wrongly."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from b12dt.diagnostics import Finding

FINE: Final = 0
FINDINGS: Final = 1
WRONG_USE: Final = 2
STOPPED: Final = 130
"""Stopped by hand with Ctrl-C, as shells count it."""

NO_SUCH_PLACE = "DT101"


class WrongUseError(Exception):
    """The command cannot be carried out as it was given; the message says why in one sentence."""


def ending(findings: Iterable[Finding]) -> int:
    """Return the exit code of findings: errors and warnings count, remarks do not; no workbooks there is wrong use."""
    from b12dt.catalogue import severity
    from b12dt.diagnostics import Severity

    findings = tuple(findings)
    if any(one.code == NO_SUCH_PLACE for one in findings):
        return WRONG_USE
    return FINDINGS if any(severity(one) is not Severity.INFO for one in findings) else FINE
