"""Masks and tests as Python conditions that read like the cells they come from."""

from __future__ import annotations

from json import JSONEncoder

from b12dt.model import UNKNOWN, Has, UnaryTest
from b12dt.runtime.structure import Atoms

_quoted = JSONEncoder(ensure_ascii=False).encode


def literal(value: object) -> str:
    """Return a value as Python source: strings in double quotes, whole floats without a point."""
    if isinstance(value, tuple):
        items: tuple[object, ...] = value  # pyright: ignore[reportUnknownVariableType]
        return "(" + ", ".join(literal(item) for item in items) + ("," if len(items) == 1 else "") + ")"
    if isinstance(value, str):
        return _quoted(value)
    if value is None or isinstance(value, bool):
        return repr(value)
    if isinstance(value, int):
        return repr(value)
    number = float(str(value))
    return repr(int(number)) if number.is_integer() else repr(number)


def prose(text: str) -> str:
    """Return a text that can stand in a comment or a docstring and nowhere leave it: one line, no quotes, no backslash."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line.replace("\\", "/").replace('"', "'")


def condition(name: str, mask: int, atoms: Atoms, within: int) -> str:
    """Return the condition that tells the atoms of `mask` from the others of `within`; `and` can join it to more."""
    if atoms.kind == "number":
        return _on_number(name, mask, atoms, within)
    codes = _codes(mask, atoms)
    others = _codes(within & ~mask, atoms)
    if len(others) < len(codes):
        return f"{name} != {literal(others[0])}" if len(others) == 1 else f"{name} not in {literal(others)}"
    return f"{name} == {literal(codes[0])}" if len(codes) == 1 else f"{name} in {literal(codes)}"


def condition_of_test(name: str, test: UnaryTest, mask: int, atoms: Atoms) -> str:
    """Return the condition of one cell, empty where the cell asks nothing."""
    if mask == atoms.domain:
        return ""
    if isinstance(test, Has):
        word, joint = (" not in ", " and ") if test.negated else (" in ", " or ")
        return _bracketed([f"{literal(code)}{word}{name}" for code in test.codes], joint)
    return condition(name, mask, atoms, atoms.domain)


def _codes(mask: int, atoms: Atoms) -> tuple[str, ...]:
    known = tuple(code for i, code in enumerate(atoms.codes) if mask >> (i + 1) & 1)
    return (*known, UNKNOWN) if mask & 1 else known


def _on_number(name: str, mask: int, atoms: Atoms, within: int) -> str:
    """Return a condition on a number. An unknown one is None and cannot be compared, so it is asked for first."""
    if not mask & ~1:
        return f"{name} is None"
    known = within & ~1
    parts = _stretches(name, mask & ~1, atoms, known)
    if mask & 1:
        return _bracketed([f"{name} is None", *parts])
    if not parts:
        return f"{name} is not None"
    compared = _bracketed(parts)
    return f"{name} is not None and {compared}" if within & 1 else compared


def _bracketed(parts: list[str], joint: str = " or ") -> str:
    """Return the parts joined, in brackets where `and` would tear them apart."""
    return f"({joint.join(parts)})" if len(parts) > 1 and joint == " or " else joint.join(parts)


def _stretches(name: str, mask: int, atoms: Atoms, known: int) -> list[str]:
    """Return a comparison for each run of neighbouring atoms of `mask`; none where `mask` is all that is `known`."""
    if mask == known:
        return []
    parts: list[str] = []
    highest = known.bit_length() - 1
    lowest = (known & -known).bit_length() - 1
    atom = lowest
    while atom <= highest:
        if not mask >> atom & 1:
            atom += 1
            continue
        last = atom
        # Atoms that cannot occur here belong to whichever run they lie in.
        while last < highest and (mask >> (last + 1) & 1 or not known >> (last + 1) & 1):
            last += 1
        parts.append(_run(name, atom, last, atoms, lowest, highest))
        atom = last + 1
    return parts


def _run(name: str, first: int, last: int, atoms: Atoms, lowest: int, highest: int) -> str:
    begins = atoms.cuts[first - 2] if first > lowest else None
    ends = atoms.cuts[last - 1] if last < highest else None
    if begins and ends and begins[0] == ends[0]:
        return f"{name} == {literal(begins[0])}"
    above = {0: ">=", 1: ">"}
    below = {0: "<", 1: "<="}
    if begins and ends:
        flipped = {0: "<=", 1: "<"}[begins[1]]
        return f"{literal(begins[0])} {flipped} {name} {below[ends[1]]} {literal(ends[0])}"
    if begins:
        return f"{name} {above[begins[1]]} {literal(begins[0])}"
    assert ends is not None, "a run that has neither end is everything, which asks nothing"
    return f"{name} {below[ends[1]]} {literal(ends[0])}"
