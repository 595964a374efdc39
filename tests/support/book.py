"""A book built in a copy of the project, so that nothing of the project changes, and what its pages hold."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMANDS = Path(sys.executable).parent
NOT_SOURCES = shutil.ignore_patterns("_build", "guideline", "notebooks")


@dataclass
class Seen(HTMLParser):
    """What a page holds: its anchors, where its links lead, what it loads, its text."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one element."""
        held = {name: value or "" for name, value in attrs}
        if "id" in held:
            self.ids.append(held["id"])
        if tag == "a" and "href" in held:
            self.links.append(held["href"])
        self.loads += [held[name] for name in ("src", "href") if name in held and tag not in ("a", "base")]

    def handle_data(self, data: str) -> None:
        """Note a piece of text."""
        self.text.append(data)


def copy_project(folder: Path) -> Path:
    """Return a copy of all that a book is built from."""
    shutil.copytree(ROOT / "book", folder / "book", ignore=NOT_SOURCES)
    for name in ("tables", "notebooks", "benchmarks"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in ROOT.glob("*.*"):
        if path.is_file() and path.suffix in {".md", ".cff", ".toml"}:
            shutil.copy(path, folder / path.name)
    return folder


def build(project: Path) -> subprocess.CompletedProcess[str]:
    """Build the book of a project as `make book` does."""
    command = [COMMANDS / "jupyter-book", "build", "-W", "-n", "--keep-going", "book"]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a book that was just built."""
    project = copy_project(tmp_path_factory.mktemp("book"))
    done = build(project)
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]
    return project / "book" / "_build" / "html"


@pytest.fixture(scope="session")
def seen(html: Path) -> dict[str, Seen]:
    """Return what each page of the built book holds, by its address."""
    return {address: page for address, page in _read(html) if not address.startswith(("_static/", "files/"))}


def _read(html: Path) -> Iterator[tuple[str, Seen]]:
    for path in sorted(html.rglob("*.html")):
        page = Seen()
        page.feed(path.read_text(encoding="utf-8"))
        yield path.relative_to(html).as_posix(), page
