"""Templates made into pages: MyST Markdown whose data stands in HTML blocks, every text escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, cast

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from b12dt.catalogue import title
from b12dt.model import Basis
from b12dt.publish import wording
from b12dt.publish.links import Links
from b12dt.publish.site import Site
from b12dt.runtime.decided import BASES
from b12dt.show.places import anchor
from b12dt.words.report import word

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|$])")
_QUOTED = re.compile(r"`([^`]+)`")
_SPARE = re.compile(r"\n{3,}")


def render(site: Site, document: str, template: str, context: Mapping[str, Any]) -> str:
    """Return a page as text; `document` is its name from the root of the book, for the links on it."""
    guideline = site.program.guideline
    text = (
        _environment()
        .get_template(template)
        .render(
            site=site,
            to=Links(site, document),
            bases={one: BASES[one] for one in Basis},
            policies=wording.POLICIES,
            statements={one.id: one for one in guideline.statements},
            interpretations={one.id: one for one in guideline.interpretations},
            regimens={one.id: one for one in guideline.regimens},
            **context,
        )
    )
    return _SPARE.sub("\n\n", text).lstrip()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("b12dt.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Callable[[Any], Any]] = {
        "anchor": anchor,
        "slug": anchor,
        "heading": _heading,
        "values": wording.values,
        "united": wording.united,
        "kind": wording.kind,
        "allowed": wording.allowed,
        "default_of": wording.default,
        "route": wording.route,
        "rhythm": wording.rhythm,
        "how_long": wording.how_long,
        "title": title,
        "word": word,
        "gaps": _gaps,
        "marked": _marked,
        "dose_unit": wording.dose_unit,
    }
    cast("Any", environment).filters.update(filters)
    return environment


def _heading(text: str) -> Markup:
    """Return a text that Markdown takes as it is."""
    return Markup(_MARKS.sub(r"\\\1", text))  # noqa: S704 - Markdown's own marks are what is escaped here


def _gaps(text: str) -> str:
    """Return a sentence whose gaps are filled by each finding."""
    return text.replace("{", "‹").replace("}", "›")


def _marked(text: str) -> Markup:
    """Return a message with what stands between backticks, which a terminal shows, in the letters of programs."""
    return Markup(_QUOTED.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped just now
