"""However Arrow lays a column out, and wherever a stretch of it begins, each row is read as `evaluate` reads its value."""

from __future__ import annotations

import random
from typing import Any

import pyarrow as pa
import pytest

from b12dt.guideline import Guideline, shipped
from b12dt.runtime.facts import FactError

pytestmark = pytest.mark.filterwarnings("ignore::b12dt.cohort.problems.FactsNotGivenWarning")
ROWS = 40
CHOICE = random.Random(5)
PLANS = list(shipped().inputs["plan"].values)
PAIRS = [CHOICE.sample(PLANS, 2) for _ in range(ROWS)]
LISTS = [CHOICE.choice([None, [], PLANS[:1], PLANS[1::-1], ["x"], [None], PLANS[2:3] * 2]) for _ in range(ROWS)]
WORDS = [CHOICE.choice(["yes", "no", None, "unknown", "yess"]) for _ in range(ROWS)]
NUMBERS = [CHOICE.choice([None, 0, 17, 18, 75, 76, 80, 81, 120, 121, -1]) for _ in range(ROWS)]


def _runs(values: list[Any], kind: Any) -> Any:
    return pa.RunEndEncodedArray.from_arrays(pa.array(range(1, ROWS + 1), pa.int16()), pa.array(values, kind))


def _places(values: list[Any], kind: Any, places: Any, *, nothing: bool = False) -> Any:
    """Return a dictionary array; `nothing`: what is not given has a place of its own."""
    known = list(dict.fromkeys(one for one in values if nothing or one is not None))
    found = [known.index(one) if one in known else None for one in values]
    return pa.DictionaryArray.from_arrays(pa.array(found, places), pa.array(known, kind))


PAIR = pa.list_(pa.string(), 2)
COLUMNS = {
    "plan": [
        pa.array(PAIRS, PAIR),
        pa.array([one if place % 5 else None for place, one in enumerate(PAIRS)], PAIR),
        pa.FixedSizeListArray.from_arrays(_places([one for pair in PAIRS for one in pair], pa.string(), pa.int32()), 2),
        pa.array(LISTS, pa.list_view(pa.string())),
        pa.array(LISTS, pa.large_list_view(pa.large_string())),
        pa.array(LISTS, pa.large_list(pa.string_view())),
        pa.ListViewArray.from_arrays(
            pa.array([3, 0, 1, 5], pa.int32()), pa.array([1, 2, 0, 1], pa.int32()),
            _places([*PLANS[:3], "x", *PLANS[3:5]], pa.string(), pa.int8()),
        ),
        _runs(LISTS, pa.list_(pa.string())),
        _runs(PAIRS, PAIR),
    ],
    "anemia": [
        pa.array(WORDS, pa.string_view()),
        _places(WORDS, pa.string(), pa.uint8()),
        _places(WORDS, pa.string(), pa.int8(), nothing=True),
        _places(WORDS, pa.string_view(), pa.uint64()),
        _runs(WORDS, pa.string()),
    ],
    "age_years": [
        *(pa.array(NUMBERS, one) for one in (pa.int8(), pa.float32(), pa.decimal32(5, 1), pa.decimal64(9, 2), pa.decimal256(40, 3))),
        _places(NUMBERS, pa.int64(), pa.uint16()),
        _places(NUMBERS, pa.float64(), pa.int8(), nothing=True),
        _runs(NUMBERS, pa.int64()),
    ],
}  # fmt: skip
DECISIONS = {"plan": "check_plan", "anemia": "anti_if", "age_years": "scope"}


@pytest.mark.parametrize(
    ("fact", "column"),
    [
        pytest.param(fact, one, id=f"{fact}-{one.type}-{place}")
        for fact in COLUMNS
        for place, one in enumerate(COLUMNS[fact])
    ],
)
def test_every_stretch_of_every_layout(guideline: Guideline, fact: str, column: Any) -> None:
    """Rows are advised, or set aside, as their values are alone, in one piece or in two."""
    cuts = random.Random(7)
    for _ in range(8):
        pieces = [column.slice(cuts.randint(0, len(column)), cuts.randint(0, ROWS)) for _ in range(cuts.randint(1, 2))]
        whole = pa.chunked_array(pieces, column.type)
        results, refused = [], []
        for value in whole.to_pylist():
            try:
                decided = guideline.evaluate({fact: value}).decisions[DECISIONS[fact]]
            except FactError:
                refused.append(value)
            else:
                results.append(next(iter(decided.outputs.values())))
        frame = pa.table({"id": range(len(whole)), fact: whole})
        made = guideline.evaluate_frame(frame, DECISIONS[fact], keep=["id"], set_aside=True)
        assert made.frame.column(1).to_pylist() == results
        assert made.rejects[fact].to_pylist() == refused
