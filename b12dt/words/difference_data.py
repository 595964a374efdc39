"""A difference between two versions as plain data for JSON."""

from __future__ import annotations

from typing import Any

from b12dt.diff import Change, Difference, Edit, Reading
from b12dt.diff.cohort import Cohort
from b12dt.words.cohort import cohort_data
from b12dt.words.edits import all_told


def difference_data(difference: Difference, rows: Cohort | None = None) -> dict[str, Any]:
    """Return the difference as plain data.

    `patients` counts combinations of answers that the cells can tell apart. `alters` says whether what is advised, or
    which answers are accepted, may be another for anybody. Regions may overlap: `added` is what one adds to those before
    it. `complete` says whether together they are all: so it is but for changes with more than ten thousand.
    """
    return {
        "versions": list(difference.versions),
        "alters": difference.alters,
        "patients": difference.patients,
        "concerned": difference.concerned,
        "reread": difference.reread,
        "edits": [_edit_data(edit) for edit in difference.edits],
        "changes": [_change_data(change) for change in difference.changes],
        "readings": [_reading_data(one) for one in difference.readings],
        "facts": [
            {
                "fact": one.name,
                "label": one.label,
                "decisions": list(one.decisions),
                "edits": [_edit_data(edit) for edit in one.edits],
            }
            for one in difference.facts
        ],
        "notices": [_edit_data(edit) for edit in difference.notices],
        "cohort": None if rows is None else cohort_data(rows),
    }


def _change_data(change: Change) -> dict[str, Any]:
    return {
        "output": change.output,
        "label": change.label,
        "working_step": change.working_step,
        "before": change.before or None,
        "after": change.after or None,
        "codes": [code or None for code in change.codes],
        **_patients_data(change),
        "patient": dict(change.facts),
        "causes": [_edit_data(edit) for edit in change.causes],
    }


def _reading_data(one: Reading) -> dict[str, Any]:
    return {
        "code": one.code or None,
        "label": one.label,
        "outputs": list(one.outputs),
        **_patients_data(one),
        "edits": [_edit_data(edit) for edit in one.edits],
    }


def _patients_data(one: Change | Reading) -> dict[str, Any]:
    return {
        "patients": one.patients,
        "regions": [{"facts": dict(region.facts), "added": region.patients} for region in one.regions],
        "complete": all_told(one),
    }


def _edit_data(edit: Edit) -> dict[str, Any]:
    return {
        "what": edit.what,
        "place": str(edit.span),
        "decision": edit.decision or None,
        "rule": edit.rule or None,
        "before": edit.before,
        "after": edit.after,
        "wording": edit.wording,
        "uncompared": edit.uncompared,
    }
