"""How much room a text takes in a cell, so that columns and rows can be made to show it whole.

Widths of the letters of Calibri (and of Carlito, which LibreOffice puts in its place: they are the same) in 1/2048 of
the font's size. Measured once from Carlito; no font needs to be there when b12dt runs.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_FIRST: Final = 32
_REGULAR: Final = (
    *(463, 667, 821, 1020, 1038, 1464, 1397, 452, 621, 621, 1020, 1020, 511, 627, 517, 791, 1038, 1038, 1038, 1038),
    *(1038, 1038, 1038, 1038, 1038, 1038, 548, 548, 1020, 1020, 1020, 949, 1831, 1185, 1114, 1092, 1260, 1000, 941),
    *(1292, 1276, 516, 653, 1064, 861, 1751, 1322, 1356, 1058, 1378, 1112, 941, 998, 1314, 1162, 1822, 1063, 998),
    *(959, 628, 791, 628, 1020, 1020, 596, 981, 1076, 866, 1076, 1019, 625, 964, 1076, 470, 490, 931, 470, 1636),
    *(1076, 1080, 1076, 1076, 714, 801, 686, 1076, 925, 1464, 887, 927, 809, 644, 943, 644, 1020),
)
_BOLD: Final = (
    *(463, 667, 898, 1020, 1038, 1493, 1443, 478, 638, 638, 1020, 1020, 528, 627, 547, 880, 1038, 1038, 1038, 1038),
    *(1038, 1038, 1038, 1038, 1038, 1038, 565, 565, 1020, 1020, 1020, 949, 1840, 1241, 1148, 1084, 1291, 999, 940),
    *(1305, 1292, 546, 678, 1120, 866, 1790, 1349, 1385, 1090, 1405, 1153, 968, 1014, 1337, 1211, 1856, 1128, 1064),
    *(979, 665, 880, 665, 1020, 1020, 615, 1011, 1099, 857, 1099, 1031, 648, 971, 1099, 503, 523, 983, 503, 1666),
    *(1099, 1101, 1099, 1099, 728, 817, 710, 1099, 969, 1526, 941, 970, 814, 704, 973, 704, 1020),
)
_OTHER: Final = 1126
"""A letter that was not measured: as wide as a wide one, so that a row is rather too high than too low."""
_WIDE: Final = 2048
"""Chinese, Japanese and Korean signs, and pictures, fill a square."""
_MONO: Final = 1233
_WORDS = re.compile(r"\S+\s*")


@lru_cache(maxsize=16_384)
def _pixels(word: str, size: float, bold: bool, mono: bool) -> float:
    return sum(_letter(letter, bold, mono) for letter in word) / 2048 * size * 96 / 72


def _letter(letter: str, bold: bool, mono: bool) -> int:
    if mono:
        return _MONO
    place = ord(letter) - _FIRST
    if 0 <= place < len(_REGULAR):
        return (_BOLD if bold else _REGULAR)[place]
    return _WIDE if letter >= "\u2e80" else _OTHER


def lines(text: str, width: float, *, size: float = 10, bold: bool = False, mono: bool = False) -> int:
    """Return how many lines a text takes when it is wrapped in a column of this width (in Excel's unit)."""
    # A column has 7 pixels for each unit, and some of them are its margins.
    room = (width * 7 - 1) * 0.97
    space = _pixels(" ", size, bold, mono)
    count = 0
    for paragraph in text.split("\n"):
        count += 1
        taken = 0.0
        for written in _WORDS.findall(paragraph):
            word = written.rstrip()
            wide = _pixels(word, size, bold, mono)
            if taken and taken + wide > room:
                count += 1
                taken = 0.0
            while wide > room:
                count += 1
                wide -= room
            taken += wide + space * (len(written) - len(word))
    return count
