"""A program made ready to run in this process: its Python is written, compiled and executed as a module of its own."""

from __future__ import annotations

from functools import partial
from types import ModuleType
from typing import cast

from b12dt.emit.python import python_parts
from b12dt.kept import Kept
from b12dt.program import Program
from b12dt.runtime.advice import NOT_PROVED
from b12dt.runtime.decided import Compiled

UNPROVED = "These workbooks were read, not proved: `b12dt check` tells what is missing or wrong in them."


def loaded(program: Program, *, proved: bool = True, kept: Kept | None = None) -> Compiled:
    """Return the compiled guideline. It is the same text that `b12dt compile` writes, so both answer alike.

    With `proved` false its advice says that the workbooks were only read. Of what was loaded earlier, `kept` has the
    parts ready to run.
    """
    module = ModuleType("b12dt_loaded")
    kept = kept or Kept()
    for place, part in enumerate(python_parts(program)):
        code = kept.of(("code", place), part, partial(compile, part, "<b12dt compiled guideline>", "exec"))
        # What runs here was written by b12dt from checked names, numbers and quoted strings; no cell text is code.
        exec(code, module.__dict__)  # noqa: S102
    if not proved:
        module.__dict__["ABOUT"] = {**module.__dict__["ABOUT"], NOT_PROVED: UNPROVED}
    return cast(Compiled, module)
