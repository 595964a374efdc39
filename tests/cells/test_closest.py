"""The closest word: an offer that is made only when it is one slip away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12dt.runtime.closest import closest

ROUTES = ("intramuscular", "oral", "sublingual", "not tested")


@pytest.mark.parametrize(
    ("written", "offered"),
    [
        ("intramuscullar", "intramuscular"),  # one letter too many
        ("intramuscuar", "intramuscular"),  # one missing
        ("intramuskular", "intramuscular"),  # one wrong
        ("intramsucular", "intramuscular"),  # two neighbours swapped
        ("ORLA", "oral"),  # case does not count
        ("Oral", "oral"),
        ("nottested", "not tested"),
    ],
)
def test_one_slip_is_offered(written: str, offered: str) -> None:
    """A word that is one slip away is offered as the list writes it."""
    assert closest(written, ROUTES) == offered


@pytest.mark.parametrize("written", ["", "o", "injection", "intramuscullarr", "larо", "roal lingual"])
def test_two_slips_are_not(written: str) -> None:
    """Nothing is offered for a word that is further away than one slip."""
    assert closest(written, ROUTES) is None


def test_two_near_words_are_not_offered() -> None:
    """Nothing is offered when two words are equally near."""
    assert closest("G0x", ("G01", "G02")) is None


def test_a_word_listed_twice_is_one_word() -> None:
    """A label and a code that differ only in case are one word, not two near ones."""
    assert closest("orral", ("Oral", "oral")) == "Oral"


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, str]:
    """Return a word and the same word after one slip."""
    word = draw(st.text("abcde", min_size=2, max_size=8))
    place = draw(st.integers(0, len(word) - 1))
    letter = draw(st.sampled_from("abcdex"))
    slip = draw(
        st.sampled_from(
            (
                word[:place] + letter + word[place:],
                word[:place] + letter + word[place + 1 :],
                word[:place] + word[place + 1 :],
                word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
            )
        )
    )
    return word, slip


@given(slips())
def test_every_slip_is_recognised(slip: tuple[str, str]) -> None:
    """Whatever the slip and wherever it happens, the word is offered, unless a single letter of it is left."""
    word, written = slip
    assert closest(written, [word]) == (None if _too_short(written, word) else word)


def _too_short(written: str, word: str) -> bool:
    """Tell whether too little is written to know a word by it: one letter, or two of which one is another."""
    another = len(written) == len(word) == 2 and sum(a != b for a, b in zip(written, word, strict=True)) == 1
    return len(written) == 1 or another


def test_na_is_no_slip_of_no() -> None:
    """What other programs write where nothing is known is not taken for an answer; swapped and missing letters are slips."""
    assert closest("NA", ("yes", "no")) is None
    assert closest("on", ("yes", "no")) == "no"
    assert closest("ye", ("yes", "no")) == "yes"


def _distance(left: str, right: str) -> int:
    """Count slips as the textbook does, with a table (optimal string alignment)."""
    rows = [[i + j if i * j == 0 else 0 for j in range(len(right) + 1)] for i in range(len(left) + 1)]
    for i in range(1, len(left) + 1):
        for j in range(1, len(right) + 1):
            same = left[i - 1] == right[j - 1]
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (not same))
            if i > 1 and j > 1 and left[i - 1] == right[j - 2] and left[i - 2] == right[j - 1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


@given(st.text("abc", min_size=1, max_size=6), st.text("abc", min_size=1, max_size=6))
def test_agrees_with_the_textbook(written: str, word: str) -> None:
    """A word is offered exactly when the textbook's distance is at most one, and enough is written."""
    near = _distance(written, word) <= 1 and not _too_short(written, word)
    assert (closest(written, [word]) == word) == near
