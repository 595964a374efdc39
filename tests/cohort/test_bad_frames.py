"""What cannot be used in a frame is named, with counts and rows; nobody is advised on a guess, and no row is lost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12dt.cohort import steps
from b12dt.cohort.problems import FactsNotGivenWarning, FrameError, UnansweredWarning
from b12dt.guideline import Guideline
from b12dt.loading import loaded
from b12dt.model import Kind
from b12dt.runtime.facts import FactError
from tests.support.frames import rows_of
from tests.support.models import category, compiled, output, summary, table

pytestmark = pytest.mark.filterwarnings("ignore::b12dt.cohort.problems.FactsNotGivenWarning")


def _problems(guideline: Guideline, frame: Any, **options: Any) -> list[Any]:
    with pytest.raises(FrameError) as caught:
        guideline.evaluate_frame(frame, **options)
    return list(caught.value.problems)


def test_all_problems_at_once(guideline: Guideline) -> None:
    """Misspelt columns and values, wrong types and numbers out of range come in one error, with counts and rows."""
    frame = pd.DataFrame(
        {
            "age_years": [40, 130, -1, 50],
            "anemia": ["yes", "yess", "yess", "maybe"],
            "plan": [["stop"], [], [], []],
            "homocysteine_umol_l": ["9", "10", "11", "12"],
            "renal_dysfunction": [True, False, None, None],
        }
    )
    problems = _problems(guideline, frame)
    found = {(one.column, one.problem): one for one in problems}
    age = found["age_years", "This number is outside the range of the dictionary."]
    assert (age.count, age.rows, set(age.read)) == (2, [1, 2], {"130", "-1"})
    yes = next(one for one in problems if one.closest == "yes")
    assert (yes.count, yes.rows, yes.read) == (2, [1, 2], ["'yess'"])
    assert next(one for one in problems if one.read == ["'maybe'"]).count == 1
    assert found["homocysteine_umol_l", "This fact is a number."].count == 4
    assert found["renal_dysfunction", "This is not one of its values."].count == 2
    assert any(one.column == "plan" for one in found.values())
    assert "2 rows (1, 2)" in str(age)


@pytest.mark.parametrize(
    ("column", "near"),
    [
        ("anemai", "anemia"),
        ("Anemia", "anemia"),
        ("platelets", "platelets_10e9_l"),
        ("age", "age_years"),
        ("Age (years)", "age_years"),
        ("b12_serum", "serum_b12"),
        ("Platelet count", "platelets_10e9_l"),
        ("Serum-B12 [pmol/l]", "serum_b12"),
        ("Homocysteine \u00b5mol/L", "homocysteine_umol_l"),
        ("Methylmalonic acid (umol/L)", "mma"),
    ],
)
def test_misspelt_column(guideline: Guideline, column: str, near: str) -> None:
    """A column that is nearly called like a fact is not passed over, but refused with the name that is near."""
    problems = _problems(guideline, pd.DataFrame({column: ["yes"]}))
    assert [(one.column, one.closest) for one in problems] == [(column, near)]


def test_no_column_holds_a_fact(guideline: Guideline) -> None:
    """A frame of which no column is a fact is refused: nobody is advised on nothing."""
    for frame in (pd.DataFrame({"ward": [3]}), pl.DataFrame({"a": [1], "b": [2]}), pd.DataFrame(index=[1, 2])):
        assert "No column holds a fact" in _problems(guideline, frame)[0].problem


def test_column_that_may_be_two_facts(guideline: Guideline) -> None:
    """A name that begins several facts is refused and lists them: nothing is chosen."""
    problem = _problems(guideline, pd.DataFrame({"order": ["x"]}))[0]
    assert problem.closest is None
    assert "order_drug" in problem.allowed
    assert "order_route" in problem.allowed


def test_other_columns_are_told_not_used(guideline: Guideline) -> None:
    """Columns of other names are left alone, and the report says so; a column may be kept, whatever it is called."""
    frame = pd.DataFrame({"anemia": ["yes"], "ward": [3], "Anemia": ["?"]})
    made = guideline.evaluate_frame(frame, keep=["Anemia"], set_aside=True)
    assert made.report.not_used == ("ward",)
    assert made.frame["Anemia"].tolist() == ["?"]


def test_facts_not_given_are_told(guideline: Guideline) -> None:
    """A fact without a column stands at its default, and that is said."""
    with pytest.warns(FactsNotGivenWarning, match=r"anti_if_result \(unknown\)"):
        guideline.evaluate_frame(pa.table({"anemia": ["yes"]}), "anti_if")
    report = guideline.evaluate_frame(pa.table({"anemia": ["yes"]}), ["check_plan"], set_aside=True).report
    assert report.not_given["plan"] == "(none)"
    assert "homocysteine_umol_l" not in report.not_given


def test_mapping(guideline: Guideline) -> None:
    """Columns of other names are read as the facts they are said to be; a name that is not there is an error."""
    frame = pl.DataFrame({"Age": [12, 90]})
    made = guideline.evaluate_frame(frame, "scope", columns={"Age": "age_years"})
    assert made["scope.age_band"].to_list() == [guideline.evaluate(age_years=age)["scope.age_band"] for age in (12, 90)]
    names = [one.problem for one in _problems(guideline, frame, columns={"Agee": "age_years", "Age": "age_yeers"})]
    assert len(names) == 2
    twice = pl.DataFrame({"Age": [1], "age_years": [2]})
    assert "Several columns" in _problems(guideline, twice, columns={"Age": "age_years"})[0].problem


def test_units(guideline: Guideline) -> None:
    """A unit must be that of the dictionary, in its own words or in UCUM; nothing is converted."""
    frame = pl.DataFrame({"platelets_10e9_l": [40.0]})
    for unit in ("10^9/L", "10*9/L"):
        guideline.evaluate_frame(frame, "injection_safety", units={"platelets_10e9_l": unit})
    problem = _problems(guideline, frame, units={"platelets_10e9_l": "/uL"})[0]
    assert "nothing is converted" in problem.problem
    assert _problems(guideline, frame, units={"ward": "a"})


def test_rejects_lose_no_row(guideline: Guideline) -> None:
    """Rows set aside come back as they were, with their index and their reasons; the others are advised in their order."""
    frame = pd.DataFrame(
        {"age_years": [30.0, np.nan, 200.0, 80.0], "anemia": ["yes", "yess", "no", None], "ward": list("abcd")},
        index=["w", "x", "x", "z"],
    )
    made = guideline.evaluate_frame(frame, ["scope", "anti_if"], set_aside=True, keep=["ward"])
    assert made.frame.index.tolist() == ["w", "z"]
    assert made.frame["ward"].tolist() == ["a", "d"]
    assert made.rejects.index.tolist() == ["x", "x"]
    assert made.rejects["ward"].tolist() == ["b", "c"]
    assert "Closest: yes." in made.rejects["reasons"].iloc[0]
    assert "range" in made.rejects["reasons"].iloc[1]
    assert (made.report.rows, made.report.advised, made.report.set_aside) == (4, 2, 2)
    assert made.report.problems[0].labels == ["x"]


@pytest.mark.parametrize("kind", [pa.table, pl.DataFrame, pd.DataFrame])
def test_rejects_of_every_kind(guideline: Guideline, kind: Any) -> None:
    """Rejects are of the kind of frame that came, whether some, none or all rows are set aside."""
    for ages, good in (([30, 200], [30]), ([30, 40], [30, 40]), ([200, 300], [])):
        made = guideline.evaluate_frame(kind({"age_years": ages}), "scope", set_aside=True)
        assert type(made.frame) is type(made.rejects) is type(kind({"age_years": [1]}))
        assert len(rows_of(made.frame)) == len(good)
        assert [row["age_years"] for row in rows_of(made.rejects)] == [age for age in ages if age not in good]


def test_none_is_unknown_and_no_number_is_refused(guideline: Guideline) -> None:
    """What a frame calls missing is unknown; NaN, in a kind of frame that has both, is no number and is refused."""
    unknown = guideline.evaluate()["scope.age_band"]
    for frame in (
        pd.DataFrame({"age_years": [np.nan]}),
        pd.DataFrame({"age_years": pd.array([None], dtype="Int64")}),
        pd.DataFrame({"age_years": pd.array([None], dtype="Float64")}),
        pl.DataFrame({"age_years": [None]}),
        pl.DataFrame({"age_years": [None]}, schema={"age_years": pl.Float64}),
        pa.table({"age_years": pa.array(["unknown"])}),
        pa.table({"age_years": pa.array([None], pa.int16())}),
    ):
        assert rows_of(guideline.evaluate_frame(frame, "scope"))[0]["scope.age_band"] == unknown
    for frame in (pl.DataFrame({"age_years": [float("nan")]}), pa.table({"age_years": [float("nan")]})):
        assert "can be compared" in _problems(guideline, frame)[0].problem


@pytest.mark.parametrize(
    "column",
    [
        pd.array([2, None, 3], dtype="Int8"),
        pd.array([2.8, 2.79, None], dtype="Float64"),
        np.array([2.8, 2.79, np.nan]),
        np.array([2, 3, 10000], dtype=np.uint16),
        pd.Series([Decimal("2.8"), Decimal("2.79"), None], dtype=object),
        pd.Series([2.8, 2.79, None], dtype=pd.ArrowDtype(pa.float64())),
        pd.Series([2.8, 2.79, 2.8], dtype="category"),
    ],
)
def test_types_of_numbers(guideline: Guideline, column: Any) -> None:
    """Numbers of every type are compared exactly, as for one patient."""
    frame = pd.DataFrame({"oral_b12_intake_ug_day": column, "breastfeeding": "yes"})
    made = guideline.evaluate_frame(frame, "pregnancy")
    for value, notes in zip(frame["oral_b12_intake_ug_day"].tolist(), made["pregnancy.notes"], strict=True):
        alone = None if pd.isna(value) else value
        advice = guideline.evaluate(oral_b12_intake_ug_day=alone, breastfeeding="yes")
        assert list(notes) == advice["pregnancy.notes"]


def test_numbers_of_32_bits(guideline: Guideline) -> None:
    """2.8 in 32 bits is meant as 2.8, not as the 2.7999999 that it is when it is widened."""
    frame = pa.table({"oral_b12_intake_ug_day": pa.array([2.8, 2.79], pa.float32()), "breastfeeding": ["yes", "yes"]})
    made = guideline.evaluate_frame(frame, "pregnancy")["pregnancy.notes"].to_pylist()
    assert made == [
        guideline.evaluate(oral_b12_intake_ug_day=one, breastfeeding="yes")["pregnancy.notes"] for one in (2.8, 2.79)
    ]
    half = pa.table({"oral_b12_intake_ug_day": pa.array(np.array([2.8], np.float16))})
    assert "another type" in _problems(guideline, half)[0].problem


def test_labels_and_codes(guideline: Guideline) -> None:
    """Labels stand for their codes, in whatever case; categories and chunked columns are read as texts are."""
    words = guideline.compiled.VALUES["bariatric_procedure"]
    codes = [code for code in words if code != "unknown"]
    labels = [words[code].label.upper() for code in codes]
    columns = [
        pa.array(labels),
        pa.array(labels).dictionary_encode(),
        pa.chunked_array([pa.array(labels[:2]).dictionary_encode(), pa.array(labels[2:]).dictionary_encode()]),
        pa.chunked_array([labels[:1], [], labels[1:]]),
        pa.array(codes, pa.string_view()),
    ]
    alone = [guideline.evaluate(bariatric_procedure=code)["bariatric_line.line"] for code in codes]
    for column in columns:
        made = guideline.evaluate_frame(pa.table({"bariatric_procedure": column}), "bariatric_line")
        assert made["bariatric_line.line"].to_pylist() == alone


def test_several_values(guideline: Guideline) -> None:
    """Lists of codes are read whatever their order and however often a code stands in them; wrong ones are named."""
    codes = list(guideline.inputs["plan"].values)[:3]
    plans = [codes, codes[::-1], [codes[0], codes[0]], []]
    made = guideline.evaluate_frame(pl.DataFrame({"plan": plans}), "check_plan")["check_plan.alert"].to_list()
    assert made == [guideline.evaluate(plan=one)["check_plan.alert"] for one in plans]
    problems = _problems(guideline, pl.DataFrame({"plan": [[codes[0]], ["walk"], None, [None]]}))
    assert sorted(one.count for one in problems) == [1, 2]
    assert {row for one in problems for row in one.rows} == {1, 2, 3}


def test_empty_frame(guideline: Guideline) -> None:
    """A frame without rows gives the columns of any other, and none of the rows."""
    full = guideline.evaluate_frame(pl.DataFrame({"age_years": [3.0]}))
    empty = guideline.evaluate_frame(pl.DataFrame({"age_years": [3.0]}).clear())
    assert empty.columns == full.columns
    assert empty.height == 0
    assert guideline.evaluate_frame(pd.DataFrame({"age_years": []}), "scope").shape == (0, 4)


def test_frame_without_facts_that_are_asked_for(guideline: Guideline) -> None:
    """A frame of which no column is a fact that the decision asks for still has a row of advice for each of its rows."""
    made = guideline.evaluate_frame(pd.DataFrame({"anemia": ["yes", "no"]}, index=[7, 7]), "scope")
    assert made.index.tolist() == [7, 7]
    assert made["scope.age_band"].tolist() == [guideline.evaluate()["scope.age_band"]] * 2


@pytest.mark.parametrize("threads", [1, 3])
def test_chunks(guideline: Guideline, threads: int) -> None:
    """Rows beyond one chunk are decided alike, in one thread or several, also where the memory's pieces end elsewhere."""
    count = 2 * steps.CHUNK + 5
    ages = np.arange(count) % 100
    pieces = pa.chunked_array([ages[:7], ages[7 : steps.CHUNK + 1], ages[steps.CHUNK + 1 :]])
    made = guideline.evaluate_frame(pa.table({"age_years": pieces}), ["scope", "guards"], threads=threads)
    bands = [guideline.evaluate(age_years=age)["scope.age_band"] for age in range(100)]
    assert made["scope.age_band"].to_pylist() == [bands[age] for age in ages.tolist()]
    far = pa.table({"age_years": np.where(np.arange(count) == count - 2, 500, 1)})
    assert _problems(guideline, far, threads=threads)[0].rows == [count - 2]


