"""Advice for people to read: in a notebook, in the book, in a terminal. Standard library only.

    from b12dt import show
    show.card(advice, "route", "initial_regimen")

Every function takes advice, some also the keys of the decisions to show, and returns one piece with the same content
as HTML and as text. Where the HTML links to a decision's page, `base` says where those pages are.
"""

from b12dt.show.calendar import calendar
from b12dt.show.card import card
from b12dt.show.changes import next_question, what_if
from b12dt.show.facts import facts
from b12dt.show.frame import frame
from b12dt.show.nearest import why_not
from b12dt.show.reasons import interpretations, why
from b12dt.show.shown import Shown, Style, style

__all__ = [
    "Shown",
    "Style",
    "calendar",
    "card",
    "facts",
    "frame",
    "interpretations",
    "next_question",
    "style",
    "what_if",
    "why",
    "why_not",
]
