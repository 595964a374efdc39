"""Spark's local mode, started once; where there is no Java its tests are left out, but never in CI."""

from __future__ import annotations

import os
import shutil
from functools import cache
from typing import Any

import pytest


@cache
def spark_session() -> Any:
    """Return the session of all tests of this process."""
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        if os.environ.get("CI"):
            pytest.fail("Spark needs Java 17, and a run of CI leaves nothing out")
        pytest.skip("Spark needs Java 17, and there is none here")
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "3g",
        "spark.sql.shuffle.partitions": "2",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
    }
    builder = SparkSession.builder.master("local[2]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()
