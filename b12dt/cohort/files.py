"""Cohorts in files: Parquet, Arrow, CSV and xlsx, read and written piece by piece, so that none need fit in memory."""

from __future__ import annotations

import csv
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from b12dt.cohort.arrow import pa, pc
from b12dt.cohort.sheets import sheet_rows
from b12dt.cohort.views import without_views
from b12dt.cohort.written import NOTHING

PARQUET, ARROW, CSV, XLSX = "parquet", "arrow", "csv", "xlsx"
KINDS = {
    ".parquet": PARQUET,
    ".pq": PARQUET,
    ".arrow": ARROW,
    ".feather": ARROW,
    ".ipc": ARROW,
    ".csv": CSV,
    ".xlsx": XLSX,
}
WRITTEN = (CSV, XLSX)
"""Kinds of files whose cells are read as texts, the numbers with their digits."""
PIECE = 1 << 17
"""Rows of a piece: what is in memory at a time."""
SLICE = 1 << 14
"""Rows of which the texts are written out at a time, where a kind of file holds each word as often as it stands there."""
MOST_ROWS_OF_A_SHEET = (1 << 20) - 1


class FileError(Exception):
    """A file that cannot be read or written as a cohort; the message says why in one sentence."""


def kind_of(path: Path) -> str:
    """Return the kind of a file by the end of its name. Raises: FileError."""
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        raise FileError(f"{path} is of no kind that holds a cohort: its name must end in {', '.join(KINDS)}.")
    return kind


@dataclass(frozen=True, slots=True)
class Source:
    """A file of patients. `rows` is None where only reading tells how many there are.

    `blank`: the lines of a sheet that were passed over, once the pieces were read: no cell of them has a value.
    """

    path: Path
    kind: str
    columns: tuple[str, ...]
    rows: int | None
    blank: list[int] = field(default_factory=list[int], compare=False)

    def pieces(self) -> Iterator[Any]:
        """Return its rows as tables of a piece each; always cut alike. Raises: FileError."""
        size = PIECE
        waiting: list[Any] = []
        rows = 0
        with _told(self.path):
            for batch in _BATCHES[self.kind](self, size):
                for begin in range(0, batch.num_rows, size):
                    waiting.append(without_views(batch.slice(begin, size)))
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
                return Source(path, kind, tuple(file.schema_arrow.names), file.metadata.num_rows)
            case "arrow":
                file = pa.ipc.open_file(pa.memory_map(str(path)))
                return Source(path, kind, tuple(file.schema.names), file.count_rows())
            case "csv":
                _check_quotes(path)
                with path.open(encoding="utf-8-sig", newline="") as text:
                    return Source(path, kind, tuple(next(csv.reader(text), ())), None)
            case _:
                titles = next(sheet_rows(path), ())
                return Source(path, kind, tuple(one or "" for one in titles), None)


@contextmanager
def _told(path: Path) -> Generator[None]:
    """Tell in a sentence what is wrong with a file."""
    try:
        yield
    except OSError as error:
        # Arrow's own errors of files are OSErrors whose text runs over several lines.
        raise FileError(f"{path} cannot be read: {error.strerror or _line(error)}.") from error
    except (pa.ArrowException, UnicodeDecodeError, csv.Error, KeyError, ValueError) as error:
        raise FileError(f"{path} cannot be read as {KINDS[path.suffix.lower()]}: {_line(error)}.") from error


def _line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")


def _parquet(one: Source, size: int) -> Iterator[Any]:
    parquet = import_module("pyarrow.parquet")
    schema = parquet.ParquetFile(one.path).schema_arrow
    texts = [field.name for field in schema if pa.types.is_string(field.type) or pa.types.is_large_string(field.type)]
    yield from parquet.ParquetFile(one.path, read_dictionary=texts).iter_batches(batch_size=size)


def _arrow(one: Source, _size: int) -> Iterator[Any]:
    file = pa.ipc.open_file(pa.memory_map(str(one.path)))
    return (file.get_batch(place) for place in range(file.num_record_batches))


def _csv(one: Source, _size: int) -> Iterator[Any]:
    reader = import_module("pyarrow.csv")
    # Every cell is kept as the text it is: what it means is the dictionary's to say.
    convert = reader.ConvertOptions(
        column_types=dict.fromkeys(one.columns, pa.string()), strings_can_be_null=True, null_values=[""]
    )
    # Where there is one column, an empty line is a patient of whom nothing is known.
    parse = reader.ParseOptions(newlines_in_values=True, ignore_empty_lines=len(one.columns) != 1)
    return reader.open_csv(one.path, convert_options=convert, parse_options=parse)


def _check_quotes(path: Path) -> None:
    """Make sure that no quote swallows the rows below it. Raises: FileError."""
    with path.open("rb") as file:
        if not any(line.count(b'"') % 2 for line in file):
            return
    begin = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            rows = csv.reader(text, strict=True)
            for _ in rows:
                begin = rows.line_num + 1
    except csv.Error as error:
        raise FileError(
            f"{path} cannot be read: a quote is not closed in the row that begins on line {begin}."
        ) from error


