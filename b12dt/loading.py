"""A program made ready to run in this process: its Python is written, compiled and executed as a module of its own."""

from __future__ import annotations

from functools import lru_cache
from types import CodeType, ModuleType
from typing import cast

from b12dt.emit.python import python_parts
from b12dt.program import Program
from b12dt.runtime.advice import NOT_PROVED
from b12dt.runtime.decided import Compiled

UNPROVED = "These workbooks were read, not proved: `b12dt check` tells what is missing or wrong in them."


def loaded(program: Program, *, proved: bool = True) -> Compiled:
    """Return the compiled guideline. It is the same text that `b12dt compile` writes, so both answer alike.

    With `proved` false its advice says that the workbooks were only read.
    """
    module = ModuleType("b12dt_loaded")
    for part in python_parts(program):
        # What runs here was written by b12dt from checked names, numbers and quoted strings; no cell text is code.
        exec(_code(part), module.__dict__)  # noqa: S102
    if not proved:
        module.__dict__["ABOUT"] = {**module.__dict__["ABOUT"], NOT_PROVED: UNPROVED}
    return cast(Compiled, module)


@lru_cache(maxsize=1024)
def _code(part: str) -> CodeType:
    """Return a part of the module ready to run. Of workbooks that are checked again and again, most parts stay the same."""
    return compile(part, "<b12dt compiled guideline>", "exec")
