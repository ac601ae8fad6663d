"""What a table's columns hold, from which a layout chooses their widths."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from etabli.blocks import Inline, Table, plain

#: Characters that stand for a box to tick.
BOXES = "☐☑☒□"
Row = Sequence[Sequence[Inline]]


def even_rows(table: Table) -> list[Row]:
    """Give the rows, each with as many cells as the header."""
    width = len(table.header)
    return [(*row, *((),) * (width - len(row)))[:width] for row in table.rows]


def is_lines(table: Table) -> bool:
    """Say whether a table is but a title and lines to write on."""
    return len(table.header) == 1 and bool(table.rows) and not any(plain(row[0]) for row in even_rows(table))


def column(cells: Row, align: str | None, words: Callable[[str], str]) -> dict[str, Any]:
    """Describe a column, header first. ``words`` sets a text; what it leaves whole may not be cut.

    ``longest``: its longest piece; ``blank``: one writes in it; ``boxes``: one ticks in it, ``dice``: several boxes a cell;
    ``weight``: its share of the room where one writes.
    """
    texts = [plain(cell) for cell in cells]
    body = texts[1:]
    pieces = (piece for text in texts for piece in re.split("[ \n\t\u200b]+", words(text)))
    return {
        "align": align or None,
        "longest": max(pieces, key=len, default=""),
        "blank": bool(body) and not any(body),
        "boxes": bool(body) and all(set(text) <= {*BOXES, " "} for text in body),
        "dice": bool(body) and all(sum(char in BOXES for char in text) > 1 for text in body),
        "weight": (len(texts[0]) + 1) ** 2,
    }
