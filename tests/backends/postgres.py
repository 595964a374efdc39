"""A PostgreSQL server of the tests' own, in a folder that goes with it.

Where it is not installed its tests are left out, but never in CI.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

WAIT = 60
"""Seconds in which the server must be there."""


def missing() -> str:
    """Return why nothing can be said of PostgreSQL here, an empty text where it can be."""
    if not _program("initdb") or not _program("postgres"):
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
        if os.environ.get("CI"):
            pytest.fail(f"{missing()}; a run of CI leaves nothing out")
        pytest.skip(missing())
    home, user = tempfile.mkdtemp(prefix="b12dt-"), _user()
    if user:
        shutil.chown(home, user)
    made = [
        _program("initdb"),
        "-D",
        f"{home}/data",
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-locale",
        "--no-sync",
    ]
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL, cwd="/", user=user or None)
    # A socket in the folder, no port: nothing that runs here already is in the way.
    quick = ["listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off"]
    server = [_program("postgres"), "-D", f"{home}/data", "-k", home, *(word for one in quick for word in ("-c", one))]
    with Path(home, "log").open("w") as log:
        # It ends when nobody holds the pipe any more, however the tests end.
        running = subprocess.Popen(
            ["sh", "-c", '"$@" & read -r _; kill -QUIT $!; wait', "sh", *server],
            stdin=subprocess.PIPE, stdout=log, stderr=log, cwd="/", user=user or None,
        )  # fmt: skip
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    atexit.register(running.communicate)
    return _connected(home)


def _connected(home: str) -> Any:
    """Return a connection as soon as the server takes one."""
    import psycopg

    end = monotonic() + WAIT
    while True:
        try:
            return psycopg.connect(host=home, user="postgres", dbname="postgres", autocommit=True)
        except psycopg.OperationalError:
            if monotonic() > end:
                raise
            sleep(0.05)


def _program(name: str) -> str:
    """Return where a program of the server is, an empty text for nowhere; Debian keeps them off the path."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(kept[-1]) if kept else "")


def _user() -> str | None:
    """Return the user to run as, an empty text for the one who runs the tests, None where there is none."""
    if os.geteuid() != 0:
        return ""
    import pwd

    return next((one.pw_name for one in pwd.getpwall() if one.pw_name == "postgres"), None)
