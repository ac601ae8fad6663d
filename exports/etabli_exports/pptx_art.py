"""What is drawn on slides besides their text: rules, grid, signs. Lines in mm from the corner of their box."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, pi, sin
from typing import Any

from .pptx_xml import Points, drawing, line, shape
from .slide_zones import PAGE_H, PAGE_W, Box

GRID = "173530"
_Path = tuple[list[Points], bool, bool]


def rectangle(w: float, h: float) -> Points:
    """Give the corners of a rectangle."""
    return [(0.0, 0.0), (w, 0.0), (w, h), (0.0, h)]


def left_rounded(w: float, h: float, radius: float) -> Points:
    """Give a rectangle whose left corners are round."""
    turns = [i * pi / 16 for i in range(9)]
    top = [(radius - radius * cos(turn), radius - radius * sin(turn)) for turn in turns]
    low = [(radius - radius * sin(turn), h - radius + radius * cos(turn)) for turn in turns]
    return [*top, (w, 0.0), (w, h), *low]


def ticks(every: float, lengths: tuple[float, float, float], box: Box) -> list[Points]:
    """Give the graduations that stand on the lower edge of ``box``; each fifth and each tenth is longer."""
    small, fifth, tenth = lengths
    found: list[Points] = []
    for rank in range(1, int(box.w / every) + 1):
        length = tenth if rank % 10 == 0 else fifth if rank % 5 == 0 else small
        found.append([(rank * every, box.h), (rank * every, box.h - length)])
    return found


def rule(
    number: int,
    name: str,
    box: Box,
    marks: list[Points],
    *,
    fill: str = "accent2",
    filled: float | None = None,
) -> Any:
    """Draw a yellow rule, filled up to ``filled`` mm, and its ink graduations over all its length."""
    edge = line("tx1", 0.9)
    paths: Iterable[_Path] = (
        ([rectangle(box.w if filled is None else filled, box.h)], True, False),
        (marks, False, True),
    )
    return shape(number, name, box, geometry=drawing(box, paths), fill=fill, edge=edge, decorative=True)


def grid(number: int) -> Any:
    """Draw the 10 mm grid of the night mat."""
    box = Box(0.0, 0.0, PAGE_W, PAGE_H)
    across: list[Points] = [[(x * 10.0, 0.0), (x * 10.0, PAGE_H)] for x in range(1, 34)]
    down: list[Points] = [[(0.0, y * 10.0), (PAGE_W, y * 10.0)] for y in range(1, 20)]
    return shape(
        number,
        "Quadrillage",
        box,
        geometry=drawing(box, [([*across, *down], False, True)]),
        edge=line(GRID, 0.5),
        decorative=True,
    )


def progress(number: int, share: float, count: int) -> Any:
    """Draw the rule at the foot: one graduation per slide, yellow as far as this one."""
    box = Box(0.0, PAGE_H - 3.4, PAGE_W, 3.4)
    marks: list[Points] = [
        [(PAGE_W * rank / count, 0.0), (PAGE_W * rank / count, 3.4)] for rank in range(1, count)
    ]
    return rule(number, "Avancement", box, marks, filled=PAGE_W * share)


def _circle(x: float, y: float, radius: float) -> Points:
    return [(x + radius * cos(2 * pi * i / 48), y + radius * sin(2 * pi * i / 48)) for i in range(49)]


#: Sign → (word for screen readers, polylines on a grid of 24).
SIGNS: dict[str, tuple[str, list[Points]]] = {
    "right": ("Réponse juste", [_circle(12, 12, 9.5), [(7.5, 12.5), (10.5, 15.5), (16.5, 9)]]),
    "careful": (
        "Attention",
        [
            [(12, 3), (22, 20.5), (2, 20.5), (12, 3), (22, 20.5)],
            [(12, 9.5), (12, 14.5)],
            [(12, 17.4), (12, 17.6)],
        ],
    ),
    "urgent": (
        "Urgent",
        [
            [
                (8, 2.5),
                (16, 2.5),
                (21.5, 8),
                (21.5, 16),
                (16, 21.5),
                (8, 21.5),
                (2.5, 16),
                (2.5, 8),
                (8, 2.5),
                (16, 2.5),
            ],
            [(12, 7), (12, 13)],
            [(12, 16.4), (12, 16.6)],
        ],
    ),
}


def sign(number: int, name: str, x: float, y: float, size: float, ink: str) -> Any:
    """Draw a sign of ``size`` mm."""
    word, polylines = SIGNS[name]
    scale = size / 24
    scaled: list[Points] = [[(px * scale, py * scale) for px, py in points] for points in polylines]
    box = Box(x, y, size, size)
    return shape(
        number,
        word,
        box,
        geometry=drawing(box, [(scaled, False, True)]),
        edge=line(ink, 2 * scale / (25.4 / 72)),
        alt=word,
    )
