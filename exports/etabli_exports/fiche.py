"""``fiche.pdf``, ``fiche-a5.pdf`` and ``fiche-gros-caracteres.pdf``: the handout that each one keeps."""

from __future__ import annotations

from etabli.findings import Finding

from .document import Document
from .handout import lay_out


def write(document: Document) -> tuple[bytes, list[Finding]]:
    """Lay a `Sheet` out on A4. Gives the PDF and what could not be printed as written."""
    return lay_out(document, "a4")


def write_a5(document: Document) -> tuple[bytes, list[Finding]]:
    """Lay a `Sheet` out on A5, as `write` does."""
    return lay_out(document, "a5")


def write_large(document: Document) -> tuple[bytes, list[Finding]]:
    """Lay a `Sheet` out at 20 points, no word cut, narrow tables as lists, as `write` does."""
    return lay_out(document, "large")
