"""``guide.pdf``: the facilitator's run sheet, never given to participants."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from etabli.blocks import Block
from etabli.findings import Finding

from .document import Document, Head, Row, RunSheet, Section
from .head import duration
from .long_texts import shortened
from .typst_pdf import compile_pdf
from .typst_writer import Node, Writer

#: The narrowest column holds about so many characters at 10 points; longer words may break.
_LONGEST = 20
#: A paragraph of a row longer than that is cut, so that the row may go on over the page.
_LONG = 500
#: Characters of a word in the two columns that follow.
_COLUMN_LONGEST = 26
#: Characters of a line of code in these.
_COLUMN_CODE = 32
#: How what is asked elsewhere shows among the answers.
_REVEALED = {"question": "solved", "remark": "explained"}


def write(document: Document) -> tuple[bytes, list[Finding]]:
    """Lay a `RunSheet` out. Gives the PDF and what could not be printed as written."""
    assert isinstance(document, RunSheet)
    head = document.head
    writer = Writer(head.folder, head.slug, head.language, _COLUMN_LONGEST)
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
        "runs": _runs(
            [
                node
                for rank, section in enumerate(document.answers)
                for node in _section(section, writer, rank == 0)
            ]
        ),
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
    writer.code_line = _LONGEST
    values = {
        "title": writer.words(row.title),
        "number": row.number,
        "start": row.start,
        "minutes": max(row.minutes, 1),
        "optional": row.optional and row.number is not None,
        "essential": row.number is not None and not row.optional,
        "pause": row.number is None,
        "do": writer.pieces(shortened(row.do, _LONG)),
        "say": writer.pieces(shortened(row.say, _LONG)),
        "without": writer.pieces(shortened(row.without, _LONG)),
    }
    writer.longest, writer.code_line = longest, _COLUMN_CODE
    return values


def _section(section: Section, writer: Writer, answers: bool) -> list[Node]:
    """Give a part's title and content; among the answers, questions show what is right."""
    writer.level = 1
    nodes = [writer.heading(2, [section.title]), *writer.pieces(section.content)]
    if answers:
        for node in nodes:
            if _kind(node) in _REVEALED and isinstance(node, dict):
                node["k"] = (
                    "advice"
                    if any(option["mark"] for option in node.get("options", ()))
                    else _REVEALED[node["k"]]
                )
    return nodes


def _runs(nodes: list[Node]) -> list[dict[str, Any]]:
    """Cut the text where its layout changes: advice is a table as wide as the page, the rest goes in two columns."""
    runs: list[dict[str, Any]] = []
    for node in nodes:
        advice = _kind(node) == "advice"
        if not runs or runs[-1]["advice"] != advice:
            runs.append({"advice": advice, "content": [], "title": None})
        runs[-1]["content"].append(node)
    for run, following in pairwise(runs):
        # a title stays with the table it announces
        if following["advice"] and _kind(run["content"][-1]) == "heading":
            following["title"] = run["content"].pop()
    return [run for run in runs if run["content"]]


def _kind(node: Node) -> str:
    return "" if isinstance(node, str) else str(node["k"])
