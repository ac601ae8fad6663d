"""The facilitator's guide: the hours, what they do, what to say, what to do without a screen; then all the answers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from etabli.activities.forms import Subtitle
from etabli.atelier import Atelier, Cell, Step
from etabli.blocks import Block, Paragraph, Span, Text, plain
from etabli.markdown import inlines

from .document import Options, Piece, Row, RunSheet, Section
from .head import head

Column = Literal["do", "say", "without"]
_LEADS: tuple[tuple[str, Column, bool], ...] = (
    # bold words that open a paragraph, the column they lead to, whether they are printed there
    (r"[àa] faire", "do", False),
    (r"(ce qu[’']ils font|les participants)", "do", False),
    (r"[àa] dire", "say", False),
    (r"[àa] surveiller", "say", True),
    (r"sans [ée]cran", "without", False),
)
_PLACES = {"ecran": "à l’écran", "papier": "sur papier", "diapo": "en diapo"}


def run_sheet(atelier: Atelier, options: Options) -> RunSheet:
    """Lay the steps on the clock. Facilitator's text without a lead-in goes to « À dire »."""
    rows, start = [], 0
    for step in atelier.steps:
        columns = _columns(step)
        rows.append(
            Row(
                step.title,
                start,
                step.length,
                step.number,
                step.timing == "facultatif",
                columns["do"],
                columns["say"],
                columns["without"],
            )
        )
        start += step.length
    sections = (_answers(atelier), _texts(atelier), _sources(atelier))
    return RunSheet(
        head(atelier),
        tuple(block for cell in atelier.intro if cell.audience == "facilitator" for block in cell.blocks),
        tuple(rows),
        tuple(section for section in sections if section.content),
    )


def _columns(step: Step) -> dict[Column, tuple[Block, ...]]:
    columns: dict[Column, list[Block]] = {"do": [], "say": [], "without": []}
    for cell in step.cells:
        if cell.audience != "facilitator":
            continue
        current: Column = "say"
        for block in cell.blocks:
            lead = _lead(block)
            if lead:
                current, block = lead
            columns[current].append(block)
    return {column: tuple(blocks) for column, blocks in columns.items()}


def _lead(block: Block) -> tuple[Column, Block] | None:
    """Understand bold first words such as « À faire. »."""
    if not isinstance(block, Paragraph) or not block.children:
        return None
    first, rest = block.children[0], block.children[1:]
    if not isinstance(first, Span) or first.kind != "strong":
        return None
    words = plain(first.children).lower()
    for pattern, column, printed in _LEADS:
        if re.match(pattern, words):
            if printed:
                return column, block
            if rest and isinstance(rest[0], Text):
                rest = (Text(rest[0].text.lstrip(" .:\u00a0")), *rest[1:])
            return column, Paragraph(rest)
    return None


def _title(step: Step) -> str:
    return f"{step.number}. {step.title}" if step.number else step.title


def _answers(atelier: Atelier) -> Section:
    content: list[Piece] = []
    for step in atelier.steps:
        forms = [form for activity in step.activities() for form in activity.key()]
        content += [Subtitle(_title(step)), *forms] if forms else []
    return Section("Réponses et conseils", tuple(content))


def _texts(atelier: Atelier) -> Section:
    """Give all that participants read, labelled where it is not for every medium."""
    content: list[Piece] = list(_labelled(atelier.intro))
    for step in atelier.steps:
        pieces = list(_labelled(step.cells))
        content += [Subtitle(_title(step)), *pieces] if pieces else []
    return Section("Ce que les participants lisent", tuple(content))


def _labelled(cells: Iterable[Cell]) -> Iterable[Piece]:
    everywhere = True
    for cell in cells:
        if cell.audience != "participants":
            continue
        pieces: list[Piece] = [*cell.blocks, *(cell.activity.paper() if cell.activity else ())]
        if cell.program:
            pieces.append(cell.program)
        if pieces and (cell.places or not everywhere):
            where = (
                f"Seulement {' et '.join(_PLACES[place] for place in cell.places)}."
                if cell.places
                else "Partout."
            )
            yield Paragraph((Span("strong", (Text(where),)),))
            everywhere = not cell.places
        yield from pieces


def _sources(atelier: Atelier) -> Section:
    """Give the front matter's sources, then what activities quote without a key."""
    known = atelier.front.sources
    free = dict.fromkeys(
        reference
        for activity in atelier.activities()
        for reference in activity.references()
        if reference not in known
    )
    return Section(
        "Sources",
        (*(_source(key, text) for key, text in known.items()), *(_source("", text) for text in free)),
    )


def _source(key: str, text: str) -> Paragraph:
    label = (Span("strong", (Text(f"{key}."),)), Text(" ")) if key else ()
    return Paragraph((*label, *inlines(text)))


__all__ = ["run_sheet"]
