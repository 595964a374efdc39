"""The regimens, each as data and as a sentence, so that a slip in a dose, a unit or an interval is noticed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from b12dt.diagnostics import Span, finding
from b12dt.model import Regimen
from b12dt.recognise.layout import REFERENCES
from b12dt.recognise.sheets import Row
from b12dt.resolve.fields import Findings, Lists, first_of, ids, label, name, number, required, rows, whole, word

ROUTES = {"im": "by intramuscular injection", "oral": "by mouth", "sublingual": "under the tongue"}
UNITS = {"ug": "µg", "mg": "mg", "g": "g"}
SPANS = ("hour", "day", "week", "month", "year")
TIMES = {1: "once", 2: "twice"}


def regimen_sentence(regimen: Regimen) -> str:
    """Return the regimen in one sentence: drug, dose, route, how often, for how long."""
    drug = regimen.drug[:1].upper() + regimen.drug[1:]
    if drug.startswith("Not named"):
        drug = "Vitamin B12" + drug[len("Not named") :]
    route = ROUTES.get(regimen.route, f"by the route {regimen.route}")
    parts = [f"{drug} {_dose(regimen)} {route}, {_often(regimen)}"]
    if regimen.duration:
        parts.append(f"for {_count(regimen.duration, regimen.duration_unit)}")
    if regimen.until:
        parts.append(f"until {regimen.until}")
    if regimen.for_life == "yes":
        parts.append("for life")
    return " ".join(parts) + "."


def _dose(regimen: Regimen) -> str:
    unit = UNITS.get(regimen.dose_unit, regimen.dose_unit)
    low, high = f"{regimen.dose_low:g}", f"{regimen.dose_high:g}"
    return f"{low} {unit}" if low == high else f"{low}-{high} {unit}"


def _often(regimen: Regimen) -> str:
    if regimen.period is None:
        return "one dose now" if regimen.frequency == 1 else f"{regimen.frequency} doses"
    if regimen.period_high and regimen.period_high != regimen.period:
        return f"{_times(regimen.frequency)}every {regimen.period}-{regimen.period_high} {regimen.period_unit}s"
    if regimen.period == 1:
        unit = regimen.period_unit
        return (
            {"day": "daily"}.get(unit, f"every {unit}")
            if regimen.frequency == 1
            else f"{regimen.frequency} times a {unit}"
        )
    return f"{_times(regimen.frequency)}every {regimen.period} {regimen.period_unit}s"


def _times(frequency: int) -> str:
    return "" if frequency == 1 else f"{TIMES.get(frequency, f'{frequency} times')} "


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" + ("" if number == 1 else "s")


def read_regimens(sheets: Lists, found: Findings) -> tuple[Regimen, ...]:
    """Return the regimens; one that could not be read stays known by its name, so that no rule is blamed for it."""
    seen: dict[str, Span] = {}
    asked = {row.text("Unit") for row in rows(sheets, "Inputs")}
    # A dose in another unit than the one orders are asked in could not be compared with them.
    units = tuple(unit for unit in UNITS if unit in asked) or tuple(UNITS)
    regimens: list[Regimen] = []
    for row in rows(sheets, "Regimens"):
        key = name(row["ID"], "ID", found)
        problems = len(found)
        regimen = _regimen(row, key, units, found)
        if key and first_of(seen, key, row["ID"].span, "ID", found):
            regimens.append(regimen)
            _check_sentence(regimen, row, found, readable=len(found) == problems)
    return tuple(regimens)


def _regimen(row: Row, key: str, units: tuple[str, ...], found: Findings) -> Regimen:
    """Return a row as a regimen. What cannot be read is reported, and something stands in for it."""
    low = _some(row, "Dose low", found)
    high = _more_than_nothing(row, "Dose high", found) or low
    period, period_high = _count_of(row, "Period", found), _count_of(row, "Period high", found)
    duration = _count_of(row, "Duration", found)
    for column, least, most in (("Dose", low, high), ("Period", period, period_high)):
        if least is not None and most is not None and most < least:
            higher = row[f"{column} high"]
            found.append(finding("DT334", higher.span, read=higher.text, what=column.lower()))
    regimen = Regimen(
        id=key,
        label=label(row["Label"], "Label", found),
        drug=required(row["Drug"], "Drug", found),
        atc=row.text("ATC"),
        dose_low=low,
        dose_high=high,
        dose_unit=word(row["Dose unit"], "Dose unit", units, found),
        route=word(row["Route"], "Route", ROUTES, found),
        frequency=int(_some(row, "Frequency", found, counted=True)),
        period=period,
        period_high=period_high,
        period_unit=_unit_of_time(row, "Period", found),
        duration=duration,
        duration_unit=_unit_of_time(row, "Duration", found),
        until=row.text("Until"),
        for_life=word(row["For life"], "For life", ("yes", "no", "not stated"), found, "not stated"),
        statements=ids(row[REFERENCES], None, "DT305", found),
        notes=row.text("Notes"),
        span=row.span,
    )
    return replace(regimen, sentence=regimen_sentence(regimen))


def _some(row: Row, column: str, found: Findings, *, counted: bool = False) -> Decimal:
    """Return the number that has to stand in a column, 1 where none does, which is reported."""
    required(row[column], column, found)
    return _more_than_nothing(row, column, found, counted=counted) or Decimal(1)


def _count_of(row: Row, column: str, found: Findings) -> int | None:
    value = _more_than_nothing(row, column, found, counted=True)
    return None if value is None else int(value)


def _more_than_nothing(row: Row, column: str, found: Findings, *, counted: bool = False) -> Decimal | None:
    """Return the number of a column, None where there is none; one that is not more than 0 is reported."""
    value = whole(row[column], column, found) if counted else number(row[column], column, found)
    if value is not None and value <= 0:
        found.append(finding("DT339", row[column].span, read=row.text(column), column=column))
        return None
    return None if value is None else Decimal(value)


def _unit_of_time(row: Row, of: str, found: Findings) -> str:
    """Return the unit of a period or a duration, which it needs if it is stated."""
    column = f"{of} unit"
    if not row.text(of) and not row.text(column):
        return ""
    return word(row[column], column, SPANS, found)


def _check_sentence(regimen: Regimen, row: Row, found: Findings, *, readable: bool) -> None:
    """Report a sentence, written by hand beside the columns, that says something else, and one that is missing."""
    stated = row.text("Sentence")
    if not stated:
        found.append(finding("DT340", row["Sentence"].span, read="", expected=[regimen.sentence]))
    elif readable and _same_words(stated) != _same_words(regimen.sentence):
        found.append(finding("DT335", row["Sentence"].span, read=stated, expected=[regimen.sentence]))


def _same_words(sentence: str) -> str:
    """Return a sentence without what differs between keyboards: the two signs for micro, capitals, spaces."""
    return " ".join(sentence.replace("\u00b5", "\u03bc").casefold().split())
