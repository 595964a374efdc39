"""Frames of every kind and columns of every type are taken as they are meant, or refused in words of our own."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12dt.cohort.problems import FrameError
from b12dt.guideline import Guideline
from b12dt.runtime.facts import FactError
from tests.support.frames import rows_of

pytestmark = pytest.mark.filterwarnings("ignore::b12dt.cohort.problems.FactsNotGivenWarning")
TABLE = pa.table({"anemia": ["yes"]})


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (pl.LazyFrame({"anemia": ["yes"]}), r"this is a polars\.LazyFrame: call its collect\(\) first"),
        (TABLE.to_batches()[0], r"pyarrow\.RecordBatch: take pyarrow\.Table\.from_batches"),
        (TABLE.to_reader(), r"RecordBatchReader: call its read_all\(\)"),
        (pd.Series(["yes"], name="anemia"), r"pandas\.Series: call its to_frame"),
        (pl.Series("anemia", ["yes"]), r"polars\.Series: call its to_frame"),
        (duckdb.sql("select 'yes' as anemia"), r"DuckDBPyRelation: call its df"),
        ("patients.csv", r"builtins\.str: read the file first"),
        (Path("patients.csv"), r"pathlib\.\w*Path: read the file first"),
        ({"anemia": "yes"}, r"builtins\.dict: take evaluate for one patient"),
        ([["yes"]], r"this is a builtins\.list$"),
        (np.array([[1]]), r"this is a numpy\.ndarray$"),
        (None, r"this is a builtins\.NoneType$"),
    ],
)
def test_what_is_no_frame(guideline: Guideline, frame: Any, said: str) -> None:
    """What is none of the three kinds of frames is refused with what to do instead."""
    with pytest.raises(
        TypeError, match=rf"^a pandas\.DataFrame, a polars\.DataFrame or a pyarrow\.Table is needed.*{said}"
    ):
        guideline.evaluate_frame(frame)


def test_frames_of_other_makers(guideline: Guideline) -> None:
    """A frame of a class that was made out of one of the three is one."""
    made = type("Patients", (pd.DataFrame,), {})({"anemia": ["yes"]})
    assert len(guideline.evaluate_frame(made, "anti_if")) == 1


ODD = st.one_of(
    st.none(),
    st.sampled_from(["yes", "no", "unknown", "yess", "1", "", "\udcff", "stop_supplementation"]),
    st.booleans(),
    st.integers(-3, 130),
    st.sampled_from([2**62, 2**70, -(2**70), 10**50]),
    st.floats(allow_nan=False),
    st.decimals(allow_nan=False, allow_infinity=False, places=3),
    st.sampled_from([Decimal("1E-60"), Decimal("2.5"), Decimal("Infinity"), Decimal("NaN"), Decimal("1E+60")]),
    st.sampled_from([np.int64(5), np.float64(2.5), np.float32(2.5), np.bool_(True), np.str_("yes")]),
    st.sampled_from([b"yes", 1 + 2j, object, {"a": 1}, {"value": 1, "unit": "g"}, pd.Timestamp("2020-01-01")]),
    st.lists(st.sampled_from(["stop_supplementation", "delay_treatment", "x", "unknown", 1, None, "\udcff"]), max_size=3),
    st.lists(st.sampled_from(["stop_supplementation", "delay_treatment"]), max_size=2).map(tuple),
    st.frozensets(st.sampled_from(["stop_supplementation", 1.5]), max_size=2),
)  # fmt: skip


@pytest.mark.parametrize("kind", [pd.Series, pl.Series])
@settings(max_examples=150, deadline=None)
@given(values=st.lists(ODD, min_size=1, max_size=8))
def test_values_of_several_types(guideline: Guideline, kind: Any, values: list[Any]) -> None:
    """Each value of a column is used or set aside as `evaluate` uses or refuses it, whatever stands beside it."""
    values = ["yes", 1, *values]
    for fact, decision in (("anemia", "anti_if"), ("age_years", "scope"), ("plan", "check_plan")):
        if kind is pl.Series:
            frame: Any = pl.DataFrame([pl.Series(fact, values, dtype=pl.Object)])
        else:
            frame = pd.DataFrame({fact: kind(values, dtype=object)})
        made = guideline.evaluate_frame(frame, decision, set_aside=True)
        results: list[Any] = []
        for value in values:
            alone = None if kind is not pl.Series and pd.api.types.is_scalar(value) and pd.isna(value) else value
            try:
                # A number with its unit is no value of a frame, and 38 digits behind the point none that anybody measures.
                if isinstance(alone, dict) or alone == Decimal("1E-60"):
                    continue
                advice = guideline.evaluate({fact: alone})
            except FactError:
                continue
            results.append(next(iter(advice.decisions[decision].outputs.values())))
        column = made.frame[made.frame.columns[0]]
        assert [list(one) if isinstance(one, tuple) else one for one in column.to_list()] == results
        assert len(made.frame) + len(made.rejects) == len(values)
        assert len(made.rejects) <= sum(one.count for one in made.report.problems)


def test_only_rows_with_other_types_are_set_aside(guideline: Guideline) -> None:
    """The rows of a column of several types that can be used are; the others are counted, with examples."""
    values = ["yes", 1, None, True, "no", True]
    frame = pd.DataFrame({"anemia": np.array(values, dtype=object)}, index=list("abcdef"))
    made = guideline.evaluate_frame(frame, "anti_if", set_aside=True)
    assert made.frame.index.tolist() == ["a", "c", "e"]
    assert made.rejects["anemia"].tolist() == [1, True, True]
    [problem] = made.report.problems
    assert (problem.count, problem.labels, problem.read) == (3, ["b", "d", "f"], ["1", "True"])
    with pytest.raises(FrameError, match=r"3 rows \(b, d, f\)\. I read 1, True\."):
        guideline.evaluate_frame(frame, "anti_if")


def test_yes_is_no_number(guideline: Guideline) -> None:
    """True among floats is refused as it is alone, and not read as 1, whatever the column is made of."""
    for column in (pd.Series([1.5, True], dtype=object), pd.Categorical([1.5, True])):
        made = guideline.evaluate_frame(pd.DataFrame({"age_years": column}), "scope", set_aside=True)
        assert made.rejects["age_years"].tolist() == [True]
        assert len(made.frame) == 1


PLAN = "stop_supplementation"
LISTS = [[PLAN], [], [PLAN, "delay_treatment"]]


@pytest.mark.parametrize(
    "column",
    [
        pa.array(LISTS, pa.list_view(pa.string())),
        pa.array(LISTS, pa.large_list_view(pa.string_view())),
        pa.array(LISTS, pa.large_list(pa.large_string())),
        pa.DictionaryArray.from_arrays(pa.array([0, 1, 2], pa.uint16()), pa.array(LISTS)),
        pa.RunEndEncodedArray.from_arrays([1, 2, 3], pa.array(LISTS)),
    ],
    ids=lambda one: str(one.type),
)
def test_lists_however_they_lie_in_memory(guideline: Guideline, column: Any) -> None:
    """Lists of codes are read whatever Arrow's layout of them is, and a row of none is set aside alone."""
    made = guideline.evaluate_frame(pa.table({"plan": column}), "check_plan")["check_plan.alert"].to_pylist()
    assert made == [guideline.evaluate(plan=one)["check_plan.alert"] for one in LISTS]
    if pa.types.is_list_view(column.type):
        holes = pa.array([LISTS[0], None, LISTS[1]], column.type)
        made = guideline.evaluate_frame(pa.table({"plan": holes, "n": [1, 2, 3]}), "check_plan", set_aside=True)
        assert made.rejects["n"].to_pylist() == [2]


