"""Names: those of DMN may be whole phrases, ours are small letters, digits and single underscores."""

from __future__ import annotations

import keyword
import re
import unicodedata

from b12dt.emit.python.shape import RESERVED


def same(name: str) -> str:
    """Return a DMN name as it is compared: spaces do not tell names apart."""
    return " ".join(name.split())


def program_name(name: str, taken: set[str]) -> str:
    """Return a name of ours for a DMN name, not yet among `taken`, and add it there."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    # A generated module calls its functions `decide_...`.
    if not plain or not plain[0].isalpha() or plain.startswith("decide"):
        plain = f"n_{plain}".strip("_")
    if keyword.iskeyword(plain) or plain in RESERVED:
        plain = f"{plain}_value"
    free, number = plain, 2
    while free in taken:
        free, number = f"{plain}_{number}", number + 1
    taken.add(free)
    return free
