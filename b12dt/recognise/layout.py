"""The layouts b12dt knows: which labels, columns and kinds of sheet there are. Data only.

Source: WHO Digital Adaptation Kit, decision-support layout v2.1 (May 2025), with the columns b12dt adds.
"""

from __future__ import annotations

from dataclasses import dataclass

ID = "Decision-support table ID"
KEY = "Decision key"
NAME = "Decision name"
QUESTION = "Question"
HIT_POLICY = "Hit Policy Indicator"
HIT_POLICY_REASON = "Why this hit policy"
SHEET_KIND = "Sheet kind"
STATUS = "Status"
ROLE = "Role"

RULE_ID = "Rule ID"
INPUTS = "Input(s)"
OUTPUTS = "Output(s)"
ANNOTATIONS = "Annotation(s)"
REFERENCES = "Reference(s)"
BASIS = "Basis"
INTERPRETATIONS = "Interpretation(s)"
GUIDANCE = "Guidance displayed to the health worker"

HEADER_LABELS = (
    SHEET_KIND,
    "Purpose",
    STATUS,
    ID,
    KEY,
    NAME,
    QUESTION,
    "Activity ID",
    "Activity name",
    HIT_POLICY,
    HIT_POLICY_REASON,
    ROLE,
)

ALIASES = {
    "decision id": ID,
    "business rule": NAME,
    "trigger": "Activity name",
    "hit policy": HIT_POLICY,
    "inputs": INPUTS,
    "input": INPUTS,
    "outputs": OUTPUTS,
    "output": OUTPUTS,
    "annotations": ANNOTATIONS,
    "annotation": ANNOTATIONS,
    "references": REFERENCES,
    "reference": REFERENCES,
    "interpretations": INTERPRETATIONS,
    "interpretation": INTERPRETATIONS,
    "rule": RULE_ID,
}
"""Titles of older DAK layouts, and singulars, by their folded text."""

ROLES = (RULE_ID, INPUTS, OUTPUTS, ANNOTATIONS, REFERENCES, BASIS, INTERPRETATIONS)
"""What the upper row of column titles of a decision table can say."""

STATUSES = ("in use", "draft")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLayout:
    """A kind of list sheet: its required columns, those that may be left out, and whether others may stand beside them."""

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    open: bool = False
    read: bool = True

    @property
    def columns(self) -> tuple[str, ...]:
        """Return all known column titles."""
        return self.required + self.optional


LISTS = {
    "Contents": ListLayout(read=False),
    "Lists": ListLayout(read=False),
    "Notes": ListLayout(read=False),
    "About": ListLayout(required=("Item", "Text")),
    "Inputs": ListLayout(
        required=("Name", "Label", "Question", "Type", "Default"),
        optional=("Section", "Unit", "UCUM", "Lowest", "Highest", "Values", "May be unknown", "Meaning"),
    ),
    "Outputs": ListLayout(required=("Output", "Label", "Type"), optional=("Unit", "Values", "When empty", "Meaning")),
    "Values": ListLayout(required=("List", "Code", "Label"), optional=("Sentence", "Severity", "Quiet", "Notes")),
    "Regimens": ListLayout(
        required=("ID", "Label", "Drug", "Dose low", "Dose unit", "Route", "Frequency"),
        optional=(
            "ATC", "Dose high", "Period", "Period high", "Period unit", "Duration", "Duration unit", "Until", "For life", "Sentence", REFERENCES, "Notes",
        ),
    ),
    "Codes": ListLayout(required=("Name", "Value", "Code system", "Code", "Relationship", "Verified"), optional=("Display",)),
    "Statements": ListLayout(required=("ID", "Statement", "Line"), optional=("Section", "Kind", "Actionable", "Citations")),
    "Interpretations": ListLayout(
        required=("ID", "Title", "Choice", "Shown to the reader"),
        optional=("Kind", "Weight", "Unclear", REFERENCES, "Look first"),
    ),
    "References": ListLayout(
        required=("Subject", "Likely source", "Status"), optional=("Citation", REFERENCES, "What was seen", "Link")
    ),
    "Invariants": ListLayout(required=("ID", "In words", "If", "Then"), optional=(REFERENCES,)),
    "Pairs": ListLayout(
        required=("ID", "In words", "Facts"),
        optional=("From", "To", "If", "Unchanged", "After", "Before", REFERENCES),
    ),
    "Cases": ListLayout(
        required=("ID", "Title", "Expected results"), optional=("Story", "Expected rules", "Why", "Reason for change"), open=True
    ),
    "Summary": ListLayout(required=("Output", "Takes", "From")),
}  # fmt: skip


COLUMN_TITLES = tuple(dict.fromkeys((*ROLES, *(title for layout in LISTS.values() for title in layout.columns))))
"""Every column title that some sheet has."""


def fold(text: str) -> str:
    """Return a title as titles are compared: no capitals, no colon at its end, single spaces."""
    return " ".join(text.casefold().rstrip(":").split())


def known(text: str, titles: tuple[str, ...]) -> str | None:
    """Return the one of `titles` that `text` means, by its name or an alias."""
    folded = fold(text)
    for wanted in (folded, fold(ALIASES.get(folded, ""))):
        for title in titles:
            if fold(title) == wanted:
                return title
    return None
