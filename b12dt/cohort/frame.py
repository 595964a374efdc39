"""A cohort as a data frame of any kind: it comes and goes as the same kind, its rows in their order, with their names."""

from __future__ import annotations

import warnings
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

import narwhals as nw
import numpy as np

from b12dt.cohort.arrow import pa
from b12dt.cohort.digits import Codes
from b12dt.cohort.kinds import check_kind
from b12dt.cohort.layouts import plain_layout
from b12dt.cohort.match import match
from b12dt.cohort.mixed import mixed_column
from b12dt.cohort.problems import (
    FactsNotGivenWarning,
    FrameError,
    FrameProblem,
    Report,
    Tally,
    UnansweredWarning,
    named_like_results,
    not_given_words,
    reasons_name,
)
from b12dt.cohort.table import Options, advise
from b12dt.runtime.decided import Compiled


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """A cohort that was advised.

    `frame`: the results, a row for each patient who could be advised, in the order and with the index of the frame that
    came. `rejects`: the other rows as they came, with a column `reasons`. `report`: what is to be known of both.
    """

    frame: Any
    rejects: Any
    report: Report


def evaluate_frame(compiled: Compiled, frame: Any, wanted: Options) -> Any:
    """Return the results of a frame, or with `set_aside` an `Evaluated`.

    Raises: FrameError, naming everything that cannot be used; TypeError, for what is no frame.
    """
    given = _given(frame)
    matched = match(compiled, given.columns, wanted)
    table = _arrow(given, matched.facts)
    try:
        advised = advise(compiled, table, matched.facts, wanted, not_used=matched.not_used, problems=matched.problems)
    except FrameError as error:
        raise FrameError([_labelled(one, frame) for one in error.problems]) from None
    good = np.flatnonzero(~advised.bad) if advised.bad.any() else None
    made = _native(advised.table, given, wanted, good)
    if not wanted.set_aside:
        if advised.report.not_given:
            warnings.warn(not_given_words(advised.report), FactsNotGivenWarning, stacklevel=3)
        if advised.report.unanswered:
            warnings.warn(_unanswered(advised.report), UnansweredWarning, stacklevel=3)
        return made
    report = replace(advised.report, problems=tuple(_labelled(one, frame) for one in advised.report.problems))
    return Evaluated(frame=made, rejects=_rejects(given, advised.bad, advised.tally), report=report)


def _given(frame: Any) -> Any:
    """Return a frame of a known kind; one of Arrow laid out plainly. Raises: TypeError, for anything else; FrameError."""
    check_kind(frame)
    try:
        given = nw.from_native(frame, eager_only=True)
        names: list[Any] = given.columns
    except nw.exceptions.DuplicateError:
        # Only a frame that is none of narwhals' own has names twice.
        names = list(frame.column_names if isinstance(frame, pa.Table) else frame.columns)
        raise FrameError(_named_wrong(names)) from None
    if problems := _named_wrong(names):
        raise FrameError(problems)
    return (
        nw.from_native(plain_layout(given.to_native()), eager_only=True) if given.implementation.is_pyarrow() else given
    )


def _named_wrong(names: list[Any]) -> list[FrameProblem]:
    """Return what is wrong with the names of columns before they are looked at as words."""
    twice = [
        FrameProblem(column=str(name), fact="", problem="The frame has several columns of this name.")
        for name, count in Counter(names).items()
        if count > 1
    ]
    return twice + [
        FrameProblem(column=repr(name), fact="", problem="This column is not named by a text: rename it.")
        for name in dict.fromkeys(names)
        if not isinstance(name, str)
    ]


def _arrow(given: Any, facts: dict[str, str]) -> Any:
    """Return the columns that hold facts as an Arrow table."""
    if not facts:
        # A table of no columns still has its rows.
        return pa.table({"": pa.nulls(len(given))})
    if given.implementation.is_pyarrow():
        return given.to_native().select(list(facts.values()))
    return plain_layout(pa.table({column: _column(given[column]) for column in facts.values()}))


