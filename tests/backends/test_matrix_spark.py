"""The matrix on Spark, in a file of its own: one process starts one Spark."""

from __future__ import annotations

import pytest

from b12dt.emit.sql import write_sql
from tests.backends.matrix import ON_SPARK, Asked, hold
from tests.backends.sparks import spark_session
from tests.sql.small import small_program


@pytest.mark.parametrize("name", ON_SPARK)
def test_every_answer_to_every_table(name: str, every_table: list[Asked]) -> None:
    """Every table of `tables/`, asked alone, answers every combination of answers alike."""
    hold(ON_SPARK[name], every_table)


@pytest.mark.parametrize("name", ON_SPARK)
def test_worked_cases(name: str, worked_cases: list[Asked]) -> None:
    """Every worked case gets the same advice by the same rules."""
    hold(ON_SPARK[name], worked_cases)


@pytest.mark.parametrize("name", ON_SPARK)
def test_random_patients(name: str, random_patients: list[Asked]) -> None:
    """Random patients get the same advice; `--patients N` for more of them."""
    hold(ON_SPARK[name], random_patients)


@pytest.mark.parametrize(
    ("fact", "value", "told"),
    [
        ("n", "'6'", "n: neither"),
        ("n", "'abc'", "n: neither"),
        ("n", "CAST(6 AS FLOAT)", "n: neither"),
        ("n", "DOUBLE('NaN')", "n: not a number"),
        ("a", "CAST('a' AS BINARY)", "a: not one of"),
        ("s", "CAST('a' AS BINARY)", "s: not a list of"),
        ("s", "array('a')", "s: not a list of"),
        ("n", "CAST(6 AS DECIMAL(4, 1))", None),
        ("n", "CAST(6 AS TINYINT)", None),
    ],
)
def test_types_of_columns(fact: str, value: str, told: str | None) -> None:
    """In Spark SQL, too, what is no exact number and no text gets no advice."""
    facts = {"a": "'a'", "n": "6", "s": "'a'", "must": "'a'", fact: value}
    columns = ", ".join(f"{value} AS {name}" for name, value in facts.items())
    session = spark_session()
    session.sql(f"SELECT 1 AS patient_id, {columns}").createOrReplaceTempView("facts")
    [row] = session.sql(write_sql(small_program(), "spark").rstrip().rstrip(";")).collect()
    if told is None:
        assert (row["problem"], row["t__x"]) == (None, "x")
    else:
        assert row["problem"].startswith(told)
        assert row["t__x"] is None


def test_yes_and_no_are_no_numbers() -> None:
    """Spark does not compare them with numbers: the query stops."""
    session = spark_session()
    session.sql("SELECT 1 AS patient_id, 'a' AS a, TRUE AS n, 'a' AS s, 'a' AS must").createOrReplaceTempView("facts")
    with pytest.raises(Exception, match="DATATYPE_MISMATCH"):
        session.sql(write_sql(small_program(), "spark").rstrip().rstrip(";"))