@pytest.mark.parametrize("threads", [0, -2])
def test_no_threads_are_refused(guideline: Guideline, threads: int) -> None:
    """Fewer than one thread is a slip, and not read as the usual number."""
    with pytest.raises(ValueError, match="counted from 1"):
        guideline.evaluate_frame(pa.table({"age_years": [52]}), "scope", threads=threads)


def test_only_what_is_asked_for(guideline: Guideline) -> None:
    """Only the decisions asked for come back; what none of them needs may hold anything."""
    made = guideline.evaluate_frame(pl.DataFrame({"age_years": [1], "anemia": ["?"]}), ["scope"])
    assert made.columns == ["scope.scope", "scope.age_band", "scope.action", "scope.rule"]
    with pytest.raises(KeyError, match="closest: scope"):
        guideline.evaluate_frame(pl.DataFrame({"age_years": [1]}), "scop")


VALUES = st.one_of(
    st.none(),
    st.sampled_from(["yes", "no", "unknown", "Yes", "yess", "", "NO", " no", "nope", "1"]),
    st.text(max_size=4),
)


@settings(max_examples=120)
@given(
    st.lists(VALUES, min_size=1, max_size=12),
    st.lists(st.one_of(st.none(), st.floats(), st.integers(-5, 150)), min_size=1),
)
def test_rows_are_refused_as_patients_are(guideline: Guideline, words: list[Any], ages: list[Any]) -> None:
    """A row is set aside if and only if `evaluate` refuses it (labels apart), and else gets the same."""
    count = min(len(words), len(ages))
    words, ages = words[:count], [None if age is None else float(age) for age in ages[:count]]
    frame = pa.table({"deficiency_confirmed": pa.array(words, pa.string()), "age_years": pa.array(ages, pa.float64())})
    made = guideline.evaluate_frame(frame, ["status"], set_aside=True)
    results, refused = [], []
    for word, age in zip(words, ages, strict=True):
        code = word.casefold() if word is not None and word.casefold() in ("yes", "no") else word
        try:
            results.append(guideline.evaluate(deficiency_confirmed=code, age_years=age)["status.status"])
        except FactError:
            refused.append(word)
    assert made.frame["status.status"].to_pylist() == results
    assert made.rejects["deficiency_confirmed"].to_pylist() == refused
    assert made.report.advised + made.report.set_aside == count


