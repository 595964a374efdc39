"""The few forms of expression that every part of a query is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from sqlglot import exp

Made = exp.Expression


def column(name: str) -> Made:
    """Return a column."""
    return exp.column(name)


def text(value: str) -> Made:
    """Return a text in quotes."""
    return exp.Literal.string(value)


def number(value: Decimal | float) -> Made:
    """Return a number in full, without an exponent: decimals stay decimals."""
    written = format(Decimal(str(value)), "f")
    written = written.rstrip("0").rstrip(".") if "." in written else written
    made = exp.Literal.number(written.removeprefix("-"))
    return exp.Neg(this=made) if written.startswith("-") else made


def when(condition: Made, result: Made) -> exp.If:
    """Return one branch of a CASE."""
    return exp.If(this=condition, true=result)


def case(branches: Iterable[exp.If], otherwise: Made | None = None, *, first: exp.If | None = None) -> Made:
    """Return a CASE; `first` comes before the other branches. Without a branch it is what holds otherwise."""
    ifs = [*([first] if first else []), *branches]
    if not ifs:
        return otherwise or exp.Null()
    return exp.Case(ifs=ifs, **({"default": otherwise} if otherwise is not None else {}))


MOST_JOINED = 250
"""SQL Server joins no more texts at once than 254."""


def joined(parts: Sequence[Made]) -> Made:
    """Return texts one after another; none of them may be NULL."""
    if len(parts) < 2:  # noqa: PLR2004 - one text needs no joining
        return parts[0] if parts else text("")
    if len(parts) > MOST_JOINED:
        return joined([joined(parts[i : i + MOST_JOINED]) for i in range(0, len(parts), MOST_JOINED)])
    return exp.Concat(expressions=list(parts), safe=False, coalesce=False)


def is_null(name: str) -> Made:
    """Return the condition that a column is NULL."""
    return exp.Is(this=column(name), expression=exp.Null())


def one_of(operand: Made, values: Sequence[str], *, negated: bool = False) -> Made:
    """Return the condition that a text is one of some values, or none of them."""
    if len(values) == 1:
        compare = exp.NEQ if negated else exp.EQ
        return compare(this=operand, expression=text(values[0]))
    among = exp.In(this=operand, expressions=[text(value) for value in values])
    return exp.Not(this=among) if negated else among


def step(source: str | Made, columns: Iterable[Made]) -> exp.Select:
    """Return a step: all that came before, and some columns more."""
    return exp.select(exp.Star(), *columns).from_(source)


def named(made: Made, name: str) -> Made:
    """Return an expression under a name."""
    return exp.alias_(made, name)


def noted(made: Made, note: str) -> Made:
    """Return an expression with a comment behind it."""
    made.add_comments([f" {note} "])
    return made
