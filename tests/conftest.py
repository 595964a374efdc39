"""What several test files share: the guideline of `tables/`, read and compiled once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from b12dt.guideline import Guideline
from b12dt.loading import loaded
from b12dt.pipeline import Outcome, run

pytest_plugins = ["tests.support.book"]
"""The book, built once for the tests of a process that need it."""

TABLES = Path(__file__).parent.parent / "tables"

# Examples are drawn by number, not by time: a slow machine must not make a test fail. They are the same in every run, so
# that a change is what a failure is about; `--hypothesis-profile=search` looks for new ones.
_QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("search", deadline=None, suppress_health_check=_QUIET)
settings.register_profile("b12dt", deadline=None, suppress_health_check=_QUIET, derandomize=True)
settings.load_profile("b12dt")


@pytest.fixture(scope="session")
def outcome() -> Outcome:
    """Return what the pipeline makes of `tables/`, the worked cases run."""
    return run(TABLES, checks=True)


@pytest.fixture(scope="session")
def guideline(outcome: Outcome) -> Guideline:
    """Return the guideline of `tables/`, compiled now."""
    assert outcome.program is not None, outcome.findings
    return Guideline(loaded(outcome.program), outcome.program, outcome.findings)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--accept`: what came out is written over what was expected; `--patients`: how many random ones there are."""
    parser.addoption("--accept", action="store_true", help="write what came out over the expected texts")
    parser.addoption("--patients", type=int, default=3_000, help="how many random patients every backend gets (3000)")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Return whether what comes out is to be kept."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def patients(request: pytest.FixtureRequest) -> int:
    """Return how many random patients are asked for."""
    return int(request.config.getoption("--patients"))