def _xlsx(one: Source, size: int) -> Iterator[Any]:
    rows = sheet_rows(one.path)
    next(rows, None)
    waiting: list[tuple[str | None, ...]] = []
    for line, cells in enumerate(rows, start=2):
        if all(cell is None for cell in cells):
            one.blank.append(line)
            continue
        if any(cell is not None for cell in cells[len(one.columns) :]):
            raise ValueError("a row has a cell under no title")
        waiting.append(cells)
        if len(waiting) == size:
            yield _texts(one.columns, waiting)
            waiting = []
    yield _texts(one.columns, waiting)


def _texts(columns: Sequence[str], rows: list[tuple[str | None, ...]]) -> Any:
    cells = [[row[place] if place < len(row) else None for row in rows] for place in range(len(columns))]
    return pa.RecordBatch.from_arrays([pa.array(one, type=pa.string()) for one in cells], names=list(columns))


_BATCHES: dict[str, Callable[[Source, int], Iterator[Any]]] = {PARQUET: _parquet, ARROW: _arrow, CSV: _csv, XLSX: _xlsx}


def write(path: Path, kind: str, tables: Iterable[Any]) -> None:
    """Write tables of the same columns one after the other into a file. Raises: OSError, FileError."""
    tables = iter(tables)
    first = next(tables)
    _WRITERS[kind](path, first, (one for part in ((first,), tables) for one in part))


def _write_parquet(path: Path, first: Any, tables: Iterable[Any]) -> None:
    schema = _evened(first).schema
    with import_module("pyarrow.parquet").ParquetWriter(path, schema, compression="zstd") as file:
        for one in tables:
            file.write_table(_evened(one).cast(schema))


def _write_arrow(path: Path, first: Any, tables: Iterable[Any]) -> None:
    schema = _spelled(first.slice(0, 0)).schema
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_file(str(path), schema, options=options) as file:
        for one in _sliced(tables):
            file.write_table(_spelled(one).cast(schema))


def _write_csv(path: Path, first: Any, tables: Iterable[Any]) -> None:
    schema = _cells(first.slice(0, 0)).schema
    with import_module("pyarrow.csv").CSVWriter(path, schema) as file:
        for one in _sliced(tables):
            file.write_table(_cells(one).cast(schema))


def _write_xlsx(path: Path, first: Any, tables: Iterable[Any]) -> None:
    import openpyxl

    book: Any = openpyxl.Workbook(write_only=True)
    sheet: Any = book.create_sheet("Cohort")
    sheet.append(first.column_names)
    rows = 0
    for one in _sliced(tables):
        rows += one.num_rows
        if rows > MOST_ROWS_OF_A_SHEET:
            raise FileError(
                f"{path} has no room: a sheet holds {MOST_ROWS_OF_A_SHEET} rows. Write another kind of file."
            )
        for row in zip(*(column.to_pylist() for column in _cells(one).columns), strict=True):
            sheet.append(
                [_text_cell(sheet, one) if isinstance(one, str) and one.startswith("=") else one for one in row]
            )
    book.save(path)


def _text_cell(sheet: Any, text: str) -> Any:
    """Return a cell that holds a text, whatever it looks like: no formula leaves this program."""
    from openpyxl.cell import WriteOnlyCell

    cell: Any = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


_WRITERS: dict[str, Callable[[Path, Any, Iterable[Any]], None]] = {
    PARQUET: _write_parquet,
    ARROW: _write_arrow,
    CSV: _write_csv,
    XLSX: _write_xlsx,
}


def _sliced(tables: Iterable[Any]) -> Iterator[Any]:
    return (one.slice(begin, SLICE) for one in tables for begin in range(0, max(one.num_rows, 1), SLICE))


def _spelled(table: Any) -> Any:
    """Return a table with every word written out."""
    return table.cast(pa.schema([(field.name, _plain(field.type)) for field in table.schema]))


def _cells(table: Any) -> Any:
    """Return a table with every word written out and each list as one text, as a cell holds it."""
    spelled = _spelled(table)
    return pa.table({name: _joined(spelled[name]) for name in spelled.column_names})


def _joined(column: Any) -> Any:
    if not pa.types.is_list(column.type):
        return column
    texts = pc.binary_join(column.cast(pa.list_(pa.string())), "; ")
    return pc.if_else(pc.equal(texts, ""), NOTHING, texts)


def _plain(kind: Any) -> Any:
    if pa.types.is_dictionary(kind):
        return _plain(kind.value_type)
    is_list = pa.types.is_list(kind) or pa.types.is_large_list(kind)
    return pa.list_(_plain(kind.value_type)) if is_list else kind


def _evened(table: Any) -> Any:
    """Return a table whose categories are counted in the same type, however many there are; lists written out."""
    fields: list[Any] = []
    for one in table.schema:
        kind = pa.dictionary(pa.int32(), pa.string()) if pa.types.is_dictionary(one.type) else _plain(one.type)
        fields.append((one.name, kind))
    return table.cast(pa.schema(fields))
