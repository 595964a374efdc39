"""The public way in: load workbooks, or take the guideline that ships, and evaluate patients."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from b12dt.runtime.advice import Advice, evaluate
from b12dt.runtime.decided import Compiled
from b12dt.runtime.structure import Decision, Input

if TYPE_CHECKING:
    from b12dt.cohort.carried import Carried
    from b12dt.diagnostics import Finding
    from b12dt.program import Program


class GuidelineError(Exception):
    """The workbooks cannot be compiled. `diagnostics` lists everything that was found, warnings among it."""

    def __init__(self, diagnostics: Iterable[Finding]) -> None:
        from b12dt.words.report import report

        self.diagnostics = tuple(diagnostics)
        super().__init__(report(self.diagnostics))


class Guideline:
    """A compiled guideline. It holds no patient and can be used from several threads."""

    def __init__(self, compiled: Compiled, program: Program | None = None, findings: Iterable[Finding] = ()) -> None:
        """Wrap a compiled guideline; `program` and `findings` are there where workbooks were read."""
        self.compiled = compiled
        self.program = program
        self.diagnostics = tuple(findings)

    @property
    def version(self) -> str:
        """Return the version that the workbooks state."""
        return self.compiled.VERSION

    @property
    def inputs(self) -> Mapping[str, Input]:
        """Return the facts it asks for, by name."""
        return self.compiled.INPUTS

    @property
    def decisions(self) -> Mapping[str, Decision]:
        """Return its decisions by key, in an order in which each comes after those it needs."""
        return self.compiled.DECISIONS

    def evaluate(self, facts: Mapping[str, Any] | None = None, /, **more: Any) -> Advice:
        """Return the advice for one patient; facts as a mapping, as keyword arguments, or both.

        A fact that is left out takes the dictionary's default, `unknown` for nearly all. None means unknown. A number
        may come with its unit, `{"value": 50, "unit": "10^9/L"}`; nothing is converted.

        Raises: FactError, naming every fact that cannot be used; nothing is decided then.
        """
        return evaluate(self.compiled, {**facts, **more} if facts and more else facts or more)

    def evaluate_frame(
        self,
        frame: Any,
        decisions: Iterable[str] | str | None = None,
        *,
        columns: Mapping[str, str] | None = None,
        units: Mapping[str, str] | None = None,
        keep: Iterable[str] | str = (),
        lists: Literal["lists", "flags", "text"] = "lists",
        statements: bool = False,
        set_aside: bool = False,
        threads: int = 1,
    ) -> Any:
        """Return the advice for every row of a pandas, pyarrow or polars frame, as the same kind of frame.

        A column a fact, named as in the dictionary or by `columns` (`{"Age": "age_years"}`). What is not given is
        unknown, and so is the text `unknown`; codes and labels are read; of several values a list. `units` are checked,
        nothing is converted. The rows keep their order and their index; `keep` names columns to carry over.

        For each decision asked for (all, unless named): `route.strength`, an output, as a category; several values as
        `lists`, as `flags` (a column of yes and no each, `im_indications.reasons=ileal_resection`) or as `text`; and
        `route.rule`, the rules that fired, joined by `; `. No answer, a gap, is nothing at all; a list may be empty.

        A fact without a column stands at its default; a FactsNotGivenWarning says so, an UnansweredWarning where tables
        have gaps. With `set_aside` the return is an `Evaluated`: the frame, the rows that cannot be used with their reasons, and a report.

        More than one of `threads` seldom helps: they spend their time waiting for each other's turn in Python. `b12dt cohort`
        takes processes for the pieces of a file.

        Raises: FrameError, naming every column and value that cannot be used, with counts and rows; nobody is advised then.
        TypeError, for what is no such frame.
        """
        from b12dt.cohort.frame import evaluate_frame
        from b12dt.cohort.table import options

        wanted = options(
            self.compiled, decisions, columns=columns, units=units, keep=keep, lists=lists, statements=statements,
            set_aside=set_aside, threads=threads,
        )  # fmt: skip
        return evaluate_frame(self.compiled, frame, wanted)

    def spark(
        self,
        frame: Any,
        decisions: Iterable[str] | str | None = None,
        *,
        columns: Mapping[str, str] | None = None,
        units: Mapping[str, str] | None = None,
        keep: Iterable[str] | str = (),
        lists: Literal["lists", "flags", "text"] = "lists",
        statements: bool = False,
        set_aside: bool = False,
    ) -> Any:
        """Return the advice for every row of a Spark data frame (4.0 or later) as another: see `evaluate_frame`.

        Rows of Spark have no order: `keep` the column that tells patients apart. Nothing runs before Spark is asked for
        rows; then a row that cannot be used stops it. A FactsNotGivenWarning comes at once, an UnansweredWarning for gaps
        that show without a row; other gaps are NULL. With `set_aside` the return has `frame`, `rejects`, `report`. Every worker needs b12dt with its extra `spark`; a guideline read from workbooks travels there as its compiled text.

        Raises: FrameError, naming every column that cannot be used.
        """
        from b12dt.cohort.spark import evaluate_spark
        from b12dt.cohort.table import options

        wanted = options(
            self.compiled, decisions, columns=columns, units=units, keep=keep, lists=lists, statements=statements,
            set_aside=set_aside, threads=1,
        )  # fmt: skip
        return evaluate_spark(self.carried(), frame, wanted)

    def carried(self) -> Carried:
        """Return the guideline made ready to travel to another process."""
        from b12dt.cohort.carried import carried

        return carried(self.compiled, self._text())

    def _text(self) -> str | None:
        """Return the text of the compiled module, None where the guideline came without its program."""
        if self.program is None:
            return None
        from b12dt.emit.python import write_python

        return write_python(self.program)


def load(place: str | PathLike[str] = "tables") -> Guideline:
    """Compile the workbooks of a folder, or one workbook. They are read, not proved: `b12dt check` does that.

    The advice says so, unless they are the very workbooks of the guideline that ships, which is proved.

    Raises: GuidelineError, with everything that is wrong in `.diagnostics`.
    """
    from b12dt.loading import loaded
    from b12dt.pipeline import run

    outcome = run(Path(place))
    if outcome.program is None:
        raise GuidelineError(outcome.findings)
    proved = outcome.program.guideline.sha256 == shipped().compiled.SHA256
    return Guideline(loaded(outcome.program, proved=proved), outcome.program, outcome.findings)


def shipped() -> Guideline:
    """Return the guideline that ships, compiled into `b12dt.compiled`. Loads no third-party package."""
    from b12dt.runtime.shipped import compiled

    return Guideline(compiled)
