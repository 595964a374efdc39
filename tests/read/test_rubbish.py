"""Whatever stands in a file: never an exception, and never silence."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from b12dt.catalogue import severity, title
from b12dt.diagnostics import Severity
from b12dt.read import fingerprint, read_content
from b12dt.read.clean import clean
from tests.support.zips import rezip, unzip

quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def workbook_bytes(rows: list[list[Any]], number_format: str = "General") -> bytes:
    """Return a workbook of the given rows."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column)
            cell.value = value
            cell.number_format = number_format
    sheet.merge_cells("B2:B3")
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


GOOD = workbook_bytes([["Rule ID", 25, True], ["x", "=1+1", 2.5], [None, None, "im"]])
PARTS = unzip(GOOD)


def never_silent(content: bytes) -> None:
    """Fail on an exception, on neither grids nor an error, and on a finding that cannot be put into words."""
    grids, findings = read_content("a.xlsx", content)
    assert grids or any(severity(found) is Severity.ERROR for found in findings)
    assert all(title(found) for found in findings)
    assert fingerprint(grids)
    for grid in grids:
        assert all(cell.text == cell.text.strip() != "" for cell in grid.cells.values())


@quick
@given(
    st.binary(max_size=2_000), st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", bytes.fromhex("D0CF11E0A1B11AE1")])
)
def test_random_bytes(content: bytes, beginning: bytes) -> None:
    """Random bytes are no workbook."""
    never_silent(beginning + content)


@quick
@given(st.data())
def test_flipped_bits(data: st.DataObject) -> None:
    """A workbook with a few bytes changed, cut off or put in between is read or refused."""
    content = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        change = data.draw(st.sampled_from(["flip", "cut", "insert", "drop"]))
        if change == "flip":
            content[at] ^= 1 << data.draw(st.integers(0, 7))
        elif change == "cut" and at > 0:
            del content[at:]
        elif change == "insert":
            content[at:at] = data.draw(st.binary(min_size=1, max_size=8))
        elif len(content) > 1:
            del content[at]
    never_silent(bytes(content))


@quick
@given(st.data())
def test_spoilt_parts(data: st.DataObject) -> None:
    """A whole zip whose parts were changed inside is read or refused: this reaches behind the checksums."""
    parts = dict(PARTS)
    for _ in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from(sorted(parts)))
        content = bytearray(parts[name])
        at = data.draw(st.integers(0, max(len(content) - 1, 0)))
        match data.draw(st.sampled_from(["remove", "byte", "digits", "word", "tag"])):
            case "remove":
                del parts[name]
                if not parts:
                    break
                continue
            case "byte":
                content[at : at + 1] = data.draw(st.binary(min_size=1, max_size=1))
            case "digits":
                content = bytearray(swap_digit(bytes(content), at, data.draw(st.sampled_from(ODD_NUMBERS))))
            case "word":
                content[at:at] = data.draw(st.sampled_from([b'"', b"<", b">", b"&", b"\xff", b"x", b'="1"', b"<a/>"]))
            case _:
                del content[at : at + data.draw(st.integers(1, 40))]
        parts[name] = bytes(content)
    never_silent(rezip(parts))


ODD_NUMBERS = (b"", b"-1", b"99999999999", b"1e999", b"nan", b"1.5", b"A", b"0", b"\xd9\xa1")


def swap_digit(content: bytes, at: int, by: bytes) -> bytes:
    """Replace the first digit at or after a place."""
    for place in range(at, len(content)):
        if content[place : place + 1].isdigit():
            return content[:place] + by + content[place + 1 :]
    return content


texts = st.text(max_size=40).map(lambda text: ILLEGAL_CHARACTERS_RE.sub("", text))
values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**18), 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.times(),
    st.timedeltas(),
    texts,
    st.sampled_from(["#REF!", "=1+1", "≥ 50", "–", "[25…50]", "\u00a0", "_x000D_", "'x", "50%"]),
)
formats = st.one_of(
    st.sampled_from(["General", "@", "0", "0.00", "0%", "d-mmm", "[h]:mm", "#,##0", '0" cm"', ";;;", "0" * 300]),
    st.text('0#?.,;%"\\_*[]dmyhs -$()E+', max_size=12),
)


@quick
@given(st.lists(st.lists(values, max_size=4), max_size=4), formats)
@example([[1.5]], "0." + "0" * 200)
@example([[1e300]], "0,,,,,,,")
def test_random_cells(rows: list[list[Any]], number_format: str) -> None:
    """Whatever stands in the cells, each is in the grid, or named, or has nothing to see."""
    try:
        content = workbook_bytes(rows, number_format)
    except (ValueError, OverflowError, UnicodeEncodeError):
        return  # openpyxl cannot write it
    never_silent(content)


@quick
@given(st.text())
def test_cleaning_ends(text: str) -> None:
    """Cleaning a text never fails, and leaves no spaces at its ends and no control characters."""
    cleaned = clean(text)
    assert cleaned == cleaned.strip()
    assert all(character == "\n" or ord(character) >= 32 for character in cleaned)


@quick
@given(st.text("abc 012.…–−-[]()<>=≥≤≠“”’\u00a0\u200b\t\n\u00b5\uff11", max_size=30))
def test_cleaning_is_stable(text: str) -> None:
    """A cleaned text is clean: cleaning it again changes nothing."""
    assert clean(clean(text)) == clean(text)
