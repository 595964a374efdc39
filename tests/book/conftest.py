"""The book, built once for the tests of a process, and what its pages are made of."""

from __future__ import annotations

import pytest

from b12dt.publish.site import Site, survey
from tests.support.book import ROOT
from tests.support.book import html  # noqa: F401 - a fixture
from tests.support.book import seen  # noqa: F401 - a fixture


@pytest.fixture(scope="session")
def site() -> Site:
    """Return what the pages are made of."""
    return survey(ROOT / "tables", ROOT / "book" / "previous")
