"""The embedded evaluator needs the standard library alone."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import b12dt

PACKAGE = Path(b12dt.__file__).parent
HEAVY = ("openpyxl", "lark", "rich", "pandas", "numpy", "pyarrow", "polars", "narwhals", "hypothesis", "pytest")
COMPILER = (
    "b12dt.read",
    "b12dt.recognise",
    "b12dt.resolve",
    "b12dt.cells",
    "b12dt.emit",
    "b12dt.model",
    "b12dt.pipeline",
    "b12dt.cohort",
)


def _modules_after(code: str, folder: Path = PACKAGE.parent) -> list[str]:
    """Return the modules that a fresh Python, without site-packages' help at start, holds after running `code`."""
    program = (
        f"import sys, json\nbefore = set(sys.modules)\n{code}\nprint(json.dumps(sorted(set(sys.modules) - before)))"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])


def _foreign(modules: list[str]) -> list[str]:
    return [name for name in modules if name.partition(".")[0] not in {*sys.stdlib_module_names, "b12dt"}]


@pytest.mark.parametrize(
    "code",
    [
        "import b12dt",
        "import b12dt; b12dt.evaluate(pernicious_anemia='yes')['route.strength']",
        "import b12dt; a = b12dt.evaluate(); str(a.explain()); a.open_questions; a.settled; a.to_dict(); a.regimens; a.notices",
        "import b12dt\ntry: b12dt.evaluate(age_years='old')\nexcept b12dt.FactError as error: str(error)",
        "import b12dt, datetime; from b12dt import show; a = b12dt.evaluate(); [f(a) for f in (show.facts, show.card, show.why, show.why_not, show.what_if, show.next_question)]; show.calendar(a, datetime.date(2026, 6, 1)); show.style()",
        "from b12dt.guideline import shipped; shipped().evaluate({'age_years': 70}).to_dict()",
    ],
)
def test_the_evaluator_loads_nothing_foreign(code: str) -> None:
    """Evaluating, explaining, asking and refusing load neither a third-party package nor the compiler."""
    modules = _modules_after(code)
    assert _foreign(modules) == []
    assert [name for name in modules if name.startswith(COMPILER)] == []


def test_loading_workbooks_does_load_the_compiler() -> None:
    """The check above can fail: reading workbooks loads openpyxl and the compiler."""
    modules = _modules_after("import b12dt; b12dt.load('tables')")
    assert "openpyxl" in modules
    assert set(_foreign(modules)) & set(HEAVY)


def test_compiled_module_stands_alone(tmp_path: Path) -> None:
    """`compiled.py` copied alone into an empty folder decides, without b12dt."""
    shutil.copy(PACKAGE / "compiled.py", tmp_path / "compiled.py")
    facts = "{name: one.default for name, one in compiled.INPUTS.items()} | {'pernicious_anemia': 'yes', 'deficiency_confirmed': 'yes'}"
    code = f"sys.path[:] = [path for path in sys.path if 'site-packages' not in path and path != {str(PACKAGE.parent)!r}]; sys.path.insert(0, '.')"
    show = (
        "print(json.dumps([list(r.id for r in rules) if rules is not None else None for rules in compiled.decide("
        + facts
        + ")]))"
    )
    program = f"import sys, json\n{code}\nimport compiled\nassert 'b12dt' not in sys.modules\n{show}"
    ran = subprocess.run(
        [sys.executable, "-I", "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    advice = b12dt.evaluate(pernicious_anemia="yes", deficiency_confirmed="yes")
    assert json.loads(ran.stdout) == [None if rules is None else [rule.id for rule in rules] for rules in advice.fired]


def test_compiled_module_imports_typing_alone() -> None:
    """The generated module says what it needs at its head: nothing but typing."""
    lines = (PACKAGE / "compiled.py").read_text(encoding="utf-8").splitlines()
    imports = [line for line in lines if line.startswith(("import ", "from "))]
    assert imports
    assert all(line.startswith(("from typing import", "from __future__ import")) for line in imports)
