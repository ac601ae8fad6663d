"""``fiche.pdf``: the A4 handout."""

from __future__ import annotations

from typing import Any

from etabli.findings import Finding

from .document import Document, Section, Sheet
from .typst_pdf import compile_pdf
from .typst_writer import Node, Writer, addresses


def write(document: Document) -> tuple[bytes, list[Finding]]:
    """Lay a `Sheet` out. Gives the PDF and what could not be printed as written."""
    assert isinstance(document, Sheet)
    head = document.head
    writer = Writer(head.folder, head.slug, head.language)
    data = tree(document, writer)
    pdf, findings = compile_pdf("fiche", data, writer.pictures, head.slug, head.checked_on)
    return pdf, [*writer.findings, *findings]


def tree(document: Sheet, writer: Writer) -> dict[str, Any]:
    """Give what ``templates/fiche.typ`` reads."""
    head = document.head
    sections = [section_tree(section, writer) for section in document.sections]
    annexes = [_annex(section, writer) for section in document.annexes]
    answers = [section_tree(section, writer, 3) for section in document.answers]
    last = sections[-1]["content"][-1] if sections and sections[-1]["content"] else None
    licence = f", licence {head.licence}" if head.licence else ""
    checked = f" Faits vérifiés le {head.checked_on}." if head.checked_on else ""
    return {
        "language": head.language,
        "title": f"{head.title}, fiche",
        "heading": writer.words(head.title),
        "summary": writer.words(head.summary),
        "authors": list(head.authors),
        "keywords": list(head.audiences),
        "foot": writer.words(f"{head.title}. Atelier Établi{licence}.{checked}"),
        "sections": sections,
        "lines": isinstance(last, dict) and last["k"] == "lines",
        "annexes": annexes,
        "answers": answers,
        "addresses": addresses(writer.links),
    }


def section_tree(section: Section, writer: Writer, level: int = 2) -> dict[str, Any]:
    """Give a step's tree. ``level``: that of its title."""
    writer.level = level if section.title else 1
    content = writer.pieces(section.content)
    return {
        "title": writer.words(section.title),
        "number": section.number,
        "minutes": section.minutes,
        "optional": section.optional,
        "content": content,
    }


def _annex(section: Section, writer: Writer) -> dict[str, Any]:
    values = section_tree(section, writer)
    content: list[Node] = values["content"]
    legend = next((node for node in content if isinstance(node, dict) and node["k"] == "legend"), None)
    return {**values, "legend": legend}
