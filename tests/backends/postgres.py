"""A PostgreSQL server of the tests' own, in a folder that goes with it; where there is none its tests are left out."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

WAIT = 60
"""Seconds in which the server must be there."""


def missing() -> str:
    """Return why nothing can be said of PostgreSQL here, an empty text where it can be."""
    if _program("initdb") is None or _program("pg_ctl") is None:
        return "PostgreSQL is not installed here (apt-get install postgresql), so that nothing can be said of it"
    if find_spec("psycopg") is None:
        return "The package psycopg is not installed here (pip install 'b12dt[test]')"
    if _user() is None:
        return "PostgreSQL does not run as root, and there is no user postgres here"
    return ""


@cache
def postgres() -> Any:
    """Return the connection of all tests of this process; the server listens to nobody else."""
    if missing():
        pytest.skip(missing())
    import psycopg

    home = Path(tempfile.mkdtemp(prefix="b12dt-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    user = _user()
    if user:
        shutil.chown(home, user)
    data, log = str(home / "data"), str(home / "log")
    _run(["initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"], user)
    # A socket in the folder, no port: nothing that runs here already is in the way.
    options = f"-k {home} -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    _run(["pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "-t", str(WAIT), "start"], user)
    atexit.register(_run, ["pg_ctl", "-D", data, "-m", "immediate", "stop"], user)
    return psycopg.connect(host=str(home), user="postgres", dbname="postgres", autocommit=True)


def _program(name: str) -> str | None:
    """Return where a program of the server is; Debian keeps them off the path."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(kept[-1]) if kept else None)


def _user() -> str | None:
    """Return the user to run as, an empty text for the one who runs the tests, None where there is none."""
    if os.geteuid() != 0:
        return ""
    import pwd

    return next((one.pw_name for one in pwd.getpwall() if one.pw_name == "postgres"), None)


def _run(command: list[str], user: str | None) -> None:
    program = _program(command[0])
    assert program is not None
    subprocess.run(
        [program, *command[1:]],
        check=True,
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        cwd="/",
        user=user or None,
    )
