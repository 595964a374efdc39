"""A program made ready to run in this process: its Python is written, compiled and executed as a module of its own."""

from __future__ import annotations

from types import ModuleType
from typing import cast

from b12dt.emit.python import write_python
from b12dt.program import Program
from b12dt.runtime.decided import Compiled


def loaded(program: Program) -> Compiled:
    """Return the compiled guideline. It is the same text that `b12dt compile` writes, so both answer alike."""
    module = ModuleType("b12dt_loaded")
    # What runs here was written by b12dt from checked names, numbers and quoted strings; no cell text is code.
    exec(compile(write_python(program), "<b12dt compiled guideline>", "exec"), module.__dict__)  # noqa: S102
    return cast(Compiled, module)
