"""Hold b12dt's checks against what the literature reports: `python -m benchmarks.literature`.

Overlaps are the compiler's findings DT401 and DT402, and, as the literature counts them, every pair of rules that
share an input. Gaps are what the rules of a table leave over, by `b12dt.boxes`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from b12dt.dmn.read import read_dmn
from b12dt.dmn.regions import left_over
from b12dt.model import DecisionTable
from b12dt.program import boxes_of, compile_guideline
from b12dt.prove.regions import region, sentence

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Reported:
    """What a source reports: pairs of rules that overlap, and the missing rules (None: only whether there are any)."""

    overlaps: frozenset[tuple[str, str]]
    complete: bool


ANY_TWO = frozenset({("1", "2"), ("1", "3"), ("2", "3"), ("4", "5"), ("4", "6"), ("5", "6")})
REPORTED = {
    "loan-grade": Reported(frozenset({("A", "C")}), complete=False),
    "two-conditions": Reported(frozenset({("R1", "R2")}), complete=False),
    "credit-facility": Reported(ANY_TWO, complete=True),
    "largest-of-three": Reported(frozenset(), complete=True),
    "pre-bureau-risk": Reported(frozenset(), complete=False),
}


def overlaps(table: DecisionTable) -> frozenset[tuple[str, str]]:
    """Return every pair of rules that some input meets both of."""
    known = left_over(table)
    assert known is not None
    boxes = zip(table.rules, boxes_of(table, known[0]), strict=True)
    return frozenset(
        (one.id, other.id)
        for (one, box), (other, more) in combinations(boxes, 2)
        if all(mask & both for mask, both in zip(box, more, strict=True))
    )


def gaps(table: DecisionTable) -> list[str]:
    """Return, in words, what no rule covers."""
    known = left_over(table)
    assert known is not None
    return [sentence(region(box, table.inputs, known[0])) for box in known[1]]


def main() -> None:
    """Print a line for each table, and fail where the literature is not confirmed."""
    for name, reported in REPORTED.items():
        model, found = read_dmn(HERE / f"{name}.dmn", may_be_null=False)
        assert model is not None, found
        table = model.decisions[0]
        assert isinstance(table, DecisionTable)
        _, conflicts = compile_guideline(model)
        pairs, missing = overlaps(table), gaps(table)
        as_reported = pairs == reported.overlaps and (not missing) == reported.complete
        print(f"{name}: {'as reported' if as_reported else 'NOT AS REPORTED'}")
        print(
            f"  overlaps {sorted(pairs)}; findings {[(one.code, dict(one.details)['other'], one.rule) for one in conflicts]}"
        )
        for text in missing or ["nothing"]:
            print(f"  uncovered: {text}")
        assert as_reported, name


if __name__ == "__main__":
    main()
