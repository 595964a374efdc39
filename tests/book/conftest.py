"""What the pages of the book are made of."""

from __future__ import annotations

import pytest

from b12dt.publish.site import Site, survey
from tests.support.book import ROOT


@pytest.fixture(scope="session")
def site() -> Site:
    """Return what the pages are made of."""
    return survey(ROOT / "tables", ROOT / "book" / "previous")
