"""A page, made of its template and what that shows."""

from __future__ import annotations

from typing import Any, NamedTuple

from b12dt.publish.links import ROOT
from b12dt.publish.render import render
from b12dt.publish.site import Site


class Page(NamedTuple):
    """A page: its name below the root, without ending, and its text."""

    name: str
    text: str


def page(site: Site, name: str, template: str = "", **context: Any) -> Page:
    """Return a page of this name below the root, of the template of that name or of another."""
    return Page(name, render(site, f"{ROOT}/{name}", template or f"{name}.md", context))
