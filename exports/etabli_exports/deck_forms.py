"""An activity's slides → `Slide`: its forms become blocks, questions with rows, and green answers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etabli.activities import Activity
from etabli.activities.forms import Actions, Count, Form, Legend, Question, Remark, Sentence, Subtitle
from etabli.blocks import Callout, Heading, Item, List, Paragraph, Quote, Text, plain
from etabli.markdown import blocks, inlines

from .document import Layout, Piece, Slide

#: A question longer than this stands under its title, which is then its last sentence.
_LONG_QUESTION = 60
_LAST_SENTENCE = re.compile(r"^(.+[.!?…»])\s+([A-ZÀ-ÖØ-Þ][^.!?…»]*[?!.])$", re.S)


def activity_slides(activity: Activity) -> list[Slide]:
    """Give an activity's slides, not cut yet: the question, then what answers it."""
    result: list[Slide] = []
    for form in activity.slides():
        asked = next((piece for piece in form.forms if isinstance(piece, Question)), None)
        title, before = _short(form.title) if asked and not form.answer else (form.title, None)
        title = plain(inlines(title))
        if result and re.match(re.escape(result[0].title) + r"[ \u00a0]: ", title):
            # « Mon diagnostic : ce qui protège le plus » follows « Mon diagnostic »: one line is enough.
            title = title[len(result[0].title) + 3 :]
            title = title[:1].upper() + title[1:]
        content = [piece for inner in form.forms for piece in pieces(inner)]
        if before:
            content.insert(0, Quote((Paragraph(inlines(before)),)))
        if asked and asked.multiple and not form.answer and asked.instruction:
            content.insert(len(content) - 1, Paragraph(inlines(asked.instruction)))
        layout: Layout = "answer" if form.answer else "quiz" if asked else "text"
        notes = blocks(form.notes) if form.notes.strip() else ()
        result.append(Slide(layout, title, tuple(content), notes))
    return result


def _short(question: str) -> tuple[str, str | None]:
    """Part a long question: what it asks is the title, what it tells is read under it."""
    if len(question) <= _LONG_QUESTION:
        return question, None
    found = _LAST_SENTENCE.match(question.strip())
    return (found[2], found[1]) if found else (question, None)


def pieces(form: Form) -> Iterator[Piece]:
    """Give what a slide shows of a form."""
    match form:
        case Question():
            yield form
        case Remark(text, title, "right"):
            if title:
                yield form
            else:
                yield Paragraph(inlines(text))
        case Remark(text, title, tone):
            yield Callout(
                "urgent" if tone == "urgent" else "note" if tone == "note" else "careful",
                title,
                (Paragraph(inlines(text)),),
            )
        case Sentence(text):
            if text:
                yield Paragraph(inlines(text))
        case Subtitle(text):
            yield Heading(3, inlines(text))
        case Count(before, after):
            yield Paragraph(inlines(f"{before} … {after} …" if after else f"{before} …"))
        case Actions(title, _):
            yield Paragraph(inlines(title))
        case Legend(marks):
            yield List(tuple(Item((Paragraph((Text(words),)),)) for _, words in marks))
