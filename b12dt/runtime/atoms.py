"""From a value to its atom, and from a bitmask of atoms back to words."""

from bisect import bisect_right
from typing import Any

from b12dt.runtime.structure import Atoms

UNKNOWN = "unknown"


def atom_of(value: Any, atoms: Atoms) -> int:
    """Return the atom that a checked fact, or a result, lies in."""
    if atoms.kind == "category":
        return atoms.codes.index(value) + 1 if value != UNKNOWN else 0
    if atoms.kind == "number":
        # A cut (bound, 0) is passed by the bound itself, a cut (bound, 1) only by what lies above it.
        return 0 if value is None else bisect_right(atoms.cuts, (value, 0.5)) + 1
    if UNKNOWN in value and UNKNOWN not in atoms.codes:
        return 0
    return 1 + sum(1 << i for i, code in enumerate(atoms.codes) if code in value)
