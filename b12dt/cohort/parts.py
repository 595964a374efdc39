"""Parts of a long run, kept beside its output until all are there: a run that was stopped goes on from the last whole one.

A part is whole when its counts are there, which are written last. A manifest says what the parts are parts of: where the
input, the guideline or what was asked for is another, they are of no use. One run at a time holds the folder.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from b12dt.cohort.arrow import pa
from b12dt.cohort.counts import Counts
from b12dt.cohort.file_kinds import FileError
from b12dt.cohort.hold import HeldError, Hold
from b12dt.cohort.problems import FrameProblem
from b12dt.staging import write_whole, written_beside

MANIFEST = "manifest.json"


def keep(folder: Path, place: int, tables: Mapping[str, Any], counts: Counts) -> None:
    """Keep a part at its place: its tables by name, and its counts."""
    for name, table in tables.items():
        with (
            written_beside(_table(folder, place, name)) as beside,
            pa.ipc.new_stream(str(beside), table.schema, options=pa.ipc.IpcWriteOptions(compression="lz4")) as file,
        ):
            file.write_table(table)
    write_whole(_counts(folder, place), json.dumps(asdict(counts)).encode())


def _table(folder: Path, place: int, name: str) -> Path:
    return folder / f"{place:06}.{name}.arrow"


def _counts(folder: Path, place: int) -> Path:
    return folder / f"{place:06}.json"


class Parts:
    """The parts of one output file, in a folder beside it."""

    def __init__(self, output: Path) -> None:
        """Take the output; nothing is made yet."""
        self.output = output
        self.folder = output.resolve().with_name(f".{output.resolve().name}.parts")
        self.done = 0
        self._hold: Hold | None = None

    def begin(self, manifest: Mapping[str, Any]) -> str:
        """Make the folder, or find what is done already. Return what differs from the run that left parts, "" for nothing.

        Raises: FileError, where another run writes this output at the moment; OSError.
        """
        try:
            self._hold = Hold(self.folder)
        except HeldError as error:
            who = f" ({error})" if str(error) else ""
            raise FileError(
                f"{self.output} is being written by another run{who}, which is left alone: wait for its end, or name another output."
            ) from error
        text = json.dumps(manifest, indent=1, sort_keys=True)
        place = self.folder / MANIFEST
        differs = ""
        before = self._before()
        if before == json.loads(text):
            while _counts(self.folder, self.done).exists():
                self.done += 1
            return ""
        if before is not None:
            differs = ", ".join(name for name in manifest if before.get(name) != manifest[name])
        self._hold.clear()
        write_whole(place, text.encode())
        return differs

    def _before(self) -> dict[str, Any] | None:
        """Return the manifest of the run that left parts, one that says nothing where it cannot be read, None where none is."""
        try:
            return json.loads((self.folder / MANIFEST).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            return {}

    def tables(self, name: str) -> Iterator[Any]:
        """Return the tables of a name, part by part."""
        for place in range(self.done):
            with pa.memory_map(str(_table(self.folder, place, name))) as file:
                yield pa.ipc.open_stream(file).read_all()

    def counts(self) -> Counts:
        """Return the counts of all parts together."""
        whole = Counts()
        for place in range(self.done):
            data = json.loads(_counts(self.folder, place).read_text(encoding="utf-8"))
            data["problems"] = [FrameProblem(**one) for one in data["problems"]]
            whole.add(Counts(**data))
        return whole

    def remove(self) -> None:
        """Remove the folder, and let others write the output."""
        if self._hold is not None:
            self._hold.remove()

    def release(self) -> None:
        """Let others write the output; the parts stay."""
        if self._hold is not None:
            self._hold.release()
