"""The benchmark that runs the kit: on a small kit of our own, and the tables from the literature."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.literature.__main__ import main as literature
from benchmarks.tck import report, run
from tests.dmn.documents import decision, document, fact

XMLNS = (
    'xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:xsd="http://www.w3.org/2001/XMLSchema"'
)
LITERAL = '<decision id="d_sum" name="sum"><literalExpression><text>1</text></literalExpression></decision>'


def result(name: str, *values: str) -> str:
    """Return an expected result: one text, or a list of texts."""
    texts = [f'<value xsi:type="xsd:string">{one}</value>' for one in values]
    whole = texts[0] if len(texts) == 1 else f"<list>{''.join(f'<item>{one}</item>' for one in texts)}</list>"
    return f'<resultNode name="{name}"><expected>{whole}</expected></resultNode>'


def case(number: int, *results: str) -> str:
    """Return a test case for a number."""
    given = f'<inputNode name="a"><value xsi:type="xsd:decimal">{number}</value></inputNode>'
    return f'<testCase id="{number}">{given}{"".join(results)}</testCase>'


def test_the_totals_add_up(tmp_path: Path) -> None:
    """What agrees, differs, and is outside is counted, each with its reason; models without a table are only counted."""
    folder = tmp_path / "compliance-level-2" / "0001"
    folder.mkdir(parents=True)
    (tmp_path / "compliance-level-3").mkdir()
    body = fact("a", "number") + LITERAL
    body += decision("one", '> 5 => "x"\n<= 5 => "y"') + decision("many", '> 5 => "x"\n> 7 => "x"', policy="COLLECT")
    (folder / "m.dmn").write_bytes(document(body))
    (folder / "none.dmn").write_bytes(document(LITERAL))
    cases = [
        case(6, result("one", "x")),
        case(5, result("one", "x")),
        case(8, result("many", "x", "x")),
        case(9, result("one", "x"), result("sum", "1")),
        case(10, result("sum", "1")),
    ]
    (folder / "m-test-01.xml").write_text(
        f"<testCases {XMLNS}><modelName>m.dmn</modelName>{''.join(cases)}</testCases>"
    )
    models, without = run(tmp_path)
    text = report(models, without)
    assert "1 of 2 model files have a decision table; 1 have none." in text
    assert "| test cases | 5 | 1 | 2 | 1 | 1 |" in text
    assert "| expected results | 6 | 2 | 2 | 0 | 2 |" in text
    assert "`many` (1 test case). b12dt states each value of a list once" in text
    assert "`one` (1 test case). ours 'y', the kit's 'x'" in text
    assert "`sum` (2 test cases). DT710" in text


def test_the_literature(capsys: pytest.CaptureFixture[str]) -> None:
    """Overlaps and gaps of published tables are what their sources report."""
    literature()
    assert capsys.readouterr().out.count(": as reported") == 5
