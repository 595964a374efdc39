"""The kinds of frames that are taken, and for what is none of them how to make one of it."""

from __future__ import annotations

from typing import Any

KINDS = ("pandas.DataFrame", "polars.DataFrame", "pyarrow.Table")
_INSTEAD = (
    (("polars", "LazyFrame"), "call its collect() first"),
    (("polars", "Series"), "call its to_frame() first"),
    (("pandas", "Series"), "call its to_frame() first"),
    (("pyarrow", "RecordBatch"), "take pyarrow.Table.from_batches([it])"),
    (("pyarrow", "RecordBatchReader"), "call its read_all() first"),
    (("pyarrow", "Dataset"), "call its to_table() first"),
    (("pyspark", "DataFrame"), "take guideline.spark"),
    (("duckdb", "DuckDBPyRelation"), "call its df() first"),
    (("builtins", "str"), "read the file first, or take `b12dt cohort`"),
    (("pathlib", "Path"), "read the file first, or take `b12dt cohort`"),
    (("builtins", "dict"), "take evaluate for one patient, or make a frame of it"),
)


def check_kind(frame: Any) -> None:
    """Make sure that a frame is one of those that are taken. Raises: TypeError, with what to do instead."""
    names = _names(frame)
    if any(f"{package}.{name}" in KINDS for package, name in names):
        return
    package, name = names[0]
    instead = next((said for known, said in _INSTEAD if known in names), "")
    raise TypeError(
        f"a {KINDS[0]}, a {KINDS[1]} or a {KINDS[2]} is needed, and this is a {package}.{name}"
        + (f": {instead}" if instead else "")
    )


def check_spark(frame: Any) -> None:
    """Make sure that a frame is one of Spark. Raises: TypeError."""
    names = _names(frame)
    if ("pyspark", "DataFrame") not in names:
        other = ": take evaluate_frame" if any(f"{package}.{name}" in KINDS for package, name in names) else ""
        raise TypeError(f"a Spark data frame is needed, and this is a {'.'.join(names[0])}{other}")


def _names(frame: Any) -> list[tuple[str, str]]:
    """Return the classes of a frame, its own first, each with its package."""
    return [(one.__module__.partition(".")[0], one.__name__) for one in type(frame).__mro__]
