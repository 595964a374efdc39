"""Cohorts written to files, piece by piece: Parquet, Arrow, CSV and xlsx. What a kind of file cannot hold is told before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from b12dt.cohort import cells
from b12dt.cohort.arrow import pa, pc
from b12dt.cohort.file_kinds import ARROW, CSV, PARQUET, WRITTEN, XLSX, FileError
from b12dt.cohort.problems import FrameProblem

SLICE = 1 << 14
"""Rows of which the texts are written out at a time, where a kind of file holds each word as often as it stands there."""
MOST_ROWS_OF_A_SHEET = (1 << 20) - 1
MOST_COLUMNS_OF_A_SHEET = 1 << 14


def write(path: Path, kind: str, tables: Iterable[Any]) -> None:
    """Write tables of the same columns one after the other into a file. Raises: OSError, FileError."""
    tables = iter(tables)
    first = next(tables)
    _WRITERS[kind](path, first, (one for part in ((first,), tables) for one in part))


def not_held(path: Path, kind: str, fields: Iterable[Any], *, chosen: bool) -> list[FrameProblem]:
    """Return the columns, as fields of a schema, whose type a file of a kind cannot hold; `chosen`: --keep has a say."""
    other = "an .arrow file" if kind == PARQUET else "a .parquet or .arrow file"
    mended = f"write {other} instead, or leave it out with --keep" if chosen else f"write {other} instead"
    return [
        FrameProblem(
            column=one.name, fact="", read=[str(one.type)], problem=f"{path.name} cannot hold this column: {mended}."
        )
        for one in fields
        if not _holds(kind, one.type)
    ]


def _holds(kind: str, held: Any) -> bool:
    """Tell whether a file holds a type: one row of it, in which nothing is given, is written."""
    one = pa.table({"": pa.chunked_array([pa.nulls(1, held)])})
    try:
        if kind in WRITTEN:
            return cells.holds(held) and bool(cells.cells(one))
        schema = _evened(one).schema if kind == PARQUET else _spelled(one).schema
        opened = import_module("pyarrow.parquet").ParquetWriter if kind == PARQUET else pa.ipc.new_file
        with opened(pa.BufferOutputStream(), schema):
            return True
    except pa.ArrowException:
        return False


def check_room(path: Path, table: Any) -> None:
    """Make sure that a sheet has room for the columns of a table, and its cells for their texts. Raises: FileError."""
    if table.num_columns > MOST_COLUMNS_OF_A_SHEET:
        raise FileError(
            f"{path} has no room: a sheet holds {MOST_COLUMNS_OF_A_SHEET} columns, not {table.num_columns}. "
            "Write another kind of file, or carry over fewer with --keep."
        )
    for name, column in zip(table.column_names, table.columns, strict=True):
        for text in (name, *_long(column)):
            if len(cells.escaped(text)) > cells.LONGEST:
                raise FileError(
                    f"{path} has no room for a text of the column {name[:40]}, which begins with {text[:20]!r}: a cell holds "
                    f"{cells.LONGEST} signs. Write another kind of file, or leave the column out with --keep."
                )


def check_rows(path: Path, rows: int) -> None:
    """Make sure that a sheet has room for rows. Raises: FileError."""
    if rows > MOST_ROWS_OF_A_SHEET:
        raise FileError(f"{path} has no room: a sheet holds {MOST_ROWS_OF_A_SHEET} rows. Write another kind of file.")


def _long(column: Any) -> Iterator[str]:
    """Return the texts of a column that may be too long for a cell: a sign that is written for another takes seven."""
    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind) or cells.is_list(kind)):
        return
    for one in _sliced([pa.table({"": column})]):
        texts = cells.written(one.column(0)).cast(pa.large_string())
        yield from texts.filter(pc.greater(pc.utf8_length(texts), cells.LONGEST // 7)).to_pylist()


def _write_parquet(path: Path, first: Any, tables: Iterable[Any]) -> None:
    schema = _evened(first).schema
    # The first and the last of words in each group of rows help nobody to pass over it, and take a fifth of the time.
    ranged = [one.name for one in schema if not (pa.types.is_dictionary(one.type) or cells.is_list(one.type))]
    parquet = import_module("pyarrow.parquet")
    with parquet.ParquetWriter(path, schema, compression="zstd", write_statistics=ranged or False) as file:
        for one in tables:
            file.write_table(_evened(one).cast(schema))


def _write_arrow(path: Path, first: Any, tables: Iterable[Any]) -> None:
    schema = _spelled(first.slice(0, 0)).schema
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_file(str(path), schema, options=options) as file:
        for one in _sliced(tables):
            file.write_table(_spelled(one).cast(schema))


def _write_csv(path: Path, first: Any, tables: Iterable[Any]) -> None:
    schema = cells.cells(first.slice(0, 0)).schema
    with import_module("pyarrow.csv").CSVWriter(path, schema) as file:
        for one in _sliced(tables):
            file.write_table(cells.cells(one).cast(schema))


def _write_xlsx(path: Path, first: Any, tables: Iterable[Any]) -> None:
    import openpyxl

    book: Any = openpyxl.Workbook(write_only=True)
    sheet: Any = book.create_sheet("Cohort")
    sheet.append([_text_cell(sheet, cells.escaped(one)) for one in first.column_names])
    rows = 0
    for one in _sliced(tables):
        rows += one.num_rows
        check_rows(path, rows)
        for row in cells.sheet_rows_of(one):
            sheet.append(
                [_text_cell(sheet, one) if isinstance(one, str) and one.startswith(("=", "#")) else one for one in row]
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


def _plain(kind: Any) -> Any:
    if pa.types.is_dictionary(kind):
        return _plain(kind.value_type)
    is_list = pa.types.is_list(kind) or pa.types.is_large_list(kind)
    return pa.list_(_plain(kind.value_type)) if is_list else kind


def _evened(table: Any) -> Any:
    """Return a table whose words are counted in the same type, however many there are; other categories, and lists, written out."""
    return table.cast(pa.schema([(field.name, _even(field.type)) for field in table.schema]))


def _even(kind: Any) -> Any:
    is_words = pa.types.is_dictionary(kind) and (
        pa.types.is_string(kind.value_type) or pa.types.is_large_string(kind.value_type)
    )
    return pa.dictionary(pa.int32(), pa.string()) if is_words else _plain(kind)
