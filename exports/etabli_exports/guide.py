"""``guide.pdf``: the facilitator's run sheet, never given to participants."""

from __future__ import annotations

from typing import Any

from etabli.findings import Finding

from .document import Document, Head, Row, RunSheet, Section
from .head import duration
from .typst_pdf import compile_pdf
from .typst_writer import Writer

#: The narrowest column holds about so many characters at 10 points; longer words may break.
_LONGEST = 14


def write(document: Document) -> tuple[bytes, list[Finding]]:
    """Lay a `RunSheet` out. Gives the PDF and what could not be printed as written."""
    assert isinstance(document, RunSheet)
    head = document.head
    writer = Writer(head.folder, head.slug, head.language)
    data = tree(document, writer)
    pdf, findings = compile_pdf("guide", data, writer.pictures, head.slug, head.checked_on)
    return pdf, [*writer.findings, *findings]


def tree(document: RunSheet, writer: Writer) -> dict[str, Any]:
    """Give what ``templates/guide.typ`` reads."""
    head = document.head
    checked = f" Faits vérifiés le {head.checked_on}." if head.checked_on else ""
    return {
        "language": head.language,
        "title": f"{head.title}, guide de l’animateur",
        "heading": writer.words(head.title),
        "about": writer.words(_about(head)),
        "authors": list(head.authors),
        "foot": f"Guide de l’animateur. Ne pas distribuer.{checked}",
        "rules": writer.pieces(document.rules),
        "rows": [_row(row, writer) for row in document.rows],
        "lists": [
            {"title": title, "tick": tick, "items": [writer.words(item) for item in items]}
            for title, tick, items in (
                ("Objectifs", False, head.goals),
                ("Matériel", True, head.materials),
                ("Avant de venir", False, head.prerequisites),
            )
            if items
        ],
        "sections": [_section(section, writer, rank == 0) for rank, section in enumerate(document.answers)],
    }


def _about(head: Head) -> str:
    parts = [f"Déroulé de {duration(head.minutes)}", *([", ".join(head.audiences)] if head.audiences else [])]
    return ", ".join([*parts, *([f"niveau {head.level}"] if head.level else [])])


def _row(row: Row, writer: Writer) -> dict[str, Any]:
    writer.level = 1
    longest, writer.longest = writer.longest, _LONGEST
    values = {
        "title": writer.words(row.title),
        "number": row.number,
        "start": row.start,
        "minutes": max(row.minutes, 1),
        "optional": row.optional,
        "essential": row.number is not None and not row.optional,
        "pause": row.number is None,
        "do": writer.pieces(row.do),
        "say": writer.pieces(row.say),
        "without": writer.pieces(row.without),
    }
    writer.longest = longest
    return values


def _section(section: Section, writer: Writer, answers: bool) -> dict[str, Any]:
    writer.level = 2
    return {"title": section.title, "answers": answers, "content": writer.pieces(section.content)}
