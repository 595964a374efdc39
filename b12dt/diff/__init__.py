"""The difference between two versions of a guideline, by what it means: which patients get other advice.

Both versions stand on the same facts, so each result of the one is compared with that of the other for every patient
at once; nothing is sampled.
"""

from b12dt.diff.compare import Change, Difference, compare
from b12dt.diff.edit import Edit
from b12dt.diff.edits import edits_between
from b12dt.diff.readings import FactReading, Reading

__all__ = ["Change", "Difference", "Edit", "FactReading", "Reading", "compare", "edits_between"]
