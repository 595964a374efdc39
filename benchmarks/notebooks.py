"""How long each notebook takes to be run and compared: python -m benchmarks.notebooks [rounds]."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import perf_counter

from benchmarks.timing import spread

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


def seconds(path: Path) -> float:
    """Return how long nbval takes for one notebook, in a process of its own; stop where it disagrees."""
    begun = perf_counter()
    subprocess.run([sys.executable, "-m", "pytest", "-q", "--nbval", str(path)], check=True, capture_output=True)
    return perf_counter() - begun


def main(rounds: int) -> None:
    """Print the table, the slowest first."""
    times = {path.stem: [seconds(path) for _ in range(rounds)] for path in NOTEBOOKS}
    print("| Notebook | s |\n|---|---|")
    for name, taken in sorted(times.items(), key=lambda pair: -min(pair[1])):
        print(f"| {name} | {spread(taken)} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 3)
