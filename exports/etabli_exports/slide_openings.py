"""Slides that open something: the title, a step, the end. Their places and sizes, for both slide writers."""

from __future__ import annotations

from dataclasses import dataclass

from etabli.blocks import Paragraph, plain

from .document import Slide
from .measure import POINT, line_count, width, wrapped
from .slide_zones import BODY_W, MARGIN, PAGE_W, TITLE, Box

#: Over the yellow band of the title slide, with as much air as under its title.
_LOWEST, _END_LOWEST = 163.0, 156.0
_SUMMARY, _SUMMARY_LEAD = 28.0, 1.3
_FIGURE, _FIGURE_TEN = 330.0, 250.0
_STEP_LEFT, _STEP_H = 122.0, 87.0
_UNDER_MARK, _COVER_LEAD = 37.0, 0.98


@dataclass(frozen=True)
class Opening:
    """``title`` is set from the bottom of its box; ``texts``: the paragraphs, in the order of the slide's content."""

    title: Box
    title_size: float
    text: Box
    text_size: float
    texts: tuple[str, ...]
    figure: Box | None = None
    figure_size: float = 0.0


def opening(slide: Slide) -> Opening:
    """Lay out a slide whose layout is title, end or step."""
    texts = tuple(plain(piece.children) for piece in slide.content if isinstance(piece, Paragraph))
    return _step(slide, texts) if slide.layout == "step" else _cover(slide, texts)


def title_lines(title: str, room: float, size: float) -> int:
    """Count the lines of a title in our own face; places leave room for a line more in a wider one."""
    return line_count([(title, "title")], size, room, widest=False)


def balanced(title: str, room: float, size: float, most: int) -> float:
    """Give the width in which a title takes no more lines than in ``room`` and its lines are alike.

    It is then widened as far as the same words stay on each line, for a font wider than ours, with which it takes
    ``most`` lines at most if ``room`` is enough for that.
    """
    count = title_lines(title, room, size)

    def holds(wide: float) -> bool:
        return title_lines(title, wide, size) <= count and line_count([(title, "title")], size, wide) <= most

    if count == 1:
        return room
    low, high = room / count * 0.8, room
    while high - low > 1.0:
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    wanted = wrapped(title, "title", size, high)
    # Some per cent are kept from the width at which the next word would come up.
    while high + 1.0 <= room and wrapped(title, "title", size, high * 1.04 + 1.0) == wanted:
        high += 1.0
    # Letters stand a little closer in the browser than in Impress: no line may be just as wide as its place.
    widest = max(width(line, size, "title", widest=False) for line in wanted)
    return min(room, max(high, widest * 1.04 + 1.0))


def _held(high: float, size: float, lead: float) -> int:
    """Count the lines that a height holds."""
    return int(high / (size * POINT * lead))


def _cover(slide: Slide, texts: tuple[str, ...]) -> Opening:
    said = texts[:1] if slide.layout == "title" else texts
    lines = sum(line_count([(text, "text")], _SUMMARY, BODY_W) for text in said if text)
    lowest = _LOWEST if slide.layout == "title" else _END_LOWEST
    top = min(138.0, lowest - lines * _SUMMARY * POINT * _SUMMARY_LEAD)
    sizes = (88.0, 72.0, 60.0) if slide.layout == "title" else (60.0,)
    # In a wider font, the title may take a line more, under the wordmark.
    high = top - 6.0 - _UNDER_MARK
    size = next(
        (
            own
            for own in sizes
            if (lines := title_lines(slide.title, BODY_W, own)) <= 2 and _held(high, own, _COVER_LEAD) > lines
        ),
        TITLE,
    )
    wide = balanced(slide.title, BODY_W, size, _held(high, size, _COVER_LEAD))
    title = Box(MARGIN, _UNDER_MARK, wide, high)
    return Opening(title, size, Box(MARGIN, top, BODY_W, lowest - top), _SUMMARY, texts)


def _step(slide: Slide, texts: tuple[str, ...]) -> Opening:
    """Without a number (a break), the title stands at the margin."""
    left, figure, figure_size = MARGIN, None, 0.0
    # What is said of a break keeps off the rule at the foot.
    up = 24.0 if len(texts) > 1 else 0.0
    if slide.number is not None:
        figure_size = _FIGURE if slide.number < 10 else _FIGURE_TEN
        left = max(_STEP_LEFT, MARGIN + width(str(slide.number), figure_size, "title") * 0.86 + 14.0)
        figure = Box(MARGIN, 14.0, left - MARGIN - 4.0, 122.0)
    room = PAGE_W - MARGIN - left
    size = next(
        (
            own
            for own in (76.0, 64.0, 54.0)
            if line_count([(slide.title, "title")], own, room) <= _held(_STEP_H, own, 1.0)
        ),
        TITLE,
    )
    title = Box(
        left, 117.0 - up - _STEP_H, balanced(slide.title, room, size, _held(_STEP_H, size, 1.0)), _STEP_H
    )
    return Opening(
        title,
        size,
        Box(left, 126.0 - up, room, 16.0 if len(texts) == 1 else 46.0),
        30.0,
        texts,
        figure,
        figure_size,
    )
