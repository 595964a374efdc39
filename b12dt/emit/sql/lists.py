"""Several values in one text: `;a;;b;`, each with its own signs about it, so that it is found, and taken out, whole.

Within a query all dialects keep lists so; what a query gives out is an array, or the text `a; b`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlglot import exp

from b12dt.emit.sql.dialects import Dialect
from b12dt.emit.sql.pieces import Made, case, column, joined, text, when

BETWEEN = ";"
NOTHING = "(none)"
"""What a text says where a list holds nothing, as the workbooks write it; NULL is a gap."""


def enclosed(values: Iterable[str]) -> str:
    """Return values as the text of a list."""
    return "".join(f"{BETWEEN}{value}{BETWEEN}" for value in values)


def holds(listed: Made, value: str) -> Made:
    """Return the condition that a list holds a value."""
    place = exp.StrPosition(this=listed, substr=text(enclosed([value])))
    return exp.GT(this=place, expression=exp.Literal.number(0))


def lacks(listed: Made, value: str) -> Made:
    """Return the condition that a list does not hold a value."""
    place = exp.StrPosition(this=listed, substr=text(enclosed([value])))
    return exp.EQ(this=place, expression=exp.Literal.number(0))


def without(listed: Made, values: Iterable[str]) -> Made:
    """Return a list with every one of some values taken out."""
    for value in values:
        listed = exp.Replace(this=listed, expression=text(enclosed([value])), replacement=text(""))
    return listed


def each_once(sources: Sequence[tuple[Made, Sequence[str]]]) -> Made:
    """Return the values of several lists, each once, in their order; each list comes with the values it may hold."""
    parts: list[Made] = []
    for place, (listed, values) in enumerate(sources):
        part = listed.copy()
        for value in values:
            earlier = [other for other, possible in sources[:place] if value in possible]
            if earlier:
                found = exp.or_(*(holds(other.copy(), value) for other in earlier))
                kept = case([when(found, text(""))], text(enclosed([value])))
                part = exp.Replace(this=part, expression=text(enclosed([value])), replacement=kept)
        parts.append(part)
    return joined(parts)


def as_text(name: str) -> Made:
    """Return a list as the text `a; b`, or `(none)`."""
    parted = exp.Replace(this=_bare(name), expression=text(BETWEEN * 2), replacement=text(f"{BETWEEN} "))
    return case([when(exp.EQ(this=column(name), expression=text("")), text(NOTHING))], parted)


def given_out(name: str, dialect: Dialect, *, numbers: bool = False) -> Made:
    """Return a list as the query gives it out: an array where the dialect keeps NULL and empty apart, else a text."""
    if not dialect.arrays or (numbers and not dialect.number_arrays):
        return as_text(name)
    kind = "array<double>" if numbers else "array<text>"
    # sqlglot knows of no array of texts that PostgreSQL makes from one.
    parted = (
        exp.Anonymous(this="STRING_TO_ARRAY", expressions=[_bare(name), text(BETWEEN * 2)])
        if dialect.name == "postgres"
        else exp.Split(this=_bare(name), expression=text(BETWEEN * 2))
    )
    # Snowflake's arrays are of no type, unless one of them is given one.
    nothing = exp.Array(expressions=[]) if dialect.name == "snowflake" else exp.cast(exp.Array(expressions=[]), kind)
    return case(
        [when(exp.EQ(this=column(name), expression=text("")), nothing)],
        exp.cast(parted, kind) if numbers else parted,
        first=when(exp.Is(this=column(name), expression=exp.Null()), exp.Null()),
    )


def _bare(name: str) -> Made:
    return exp.Trim(this=column(name), expression=text(BETWEEN))
