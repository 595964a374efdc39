"""The first two steps: the facts as the decisions take them, and what is wrong with those of a patient."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlglot import exp

from b12dt.emit.sql.dialects import Dialect
from b12dt.emit.sql.lists import BETWEEN, enclosed, without
from b12dt.emit.sql.names import PROBLEM_FOUND, column_of
from b12dt.emit.sql.pieces import Made, case, column, is_null, joined, named, number, one_of, step, text, when
from b12dt.model import UNKNOWN, Input, Kind
from b12dt.runtime.numbers import number_text

NO_TEXT = "(bytes, no text)"
"""What stands in place of bytes: no code of any dictionary."""


def given(facts: Iterable[Input], keys: Sequence[str], table: exp.Table, dialect: Dialect) -> exp.Select:
    """Return the step that takes the facts from the table: NULL becomes `unknown`, several codes a list."""
    columns: list[Made] = [column(key) for key in keys]
    columns += [named(_taken(one, dialect), column_of(one.path, dialect)) for one in facts]
    return exp.select(*columns).from_(table)


def checked(facts: Iterable[Input], source: str, dialect: Dialect) -> exp.Select:
    """Return the step that says what is wrong with a patient's facts, NULL for nothing."""
    found = joined([_problem(one, dialect) for one in facts])
    problem = exp.Nullif(this=exp.Trim(this=found), expression=text(""))
    return step(source, [named(problem, PROBLEM_FOUND)])


def _taken(one: Input, dialect: Dialect) -> Made:
    name = column_of(one.path, dialect)
    if one.kind is Kind.NUMBER:
        return column(name)
    written: Made = exp.cast(column(name), dialect.text)
    if dialect.bytes:
        # They would be read as the text they spell.
        kept_as = exp.EQ(this=exp.Typeof(this=column(name)), expression=text(dialect.bytes))
        written = case([when(kept_as, text(NO_TEXT))], written)
    if dialect.collation:
        written = exp.Collate(this=written, expression=exp.var(dialect.collation))
    if one.kind is Kind.CATEGORY:
        return exp.Coalesce(this=written, expressions=[text(UNKNOWN)])
    spaced = exp.Replace(this=written, expression=text(f"{BETWEEN} "), replacement=text(BETWEEN))
    parted = exp.Replace(this=spaced, expression=text(BETWEEN), replacement=text(BETWEEN * 2))
    return case(
        [when(is_null(name), text(enclosed([UNKNOWN])))],
        joined([text(BETWEEN), parted, text(BETWEEN)]),
    )


def _problem(one: Input, dialect: Dialect) -> Made:
    """Return a sentence where a fact is not certainly one of those allowed, else an empty text."""
    name = column_of(one.path, dialect)
    codes = [value.code for value in one.values.values if value.code != UNKNOWN] if one.values else []
    words = [*codes, UNKNOWN] if one.may_be_unknown else codes
    or_unknown = ", or unknown" if one.may_be_unknown else ""
    if one.kind is Kind.CATEGORY:
        return _told(one, one_of(column(name), words), f"not one of {', '.join(words)}")
    if one.kind is Kind.SEVERAL:
        # Nothing is left of the text when every code is taken out; an empty list is the signs about it alone.
        listed = one_of(without(column(name), codes), [""])
        others = [BETWEEN * 2, enclosed([UNKNOWN])] if one.may_be_unknown else [BETWEEN * 2]
        allowed = exp.or_(one_of(column(name), others), listed)
        return _told(one, allowed, f"not a list of any of {'; '.join(codes)}{or_unknown}")
    assert one.lowest is not None
    assert one.highest is not None
    inside = exp.and_(
        exp.GTE(this=column(name), expression=number(one.lowest)),
        exp.LTE(this=column(name), expression=number(one.highest)),
    )
    allowed = exp.or_(is_null(name), inside) if one.may_be_unknown else inside
    ends = f"{number_text(float(one.lowest))} to {number_text(float(one.highest))} {one.unit}".rstrip()
    return _told(one, allowed, f"not a number from {ends}{or_unknown}", _inexact(one, name, dialect))


def _inexact(one: Input, name: str, dialect: Dialect) -> exp.If | None:
    """Return the branch for a column whose numbers would be compared as texts, or not with all of their digits."""
    if not (dialect.exact or dialect.inexact):
        return None
    types = one_of(_type_of(name, dialect), dialect.exact or dialect.inexact, negated=bool(dialect.exact))
    return when(types, text(f" {one.name}: neither a decimal number, a whole one, nor one of double precision."))


def _type_of(name: str, dialect: Dialect) -> Made:
    """Return the name of the type of a column, or, where each value has its own, of a value.

    It is NULL nowhere but in SQL Server, for NULL.
    """
    match dialect.name:
        case "duckdb":
            # DECIMAL(4,1) is named with its digits.
            bare = [exp.Typeof(this=column(name)), text("("), exp.Literal.number(1)]
            return exp.Anonymous(this="SPLIT_PART", expressions=bare)
        case "postgres":
            # A domain is named as such, but what becomes of it under a sign is of the type it stands on.
            signed = exp.Neg(this=column(name))
            return exp.cast(exp.Anonymous(this="PG_TYPEOF", expressions=[signed]), "text")
        case "snowflake":
            return exp.Typeof(this=exp.Anonymous(this="TO_VARIANT", expressions=[column(name)]))
        case "tsql":
            base = exp.Anonymous(this="SQL_VARIANT_PROPERTY", expressions=[column(name), text("BaseType")])
            return exp.cast(base, "nvarchar(128)")
        case _:
            return exp.Typeof(this=column(name))


def _told(one: Input, allowed: Made, problem: str, first: exp.If | None = None) -> Made:
    return case([when(allowed, text(""))], text(f" {one.name}: {problem}."), first=first)