def test_lists_of_one_length(guideline: Guideline) -> None:
    """Lists of a fixed length, as arrays of NumPy become, are lists."""
    lists = [[PLAN, "delay_treatment"], ["delay_treatment", PLAN], [PLAN, "x"]]
    for frame in (
        pa.table({"plan": pa.array(lists, pa.list_(pa.string(), 2))}),
        pl.DataFrame({"plan": pl.Series(lists, dtype=pl.Array(pl.String, 2))}),
    ):
        made = guideline.evaluate_frame(frame, "check_plan", set_aside=True)
        assert (len(made.frame), len(made.rejects)) == (2, 1)
        first, second = rows_of(made.frame)
        assert first == second


@pytest.mark.parametrize(
    ("column", "values"),
    [
        (pa.RunEndEncodedArray.from_arrays([2, 3], ["yes", None]), ["yes", "yes", None]),
        (pa.RunEndEncodedArray.from_arrays([2, 3], pa.array(["yes", "no"]).dictionary_encode()), ["yes", "yes", "no"]),
        (pa.DictionaryArray.from_arrays(pa.array([0, None, 1], pa.uint64()), pa.array(["yes", "no"], pa.string_view())), ["yes", None, "no"]),
    ],
)  # fmt: skip
def test_words_however_they_lie_in_memory(guideline: Guideline, column: Any, values: list[Any]) -> None:
    """Words kept as runs or counted in any type are read, kept and set aside like any others."""
    frame = pa.table({"anemia": column, "age_years": [1, 2, 500]})
    made = guideline.evaluate_frame(frame, ["anti_if", "scope"], keep=["anemia"], set_aside=True)
    assert made.frame["anemia"].to_pylist() == values[:2]
    assert made.rejects["anemia"].to_pylist() == values[2:]
    assert made.frame["anti_if.rule"].to_pylist() == [
        guideline.evaluate(anemia=one).decisions["anti_if"].rules[0].id for one in values[:2]
    ]


@pytest.mark.parametrize(
    "column",
    [
        [{"a": 1}],
        [b"yes"],
        [[["x"]]],
        [[{"a": 1}]],
        pa.array([1], pa.duration("s")),
        pa.array([1], pa.timestamp("s", "UTC")),
    ],
    ids=str,
)
def test_types_that_no_fact_has(guideline: Guideline, column: Any) -> None:
    """A column of a type that a fact cannot have is refused in words, for a fact of one value and of several."""
    for fact, decision in (("anemia", "anti_if"), ("plan", "check_plan")):
        with pytest.raises(FrameError, match=f"{fact}: The column is of another type"):
            guideline.evaluate_frame(pa.table({fact: column}), decision)


def test_types_of_pandas(guideline: Guideline) -> None:
    """Types of pandas that may hold nothing, of NumPy, of Arrow and sparse ones, are read like any others."""
    whole = pd.DataFrame({"anemia": ["yes", None, "no"], "age_years": [1, None, 76]})
    results = guideline.evaluate_frame(whole, ["anti_if", "scope"])
    for back in ("numpy_nullable", "pyarrow"):
        made = guideline.evaluate_frame(whole.convert_dtypes(dtype_backend=back), ["anti_if", "scope"])
        assert made.equals(results)
    sparse = pd.DataFrame({"age_years": pd.arrays.SparseArray([0, 0, 76])})
    assert guideline.evaluate_frame(sparse, "scope").equals(
        guideline.evaluate_frame(pd.DataFrame({"age_years": [0, 0, 76]}), "scope")
    )
