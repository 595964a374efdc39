"""A regimen as a sentence."""

from __future__ import annotations

from b12dt.model import Regimen

ROUTES = {"im": "by intramuscular injection", "oral": "by mouth", "sublingual": "under the tongue"}
UNITS = {"ug": "µg"}
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
