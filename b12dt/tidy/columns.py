"""What is known of the columns of each kind of list: width, role, hover note, the words of its dropdown. Data only."""

from __future__ import annotations

from dataclasses import dataclass

from b12dt.recognise.layout import REFERENCES
from b12dt.tidy.look import LOOK_FIRST_COLOURS, SEVERITY_COLOURS, STATUS_COLOURS, WEIGHT_COLOURS, Role

YES_NO = ("yes", "no")
KINDS = ("category", "several of", "number")
KIND_NOTE = (
    "category: one value of the list.\nseveral of: any number of values of the list.\nnumber: a number in the unit."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A dropdown: its name on the sheet of lists, its words, and whether anything else is refused.

    Without words, the dropdown offers what stands in the column already.
    """

    name: str
    words: tuple[str, ...] = ()
    strict: bool = True
    sort: bool = True
    title: str = "Please choose from the list"
    text: str = (
        "This is not one of the allowed answers. Choose one from the list; new ones are added in dictionary.xlsx."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a list sheet. `colours` are those of single words."""

    width: float
    role: Role = "list"
    note: str = ""
    choice: Choice | None = None
    bold: bool = False
    mono: bool = False
    colours: dict[str, tuple[str, str]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A kind of list sheet: its columns by title; how many stay in view when the sheet is moved sideways."""

    columns: dict[str, Column]
    keys: int = 1
    kept: int = 2
    filtered: bool = True


_VALUE_LISTS = Choice(name="value list", strict=False)

LOOKS: dict[str, Look] = {
    "About": Look(
        columns={"Item": Column(width=28, role="rule", bold=True), "Text": Column(width=110)}, kept=1, filtered=False
    ),
    "Inputs": Look(
        keys=2,
        columns={
            "Name": Column(width=27, role="rule", note="The name that programs use; never changed."),
            "Label": Column(width=27, role="rule", bold=True, note="The name in column titles. Unique among inputs and outputs."),
            "Section": Column(width=17, note="The group of questions it belongs to.", choice=Choice(name="section", strict=False, sort=False)),
            "Question": Column(width=46, role="input", note="The question to ask."),
            "Type": Column(width=12, note=KIND_NOTE, choice=Choice(name="type", words=KINDS)),
            "Unit": Column(width=10),
            "UCUM": Column(width=10, note="The unit as a code of the Unified Code for Units of Measure."),
            "Lowest": Column(width=9, note="The lowest number that is accepted."),
            "Highest": Column(width=9, note="The highest number that is accepted."),
            "Values": Column(width=25, choice=_VALUE_LISTS, note="The list on the sheet Values. The answer unknown is not in it: the next column says whether it is allowed."),
            "May be unknown": Column(width=11, choice=Choice(name="yes or no", words=YES_NO)),
            "Default": Column(width=15, note="What is taken when nothing is said. (none) is an empty list."),
            "Meaning": Column(width=64, role="note", note="How to answer."),
        },
    ),
    "Outputs": Look(
        keys=2,
        columns={
            "Output": Column(width=36, role="rule", note="Decision key, a dot, and the output's name; never changed."),
            "Label": Column(width=40, role="rule", bold=True, note="The name in column titles. Unique among inputs and outputs."),
            "Type": Column(width=13, note=KIND_NOTE, choice=Choice(name="type", words=KINDS)),
            "Unit": Column(width=9),
            "Values": Column(width=34, choice=_VALUE_LISTS, note="The list on the sheet Values; regimen is the list of the sheet Regimens."),
            "When empty": Column(width=40, role="output", note="The sentence for a list that holds nothing."),
            "Meaning": Column(width=84, role="note"),
        },
    ),
    "Values": Look(
        keys=2,
        kept=3,
        columns={
            "List": Column(width=34, role="rule", note="A list is named after its use; several inputs or outputs may share one."),
            "Code": Column(width=38, role="rule", note="The code that programs use; never changed."),
            "Label": Column(width=50, role="input", bold=True, note="How the value is written in cells. Unique within its list."),
            "Sentence": Column(width=92, role="output", note="The sentence shown to the reader."),
            "Severity": Column(width=11, note="Only for alerts.", choice=Choice(name="severity"), colours=SEVERITY_COLOURS),
            "Quiet": Column(width=9, note="yes where the value says that nothing is called for. A decision of which all results are quiet is told in one line with the others of its kind."),
            "Notes": Column(width=24, role="note"),
        },
    ),
    "Regimens": Look(
        keys=2,
        columns={
            "ID": Column(width=32, role="rule", note="The name that programs use; never changed."),
            "Label": Column(width=40, role="rule", bold=True, note="How the regimen is written in cells."),
            "Drug": Column(width=18, note="not named: the source does not name the form."),
            "ATC": Column(width=10),
            "Dose low": Column(width=8, role="input"),
            "Dose high": Column(width=8, role="input"),
            "Dose unit": Column(width=8, role="input", note="ug stands for microgram."),
            "Route": Column(width=12, role="input", note="im: injection into the muscle.", choice=Choice(name="route", words=("im", "oral", "sublingual"), strict=False)),
            "Frequency": Column(width=11, role="input", note="How many times in the period."),
            "Period": Column(width=8, role="input", note="Empty: one dose."),
            "Period high": Column(width=8, role="input", note="The longest period, where the source gives a range."),
            "Period unit": Column(width=9, role="input", choice=Choice(name="unit of time", words=("day", "week", "month"), strict=False)),
            "Duration": Column(width=10, role="input"),
            "Duration unit": Column(width=10, role="input", choice=Choice(name="unit of time", words=("day", "week", "month"), strict=False)),
            "Until": Column(width=20, role="input"),
            "For life": Column(width=11, role="output", note="yes, no, or not stated.", choice=Choice(name="for life", words=("yes", "no", "not stated"))),
            "Sentence": Column(width=58, role="output", note="The regimen in words, written beside the columns: both must say the same, so that a slip in a dose or an interval is noticed."),
            REFERENCES: Column(width=15, role="note", note="The statements that state the regimen."),
            "Notes": Column(width=60, role="note"),
        },
    ),
    "Codes": Look(
        keys=2,
        columns={
            "Name": Column(width=32, role="rule", note="An input, or empty for a drug of a regimen."),
            "Value": Column(width=24, role="rule", note="The code of a value, a drug of a regimen, or empty for the input itself."),
            "Code system": Column(width=14, choice=Choice(name="code system", words=("LOINC", "SNOMED CT", "ATC"))),
            "Code": Column(width=14, role="input", bold=True),
            "Display": Column(width=60, role="input", note="The name in the code system."),
            "Relationship": Column(width=20, note="How our meaning stands to the code's meaning. source is narrower: ours says less than all that the code covers.", choice=Choice(name="relationship", words=("equivalent", "source is narrower", "source is broader", "related"))),
            "Verified": Column(width=10, note="Whether somebody compared the code with its code system.", choice=Choice(name="yes or no", words=YES_NO)),
        },
    ),
    "Statements": Look(
        columns={
            "ID": Column(width=10, role="rule", bold=True, note="Permanent number of the statement."),
            "Statement": Column(width=98, role="input", note="The statement in our own words; figures and units are exact."),
            "Section": Column(width=34, note="Where in the source it stands, in our own words."),
            "Kind": Column(width=17, note="What kind of statement it is.", choice=Choice(name="kind of statement", strict=False)),
            "Actionable": Column(width=12, note="Whether something can be done on it.", choice=Choice(name="actionable", words=YES_NO)),
            "Line": Column(width=8, note="Line of the source file."),
            "Citations": Column(width=11, note="The citation numbers that the source prints. It has no list of references; see the sheet References."),
        },
    ),
    "Interpretations": Look(
        keys=2,
        columns={
            "ID": Column(width=10, role="rule", bold=True, note="Permanent number of the interpretation."),
            "Title": Column(width=30, role="rule", bold=True),
            "Kind": Column(width=14, note="What kind of difficulty it is.", choice=Choice(name="kind of difficulty", strict=False)),
            "Weight": Column(width=10, note="How much harm a silent wrong choice could do.", choice=Choice(name="weight", words=("high", "medium", "low")), colours=WEIGHT_COLOURS),
            "Unclear": Column(width=52, role="input", note="What the source leaves open."),
            "Choice": Column(width=60, role="output", note="What the tables do."),
            "Shown to the reader": Column(width=42, role="note", note="The sentence shown beside a result that rests on the choice."),
            REFERENCES: Column(width=15, note="The statements concerned."),
            "Look first": Column(width=9, note="yes: a clinician should look at this one first.", choice=Choice(name="look first", words=("yes",)), colours=LOOK_FIRST_COLOURS),
        },
    ),
    "References": Look(
        keys=2,
        columns={
            "Citation": Column(width=10, role="rule", bold=True, note="The citation number that the source prints."),
            "Subject": Column(width=34, role="rule", bold=True),
            REFERENCES: Column(width=30, note="The statements concerned."),
            "Likely source": Column(width=46, role="input"),
            "Status": Column(width=16, note="verified: the figure or wording was seen at the link.\nverified with discrepancies: seen, but not as the source words it.\nunverified: not seen.", choice=Choice(name="status", words=tuple(STATUS_COLOURS)), colours=STATUS_COLOURS),
            "What was seen": Column(width=70, role="output"),
            "Link": Column(width=66),
        },
    ),
    "Invariants": Look(
        columns={
            "ID": Column(width=10, role="rule", bold=True, note="Permanent."),
            "In words": Column(width=46, role="input", note="The invariant as a sentence."),
            "If": Column(width=62, mono=True, note="A condition on inputs and results, by name and code.\nSigns: =, !=, <, <=, >, >=, in (a, b), contains, contains any (a, b), is empty, not, and, or.\nA comparison with a number does not hold for unknown."),
            "Then": Column(width=72, mono=True, note="What must hold whenever the first condition holds."),
            REFERENCES: Column(width=16, role="note", note="The statements it protects."),
        },
    ),
    "Pairs": Look(
        columns={
            "ID": Column(width=10, role="rule", bold=True, note="Permanent."),
            "In words": Column(width=46, role="input", note="The invariant as a sentence."),
            "Facts": Column(width=26, mono=True, note="The answers that are changed, one at a time: names, any, or any but a b."),
            "From": Column(width=12, mono=True, note="What the answer is before; empty for any."),
            "To": Column(width=12, mono=True, note="What it becomes; empty for any."),
            "If": Column(width=26, mono=True, note="A condition on the patient before the change."),
            "Unchanged": Column(width=40, role="output", mono=True, note="Results that must stay: outputs, or the keys of decisions."),
            "After": Column(width=50, role="output", mono=True, note="If this holds after the change ..."),
            "Before": Column(width=50, role="output", mono=True, note="... this must have held before. Empty: After must never hold."),
            REFERENCES: Column(width=14, role="note"),
        },
    ),
    "Cases": Look(
        keys=2,
        columns={
            "ID": Column(width=9, role="rule", bold=True, note="Permanent. BASE is the base patient: the facts that every other row starts from."),
            "Title": Column(width=34, role="rule", bold=True),
            "Story": Column(width=52, note="The patient in a few sentences."),
            "Expected results": Column(width=58, role="output", mono=True, note="One result a line: output = result. Lists: a; b, or (none)."),
            "Expected rules": Column(width=16, role="output", note="Rules that must fire."),
            "Why": Column(width=12, role="note", note="Statements that the case rests on."),
            "Reason for change": Column(width=30, role="note"),
        },
    ),
    "Summary": Look(
        filtered=False,
        columns={
            "Output": Column(width=30, role="output", bold=True, note="The output that unites others, by its name."),
            "Takes": Column(width=16, role="input", note="all of: every value, each once.\nhighest of: of all values, the one that its list names first.", choice=Choice(name="takes", words=("all of", "highest of"), title="Not one of the two", text="Please choose all of, or highest of.")),
            "From": Column(width=90, role="input", note="The outputs that are united, with a semicolon between them."),
        },
    ),
}  # fmt: skip


def look_of(kind: str) -> Look:
    """Return the look of a kind of list; a kind that is new here keeps the widths it has."""
    return LOOKS.get(kind, Look(columns={}))


RULE_NOTES = {
    "Annotation(s)": "A short sentence on the rule. Free text; changes nothing.",
    "Reference(s)": "The statements of the source that the rule rests on (evidence.xlsx, sheet Statements).",
    "Basis": "explicit: the source says so.\ninterpretation: a choice of the authors, shown to every reader.\nnot covered: the source is silent.\nretired: no longer in use; the number is kept.",
    "Interpretation(s)": "The interpretations behind the rule (evidence.xlsx, sheet Interpretations), or - for none.",
}
"""Hover notes on the last columns of a decision table."""
RULE_WIDTHS = {"Annotation(s)": 44.0, "Reference(s)": 15.0, "Basis": 15.0, "Interpretation(s)": 15.0}