def test_a_gap_behind_a_summary_is_not_silent() -> None:
    """Where a table has no answer for some patients that is said, also where only the summary of it is asked for."""
    fact, result = category("a", "ab"), output("t.x", kind=Kind.SEVERAL)
    union = output("s.x", kind=Kind.SEVERAL)
    program = compiled([fact], [table("t", "F", [fact], [result], "a || x"), summary("s", (union, "all of", [result]))])
    made = Guideline(loaded(program))
    with pytest.warns(UnansweredWarning, match=r"a gap and no all-clear.*t \(2 of 3 patients\)"):
        made.evaluate_frame(pd.DataFrame({"a": ["a", "b", None]}), decisions="s")


def test_wrong_words_of_small_dictionaries(guideline: Guideline) -> None:
    """A wrong value is told whatever type the places of a dictionary are counted in, in a column and in lists."""
    words = pa.DictionaryArray.from_arrays(pa.array([0, 1, None], pa.uint8()), ["yes", "yess"])
    assert [one.closest for one in _problems(guideline, pa.table({"anemia": words}), decisions="anti_if")] == ["yes"]
    enum = pl.Series(["yes", "yess", None], dtype=pl.Enum(["yes", "yess"]))
    assert [one.closest for one in _problems(guideline, pl.DataFrame({"anemia": enum}), decisions="anti_if")] == ["yes"]
    held = pa.DictionaryArray.from_arrays(pa.array([0, 1, None], pa.uint8()), ["stop", "stopp"])
    lists = pa.ListArray.from_arrays([0, 1, 3], held)
    assert any(1 in one.rows for one in _problems(guideline, pa.table({"plan": lists}), decisions="check_plan"))


