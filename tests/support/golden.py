"""Texts that are kept and compared: `pytest --accept` writes what came out over what was expected."""

from __future__ import annotations

from pathlib import Path


def settle(place: Path, kept: str, came: str, *, accept: bool, around: tuple[str, str] = ("", "")) -> None:
    """Hold what came out against what is kept in a file, `around` being what stands there before and after it.

    With `accept`, what came out is written instead.
    """
    if accept:
        if came != kept:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(came.join(around), encoding="utf-8")
        return
    assert came == kept, f"{place.name} says something else; if that is right: pytest --accept"
