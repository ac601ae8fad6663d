"""Possible answers on a slide: rows with a letter, in one column or in two."""

from __future__ import annotations

from etabli.activities.forms import Question
from etabli.markdown import inlines

from .measure import POINT
from .slide_parts import GAP, Part
from .slide_text import Line, runs
from .slide_zones import LEAD, Box, OptionZone, Zone, text_height

#: A row's best height, its least space above and under the text, and the widths of the letter's cell and of the tick.
_ROW, _ROW_PAD, _LETTER, _TICK = 31.0, 3.4, 31.0, 24.0
#: Space between the letter and the text, and at the end of the row.
_SIDES = 15.0
#: Least space between rows; it may double.
_BETWEEN = 4.0


def options_part(question: Question, size: float, room: float) -> Part:
    """Lay the answers out in one column, or in two where they are short and even in number."""
    options = [(option, (Line(runs(inlines(option.text))),)) for option in question.options]
    letter = _LETTER + _SIDES
    single = [_option_height(words, size, room - letter, option.right) for option, words in options]
    half = (room - GAP) / 2
    pairs = [_option_height(words, size, half - letter, option.right) for option, words in options]
    double = [max(pairs[i : i + 2]) for i in range(0, len(pairs), 2)]
    least_single = sum(single) + (len(single) - 1) * _BETWEEN
    least_double = sum(double) + (len(double) - 1) * _BETWEEN
    one_line = size * POINT * LEAD + 2 * _ROW_PAD + 0.1
    two = len(options) == 4 and max(pairs) <= one_line
    heights = double if two else single
    least = least_double if two else least_single
    rows = len(heights)
    growth = sum(max(0.0, _ROW - height) for height in heights) + (rows - 1) * _BETWEEN

    def draw(box: Box) -> tuple[Zone, ...]:
        extra = box.h - least
        spread = extra / growth if growth else 0.0
        grown = [height + max(0.0, _ROW - height) * spread for height in heights]
        gap = _BETWEEN * (1 + spread)
        zones, y = [], box.y
        for row, height in enumerate(grown):
            for column in range(2 if two else 1):
                option, words = options[row * 2 + column] if two else options[row]
                w = half if two else room
                zones.append(
                    OptionZone(Box(box.x + column * (half + GAP), y, w, height), option, words, size)
                )
            y += height + gap
        return tuple(zones)

    return Part(least, growth, draw)


def _option_height(words: tuple[Line, ...], size: float, room: float, right: bool | None) -> float:
    return text_height(words, size, room - (_TICK if right else 0.0), 0.0) + 2 * _ROW_PAD
