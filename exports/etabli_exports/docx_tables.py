"""Tables of a Word file: widths as a browser gives them, header rows that come back on each page, boxes to tick."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .docx_inline import Story, words
from .docx_style_parts import SIGN_FONT
from .docx_xml import PLAIN, Look, kept_with_next, paragraph, safe, twips, w
from .measure import width
from .typst_writer import Node

#: Millimetres: the page's measure, what a cell's sides take, the least height of a row that one writes in, a die's box.
MEASURE, INSET, WRITING, DIE = 166.0, 4.6, 9.0, 7.4
#: A table of so many rows at most stays on one page.
SHORT = 9
_SIZES = (1.0, 0.91, 0.82)


@dataclass(frozen=True)
class Column:
    """A column's width in mm: what it would like, what it cannot do without."""

    natural: float
    least: float


def table(story: Story, node: dict[str, Any]) -> list[str]:
    """Set a table; one that is too wide is cut by columns, the first of which is repeated."""
    indexes = list(range(len(node["columns"])))
    if not indexes:
        return []
    for scale in _SIZES:
        columns = _columns(node, 11 * scale)
        room = _shares(node, columns)
        if room is not None:
            return [_one(story, node, indexes, room, 11 * scale), gap()]
    columns = _columns(node, 10)
    first = min(columns[0].least, MEASURE / 3)
    parts: list[str] = []
    for group in _groups(columns, first):
        free = (MEASURE - first - sum(width for _, width in group)) / len(group)
        widths = [first, *(width + free for _, width in group)]
        parts += [_one(story, node, [0, *(index for index, _ in group)], widths, 10), gap()]
    return parts


def gap(points: float = 8) -> str:
    """Give the small paragraph that parts a table or a frame from what follows: without it, the two would join."""
    return paragraph(
        "Espace", spacing=w("spacing", before=0, after=round(points * 20), line=20, lineRule="exact")
    )


def _columns(node: dict[str, Any], size: float) -> list[Column]:
    columns = []
    for index, about in enumerate(node["columns"]):
        cells = [words(node["header"][index]), *(words(row[index]) for row in node["rows"])]
        wide = max(width(cell, size, "strong") for cell in cells) + INSET
        word = width(about["longest"].replace("\u200b", ""), size, "strong") + INSET
        if about["blank"]:
            columns.append(Column(max(wide, 36), max(word, 24)))
        elif about["boxes"] and (dice := max(cell.count("☐") for cell in cells)) > 1:
            columns.append(Column(dice * DIE + INSET, dice * DIE + INSET))
        elif about["boxes"]:
            wide = max(min(wide, 23), word)
            columns.append(Column(wide, min(max(word, 12), wide)))
        else:
            columns.append(Column(wide, min(max(word, 12), wide)))
    return columns


def _shares(node: dict[str, Any], columns: list[Column]) -> list[float] | None:
    total, floor = sum(column.natural for column in columns), sum(column.least for column in columns)
    if total <= MEASURE:
        every = range(len(columns))
        grown = (
            [n for n in every if node["columns"][n]["blank"]]
            or [n for n in every if not node["columns"][n]["boxes"]][:1]
            or list(every)
        )
        if not any(about["blank"] or about["boxes"] for about in node["columns"]):
            grown = [len(columns) - 1]
        weights = [
            about["weight"] if about["blank"] else column.natural
            for about, column in zip(node["columns"], columns, strict=True)
        ]
        whole = sum(weights[n] for n in grown)
        return [
            column.natural + (MEASURE - total) * weights[n] / whole * (n in grown)
            for n, column in enumerate(columns)
        ]
    if floor > MEASURE:
        return None
    slack = sum(column.natural - column.least for column in columns)
    return [column.least + (MEASURE - floor) * (column.natural - column.least) / slack for column in columns]


def _groups(columns: list[Column], first: float) -> list[list[tuple[int, float]]]:
    groups: list[list[tuple[int, float]]] = []
    used = MEASURE
    for index, column in enumerate(columns[1:], 1):
        wide = min(max(column.least, min(column.natural, 45.0)), MEASURE - first)
        if used + wide > MEASURE or not groups:
            groups.append([])
            used = first
        groups[-1].append((index, wide))
        used += wide
    return groups or [[(0, MEASURE - first)]]


def _one(story: Story, node: dict[str, Any], indexes: list[int], widths: list[float], size: float) -> str:
    look = PLAIN if size == 11 else Look(size=size)
    places = [_place(node["columns"][index], index) for index in indexes]
    titles = [words(node["header"][index]) for index in indexes]
    head = [
        cell(paragraph("Tableautitre", story.line(node["header"][index], look), align=place), wide, "bottom")
        for index, wide, place in zip(indexes, widths, places, strict=True)
    ]
    rows, short = [], len(node["rows"]) <= SHORT
    for rank, line in enumerate(node["rows"]):
        empty = any(not words(line[index]) for index in indexes)
        filled = []
        for index, wide, place, title in zip(indexes, widths, places, titles, strict=True):
            text = paragraph(
                "Tableautexte", _content(story, line[index], look, f"{words(line[0])}, {title}"), align=place
            )
            filled.append(
                cell(kept_with_next(text) if short and rank < len(node["rows"]) - 1 else text, wide)
            )
        rows.append(row(filled, WRITING if empty else 0))
    return frame(
        [row(head, header=True), *rows], widths, f"Tableau : {', '.join(title for title in titles if title)}"
    )


def _content(story: Story, nodes: list[Node], look: Look, name: str) -> str:
    solid = [node for node in nodes if not (isinstance(node, str) and not node.strip())]
    if solid and all(isinstance(node, dict) and node["k"] == "box" for node in solid):
        if len(solid) > 1:
            # dice: one writes a figure in each
            return story.run("☐" * len(solid), Look(size=21, font=SIGN_FONT))
        return story.box(name)
    return story.line(nodes, look)


def _place(column: dict[str, Any], index: int) -> str:
    if column["align"] in ("right", "center"):
        return "end" if column["align"] == "right" else "center"
    return "center" if column["boxes"] and not column["blank"] and index else ""


def cell(content: str, wide: float, place: str = "center") -> str:
    """Give a cell; ``wide`` in mm."""
    return w("tc", w("tcPr", w("tcW", w=twips(wide), type="dxa"), w("vAlign", val=place)), content)


def row(cells: list[str], high: float = 0, *, header: bool = False) -> str:
    """Give a row that no page cuts; ``high``: least height in mm; ``header``: repeated on each page."""
    about = [
        w("cantSplit"),
        w("trHeight", val=twips(high), hRule="atLeast") if high else "",
        w("tblHeader") if header else "",
    ]
    return w("tr", w("trPr", *about), *cells)


def frame(rows: list[str], widths: list[float], description: str, style: str = "Tableautabli") -> str:
    """Give a table of these rows; ``description`` is its text alternative."""
    look = w("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1)
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val=style),
            w("tblW", w=sum(twips(wide) for wide in widths), type="dxa"),
            w("tblLayout", type="fixed"),
            look,
            w("tblCaption", val=safe(description)[:250]),
        ),
        w("tblGrid", *(w("gridCol", w=twips(wide)) for wide in widths)),
        *rows,
    )
