"""Spark's local mode, started once; where there is no Java its tests are left out, but never in CI."""

from __future__ import annotations

import os
import shutil
from functools import cache
from typing import Any

import pytest

from benchmarks.sparks import local_spark


@cache
def spark_session() -> Any:
    """Return the session of all tests of this process."""
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        if os.environ.get("CI"):
            pytest.fail("Spark needs Java 17, and a run of CI leaves nothing out")
        pytest.skip("Spark needs Java 17, and there is none here")
    return local_spark(2)
