"""Numbers and units as people write them."""

from decimal import Decimal

PRETTY = {"10^9": "10⁹", "umol": "µmol", "ug": "µg"}
"""Units as they are printed. The dictionary keeps them in signs that every keyboard has."""


def number_text(value: float | Decimal) -> str:
    """Return a number in full: no exponent, no rounding, no point where it is whole."""
    text = format(Decimal(repr(float(value))), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def pretty(unit: str) -> str:
    """Return a unit as it is printed."""
    for plain, printed in PRETTY.items():
        unit = unit.replace(plain, printed)
    return unit
