"""A hold on a folder, so that of several runs one writes there. The system lets go of it when a run ends, however it ends."""

from __future__ import annotations

import contextlib
import errno
import os
import platform
import sys
from pathlib import Path
from typing import IO

NAME = "held-by"
_FAR = 1 << 30
"""Where Windows is asked to lock: what it locks nobody else can read, and who holds the folder is to be read."""

_NO_LOCKS = (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)


class HeldError(Exception):
    """Another run holds the folder; the message says which, where that is known."""


class Hold:
    """A hold on a folder, which is made where it is missing."""

    def __init__(self, folder: Path) -> None:
        """Take hold of the folder. Raises: HeldError; OSError."""
        self._folder = folder
        while True:
            folder.mkdir(exist_ok=True)
            try:
                file = (folder / NAME).open("a+b")
            except FileNotFoundError:
                # Another run has just ended, and taken the folder away.
                continue
            if not _locked(file):
                with file:
                    file.seek(0)
                    raise HeldError(file.read(200).decode(errors="replace"))
            if _is_there(file, folder / NAME):
                break
            file.close()
        self._file = file
        file.truncate(0)
        file.write(f"process {os.getpid()} on {platform.node()}".encode())
        file.flush()

    def clear(self) -> None:
        """Remove what is in the folder, and keep hold of it. Raises: OSError."""
        for one in self._folder.iterdir():
            if one.name != NAME:
                one.unlink()

    def release(self) -> None:
        """Let go; what is in the folder stays."""
        self._file.close()

    def remove(self) -> None:
        """Remove the folder, as far as that can be done, and let go: what is held last goes last."""
        if self._file.closed:
            return
        with contextlib.suppress(OSError):
            self.clear()
            if sys.platform == "win32":
                # There a file that is open cannot be removed.
                self.release()
            (self._folder / NAME).unlink()
            self._folder.rmdir()
        self.release()


def _is_there(file: IO[bytes], path: Path) -> bool:
    """Tell whether an open file is still the one of its name."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _locked(file: IO[bytes]) -> bool:
    """Lock a file until it is closed; return whether nobody else has. A place that knows no locks is held by nobody."""
    if sys.platform == "win32":
        import msvcrt

        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
    return True
