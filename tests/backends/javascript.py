"""The compiled JavaScript in node as a backend."""

from __future__ import annotations

import atexit
from collections.abc import Sequence
from functools import cache
from typing import Any

from b12dt.emit.javascript import write_javascript
from b12dt.program import Program
from tests.backends.answers import Answers, Values, answered_by, answers_of, form_of, rules_of
from tests.support.models import as_facts
from tests.support.node import Node, program_called

BATCH = 1_000


@cache
def _node() -> Node:
    """Return one node for all tests of this process."""
    started = Node(program_called("node", "nodejs"))
    atexit.register(started.stop)
    return started


def on_node(program: Program, patients: Sequence[Values]) -> Answers:
    """Return what the JavaScript answers."""
    node = _node()
    node.use(write_javascript(program))
    columns: dict[str, list[Any]] = {name: [] for name in form_of(program).names}
    for start in range(0, len(patients), BATCH):
        facts = [as_facts(one) for one in patients[start : start + BATCH]]
        for one in node.ask([{"do": "answers", "facts": each} for each in facts]):
            for path, value in one["outputs"].items():
                columns[path].append(value)
            for key, rules in one["rules"].items():
                columns[rules_of(key)].append(rules)
                columns[answered_by(key)].append(one["answered"][key])
    return answers_of(program, columns)
