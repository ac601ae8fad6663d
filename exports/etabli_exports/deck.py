"""The slides of an atelier: what is projected, step by step, and what the facilitator reads under each slide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from etabli.atelier import Atelier, Step
from etabli.blocks import Block, Figure, Item, List, Paragraph, Table, Text, plain

from .deck_forms import activity_slides
from .deck_french import in_french
from .deck_pieces import charted, in_columns, scanned
from .deck_titles import unique
from .deck_topics import Topic, topics
from .document import Deck, Head, Layout, Options, Slide, SlidePiece
from .head import duration, head
from .slide_fit import split
from .slide_layout import arrange
from .slide_pieces import Chart, Full, is_qr, unfolded
from .typography import french


def deck(atelier: Atelier, options: Options) -> Deck:
    """Give all the slides: titles are unique, content is cut to fit, each slide has notes."""
    top = head(atelier)
    groups = [[_set(_title_slide(atelier, top), top.language)], *_opening(atelier)]
    start = 0
    for step in atelier.steps:
        groups += _step_slides(atelier, step, start)
        start += step.length
    groups.append([_set(_end_slide(top), top.language)])
    slides = unique(groups)
    total = len(slides)
    return Deck(top, tuple(replace(slide, progress=rank / total) for rank, slide in enumerate(slides, 1)))


def _title_slide(atelier: Atelier, top: Head) -> Slide:
    notes = [block for cell in atelier.intro if cell.audience == "facilitator" for block in cell.blocks]
    return Slide(
        "title",
        top.title,
        (_paragraph(top.summary), _paragraph(when(atelier, top))),
        (_paragraph(f"{_capital(duration(atelier.minutes))} en tout."), *notes),
    )


def _opening(atelier: Atelier) -> list[list[Slide]]:
    """What is said before the first step, and the programme: on the same slide where it fits, else on its own."""
    found = topics(atelier.intro)
    steps = tuple(Item((_paragraph(step.title),)) for step in atelier.work_steps if not step.skipped)
    if len(steps) < 3:
        return _topic_slides(atelier, None, found)
    programme = List(steps, ordered=True)
    if found and found[-1].activity is None:
        title = found[-1].title or "Au programme"
        last = replace(found[-1], title=title, blocks=[*found[-1].blocks, programme])
        joined = _topic_slides(atelier, None, [last])
        if len(joined[0]) == 1:
            return [*_topic_slides(atelier, None, found[:-1]), *joined]
    return _topic_slides(atelier, None, [*found, Topic("Au programme", [programme])])


def when(atelier: Atelier, top: Head) -> str:
    """Say the session and its length: « Mardi 24 novembre, 2 h 30 avec une pause »."""
    breaks = sum(step.number is None for step in atelier.steps)
    pause = " avec une pause" if breaks == 1 else f" avec {breaks} pauses" if breaks else ""
    length = f"{duration(top.minutes)}{pause}" if top.minutes else ""
    return ", ".join(part for part in (_capital(top.session), top.place, length) if part)


def _step_slides(atelier: Atelier, step: Step, start: int) -> list[list[Slide]]:
    """The yellow slide of a step, then what is shown in it. A break keeps its words on its own slide."""
    shown = [cell for cell in step.cells if cell.shows("diapo")]
    if shown and all(cell.slide_type == "skip" for cell in shown):
        return []
    found = topics(step.cells)
    count = len(atelier.work_steps)
    minutes = f"{step.length}\u00a0minute{'s' if step.length > 1 else ''}"
    words = f"{minutes}, étape {step.number} sur {count}" if step.number else minutes
    content: list[SlidePiece] = [_paragraph(words)]
    if step.number is None and len(found) == 1 and _plain_words(found[0]):
        content += [_paragraph(found[0].title + "."), *found[0].blocks] if found[0].title else found[0].blocks
        found = []
    timing = f"{_capital(minutes)}, de {_clock(start)} à {_clock(start + step.length)}."
    if step.timing == "facultatif":
        timing += " Facultatif\u00a0: à sauter si l’on est en retard."
    said = (_paragraph(timing), *_facilitator(step))
    if step.skipped:
        return _announced(_topic_slides(atelier, step, topics(step.cells)), said)
    opening = Slide(
        "step",
        step.title,
        tuple(content),
        said,
        number=step.number,
        steps=count,
        minutes=step.length,
        start=start,
    )
    return [[_set(opening, atelier.front.language)], *_topic_slides(atelier, step, found)]


def _announced(groups: list[list[Slide]], said: tuple[Block, ...]) -> list[list[Slide]]:
    """Put a step's notes under the first of its slides, where no slide announces it."""
    if groups and groups[0]:
        first = groups[0][0]
        groups[0][0] = replace(first, notes=(*first.notes, *in_french(said)))
    return groups