def _column(series: Any) -> Any:
    """Return a column as an Arrow array; one of Python's own objects with each as what it is."""
    try:
        found = series.to_arrow()
    except (pa.ArrowException, TypeError, ValueError, OverflowError):
        found = None
    if found is None or (series.dtype in (nw.Object, nw.Categorical) and not _are_words(found.type)):
        # Arrow would make one type of them, and a number of a yes.
        missing = series.is_null().to_list()
        return mixed_column(None if none else value for value, none in zip(series.to_list(), missing, strict=True))
    return found


def _are_words(kind: Any) -> bool:
    """Tell whether a type is that of texts, or of yes and no, alone or in lists."""
    types = pa.types
    if types.is_dictionary(kind) or types.is_list(kind) or types.is_large_list(kind):
        return _are_words(kind.value_type)
    return (
        types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind) or types.is_boolean(kind)
        or types.is_null(kind)
    )  # fmt: skip


def _native(table: Any, given: Any, wanted: Options, good: Codes | None) -> Any:
    """Return the results, with the columns to be kept before them, as the kind of frame that came."""
    if both := named_like_results(wanted.keep, table.column_names):
        raise FrameError(both)
    kept = _rows(given.select(list(wanted.keep)), good) if wanted.keep else None
    if given.implementation.is_pandas():
        made = _pandas(table, given, good)
    else:
        made = nw.from_arrow(table, backend=given.implementation)  # pyright: ignore[reportUnknownMemberType]
    return made.to_native() if kept is None else nw.concat([kept, made], how="horizontal").to_native()


def _rows(given: Any, chosen: Codes | None) -> Any:
    return given if chosen is None else given[chosen]


def _pandas(table: Any, given: Any, good: Codes | None) -> Any:
    """Return a pandas frame with the index that came; several values are tuples, as nobody may change one for all."""
    pandas = nw.get_native_namespace(given)
    index = given.to_native().index
    index = index if good is None else index[good]
    columns: dict[str, Any] = {}
    for name, column in zip(table.column_names, table.columns, strict=True):
        whole: dict[Any, Any] = {}
        if column.null_count:
            whole = {pa.bool_(): pandas.BooleanDtype(), pa.int64(): pandas.Int64Dtype()}
        if pa.types.is_list(column.type):
            columns[name] = _tuples(column)
        else:
            columns[name] = column.to_pandas(types_mapper=whole.get).array
    return nw.from_native(pandas.DataFrame(columns, index=index), eager_only=True)


def _tuples(column: Any) -> Codes:
    found = np.empty(len(column), dtype=object)
    found[:] = [None if one is None else tuple(one) for one in column.to_pylist()]
    return found


def _rejects(given: Any, bad: Codes, tally: Tally) -> Any:
    """Return the rows that were set aside, as they came, each with its reasons."""
    places = np.flatnonzero(bad)
    rows = given[places]
    name, reasons = reasons_name(given.columns), tally.reasons_of(places.tolist())
    if given.implementation.is_pandas_like():
        # By place: an index may name several rows alike.
        return rows.to_native().assign(**{name: reasons})
    return rows.with_columns(nw.new_series(name, reasons, nw.String(), backend=given.implementation)).to_native()


def _labelled(one: FrameProblem, frame: Any) -> FrameProblem:
    """Return a problem with the rows' own names, where the frame has such and they are not just the places."""
    index = nw.maybe_get_index(nw.from_native(frame, eager_only=True))
    if index is None or not one.rows:
        return one
    labels = [str(index[row]) for row in one.rows]
    return one if labels == [str(row) for row in one.rows] else replace(one, labels=labels)


def _unanswered(report: Report) -> str:
    counts = ", ".join(f"{key} ({count} of {report.advised} patients)" for key, count in report.unanswered.items())
    return f"No rule answers in these tables, which is a gap and no all-clear, also for a summary of them: {counts}. Ask for these decisions, too, to see the rows: nothing is given there."
