"""The Sphinx extension: writes the pages, adds them to the table of contents, and tells on each page which version it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective
from sphinx_external_toc.api import Document, FileItem, SiteMap, TocTree

from b12dt import show
from b12dt.patient_page import Fragment
from b12dt.publish.access import mend_all
from b12dt.publish.files import FOLDER, Download, downloads
from b12dt.publish.graph import MissingToolError
from b12dt.publish.links import ROOT, page_of
from b12dt.publish.pages import chosen, pages, patient_page
from b12dt.publish.site import NotPublishedError, Site, survey
from b12dt.show.places import anchor
from b12dt.staging import write_whole

STYLE = "b12dt.css"
NOTEBOOKS = "notebooks"
TOLD = ("Version", "Date", "Last reviewed", "Review by")
"""What each page tells of the guideline, by item of its About sheet."""
RECOMMENDATION = "recommendation"
"""What a rule is called where the search finds it by its number."""
STATIC = Path(__file__).parent / "static"
SHOWN = Path(show.__file__).with_name("show.css")
"""The looks of the pieces in the notebooks, whose own style sheet a page leaves out."""


def register(app: Sphinx) -> dict[str, Any]:
    """Connect to Sphinx. The pages must be there before Sphinx looks for its sources."""
    book = _Book()
    app.add_config_value("b12dt_tables", "../tables", "env")
    app.add_config_value("b12dt_notebooks", "../notebooks", "env")
    app.add_config_value("b12dt_previous", "previous", "env")
    app.add_config_value("b12dt_files", {}, "env")
    app.add_config_value("b12dt_style", "", "html")
    cast("Any", app).add_object_type(RECOMMENDATION, RECOMMENDATION)
    connect = cast("Any", app).connect
    connect("config-inited", book.write, priority=100)
    connect("config-inited", book.list_pages, priority=900)
    connect("env-updated", book.name_rules)
    connect("html-page-context", book.tell_version)
    connect("build-finished", book.put_files)
    app.add_directive("rules", _rules_of(book))
    app.add_css_file(STYLE)
    app.add_css_file(SHOWN.name)
    return {"parallel_read_safe": False, "parallel_write_safe": True}


class _Book:
    """One build: what was read of the workbooks is kept from one event to the next."""

    site: Site
    downloads: list[tuple[str, list[Download]]]
    patient: Fragment

    def write(self, app: Sphinx, config: Config) -> None:
        """Write every page below the root, and the notebooks beside it."""
        source = Path(app.srcdir)
        tables = source / config.b12dt_tables
        notebooks = sorted((source / config.b12dt_notebooks).glob("*.ipynb"))
        try:
            self.site = survey(tables, source / config.b12dt_previous)
            extra = {what: source / path for path, what in config.b12dt_files.items()}
            self.downloads = downloads(self.site, tables, notebooks, extra)
            self.patient = patient_page(self.site)
            written = list(pages(self.site, self.downloads, self.patient))
        except (NotPublishedError, MissingToolError) as error:
            raise ExtensionError(str(error)) from error
        _put(source / ROOT, {f"{page.name}.md": page.text.encode() for page in written})
        _put(source / NOTEBOOKS, {path.name: path.read_bytes() for path in notebooks})
        config.html_static_path = [*config.html_static_path, str(STATIC), str(SHOWN)]
        # Sphinx copies a style anew only when it writes pages, and writes pages anew only when a value has changed.
        styles = (*sorted(STATIC.iterdir()), SHOWN)
        config.b12dt_style = hashlib.sha256(b"".join(path.read_bytes() for path in styles)).hexdigest()
        config.html_theme_options = {
            **config.html_theme_options,
            "announcement": escape(self.site.about.get("Notice", "")),
        }

    def list_pages(self, _app: Sphinx, config: Config) -> None:
        """Add a page for each chapter and decision to the table of contents, below the page of the guideline."""
        toc = cast("SiteMap", cast("Any", config).external_site_map)
        chapters = {f"{ROOT}/chapters/{one.name}": one for one in self.site.chapters}
        toc[f"{ROOT}/index"].subtrees = [_tree(chapters)]
        for name, chapter in chapters.items():
            inside = [f"{ROOT}/{page_of(one.key)}" for one in chapter.decisions]
            toc[name] = Document(docname=name, subtrees=[_tree(inside)])
            for page in inside:
                toc[page] = Document(docname=page)

    def name_rules(self, _app: Sphinx, env: BuildEnvironment) -> None:
        """Make each rule known by its ID, so that the search finds it by its number."""
        domain = cast("StandardDomain", env.get_domain("std"))
        for rule, (table, _) in self.site.rules.items():
            domain.objects[RECOMMENDATION, rule] = f"{ROOT}/{page_of(table.key)}", anchor(rule)

    def tell_version(self, _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
        """Tell at the foot of each page which version it shows, when it was reviewed, and how to cite it."""
        told = " · ".join(f"{item}: {escape(self.site.about[item])}" for item in TOLD if item in self.site.about)
        context["theme_extra_footer"] = f'<p>{told} · <a href="{context["pathto"](f"{ROOT}/cite")}">Cite this</a></p>'

    def put_files(self, app: Sphinx, failure: Exception | None) -> None:
        """Put what can be downloaded beside the pages, and mend what the theme leaves out."""
        if failure is None and app.builder.format == "html":
            files = {one.name: one.content for _, listed in self.downloads for one in listed}
            _put(Path(app.outdir) / FOLDER, files)
            mend_all(Path(app.outdir))
            parts = {"page.css": self.patient.style.encode(), "page.js": self.patient.script.encode()}
            _put(Path(app.outdir) / "patient", parts)


def _tree(names: Iterable[str]) -> TocTree:
    return TocTree(items=[FileItem(name) for name in names])


def _put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder hold these files and no others; what is there already and equal stays untouched."""
    for path in sorted(folder.rglob("*")) if folder.exists() else ():
        if path.is_file() and path.relative_to(folder).as_posix() not in files:
            path.unlink()
    for name, content in files.items():
        path = folder / name
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, content)


def _rules_of(book: _Book) -> type[SphinxDirective]:
    """Return the directive `rules`: rules chosen by ID, each told as one sentence with a link to it."""

    class Rules(SphinxDirective):
        """`{rules} B12.D14.01 B12.D09.01`: a page that people write quotes the workbooks, and so cannot differ from them."""

        required_arguments = 1
        final_argument_whitespace = True

        def run(self) -> list[nodes.Node]:
            # The page stays as it was while the workbooks behind it change: Sphinx has to read it anew each time.
            self.env.note_reread()
            asked = self.arguments[0].split()
            missing = [one for one in asked if one not in book.site.rules]
            if missing:
                raise self.error(f"no rule has the ID {', '.join(missing)}")
            return [nodes.raw("", chosen(book.site, asked, self.env.docname), format="html")]

    return Rules
