"""What leaves the program: text with a little colour, JSON documents, files written whole."""

from __future__ import annotations

import codecs
import contextlib
import errno
import json
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from b12dt import staging
from b12dt.cli.ending import WrongUseError

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

# A unit must not turn into a question mark where a terminal has no Greek letters.
STANDS_FOR = dict(zip("μµ×›·–—‘’“”", "uux>---''\"\"", strict=True)) | {"≥": ">=", "≤": "<=", "…": "...", "⏎": " / "}
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class OutputError(Exception):
    """Standard output cannot be written to; the message says why."""


def show(text: str) -> None:
    """Print text, coloured where the terminal shows colours."""
    plain = _CONTROLS.sub("\ufffd", text)
    write(f"{plain if _is_plain(sys.stdout) else _coloured(plain)}\n")


def show_json(document: object) -> None:
    """Print one JSON document; in signs of ASCII alone where the output cannot hold others."""
    text = json.dumps(document, ensure_ascii=False, indent=2, default=_plain_number)
    try:
        text.encode(_encoding(sys.stdout))
    except UnicodeEncodeError:
        text = json.dumps(document, indent=2, default=_plain_number)
    write(f"{text}\n")


def write(text: str, stream: TextIO | None = None) -> None:
    """Write to a stream, standard output if none is named: what it cannot hold is written in other signs.

    Raises: BrokenPipeError, where whoever read the output has seen enough; OutputError.
    """
    stream = stream or sys.stdout
    if not stream:  # Started with a closed output: nobody wants to know.
        return
    encoding = _encoding(stream)
    held = text.encode(encoding, errors=_REPLACED).decode(encoding)
    with _told_apart():
        stream.write(held)


def tell(text: str) -> None:
    """Print a line on standard error."""
    write(f"{text}\n", sys.stderr)


def flush() -> None:
    """Write what still waits to be written. Raises: as `write`."""
    if sys.stdout:
        with _told_apart():
            sys.stdout.flush()


def abandon() -> None:
    """Throw away what still waits for standard output, which Python would try to write once more at its end."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextlib.contextmanager
def _told_apart() -> Any:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"the output cannot be written: {error.strerror or error}.") from error


def _encoding(stream: TextIO) -> str:
    return getattr(stream, "encoding", None) or "utf-8"


def _replaced(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    unheld = error.object[error.start : error.end]
    return "".join(_stand_in(sign, error.encoding) for sign in unheld), error.end


def _stand_in(sign: str, encoding: str) -> str:
    # The two signs for micro look alike, and many an encoding has one of them.
    for other in ({"μ": "µ", "µ": "μ"}.get(sign, sign), STANDS_FOR.get(sign, "?")):
        with contextlib.suppress(UnicodeEncodeError):
            other.encode(encoding)
            return other
    return "?"


_REPLACED = "b12dt.replaced"
codecs.register_error(_REPLACED, _replaced)


def _is_plain(stream: TextIO | None) -> bool:
    return stream is None or not (stream.isatty() or os.environ.get("FORCE_COLOR"))


def _coloured(text: str) -> str:
    from rich.console import Console
    from rich.text import Text

    coloured = Text(text)
    for pattern, style in COLOURS:
        coloured.highlight_regex(pattern, style)
    console = Console(soft_wrap=True, highlight=False)
    # Rich would end the program itself when a pipe is closed, with 1.
    with console.capture() as captured:
        console.print(coloured, end="")
    return captured.get()


def _plain_number(value: object) -> object:
    number = float(str(value))
    return int(number) if number.is_integer() else number


def json_text(document: object) -> str:
    """Return a document as the text of a file."""
    return json.dumps(document, ensure_ascii=False, indent=2, default=_plain_number) + "\n"


def write_whole(path: Path, text: str) -> bool:
    """Write a file whole or not at all, through links; return whether its content changed.

    Raises: WrongUseError, the old file being left as it was.
    """
    try:
        return _write_changed(_target(path), text.encode())
    except OSError as error:
        raise WrongUseError(f"{path} cannot be written: {error.strerror or error}.") from error


def check_writable(path: Path) -> None:
    """Make sure, as far as that can be seen beforehand, that a file can be written.

    Raises: WrongUseError.
    """
    try:
        folder = _target(path).parent
    except OSError as error:
        raise WrongUseError(f"{path} cannot be written: {error.strerror or error}.") from error
    if not folder.is_dir():
        raise WrongUseError(f"{path} cannot be written: there is no such folder.")
    if not os.access(folder, os.W_OK):
        raise WrongUseError(f"{path} cannot be written: its folder does not let me.")


def _target(path: Path) -> Path:
    """Return the file that a path means. A device, a folder or a pipe is none, and is never replaced."""
    try:
        target = path.resolve()
    except RuntimeError:
        raise OSError(errno.ELOOP, "its links lead in a circle") from None
    if target.exists() and not target.is_file():
        raise OSError(errno.EINVAL, "it is not a file")
    return target


def _write_changed(path: Path, content: bytes) -> bool:
    if path.exists() and path.read_bytes() == content:
        return False
    staging.write_whole(path, content)
    return True


def explanation_data(explanation: Explanation) -> dict[str, Any]:
    """Return an explanation as plain data for JSON."""
    return {
        reasons.decided.key: {
            "outputs": dict(reasons.decided.outputs),
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
