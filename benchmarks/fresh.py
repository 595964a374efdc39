"""Runs in fresh processes: what is timed has loaded nothing yet. What it prints, if anything, is one JSON document.

Bytecode is kept in a folder of its own, so that the first run writes it as an installation does and the others read it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
BYTECODE = tempfile.TemporaryDirectory(prefix="b12dt-benchmarks-")


class Fresh(NamedTuple):
    """What came of a process: seconds by the clock and seconds of the processor, start and end included; what it printed."""

    took: float
    worked: float
    printed: Any


def in_fresh_process(code: str) -> Fresh:
    """Run Python code in a process of its own."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": BYTECODE.name}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun, before = perf_counter(), _of_children()
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    took, worked = perf_counter() - begun, _of_children() - before
    if done.returncode:
        raise SystemExit(f"A timed process failed:\n{done.stderr}")
    return Fresh(took, worked, json.loads(done.stdout) if done.stdout else None)


def _of_children() -> float:
    """Return the processor time of all processes that were started here and have ended."""
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
