"""Tables on slides: widths of columns, heights of rows, and how to cut what does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from etabli.blocks import Inline, Span, Table, plain

from .measure import POINT, Face, line_count, width
from .slide_text import runs
from .slide_zones import HEAD, LEAD, Box, TableZone

#: Points of a first column made of a few bold words, by preference.
KEYS = (36.0, 30.0)
_INSET, _PAD = 2.5, 3.0
#: Rows of a slide, header not counted (look.md).
MOST_ROWS = 4


@lru_cache(maxsize=1024)
def table_zone(table: Table, size: float, room: float) -> TableZone:
    """Measure a table at ``size``, at the origin; its box is wider than ``room`` where words are too long for it.

    The first column is written large where it is made of a few bold words, as long as the table is no taller for it.
    """
    zones = [_measured(table, size, room, key) for key in (*(KEYS if _has_keys(table) else ()), None)]
    return min(zones, key=lambda zone: (zone.box.w > room + 0.1, round(zone.box.h)))


def _measured(table: Table, size: float, room: float, key: float | None) -> TableZone:
    widths = _widths(table, size, room, key)
    heights = _heights(table, size, widths, key)
    return TableZone(
        Box(0.0, 0.0, sum(widths), sum(heights)), table, tuple(widths), tuple(heights), size, key
    )


def _heights(table: Table, size: float, widths: list[float], key: float | None) -> list[float]:
    heights = [
        max(_cell_height(cell, HEAD, "strong", widths[column]) for column, cell in enumerate(table.header))
        + 5.0
    ]
    for row in table.rows:
        tallest = 0.0
        for column, cell in enumerate(row):
            own, face = (key, "title") if key and column == 0 else (size, None)
            tallest = max(tallest, _cell_height(cell, own, face, widths[column]))  # type: ignore[arg-type]
        heights.append(tallest + 2 * _PAD)
    return heights


def by_columns(table: Table, size: float, room: float) -> list[Table]:
    """Cut a table whose words are too wide for ``room``; each piece repeats the first column."""
    count = len(table.header)
    if count <= 2 or sum(_least(table, size, None)) <= room:
        return [table]
    least = _least(table, size, None)
    groups: list[list[int]] = []
    for column in range(1, count):
        if groups and least[0] + sum(least[i] for i in groups[-1]) + least[column] <= room:
            groups[-1].append(column)
        else:
            groups.append([column])
    return [_columns(table, (0, *group)) for group in groups]


def by_rows(table: Table) -> Iterator[Table]:
    """Give one table per row, each with the header."""
    for row in table.rows:
        yield replace(table, rows=(row,))


def _columns(table: Table, kept: tuple[int, ...]) -> Table:
    return Table(
        tuple(table.header[i] for i in kept),
        tuple(tuple(row[i] for i in kept if i < len(row)) for row in table.rows),
        tuple(table.align[i] if i < len(table.align) else None for i in kept),
    )


def _has_keys(table: Table) -> bool:
    def key(cell: tuple[Inline, ...]) -> bool:
        return (
            len(cell) == 1
            and isinstance(cell[0], Span)
            and cell[0].kind == "strong"
            and len(plain(cell)) <= 14
        )

    return bool(table.rows) and all(row and key(row[0]) for row in table.rows)


def _cell_height(cell: tuple[Inline, ...], size: float, face: Face | None, room: float) -> float:
    pieces: list[tuple[str, Face]] = [(run.text, face or run.face) for run in runs(cell)]
    return line_count(pieces, size, room - 2 * _INSET) * size * POINT * LEAD


def _natural(table: Table, size: float, key: float | None) -> list[float]:
    """Give the width that each column would like: its longest cell on one line."""
    found = [width(plain(cell), HEAD, "strong") for cell in table.header]
    for row in table.rows:
        for column, cell in enumerate(row):
            own = (
                width(plain(cell), key, "title")
                if key and column == 0
                else sum(width(run.text, size, run.face) for run in runs(cell))
            )
            found[column] = max(found[column], own)
    return [value + 2 * _INSET + 0.5 for value in found]


def _least(table: Table, size: float, key: float | None) -> list[float]:
    """Give the width under which a word would be cut, column by column."""
    found = [
        max((width(word, HEAD, "strong") for word in plain(cell).split()), default=0.0)
        for cell in table.header
    ]
    for row in table.rows:
        for column, cell in enumerate(row):
            own, face = (key, "title") if key and column == 0 else (size, "strong")
            longest = max((width(word, own, face) for word in plain(cell).split()), default=0.0)  # type: ignore[arg-type]
            found[column] = max(found[column], longest)
    return [value + 2 * _INSET + 0.5 for value in found]


def _widths(table: Table, size: float, room: float, key: float | None) -> list[float]:
    natural, least = _natural(table, size, key), _least(table, size, key)
    if key:
        least[0] = natural[0]
    if sum(natural) <= room:
        spare = (room - sum(natural)) / len(natural)
        return [value + spare for value in natural]
    wanted = sum(max(0.0, n - m) for n, m in zip(natural, least, strict=True))
    spare = room - sum(least)
    if spare <= 0 or not wanted:
        return least
    shared = [m + spare * max(0.0, n - m) / wanted for n, m in zip(natural, least, strict=True)]
    return _lower(table, size, key, shared, least)


def _lower(
    table: Table, size: float, key: float | None, widths: list[float], least: list[float]
) -> list[float]:
    """Move millimetres from a column to another as long as the table gets less tall for it."""
    best = sum(_heights(table, size, widths, key))
    for step in (24.0, 12.0, 6.0):
        moving = True
        while moving:
            moving = False
            for giver in range(len(widths)):
                for taker in range(len(widths)):
                    if giver == taker or widths[giver] - step < least[giver]:
                        continue
                    tried = list(widths)
                    tried[giver] -= step
                    tried[taker] += step
                    tall = sum(_heights(table, size, tried, key))
                    if tall < best - 0.01:
                        best, widths, moving = tall, tried, True
    return widths
