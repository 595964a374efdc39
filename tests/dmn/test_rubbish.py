"""Whatever stands in a DMN file: never an exception, and never silence."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from b12dt.catalogue import severity, title
from b12dt.diagnostics import Severity
from b12dt.dmn.feel import read_tests, read_value
from b12dt.dmn.read import read_content
from b12dt.dmn.tokens import Beyond, quoted
from b12dt.loading import loaded
from b12dt.program import compile_guideline
from tests.dmn.documents import decision, document, fact, item

quick = settings(max_examples=150)

GOOD = document(
    item("t", "string", '"x", "y z", null')
    + item("n", "number", "[0..120]")
    + item("l", "string", '"p", "q"', several=True)
    + fact("a", "t")
    + fact("b", "n")
    + fact("c", "l")
    + decision("one", '"x" | > 5 => "high" | 1\nnot("x") | [5..9) => "low" | 2\n- | null => "low" | 3',
               policy="FIRST", inputs=("a", "b"), outputs=[("r", '"high", "low"', '"low"'), ("s", "", "3")])
    + decision("two", '"high" | list contains(?, "p") => 1.5\nnot("high") | - => 2', policy="COLLECT", aggregation="SUM",
               inputs=("c",), decisions=("one",), expressions=("one.r", "c"))
)  # fmt: skip
SIGNS = [
    "<",
    ">",
    "&",
    '"',
    "null",
    "-",
    "not(",
    ")",
    "..",
    "list contains(",
    "?",
    "1e999",
    "0x",
    "|",
    "\x00",
    "é",
    "<!--",
    "]]>",
]


def never_silent(content: bytes) -> None:
    """Fail on an exception, on neither guideline nor error, and on a finding that cannot be put into words."""
    model, findings = read_content("a.dmn", content)
    assert (model is None) == any(severity(one) is Severity.ERROR for one in findings)
    assert all(title(one) for one in findings)
    if model is not None:
        program, _ = compile_guideline(model)
        if program is not None:
            loaded(program)


def test_the_good_one() -> None:
    """What the others are made from is read whole."""
    model, findings = read_content("a.dmn", GOOD)
    assert model is not None
    assert len(model.decisions) == 2
    assert {one.code for one in findings} == {"DT721"}


@quick
@given(st.binary(max_size=500))
def test_random_bytes(content: bytes) -> None:
    """Random bytes are no DMN."""
    never_silent(content)


@quick
@given(st.data())
def test_mutated(data: st.DataObject) -> None:
    """A file with pieces changed, cut out, doubled or put in between is read or refused."""
    content = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, max(len(content) - 1, 0)))
        match data.draw(st.sampled_from(["cut", "sign", "double", "byte"])):
            case "cut":
                del content[at : at + data.draw(st.integers(1, 30))]
            case "sign":
                content[at:at] = data.draw(st.sampled_from(SIGNS)).encode()
            case "double":
                content[at:at] = content[at : at + data.draw(st.integers(1, 200))]
            case _:
                content[at : at + 1] = data.draw(st.binary(min_size=1, max_size=1))
    never_silent(bytes(content))


@quick
@given(st.data())
def test_mutated_texts(data: st.DataObject) -> None:
    """A well-formed file with any texts in its cells, names and attributes is read or refused."""
    text = st.one_of(
        st.text(max_size=12), st.lists(st.sampled_from([*SIGNS, "x", "5", ",", " "]), max_size=6).map("".join)
    )
    words = [data.draw(text) for _ in range(4)]
    body = (
        item(words[0].replace('"', "").replace("<", "").replace("&", ""), "string", words[1])
        + fact("a", "number")
        + decision("d", f"{words[2]} => {words[3]}", outputs=[("", words[1], words[3])])
    )
    never_silent(document(body))


@quick
@given(st.text('"\\ab05.,[]()<>=-? \nnulotEe+xé\u201c', max_size=25))
def test_any_feel(text: str) -> None:
    """Any text is FEEL that is read, or what is beyond, in words."""
    for read in (read_tests(text), read_value(text)):
        assert not isinstance(read, Beyond) or read.reason


@quick
@given(st.text(max_size=20))
def test_quoted(text: str) -> None:
    """A text written as a FEEL string is that text."""
    assert read_value(quoted(text)) == text
