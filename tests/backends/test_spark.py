"""`guideline.spark`: what its users meet besides the advice, which the matrix holds against the Python."""

from __future__ import annotations

import pickle
from typing import Any

import pyarrow as pa
import pytest

from b12dt.cohort.carried import carried
from b12dt.cohort.problems import FactsNotGivenWarning, FrameError, UnansweredWarning
from b12dt.guideline import Guideline, shipped
from b12dt.loading import loaded
from tests.backends.sparks import spark_session
from tests.support.models import category, compiled, output, table


def _frame(**columns: Any) -> Any:
    return spark_session().createDataFrame(pa.table({"id": list(range(len(next(iter(columns.values()))))), **columns}))


def test_the_schema_is_known_before_anything_runs(guideline: Guideline) -> None:
    """Columns and types of the advice are those of `evaluate_frame`, whatever the rows hold, and `keep` comes first."""
    made = guideline.spark(_frame(age_years=[-1.0]), ["scope", "im_indications"], keep=["id"])
    assert made.columns == [
        "id", "scope.scope", "scope.age_band", "scope.action", "scope.rule", "im_indications.reasons", "im_indications.rule",
    ]  # fmt: skip
    assert dict(made.dtypes)["im_indications.reasons"] == "array<string>"
    assert dict(made.dtypes)["scope.scope"] == "string"


def test_columns_that_cannot_be_used_are_told_at_once(guideline: Guideline) -> None:
    """A misspelt column and one of a wrong type are named before Spark runs anything."""
    with pytest.raises(FrameError, match="age_yeers"):
        guideline.spark(_frame(age_yeers=[52.0]), "scope")
    with pytest.raises(FrameError, match="age_years"):
        guideline.spark(_frame(age_years=[[52.0]]), "scope")


def test_facts_without_a_column_are_told(guideline: Guideline) -> None:
    """What stands at its default for every patient is said at once, or in the report where rows are set aside."""
    with pytest.warns(FactsNotGivenWarning, match=r"no column for these facts.*serum_b12 \(unknown\)"):
        guideline.spark(_frame(age_years=[52.0]), ["scope", "status"])
    aside = guideline.spark(_frame(age_years=[52.0], ward=[1]), ["scope", "status"], set_aside=True)
    assert aside.report.not_given["serum_b12"] == "unknown"
    assert "age_years" not in aside.report.not_given
    assert aside.report.not_used == ("id", "ward")
    assert aside.report.rows == 0


def test_gaps_that_show_without_a_row_are_told() -> None:
    """A table with no rule for one of whom nothing is known is named before Spark runs."""
    a = category("a")
    program = compiled([a], [table("t", "F", [a], [output("t.x")], "a || x")])
    gappy = Guideline(loaded(program, proved=False), program)
    with pytest.warns(UnansweredWarning, match=r"look for NULL: t\."):
        gappy.spark(_frame(a=["a"]))


def test_columns_of_one_name_are_told(guideline: Guideline) -> None:
    """Two columns of one name are refused in a sentence: which is meant nobody can say."""
    facts = _frame(age_years=[52.0], other=[17.0]).toDF("id", "age_years", "age_years")
    with pytest.raises(FrameError, match="several columns of this name"):
        guideline.spark(facts, "scope")


def test_what_cannot_be_kept_and_what_is_no_frame_of_spark(guideline: Guideline) -> None:
    """A kept column named like a result is refused as `evaluate_frame` refuses it, and so is a frame of another kind."""
    facts = _frame(age_years=[52.0]).toDF("scope.scope", "age_years")
    for frame, evaluate in (
        (facts, guideline.spark),
        (pa.table({"scope.scope": [1], "age_years": [52.0]}), guideline.evaluate_frame),
    ):
        with pytest.raises(FrameError, match=r"^scope\.scope: A result has the name of this column"):
            evaluate(frame, "scope", keep=["scope.scope"])
    with pytest.raises(
        TypeError, match=r"a Spark data frame is needed, and this is a pyarrow\.Table: take evaluate_frame"
    ):
        guideline.spark(pa.table({"age_years": [52.0]}))
    with pytest.raises(TypeError, match=r"this is a pyspark\.DataFrame: take guideline\.spark"):
        guideline.evaluate_frame(facts)


def test_a_row_that_cannot_be_used_stops_the_job(guideline: Guideline) -> None:
    """Nobody is advised where a row is out of range, and Spark's message says which fact and what is allowed."""
    made = guideline.spark(_frame(age_years=[52.0, 500.0]), "scope")
    with pytest.raises(Exception, match="age_years: This number is outside the range of the dictionary"):
        made.collect()


def test_no_row_is_lost(guideline: Guideline) -> None:
    """With `set_aside` each row is either advised or among the rejects, as it came and with its reasons."""
    facts = _frame(age_years=[52.0, 500.0, 17.0, None], serum_b12=["low", "low", "LOWW", None]).repartition(2)
    aside = guideline.spark(facts, "scope", keep=["id"], set_aside=True)
    assert sorted(row["id"] for row in aside.frame.collect()) == [0, 2, 3]
    [row] = aside.rejects.collect()
    assert (row["id"], row["age_years"], row["serum_b12"]) == (1, 500.0, "low")
    assert "outside the range" in row["reasons"]
    both = guideline.spark(facts, ["scope", "status"], keep=["id"], set_aside=True)
    assert sorted(row["id"] for row in both.frame.collect()) == [0, 3]
    assert sorted(row["id"] for row in both.rejects.collect()) == [1, 2]


def test_a_table_of_no_rows(guideline: Guideline) -> None:
    """No patients get no advice, in the same columns."""
    facts = _frame(age_years=[52.0]).where("id > 5")
    assert guideline.spark(facts, "scope").collect() == []


def test_the_guideline_travels_light(guideline: Guideline) -> None:
    """What ships goes by its name, what was loaded as its text; both arrive as the guideline they were."""
    small = carried(shipped().compiled, None)
    assert len(pickle.dumps(small)) < 5_000
    assert pickle.loads(pickle.dumps(small)).compiled() is shipped().compiled
    large = carried(guideline.compiled, guideline._text())
    assert len(pickle.dumps(large)) < 1_000_000
    arrived = pickle.loads(pickle.dumps(large)).compiled()
    assert arrived.SHA256 == guideline.compiled.SHA256
    assert guideline.compiled.ABOUT == arrived.ABOUT


def test_another_version_on_the_workers_is_refused() -> None:
    """A worker that has another version of the guideline decides nothing."""
    from dataclasses import replace

    other = replace(carried(shipped().compiled, None), sha256="0" * 64)
    with pytest.raises(ValueError, match="another version"):
        other.compiled()
