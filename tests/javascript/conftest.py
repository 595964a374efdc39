"""What the tests of the JavaScript share: node, and the guideline of `tables/` in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from b12dt.emit.javascript import write_javascript
from b12dt.guideline import Guideline
from tests.support.node import Node, program_called


@pytest.fixture(scope="session")
def process() -> Iterator[Node]:
    """Return a node for the whole run."""
    started = Node(program_called("node", "nodejs"))
    yield started
    started.stop()


@pytest.fixture
def node(process: Node, guideline: Guideline) -> Node:
    """Return the node with the guideline of `tables/` in it."""
    assert guideline.program is not None
    process.use(write_javascript(guideline.program))
    return process
