"""The lists of our Word files: numbers of the steps, bullets, ordered lists that start where they must."""

from __future__ import annotations

from collections.abc import Sequence

from .docx_style_parts import BULLETS, INK, ORDERED, PAPER, STEPS, TITLE_FONT, font
from .docx_xml import DECLARATIONS, twips, w

_LEVELS = 9


def numbering(starts: Sequence[tuple[int, int]], skips: Sequence[tuple[int, int]]) -> str:
    """Give numbering.xml. ``starts``: ordered lists, ``skips``: steps after a gap, each a number of list and its first number."""
    square = w(
        "rPr",
        font(TITLE_FONT),
        w("b"),
        w("bCs"),
        w("color", val=PAPER),
        w("sz", val=30),
        w("szCs", val=30),
        w("shd", val="clear", color="auto", fill=INK),
    )
    step = _level(0, "decimal", "\u2002%1\u2002", 14, 14, square, style="Titre1")
    bullets = [_level(n, "bullet", "•" if n % 2 == 0 else "–", 6 + 6 * n, 5, "") for n in range(_LEVELS)]
    models = [
        _model(number, levels)
        for number, levels in ((STEPS, [step]), (BULLETS, bullets), (ORDERED, _ordered(1)))
    ]
    # one model each: lists of one model share their count, even when one stands inside another
    models += [_model(number, _ordered(first)) for number, first in starts]
    lists = [w("num", w("abstractNumId", val=number), numId=number) for number in (STEPS, BULLETS, ORDERED)]
    lists += [w("num", w("abstractNumId", val=number), numId=number) for number, _ in starts]
    lists += [_restarted(STEPS, *pair) for pair in skips]
    return f"<w:numbering {DECLARATIONS}>{''.join(models)}{''.join(lists)}</w:numbering>"


def _model(number: int, levels: Sequence[str]) -> str:
    return w("abstractNum", w("multiLevelType", val="multilevel"), *levels, abstractNumId=number)


def _ordered(first: int) -> list[str]:
    return [
        _level(
            n,
            "decimal" if n % 2 == 0 else "lowerLetter",
            f"%{n + 1}.",
            7 + 6 * n,
            6,
            "",
            first if n == 0 else 1,
        )
        for n in range(_LEVELS)
    ]


def _restarted(model: int, number: int, first: int) -> str:
    return w(
        "num",
        w("abstractNumId", val=model),
        w("lvlOverride", w("startOverride", val=first), ilvl=0),
        numId=number,
    )


def _level(
    rank: int,
    form: str,
    text: str,
    left: float,
    hanging: float,
    properties: str,
    first: int = 1,
    style: str = "",
) -> str:
    return w(
        "lvl",
        w("start", val=first),
        w("numFmt", val=form),
        w("pStyle", val=style) if style else "",
        w("suff", val="nothing") if style else "",
        w("lvlText", val=text),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=twips(left), hanging=twips(hanging))),
        properties,
        ilvl=rank,
    )
