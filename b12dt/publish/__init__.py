"""The book: pages written from the workbooks, and the Sphinx extension that writes them while a book is built."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx, under the name `b12dt.publish`."""
    from b12dt.publish.extension import register

    return register(app)
