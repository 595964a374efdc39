"""Combinations of several values that no one cell can say, in words: `a and b without c`."""

from __future__ import annotations

from b12dt.atoms import test_of
from b12dt.model import Variable
from b12dt.runtime.structure import Atoms


def around(mask: int, atom: int, atoms: Atoms, variable: Variable) -> int:
    """Return the part of a mask around one of its atoms that can be said: all of it, or what holds and lacks some codes."""
    if test_of(mask, atoms, variable) is not None:
        return mask
    if atom == 0:
        return 1
    held, fixed = atom - 1, (1 << len(atoms.codes)) - 1
    for code in range(len(atoms.codes)):
        wider = fixed & ~(1 << code)
        if not _alike(held, wider, atoms) & ~mask:
            fixed = wider
    return _alike(held, fixed, atoms)


def _alike(held: int, fixed: int, atoms: Atoms) -> int:
    """Return the combinations that hold the same of the `fixed` codes as `held` does, as bits."""
    every = range(1 << len(atoms.codes))
    return sum(1 << (combination + 1) for combination in every if (combination ^ held) & fixed == 0)


def in_words(mask: int, atoms: Atoms, variable: Variable) -> str:
    """Return combinations as what they hold and what they lack; those that share neither are only counted."""
    combinations = [combination for combination in range(1 << len(atoms.codes)) if mask >> (combination + 1) & 1]
    every = (1 << len(atoms.codes)) - 1
    held, lacked = every, every
    for combination in combinations:
        held, lacked = held & combination, lacked & ~combination
    if mask & 1 or len(combinations) != 1 << (every & ~(held | lacked)).bit_count():
        return f"one of {mask.bit_count()} combinations"
    labels = {value.code: value.label for value in variable.words}
    names = [labels.get(code, code) for code in atoms.codes]
    has, lacks = ([name for place, name in enumerate(names) if bits >> place & 1] for bits in (held, lacked))
    if not has:
        return f"known, without {', '.join(lacks)}"
    return " and ".join(has) + (f" without {', '.join(lacks)}" if lacks else "")
