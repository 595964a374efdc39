"""Files of patients: Parquet, Arrow, CSV and xlsx, read piece by piece, so that none need fit in memory."""

from __future__ import annotations

import csv
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from os import SEEK_END
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from b12dt.cohort.arrow import pa
from b12dt.cohort.csv_files import csv_titles
from b12dt.cohort.file_kinds import ARROW, CSV, KINDS, PARQUET, XLSX, FileError, kind_of
from b12dt.cohort.layouts import plain_layout, plain_schema
from b12dt.cohort.sheets import cell_name, other_sheets, sheet_rows, sheet_titles

PIECE = 1 << 17
"""Rows of a piece: what is in memory at a time."""
BLOCK = 1 << 24
"""Bytes of a CSV file that are read at a time: no row may have more."""
_FILE = b"ARROW1"
"""How a file of Arrow begins that is no stream."""
_STREAM_END = b"\xff\xff\xff\xff\0\0\0\0"
_FEATHER = b"FEA1"


@dataclass(frozen=True, slots=True)
class Source:
    """A file of patients: its columns with their types. `rows` is None where only reading tells how many there are.

    `others`: the sheets of a workbook that are not read. `blank`: the lines that are passed over, of a sheet once the pieces were read: no cell of them has a value.
    """

    path: Path
    kind: str
    schema: Any
    rows: int | None
    others: tuple[str, ...] = ()
    blank: list[int] = field(default_factory=list[int], compare=False)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the titles of its columns."""
        return tuple(self.schema.names)

    def pieces(self) -> Iterator[Any]:
        """Return its rows as tables of a piece each; always cut alike. Raises: FileError."""
        size = PIECE
        waiting: list[Any] = []
        rows = 0
        with _told(self.path):
            for batch in _BATCHES[self.kind](self, size):
                for begin in range(0, batch.num_rows, size):
                    waiting.append(plain_layout(batch.slice(begin, size)))
                    rows += waiting[-1].num_rows
                    if rows >= size:
                        yield pa.Table.from_batches(waiting)
                        waiting, rows = [], 0
            if waiting:
                yield pa.Table.from_batches(waiting)


def source(path: Path) -> Source:
    """Return a file to be read. Raises: FileError."""
    kind = kind_of(path)
    with _told(path):
        match kind:
            case "parquet":
                file = import_module("pyarrow.parquet").ParquetFile(path)
                return Source(path, kind, plain_schema(file.schema_arrow), file.metadata.num_rows)
            case "arrow":
                file = _opened(path)
                is_stream = isinstance(file, pa.RecordBatchReader)
                return Source(path, kind, plain_schema(file.schema), None if is_stream else file.count_rows())
            case "csv":
                titles, blank = csv_titles(path)
                return Source(path, kind, _texts_of(titles), None, blank=blank)
            case _:
                others = other_sheets(path)
                return Source(path, kind, _texts_of(sheet_titles(path)), None, others)


def _texts_of(titles: Iterable[str]) -> Any:
    """Return the types of a file whose cells are all read as texts."""
    return pa.schema([(title, pa.string()) for title in titles])


@contextmanager
def _told(path: Path) -> Generator[None]:
    """Tell in a sentence what is wrong with a file."""
    try:
        yield
    except OSError as error:
        # Arrow's own errors of files are OSErrors whose text runs over several lines.
        raise FileError(f"{path} cannot be read: {error.strerror or _line(error)}.") from error
    except zipfile.BadZipFile as error:
        raise FileError(
            f"{path} cannot be read: it is no workbook of the kind .xlsx, or one with a password."
        ) from error
    except (zlib.error, EOFError, ParseError) as error:
        raise FileError(f"{path} cannot be read: it is damaged.") from error
    except (pa.ArrowException, UnicodeDecodeError, csv.Error, KeyError, ValueError) as error:
        raise FileError(f"{path} cannot be read as {KINDS[path.suffix.lower()]}: {_line(error)}.") from error


def _line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")


def _parquet(one: Source, size: int) -> Iterator[Any]:
    parquet = import_module("pyarrow.parquet")
    schema = parquet.ParquetFile(one.path).schema_arrow
    texts = [field.name for field in schema if pa.types.is_string(field.type) or pa.types.is_large_string(field.type)]
    file = parquet.ParquetFile(one.path, read_dictionary=texts)
    if not any(_within(field.type, pa.types.is_dictionary) for field in schema):
        yield from file.iter_batches(batch_size=size)
        return
    # Arrow reads categories within lists from one row group alone: each has a dictionary of its own.
    for group in range(file.num_row_groups):
        yield from file.iter_batches(batch_size=size, row_groups=[group])


def _within(kind: Any, fits: Callable[[Any], bool]) -> bool:
    """Tell whether a type holds values of another that fits, within lists or structures."""
    held = [kind.field(place).type for place in range(kind.num_fields)]
    return any(fits(one) or _within(one, fits) for one in held)


def _opened(path: Path) -> Any:
    """Open a file of Arrow, of the one form or the other: batches by place, or one after the other. Raises: ValueError."""
    with path.open("rb") as file:
        begin = file.read(len(_FILE))
        file.seek(-min(len(_STREAM_END), path.stat().st_size), SEEK_END)
        end = file.read()
    if begin.startswith(_FEATHER):
        raise ValueError("it is of the first version of Feather: write it as the second")
    mapped = pa.memory_map(str(path))
    if begin == _FILE:
        return pa.ipc.open_file(mapped)
    if not begin.startswith(_STREAM_END[:4]):
        raise ValueError("it does not begin as a file of Arrow does")
    if end != _STREAM_END:
        # Arrow takes what is there for all there is.
        raise ValueError("it ends too early, so that patients may be missing")
    return pa.ipc.open_stream(mapped)


def _arrow(one: Source, _size: int) -> Iterator[Any]:
    file = _opened(one.path)
    if isinstance(file, pa.RecordBatchReader):
        return iter(file)
    return (file.get_batch(place) for place in range(file.num_record_batches))


def _csv(one: Source, _size: int) -> Iterator[Any]:
    reader = import_module("pyarrow.csv")
    if _has_titles_alone(one.path):
        return
    # Every cell is kept as the text it is: what it means is the dictionary's to say.
    convert = reader.ConvertOptions(
        column_types=dict.fromkeys(one.columns, pa.string()), strings_can_be_null=True, null_values=[""]
    )
    torn: list[Any] = []

    def keep(row: Any) -> str:
        torn.append(row)
        return "error"

    # Where there is one column, an empty line is a patient of whom nothing is known.
    parse = reader.ParseOptions(
        newlines_in_values=True,
        ignore_empty_lines=len(one.columns) != 1,
        invalid_row_handler=keep,
    )
    read = reader.ReadOptions(block_size=BLOCK)
    try:
        yield from reader.open_csv(one.path, read_options=read, convert_options=convert, parse_options=parse)
    except pa.ArrowInvalid as error:
        if torn:
            row = torn[0]
            cells, titles = (
                f"{count} {word}{'' if count == 1 else 's'}"
                for count, word in ((row.actual_columns, "cell"), (row.expected_columns, "title"))
            )
            raise ValueError(f"a row has {cells} below {titles}: {row.text}") from error
        if "straddling" in str(error):
            raise ValueError(f"a row is longer than {BLOCK} bytes; is a quote or a comma out of place?") from error
        raise


def _has_titles_alone(path: Path) -> bool:
    """Tell whether a file ends within its first line."""
    with path.open(encoding="utf-8-sig") as file:
        file.readline()
        return not file.read(1)


def _xlsx(one: Source, size: int) -> Iterator[Any]:
    rows = sheet_rows(one.path)
    next(rows, None)
    waiting: list[tuple[str | None, ...]] = []
    for line, cells in enumerate(rows, start=2):
        if all(cell is None for cell in cells):
            one.blank.append(line)
            continue
        beyond = enumerate(cells[len(one.columns) :], start=len(one.columns))
        place = next((place for place, cell in beyond if cell is not None), None)
        if place is not None:
            raise ValueError(f"the cell {cell_name(place)}{line} stands under no title")
        waiting.append(cells)
        if len(waiting) == size:
            yield _texts(one.columns, waiting)
            waiting = []
    yield _texts(one.columns, waiting)


def _texts(columns: Sequence[str], rows: list[tuple[str | None, ...]]) -> Any:
    cells = [[row[place] if place < len(row) else None for row in rows] for place in range(len(columns))]
    return pa.RecordBatch.from_arrays([pa.array(one, type=pa.string()) for one in cells], names=list(columns))


_BATCHES: dict[str, Callable[[Source, int], Iterator[Any]]] = {PARQUET: _parquet, ARROW: _arrow, CSV: _csv, XLSX: _xlsx}