def _plain_words(topic: Topic) -> bool:
    return (
        topic.activity is None
        and all(isinstance(block, Paragraph) for block in topic.blocks)
        and sum(len(plain(block.children)) for block in topic.blocks if isinstance(block, Paragraph)) <= 160
    )


def _facilitator(step: Step) -> tuple[Block, ...]:
    """What goes under the step's first slide; cells of slide type notes go under the slide they follow."""
    cells = [cell for cell in step.cells if cell.audience == "facilitator"]
    follows = {cell.number for cell in cells if cell.slide_type == "notes"}
    shown = [cell.number for cell in step.cells if cell.shows("diapo") and cell.slide_type != "skip"]
    first = min(shown, default=None)
    kept = [cell for cell in cells if cell.number not in follows or first is None or cell.number < first]
    return tuple(block for cell in kept for block in cell.blocks)


def _topic_slides(atelier: Atelier, step: Step | None, found: Iterable[Topic]) -> list[list[Slide]]:
    groups = []
    name = step.title if step else "Pour commencer"
    for topic in found:
        if topic.activity:
            made = [
                replace(slide, notes=(_follows(step), *slide.notes, *topic.said))
                for slide in activity_slides(topic.activity)
            ]
        else:
            title, content = _made_of(topic)
            made = [Slide("text", title or name, tuple(content), (_follows(step), *topic.said))]
            if side := in_columns(content):
                beside = _set(replace(made[0], layout="columns", content=tuple(side)), atelier.front.language)
                if arrange(beside, atelier.folder).fits:
                    groups.append([beside])
                    continue
        for slide in made:
            parts = split(_set(slide, atelier.front.language), atelier.folder)
            groups.append([part if topic.activity else replace(part, layout=_layout(part)) for part in parts])
    return groups


def _made_of(topic: Topic) -> tuple[str, list[SlidePiece]]:
    return scanned(*charted(topic.title, topic.blocks))


def _layout(slide: Slide) -> Layout:
    pieces = [piece for piece, _ in unfolded(slide.content)]
    kinds = {type(piece) for piece in pieces}
    if Full in kinds:
        return "full"
    if Chart in kinds:
        return "chart"
    if any(is_qr(piece) for piece in pieces):
        return "qr"
    if Table in kinds:
        return "table"
    if Figure in kinds:
        return "image" if len(slide.content) == 1 else "text-image"
    return "text"


def _follows(step: Step | None) -> Block:
    if step is None:
        return _paragraph("Avant la première étape.")
    named = (
        f"étape {step.number}, «\u00a0{step.title}\u00a0»" if step.number else f"«\u00a0{step.title}\u00a0»"
    )
    return _paragraph(f"Suite de l’{named}." if step.number else f"Suite de {named}.")


def _end_slide(top: Head) -> Slide:
    lines = [
        f"Textes\u00a0: {', '.join(top.authors)}." if top.authors else "",
        f"Licence\u00a0: {top.licence}." if top.licence else "",
        f"Faits vérifiés le {top.checked_on}." if top.checked_on else "",
    ]
    sources = [_paragraph(reference) for _, reference in top.sources]
    notes = (_paragraph("Fin de l’atelier."), *([_paragraph("Sources\u00a0:"), *sources] if sources else []))
    return Slide("end", "À propos de cet atelier", tuple(_paragraph(line) for line in lines if line), notes)


def _set(slide: Slide, language: str) -> Slide:
    """Set a slide's texts as its language wants; French alone has rules here."""
    if not language.startswith("fr"):
        return slide
    return replace(
        slide, title=french(slide.title), content=in_french(slide.content), notes=in_french(slide.notes)
    )


def _clock(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours}\u00a0h\u00a0{rest:02d}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),) if text else ())
