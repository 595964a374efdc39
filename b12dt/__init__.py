"""b12dt: a clinical guideline kept in Excel, compiled into software that gives advice with its reasons.

    import b12dt
    advice = b12dt.evaluate(deficiency_confirmed="yes", pernicious_anemia="yes")
    advice["route.strength"]

Research and teaching only; not validated for clinical use.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Unpack

    from b12dt.compiled import Facts
    from b12dt.guideline import Guideline, GuidelineError, load
    from b12dt.runtime.advice import Advice
    from b12dt.runtime.facts import FactError

__version__ = "0.2.0"
__all__ = ["Advice", "FactError", "Guideline", "GuidelineError", "evaluate", "load"]

_HOMES = {
    "Advice": "b12dt.runtime.advice",
    "FactError": "b12dt.runtime.facts",
    "Guideline": "b12dt.guideline",
    "GuidelineError": "b12dt.guideline",
    "load": "b12dt.guideline",
}


def evaluate(facts: Mapping[str, Any] | None = None, /, **more: Unpack[Facts]) -> Advice:
    """Return the advice of the guideline that ships for one patient; facts as a mapping, as keyword arguments, or both.

    A fact that is left out takes the dictionary's default, `unknown` for nearly all. Needs only the standard library.

    Raises: FactError, naming every fact that cannot be used; nothing is decided then.
    """
    return _shipped().evaluate({**facts, **more} if facts and more else facts or more)


@cache
def _shipped() -> Guideline:
    from b12dt.guideline import shipped

    return shipped()


def __getattr__(name: str) -> object:
    # The compiler and its packages load only when somebody asks for them.
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'b12dt' has no attribute {name!r}")
