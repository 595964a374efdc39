"""Numbers as people write them."""

from decimal import Decimal


def number_text(value: float | Decimal) -> str:
    """Return a number in full: no exponent, no rounding, no point where it is whole."""
    text = format(Decimal(repr(float(value))), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
