"""The program as a process of its own: pipes, terminals, closed streams, other encodings."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "pernicious-anemia.json"
B12DT = [sys.executable, "-m", "b12dt"]


def start(
    *arguments: object, typed: bytes = b"", stdout: int | IO[bytes] = subprocess.PIPE, **env: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the program to its end, with `typed` on its standard input and `env` in its environment."""
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "FORCE_COLOR", "NO_COLOR"))
    }
    environment |= {"PYTHONPATH": str(ROOT)} | env
    command = [*B12DT, *map(str, arguments)]
    return subprocess.run(
        command, env=environment, input=typed, stdout=stdout, stderr=subprocess.PIPE, timeout=60, check=False
    )


def shell(line: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of the shell in which `b12dt` is the program."""
    program = " ".join(B12DT)
    return subprocess.run(
        ["bash", "-c", line.replace("b12dt", program)],
        capture_output=True,
        timeout=60,
        check=False,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


def on_a_terminal(*arguments: object, **env: str) -> bytes:
    """Return what the program writes when standard output is a terminal."""
    ours, theirs = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key not in {"NO_COLOR", "FORCE_COLOR"}}
    process = subprocess.Popen(
        [*B12DT, *map(str, arguments)],
        stdout=theirs,
        stderr=theirs,
        stdin=subprocess.DEVNULL,
        cwd=ROOT,
        env=environment | {"TERM": "xterm-256color"} | env,
    )
    os.close(theirs)
    written = b""
    while True:
        try:
            more = os.read(ours, 65536)
        except OSError:  # Linux: the terminal is gone once the program ends
            break
        if not more:
            break
        written += more
    os.close(ours)
    assert process.wait(timeout=60) == 0
    return written


def test_program_and_module_are_one() -> None:
    """The installed program, and `python -m b12dt`, print the same."""
    program = Path(sys.executable).with_name("b12dt")
    installed = subprocess.run([program, "explain", "DT205"], capture_output=True, check=False)
    assert installed.returncode == 0
    assert installed.stdout == start("explain", "DT205").stdout


@pytest.mark.parametrize(
    ("arguments", "code"), [(("explain", "DT205"), 0), (("check", "nowhere"), 2), (("frobnicate",), 2)]
)
def test_exit_code_of_the_process(arguments: tuple[str, ...], code: int) -> None:
    """The process ends with the command's code, and never with a traceback."""
    ran = start(*arguments)
    assert ran.returncode == code
    assert b"Traceback" not in ran.stderr


def test_pipe_gives_no_escape_codes() -> None:
    """What goes into a file or a pipe is plain text."""
    assert b"\x1b" not in start("evaluate", EXAMPLE).stdout


def test_terminal_gives_colour_unless_refused() -> None:
    """On a terminal there is colour; NO_COLOR takes the colour away and leaves the words."""
    coloured, plain = on_a_terminal("explain", "DT205"), on_a_terminal("check", "tables", NO_COLOR="1")
    assert b"DT205" in coloured
    assert b"\x1b[1;31m" in on_a_terminal("evaluate", "examples/order-to-check.json")
    assert b"decisions with" in plain
    assert not [code for code in (b"\x1b[31", b"\x1b[1;31", b"\x1b[36", b"\x1b[33") if code in plain]


def test_json_is_never_coloured() -> None:
    """A JSON document is plain on a terminal, too."""
    assert b"\x1b" not in on_a_terminal("evaluate", EXAMPLE, "--json")


@pytest.mark.parametrize(
    "arguments",
    ["explain DT205", "evaluate examples/order-to-check.json --json", "check tables --all --json", "--help"],
)
def test_reader_who_has_seen_enough(arguments: str) -> None:
    """A pipe that is closed early, as `head` does, is no error and prints none."""
    ran = shell(f"(b12dt {arguments}; echo ended $? >&2) | true")
    assert b"Traceback" not in ran.stderr
    assert b"Exception" not in ran.stderr


def test_reader_who_has_seen_enough_is_no_finding() -> None:
    """A pipe that is closed early ends a command with 0, in words as with --json."""
    ran = shell("sleep 0.01; (b12dt evaluate examples/order-to-check.json; echo ended $? >&2) | true")
    assert b"ended 0" in ran.stderr


@pytest.mark.parametrize("option", ["--brief", "--json"])
def test_full_disk(option: str) -> None:
    """Output that cannot be written is told in one line, and the command has not succeeded."""
    with Path("/dev/full").open("wb") as full:
        ran = start("evaluate", EXAMPLE, option, stdout=full)
    assert ran.returncode != 0
    assert b"Traceback" not in ran.stderr


@pytest.mark.parametrize("arguments", ["evaluate -", "evaluate --brief"])
def test_closed_standard_input(arguments: str) -> None:
    """A program without standard input says so, or takes it as empty."""
    assert b"Traceback" not in shell(f"b12dt {arguments} <&-").stderr


def test_interview_at_the_end_of_input() -> None:
    """With nothing to read, the interview gives the advice for a patient of whom nothing is known."""
    ran, of_nothing = start("evaluate", "--json"), start("evaluate", "-", "--json", typed=b"{}")
    assert ran.returncode == 0
    assert json.loads(ran.stdout) == json.loads(of_nothing.stdout)


def test_conversation_leaves_standard_output_to_the_document() -> None:
    """With --json the questions go to standard error, and standard output is one document."""
    ran = start("evaluate", "--json", typed=b"70\nyes\n.\n")
    assert json.loads(ran.stdout)["facts"]["age_years"] == 70
    assert b"How old" in ran.stderr


def test_answer_that_is_no_text() -> None:
    """An answer in another encoding is asked for again."""
    assert b"Traceback" not in start("evaluate", typed=b"\xff\n.\n", PYTHONIOENCODING="utf-8:strict").stderr


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_terminal_of_another_encoding(encoding: str) -> None:
    """Where a sign cannot be shown another stands for it, and the advice is given."""
    ran = start("evaluate", ROOT / "examples" / "order-to-check.json", PYTHONIOENCODING=encoding)
    assert ran.returncode == 0
    assert b"STOP G01" in ran.stdout


def test_any_name_can_be_told_as_json() -> None:
    """A fact with a name that no text can hold is refused like any other."""
    ran = start("evaluate", "-", "--json", typed=b'{"\\ud800": 1}')
    assert json.loads(ran.stdout)["facts"]


def test_embedded_evaluator_loads_no_package() -> None:
    """Advising a patient from Python loads neither openpyxl nor lark nor rich."""
    asked = "import sys, b12dt; b12dt.evaluate(age_years=70); print(sorted({'openpyxl', 'lark', 'rich'} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=False, cwd=ROOT)
    assert ran.stdout == b"[]\n", ran.stderr
