"""Examples of a page, executed: each `python` block runs after the one before it, in the same place.

An expression on a line of its own bears its value in a comment, `advice["route.strength"]  # 'required'`. What a block
prints stands in a `text` block right after it; a `console` block is a line that begins with `$` and what it prints.
`...` on a line of its own stands for lines left out, as `tests.support.pages` says. `pytest --accept` writes all of it.
"""

from __future__ import annotations

import ast
import io
import re
import shlex
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from typing import Any

from tests.support.pages import Run, shortened

_FENCE = re.compile(r"^```(?P<kind>python|text|console)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMENT = "  # "


@dataclass(kw_only=True)
class Player:
    """Runs the examples of one page, from top to bottom, and notes what came out where."""

    page: str
    run: Run
    names: dict[str, Any] = field(default_factory=lambda: {"__name__": "__example__"})
    came: list[tuple[int, int, str]] = field(default_factory=list)
    shown: int = 0

    def play(self) -> str:
        """Run everything; return the page with what came out in it."""
        waiting = ""
        for fence in _FENCE.finditer(self.page):
            begin, text = fence.start("text"), fence["text"]
            match fence["kind"]:
                case "python":
                    assert not waiting, f"this is printed, and the page does not show it: {waiting}"
                    waiting = self._python(text, begin)
                case "text":
                    assert waiting, f"nothing prints this: {text}"
                    self._note(begin, fence.end("text"), shortened(waiting, text))
                    waiting = ""
                case _:
                    command, _, printed = text.partition("\n")
                    program, *words = shlex.split(command.removeprefix("$ "))
                    assert program == "b12dt", command
                    self._note(begin + len(command) + 1, fence.end("text"), shortened(self.run(words), printed))
        assert not waiting, f"this is printed, and the page does not show it: {waiting}"
        page = self.page
        for begin, end, text in reversed(self.came):
            page = page[:begin] + text + page[end:]
        return page

    def _python(self, code: str, begin: int) -> str:
        """Run a block and return what it prints."""
        lines = code.splitlines(keepends=True)
        starts = [begin + sum(map(len, lines[:number])) for number in range(len(lines))]
        printed = io.StringIO()
        for statement in ast.parse(code).body:
            with redirect_stdout(printed):
                value = self._do(statement)
            if value is not None:
                last = statement.end_lineno or statement.lineno
                line = lines[last - 1].rstrip("\n")
                _, comment, _ = line.partition(_COMMENT)
                assert comment, f"an expression without its value: {line}"
                place = starts[last - 1] + line.index(_COMMENT) + len(_COMMENT)
                self._note(place, starts[last - 1] + len(line), repr(value))
        return printed.getvalue()

    def _do(self, statement: ast.stmt) -> Any:
        """Run a statement; return its value where it is an expression that has one."""
        if isinstance(statement, ast.Expr):
            return eval(compile(ast.Expression(statement.value), "<example>", "eval"), self.names)
        exec(compile(ast.Module([statement], []), "<example>", "exec"), self.names)
        return None

    def _note(self, begin: int, end: int, text: str) -> None:
        self.came.append((begin, end, text))
        self.shown += 1


def names_in(page: str) -> Iterator[str]:
    """Return what the page's Python uses of a module or an object by name, after a dot."""
    for fence in _FENCE.finditer(page):
        if fence["kind"] == "python":
            for node in ast.walk(ast.parse(fence["text"])):
                if isinstance(node, ast.Attribute):
                    yield node.attr
