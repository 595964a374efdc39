"""What leaves the program: text with a little colour, plain data, files written whole."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from b12dt.runtime.explanation import Explanation

COLOURS = (
    (r"(?m)^error DT\d+.*$", "bold red"),
    (r"(?m)^warning DT\d+.*$", "bold yellow"),
    (r"(?m)^remark DT\d+.*$", "bold cyan"),
    (r"(?m)^[A-Z][A-Z ,]{3,}.*$", "bold"),
    (r"\bSTOP\b", "bold red"),
    (r"\b(WARN|REFER)\b", "yellow"),
    (r"(?m)^! .*$", "dim"),
    (r"<- here", "red"),
    (r"\S+\.xlsx( › [^·(\n]+)*", "cyan"),
)


def show(text: str) -> None:
    """Print text, coloured where the terminal shows colours."""
    from rich.console import Console
    from rich.text import Text

    coloured = Text(text)
    for pattern, style in COLOURS:
        coloured.highlight_regex(pattern, style)
    Console(soft_wrap=True, highlight=False).print(coloured)


def write_whole(path: Path, text: str) -> bool:
    """Write a file whole or not at all; return whether its content changed.

    Raises: OSError, the old file being left as it was.
    """
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True


def explanation_data(explanation: Explanation) -> dict[str, Any]:
    """Return an explanation as plain data for JSON."""
    return {
        reasons.decided.key: {
            "outputs": reasons.decided.outputs,
            "rules": [
                {
                    "id": one.rule.id,
                    "cell": one.rule.place,
                    "fired": one.fired,
                    "met": one.met,
                    "conditions": [condition._asdict() for condition in one.conditions],
                }
                for one in reasons.rules
            ],
        }
        for reasons in explanation.reasons
    }
