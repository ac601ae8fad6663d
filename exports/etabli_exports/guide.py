"""``guide.pdf``: the facilitator's run sheet, never given to participants."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from etabli.blocks import Block
from etabli.findings import Finding

from .document import Document, Head, Row, RunSheet, Section
from .head import duration
from .typst_pdf import compile_pdf
from .typst_writer import Node, Writer

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
        "columns": _columns(document.rows),
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


def _columns(rows: tuple[Row, ...]) -> list[float]:
    """Share 136 mm between do, say and without a screen, as much as each has to say; 32 mm at least."""
    weights = [
        sum(_length(getattr(row, name)) ** 0.5 for row in rows) + 1 for name in ("do", "say", "without")
    ]
    shares = [136 * weight / sum(weights) for weight in weights]
    short = [max(32 - share, 0) for share in shares]
    roomy = sum(share - 32 for share in shares if share > 32)
    return [round(max(share, 32) - sum(short) * max(share - 32, 0) / roomy, 2) for share in shares]


def _length(blocks: tuple[Block, ...]) -> int:
    return len(repr(blocks))


def _row(row: Row, writer: Writer) -> dict[str, Any]:
    writer.level = 1
    longest, writer.longest = writer.longest, _LONGEST
    values = {
        "title": writer.words(row.title),
        "number": row.number,
        "start": row.start,
        "minutes": max(row.minutes, 1),
        "optional": row.optional and row.number is not None,
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
    return {"title": section.title, "answers": answers, "parts": _parts(writer.pieces(section.content))}


def _parts(nodes: list[Node]) -> list[dict[str, Any]]:
    """Cut a section where its layout changes: advice to a table as wide as the page, plain lists likewise, the rest in two columns."""
    parts: list[dict[str, Any]] = []
    for node in nodes:
        kind = "advice" if _is_advice(node) else "text"
        if not parts or parts[-1]["kind"] != kind:
            parts.append({"kind": kind, "content": []})
        parts[-1]["content"].append(node)
    # A title stays with the table it announces.
    for part, following in pairwise(parts):
        last = part["content"][-1]
        following["title"] = (
            part["content"].pop() if following["kind"] == "advice" and _kind(last) == "heading" else None
        )
    for part in parts:
        part["columns"] = 1 if all(_kind(node) == "par" for node in part["content"]) else 2
    return [part for part in parts if part["content"]]


def _is_advice(node: Node) -> bool:
    return (
        isinstance(node, dict)
        and node["k"] == "question"
        and any(option["mark"] for option in node["options"])
    )


def _kind(node: Node) -> str:
    return "" if isinstance(node, str) else str(node["k"])
