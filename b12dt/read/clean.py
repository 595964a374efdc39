"""Clean a text as it stands in a cell: what looks the same to a reader becomes the same text.

Spaces, line ends, quotes, dashes used as signs and comparison signs are made uniform. Words are never changed.
"""

from __future__ import annotations

import re
import unicodedata

# Most cells need nothing: visible ASCII with single spaces inside.
_CLEAN = re.compile(r"[!-~]++(?: [!-~]++)*+")

_LINE_ENDS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_SPACES = "\t\x1f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
# Zero-width characters, soft hyphens, marks of writing direction: nobody sees them, and they make equal names differ.
_UNSEEN = "\u00ad\u061c\u180e\ufeff" + "".join(
    map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)))
)
_CONTROLS = "".join(map(chr, (*range(9), *range(14, 28), 127, *range(128, 133), *range(134, 160))))

_SIGNS: dict[str, str] = {
    "≥": ">=", "⩾": ">=", "≧": ">=",
    "≤": "<=", "⩽": "<=", "≦": "<=",
    "≠": "!=",
    "\u00b5": "\u03bc",  # the micro sign looks like the Greek letter: one of them is enough
    "“": '"', "”": '"', "„": '"', "‟": '"',
    "‘": "'", "’": "'", "‚": "'", "‛": "'",
    "\u2010": "-", "\u2011": "-", "\ufe63": "-",  # hyphens, not dashes: part of a word
}  # fmt: skip

_TABLE: dict[int, str] = str.maketrans(
    {
        **{chr(0xFF01 + offset): chr(0x21 + offset) for offset in range(94)},
        **dict.fromkeys(_LINE_ENDS, "\n"),
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_UNSEEN + _CONTROLS, ""),
        **_SIGNS,
    }
)

_DASHES = "\u2012\u2013\u2014\u2015\u2212"
_ONLY_A_DASH = re.compile(rf"[{_DASHES}]")
# A sign stands before a digit and not after a digit, a word or a closing bracket: `-5`, `[-5..`, not the range `25-50`.
_SIGN = re.compile(rf"(?<![\w)\]%])(?<![\w)\]%] )[{_DASHES}](?=\.?\d)")
_ELLIPSIS = re.compile(r"(?<=\d) ?… ?(?=[-+.]?\d)")
_SPACE_RUN = re.compile(r" {2,}")


def clean(text: str) -> str:
    """Return the text as b12dt reads it; empty where there is nothing to see."""
    if _CLEAN.fullmatch(text):
        return text
    # Composed before and after: a character that falls away may part two that compose.
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).translate(_TABLE)
    text = unicodedata.normalize("NFC", text)
    text = _SPACE_RUN.sub(" ", text)
    text = "\n".join(line.strip(" ") for line in text.split("\n")).strip("\n")
    if _ONLY_A_DASH.fullmatch(text):
        return "-"
    return _ELLIPSIS.sub("..", _SIGN.sub("-", text))
