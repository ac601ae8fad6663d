"""The handout in its three shapes: A4, A5 and large print. The same content, laid out by ``templates/fiche.typ``."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Any, Literal

from etabli.findings import Finding

from . import qr
from .document import Document, Head, Section, Sheet
from .printed_links import addresses
from .typography import breakable
from .typst_pdf import compile_pdf
from .typst_writer import Node, Writer

#: A longer title is cut in the foot, which holds two lines.
_FOOT_TITLE = 60
Shape = Literal["a4", "a5", "large"]


@dataclass(frozen=True)
class _Lines:
    """How many characters a word may have before it breaks: in a line, in a table's cell (None: by columns), in code."""

    words: int
    code: int
    cells: int | None = None
    hyphens: bool = True


_LINES: dict[Shape, _Lines] = {
    "a4": _Lines(34, 60),
    "a5": _Lines(30, 42),
    "large": _Lines(24, 30, cells=24, hyphens=False),
}


def lay_out(document: Document, shape: Shape, *, booklet: bool = False) -> tuple[bytes, list[Finding]]:
    """Give a `Sheet` as a PDF, and what could not be printed as written.

    ``booklet``: margins mirrored, and pages to write on at the end so that they go by fours.
    """
    assert isinstance(document, Sheet)
    head, lines = document.head, _LINES[shape]
    writer = Writer(head.folder, head.slug, head.language, lines.words, lines.hyphens)
    writer.cell_words, writer.code_line = lines.cells, lines.code
    data = {**_tree(document, writer), "shape": shape, "booklet": booklet}
    pdf, findings = compile_pdf("fiche", data, writer.pictures, head.slug, head.checked_on)
    return pdf, [*writer.findings, *findings]


def _tree(document: Sheet, writer: Writer) -> dict[str, Any]:
    """Give what ``templates/fiche.typ`` reads."""
    head = document.head
    sections = [_section(section, writer) for section in document.sections]
    annexes = [_annex(section, writer) for section in document.annexes]
    answers = [_section(section, writer, 3) for section in document.answers]
    last = sections[-1]["content"][-1] if sections and sections[-1]["content"] else None
    licence = f", licence {head.licence}" if head.licence else ""
    checked = f" Faits vérifiés le {head.checked_on}." if head.checked_on else ""
    title = textwrap.shorten(head.title, _FOOT_TITLE, placeholder="…")
    short = ["Établi", head.licence, f"vérifié le {head.checked_on}" if head.checked_on else ""]
    return {
        "language": head.language,
        "title": f"{head.title}, fiche",
        "heading": writer.words(head.title),
        "summary": writer.words(head.summary),
        "authors": list(head.authors),
        "keywords": list(head.audiences),
        "foot-title": writer.words(title),
        "foot": writer.words(f"{title}. Atelier Établi{licence}.{checked}"),
        "short-foot": writer.words(f"{title}. {', '.join(filter(None, short))}"),
        "sections": sections,
        "place": _place(head, writer),
        "lines": isinstance(last, dict) and last["k"] == "lines",
        "annexes": annexes,
        "answers": answers,
        "addresses": addresses(writer.links, writer.longest),
    }


def _section(section: Section, writer: Writer, level: int = 2) -> dict[str, Any]:
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
    values = _section(section, writer)
    content: list[Node] = values["content"]
    legend = next((node for node in content if isinstance(node, dict) and node["k"] == "legend"), None)
    return {**values, "legend": legend}


def _place(head: Head, writer: Writer) -> dict[str, Any] | None:
    """Say where to come back, with a QR code where the front matter gives an address."""
    if not head.place and not head.contact:
        return None
    link = qr.address(head.place, head.contact)
    drawn = qr.svg(link) if link else None
    if drawn:
        writer.pictures["qr.svg"] = drawn
    elif link:
        writer.found("E705", "l’adresse est trop longue pour un QR code.", "Donnez une adresse plus courte.")
    return {
        "qr": "qr.svg" if drawn else None,
        "alt": f"QR code qui mène à {link}",
        "where": _linked(head.place, writer),
        "contact": _linked(head.contact, writer),
    }


def _linked(text: str, writer: Writer) -> list[Node]:
    return [
        {
            "k": "link",
            "href": part,
            "n": None,
            "c": [breakable(part.split("://", 1)[1].rstrip("/"), writer.longest)],
        }
        if is_link
        else writer.words(part)
        for part, is_link in qr.around(text)
    ]
