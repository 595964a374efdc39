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
from time import perf_counter
from typing import Any

ROOT = Path(__file__).parents[1]
BYTECODE = tempfile.TemporaryDirectory(prefix="b12dt-benchmarks-")


def in_fresh_process(code: str) -> tuple[float, Any]:
    """Run Python code in a process of its own; return its time in seconds, start and end included, and what it printed."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": BYTECODE.name}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    took = perf_counter() - begun
    if done.returncode:
        raise SystemExit(f"A timed process failed:\n{done.stderr}")
    return took, json.loads(done.stdout) if done.stdout else None
