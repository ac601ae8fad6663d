"""Titles of slides: each is the only one of its name, as a reader of titles alone needs it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from .document import Slide

#: Layouts that open something: they keep their title as it is.
OPENINGS = ("title", "step", "end")


def unique(groups: list[list[Slide]]) -> list[Slide]:
    """Number the parts of a topic « (2/3) », then tell apart the titles that still meet.

    Each group is a topic; those that bear their step's own title count together.
    """
    slides, keys = _keyed(groups)
    sizes = Counter(keys)
    openings = {slide.title for slide in slides if slide.layout in OPENINGS}
    ranks: Counter[tuple[int | None, object]] = Counter()
    result: list[Slide] = []
    for slide, key in zip(slides, keys, strict=True):
        ranks[key] += 1
        title = slide.title
        if sizes[key] > 1:
            title += f"\u00a0({ranks[key]}/{sizes[key]})"
        elif title in openings and slide.layout not in OPENINGS:
            title += "\u00a0(suite)"
        result.append(replace(slide, title=title))
    return _by_rank(_by_step(result, [key[0] for key in keys]))


def _keyed(groups: list[list[Slide]]) -> tuple[list[Slide], list[tuple[int | None, object]]]:
    """Say for each slide which step it is in (its rank) and what it counts with."""
    slides: list[Slide] = []
    keys: list[tuple[int | None, object]] = []
    step, name = None, None
    for rank, group in enumerate(groups):
        for slide in group:
            if slide.layout in OPENINGS:
                step, name = (slide.number, slide.title)
            own = slide.title == name and slide.layout not in OPENINGS
            slides.append(slide)
            keys.append((step, name if own else rank))
    return slides, keys


def _by_step(slides: list[Slide], steps: list[int | None]) -> list[Slide]:
    """The same title in several steps says which."""
    places: dict[str, set[int | None]] = {}
    for slide, step in zip(slides, steps, strict=True):
        places.setdefault(slide.title, set()).add(step)
    return [
        replace(slide, title=f"{slide.title}\u00a0(étape\u00a0{step})")
        if len(places[slide.title]) > 1 and step and slide.layout not in OPENINGS
        else slide
        for slide, step in zip(slides, steps, strict=True)
    ]


def _by_rank(slides: list[Slide]) -> list[Slide]:
    seen: Counter[str] = Counter()
    taken = {slide.title for slide in slides}
    result = []
    for slide in slides:
        seen[slide.title] += 1
        title, rank = slide.title, seen[slide.title]
        while rank > 1 and title in taken:
            title = f"{slide.title}\u00a0(n°\u00a0{rank})"
            rank += 1
        taken.add(title)
        result.append(replace(slide, title=title))
    return result
