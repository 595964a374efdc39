"""Runs in fresh processes: what is timed has loaded nothing, and what it prints last is a JSON document."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).parents[1]


def in_fresh_process(code: str) -> tuple[float, Any]:
    """Run Python code in a process of its own; return its time in seconds, start and end included, and what it printed."""
    begun = perf_counter()
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    took = perf_counter() - begun
    if done.returncode:
        raise SystemExit(f"A timed process failed:\n{done.stderr}")
    return took, json.loads(done.stdout) if done.stdout else None