def test_texts_kept_as_views(guideline: Guideline) -> None:
    """An Arrow frame whose texts and lists are views is read, kept and set aside like any other."""
    frame = pa.table({
        "id": pa.array(["a", "b"], pa.string_view()), "anemia": pa.array(["yes", "?"], pa.string_view()),
        "plan": pa.array([["stop"], []], pa.list_(pa.string_view())),
    })  # fmt: skip
    made = guideline.evaluate_frame(frame.drop_columns("plan"), "anti_if", keep=["id"], set_aside=True)
    assert (made.frame["id"].to_pylist(), made.rejects["id"].to_pylist()) == (["a"], ["b"])
    assert _problems(guideline, frame, decisions=["anti_if", "check_plan"])


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, pa.table])
def test_kept_column_named_like_a_result(guideline: Guideline, make: Any) -> None:
    """A column to be kept that has the name of a result is refused in words."""
    problems = _problems(
        guideline, make({"age_years": [5], "scope.scope": ["x"]}), decisions="scope", keep=["scope.scope"]
    )
    assert "A result has the name" in problems[0].problem


def test_columns_without_a_name_of_their_own(guideline: Guideline) -> None:
    """Columns named twice, or by no text, are refused in words, in frames of pandas and of Arrow."""
    for frame in (
        pd.DataFrame([[1, 2, 3]], columns=["age_years", "x", "x"]),
        pa.table([pa.array([1]), pa.array([2]), pa.array([3])], names=["age_years", "x", "x"]),
    ):
        assert [(one.column, "several columns" in one.problem) for one in _problems(guideline, frame)] == [("x", True)]
    pairs = pd.MultiIndex.from_tuples([("a", "b"), ("a", "c")])
    for columns, name in ((["age_years", 3], "3"), (pairs, "('a', 'b')")):
        problems = _problems(guideline, pd.DataFrame([[1, 2]], columns=columns))
        assert all("not named by a text" in one.problem for one in problems)
        assert problems[0].column == name


def test_keep_takes_a_single_name(guideline: Guideline) -> None:
    """One column to keep may be named by a text, and is kept once, however often it is named."""
    frame = pl.DataFrame({"id": ["a"], "age_years": [5]})
    for keep in ("id", ["id", "id"]):
        assert guideline.evaluate_frame(frame, "scope", keep=keep).columns[:2] == ["id", "scope.scope"]
