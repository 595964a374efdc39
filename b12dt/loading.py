"""A program made ready to run in this process: its Python is written, compiled and executed as a module of its own."""

from __future__ import annotations

from types import ModuleType
from typing import cast

from b12dt.emit.python import write_python
from b12dt.program import Program
from b12dt.runtime.advice import NOT_PROVED
from b12dt.runtime.decided import Compiled

UNPROVED = "These workbooks were read, not proved: `b12dt check` tells what is missing or wrong in them."


def loaded(program: Program, *, proved: bool = True) -> Compiled:
    """Return the compiled guideline. It is the same text that `b12dt compile` writes, so both answer alike.

    With `proved` false its advice says that the workbooks were only read.
    """
    module = ModuleType("b12dt_loaded")
    # What runs here was written by b12dt from checked names, numbers and quoted strings; no cell text is code.
    exec(compile(write_python(program), "<b12dt compiled guideline>", "exec"), module.__dict__)  # noqa: S102
    if not proved:
        module.__dict__["ABOUT"] = {**module.__dict__["ABOUT"], NOT_PROVED: UNPROVED}
    return cast(Compiled, module)
