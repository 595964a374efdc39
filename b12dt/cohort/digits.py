"""Digits: the atoms of a fact or an output as small whole numbers from 0, one more where a decision may not answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from b12dt.runtime.atoms import atom_of
from b12dt.runtime.structure import Atoms

Codes = NDArray[Any]
"""Whole numbers, one for each patient or one for each entry of a table that is looked up."""


@dataclass(frozen=True, slots=True)
class Digits:
    """How the values of one variable are numbered.

    `first` is the atom of digit 0: 1 where it cannot be unknown. The last digit stands for no answer where `silent`.
    """

    atoms: Atoms
    first: int
    size: int
    silent: bool

    @property
    def gap(self) -> int:
        """Return the digit of no answer, which only a silent variable has."""
        assert self.silent, "a variable that always has a value has no digit for none"
        return self.size - 1

    def of(self, value: Any) -> int:
        """Return the digit of a checked fact, or of a result."""
        return atom_of(value, self.atoms) - self.first

    def bits(self, mask: int) -> NDArray[np.bool_]:
        """Return which digits lie in a mask of atoms; no answer lies in none."""
        return np.array([bool(mask >> (self.first + digit) & 1) for digit in range(self.size)])


def digits_of(atoms: Atoms, *, silent: bool = False) -> Digits:
    """Return the numbering of a variable."""
    first = 0 if atoms.domain & 1 else 1
    # A variable whose every value is known and which has none at all still needs a digit to stand for it.
    size = max(atoms.domain.bit_length() - first, 1)
    return Digits(atoms, first, size + silent, silent)


def width(count: int) -> Any:
    """Return the narrowest type for `count` codes that stay positive when they are read with a sign, as Arrow reads them."""
    return np.uint8 if count <= 1 << 7 else np.uint16 if count <= 1 << 15 else np.uint32
