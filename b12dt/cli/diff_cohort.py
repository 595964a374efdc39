"""A cohort for `b12dt diff`: a CSV file of patients, and how many of its rows get other advice."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from b12dt.cli.ending import WrongUseError
from b12dt.cohort.csv_files import any_length, csv_titles
from b12dt.cohort.file_kinds import FileError
from b12dt.cohort.names import near_names
from b12dt.cohort.no_facts import why_no_fact
from b12dt.cohort.written import fact
from b12dt.diff import Difference, Reading
from b12dt.diff.cohort import Cohort, LeftOut
from b12dt.diff.results import as_compared
from b12dt.guideline import Guideline
from b12dt.runtime.advice import Advice
from b12dt.runtime.facts import FactError
from b12dt.runtime.structure import Input


def count_rows(path: Path, old: Guideline, new: Guideline, difference: Difference) -> Cohort:
    """Return how many rows of a cohort get another result, or one that reads differently; and the rows left out.

    A fact that only one version asks for is given to that one only. Raises: WrongUseError, for a file that cannot be
    read and for columns that neither version knows.
    """
    cohort = Cohort()
    for line, row in _rows(path, {**old.inputs, **new.inputs}):
        cohort.rows += 1
        try:
            before, after = (one.evaluate(_facts(row, one)) for one in (old, new))
        except FactError as error:
            cohort.left_out.append(LeftOut(line=line, reason=" ".join(str(error).split())))
            continue
        except _RowError as error:
            cohort.left_out.append(LeftOut(line=line, reason=str(error)))
            continue
        changed = list(_changed(before, after, difference.in_no_order))
        cohort.changed += bool(changed)
        cohort.reread += any(_gets(one, before) and _gets(one, after) for one in difference.readings)
        for name in changed:
            cohort.by_output[name] = cohort.by_output.get(name, 0) + 1
    return cohort


def _changed(before: Advice, after: Advice, in_no_order: frozenset[str]) -> Iterator[str]:
    """Return the outputs of both versions that are another for a row, compared as they are for all patients."""
    known = set(before)
    for name in after:
        is_list = name in in_no_order
        if name in known and as_compared(before[name], is_list=is_list) != as_compared(after[name], is_list=is_list):
            yield name


class _RowError(Exception):
    """A row that does not fit the columns; the message says why in one sentence."""


def _gets(reading: Reading, results: Advice) -> bool:
    """Tell whether a row gets what reads differently; an output without a code reads differently wherever it is."""
    for path in reading.outputs:
        result: Any = results[path]
        if not reading.code or result == reading.code or (isinstance(result, list | tuple) and reading.code in result):
            return True
    return False


def _rows(path: Path, inputs: Mapping[str, Input]) -> Iterator[tuple[int, dict[str | None, Any]]]:
    """Read a CSV file: the line on which each row ends, and its cells by column. Raises: WrongUseError."""
    try:
        _check_titles(path, csv_titles(path).titles, inputs)
        with any_length(), path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            for row in reader:
                yield reader.line_num, row
    except OSError as error:
        raise WrongUseError(f"{path} cannot be opened: {error.strerror or error}.") from error
    except FileError as error:
        raise WrongUseError(str(error)) from error


def _check_titles(path: Path, titles: Sequence[str], inputs: Mapping[str, Input]) -> None:
    """Make sure that each title is a fact, and none stands twice: all columns are read. Raises: WrongUseError."""
    if inputs.keys().isdisjoint(titles):
        known = [word for name, one in inputs.items() for word in (name, one.label)]
        why = why_no_fact(path, known) or "Name the columns as in the dictionary."
        raise WrongUseError(f"{path}: no column holds a fact of the dictionary. {why}")
    for title, count in Counter(titles).items():
        if count > 1:
            raise WrongUseError(f"{path}: there are several columns `{title}`.")
        if title and title not in inputs:
            near = near_names(title, inputs, inputs)
            offer = f" Closest: {near[0]}." if len(near) == 1 else ""
            raise WrongUseError(
                f"{path}: neither version asks for a fact `{title}`, which is the title of a column.{offer}"
            )


def _facts(row: Mapping[str | None, Any], guideline: Guideline) -> dict[str, Any]:
    """Return the facts of a row for a version: an empty cell is a fact that is not given."""
    if row.get(None) or row.get(""):
        raise _RowError("The row has a cell under no title.")
    if None in row.values():
        # Which cells are missing nobody can say: they need not be the last.
        raise _RowError("The row has fewer cells than there are titles.")
    return {
        name: fact(text, guideline.inputs[name])
        for name, text in row.items()
        if name and text and name in guideline.inputs
    }
