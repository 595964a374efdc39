"""A compiled guideline on its way to another process: by its name where the other has it, else as its text."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from types import ModuleType
from typing import cast

from b12dt.runtime.decided import Compiled


@dataclass(frozen=True, slots=True)
class Carried:
    """A guideline that pickles. `text` is empty for one that is a module of its own there; `about` as in the module."""

    name: str
    sha256: str
    text: str
    about: tuple[tuple[str, str], ...]

    def compiled(self) -> Compiled:
        """Return the guideline, made once in a process.

        Raises: ValueError, where the other process has another version of the guideline.
        """
        return _opened(self)


def carried(compiled: Compiled, text: str | None) -> Carried:
    """Return a guideline made ready to travel; `text` of the module is needed for one that no process can import."""
    name = getattr(compiled, "__name__", "")
    about = tuple(compiled.ABOUT.items())
    if sys.modules.get(name) is cast("object", compiled):
        return Carried(name, compiled.SHA256, "", about)
    assert text is not None, "a guideline compiled in this process comes with its program"
    return Carried(name, compiled.SHA256, text, about)


@lru_cache(maxsize=4)
def _opened(one: Carried) -> Compiled:
    if not one.text:
        compiled = cast(Compiled, import_module(one.name))
        if one.sha256 != compiled.SHA256:
            raise ValueError("the workers have another version of the guideline; install the same b12dt everywhere")
        return compiled
    module = ModuleType(one.name)
    # Written by b12dt from checked names, numbers and quoted strings, and sent by the one who asks: no cell text is code.
    exec(compile(one.text, "<b12dt compiled guideline>", "exec"), module.__dict__)  # noqa: S102
    module.__dict__["ABOUT"] = dict(one.about)
    return cast(Compiled, module)
