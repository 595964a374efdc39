"""A cohort as a Spark data frame: its parts go through `mapInArrow`, each decided on as an Arrow table by a worker.

What is wrong with the columns is told at once, by a patient of whom nothing is known; what is wrong in a row when Spark comes to it.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any, Literal

from b12dt.cohort.arrow import pa, pc
from b12dt.cohort.carried import Carried
from b12dt.cohort.kinds import check_spark
from b12dt.cohort.match import match
from b12dt.cohort.problems import (
    FactsNotGivenWarning,
    FrameError,
    FrameProblem,
    Report,
    UnansweredWarning,
    named_like_results,
    not_given_words,
    reasons_name,
)
from b12dt.cohort.table import Advised, Options, advise

ROWS = 16_384
"""Rows that are decided on at once: enough for the work to outweigh the getting ready, few enough for any worker.

All decisions are some 2,400 bytes a row once their words stand in full; four times as many rows take as long a row.
"""
Part = Literal["advised", "rejected"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SparkEvaluated:
    """A cohort that will be advised. `frame`: the results. `rejects`: the other rows as they came, with `reasons`.

    Each goes through the rows when it is asked for; nothing is kept between the two. `report` says what the columns tell
    before a row is read, so that it counts no rows; `unanswered` names the tables with a gap for one of whom nothing is
    known, others may have one for other patients: a gap is NULL in the results.
    """

    frame: Any
    rejects: Any
    report: Report


def evaluate_spark(guideline: Carried, frame: Any, wanted: Options) -> Any:
    """Return the results of a Spark data frame as another, or with `set_aside` a `SparkEvaluated`.

    Raises: FrameError, naming every column that cannot be used; TypeError, for what is no Spark data frame.
    """
    check_spark(frame)
    if len(set(frame.columns)) < len(frame.columns):
        # Nothing but the names can be looked at: which of two columns is meant nobody can say.
        raise FrameError(match(guideline.compiled(), frame.columns, wanted).problems)
    types: Any = import_module("pyspark.sql.pandas.types")
    compiled = guideline.compiled()
    matched = match(compiled, frame.columns, wanted)
    arrow = types.to_arrow_schema(frame.schema)
    nobody = pa.table([pa.nulls(1, field.type) for field in arrow], names=arrow.names)
    probe = replace(wanted, threads=1, set_aside=True)
    made = advise(compiled, nobody, matched.facts, probe, not_used=matched.not_used, problems=matched.problems)
    if both := named_like_results(wanted.keep, made.table.column_names):
        raise FrameError(both)
    results = _plain(_beside(nobody, made, wanted)).schema
    advised = _mapped(frame, types, results, _Deciding(guideline, matched.facts, wanted, "advised"))
    report = replace(made.report, rows=0, advised=0, problems=())
    if not wanted.set_aside:
        if report.not_given:
            warnings.warn(not_given_words(report), FactsNotGivenWarning, stacklevel=3)
        if report.unanswered:
            warnings.warn(_unanswered(report), UnansweredWarning, stacklevel=3)
        return advised
    rejected = _with_reasons(nobody, made).schema
    return SparkEvaluated(
        frame=advised,
        rejects=_mapped(frame, types, rejected, _Deciding(guideline, matched.facts, wanted, "rejected")),
        report=report,
    )


def _unanswered(report: Report) -> str:
    return (
        "No rule answers in these tables for a patient of whom nothing more is known than the defaults, which is a gap and "
        f"no all-clear; other patients may meet others, look for NULL: {', '.join(report.unanswered)}."
    )


def _mapped(frame: Any, types: Any, schema: Any, deciding: _Deciding) -> Any:
    return frame.mapInArrow(deciding, types.from_arrow_schema(schema))


@dataclass(frozen=True, slots=True)
class _Deciding:
    """What a worker does with its part of the rows. It pickles: a guideline, names and options."""

    guideline: Carried
    facts: dict[str, str]
    wanted: Options
    part: Part

    def __call__(self, batches: Iterable[Any]) -> Iterator[Any]:
        """Return the results, batch by batch, in the order of the rows."""
        compiled = self.guideline.compiled()
        for table in _together(batches):
            try:
                advised = advise(compiled, table, self.facts, replace(self.wanted, threads=1))
            except FrameError as error:
                raise FrameError(_placeless(error.problems)) from None
            made = _beside(table, advised, self.wanted) if self.part == "advised" else _with_reasons(table, advised)
            yield from _plain(made).combine_chunks().to_batches()


def _together(batches: Iterable[Any]) -> Iterator[Any]:
    """Return tables of as many rows as are decided on at once."""
    held: list[Any] = []
    for batch in batches:
        held.append(batch)
        if sum(one.num_rows for one in held) >= ROWS:
            yield pa.Table.from_batches(held)
            held = []
    if held:
        yield pa.Table.from_batches(held)


def _placeless(problems: Iterable[FrameProblem]) -> list[FrameProblem]:
    """Return problems without rows: places in a part of the table say nothing to anybody."""
    return [replace(one, count=0, rows=[]) for one in problems]


def _beside(table: Any, advised: Advised, wanted: Options) -> Any:
    """Return the results of the rows that were advised, with the columns to be kept before them."""
    kept = table.select(list(wanted.keep))
    if advised.bad.any():
        kept = kept.filter(pa.array(~advised.bad))
    for name, column in zip(advised.table.column_names, advised.table.columns, strict=True):
        kept = kept.append_column(name, column)
    return kept


def _with_reasons(table: Any, advised: Advised) -> Any:
    """Return the rows that were set aside, as they came, each with its reasons."""
    reasons = pa.array(advised.tally.reasons_of(advised.bad.nonzero()[0].tolist()), pa.string())
    return table.filter(pa.array(advised.bad)).append_column(reasons_name(table.column_names), reasons)


def _plain(table: Any) -> Any:
    """Return a table with words for categories: Spark has no dictionaries."""
    for place, field in enumerate(table.schema):
        kind = field.type
        if pa.types.is_dictionary(kind):
            table = table.set_column(place, field.name, pc.cast(table.column(place), pa.string()))
        elif pa.types.is_list(kind) and pa.types.is_dictionary(kind.value_type):
            table = table.set_column(place, field.name, pc.cast(table.column(place), pa.list_(pa.string())))
    return table
