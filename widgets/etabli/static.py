"""An activity's forms as Markdown: what any Jupyter tool can show where nothing can be played."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .activities.forms import Actions, Count, Form, Legend, Mark, Option, Question, Remark, Sentence, Subtitle

#: A mark as one character; the legend says what it means.
GLYPHS: dict[Mark, str] = {"disc": "●", "square": "■", "triangle": "▲", "star": "★", "dash": "–"}
_BLANK = "……"


def markdown(forms: Sequence[Form], level: int = 3) -> str:
    """Write forms as Markdown; choices are a task list. ``level`` (1–5): first heading; questions go under subtitles."""
    under = level + any(isinstance(form, Subtitle) for form in forms)
    titles = ("#" * (level if isinstance(form, Subtitle) else under) for form in forms)
    return "\n\n".join(filter(None, map(_form, forms, titles))) + "\n"


def _form(form: Form, title: str) -> str:
    match form:
        case Question():
            return _question(form, title)
        case Remark(body, heading, _):
            return f"> **{_line(heading)}** {_line(body)}" if heading else f"> {_line(body)}"
        case Subtitle(body):
            return f"{title} {_line(body)}"
        case Sentence(body):
            return _line(body)
        case Count(before, after):
            return f"{_line(before)} {_BLANK}" + (f" {_line(after)} {_BLANK}" if after else "")
        case Actions(heading, rows):
            table = ["| Quoi | Quel jour | Fait |", "|---|---|---|", *[f"| {_BLANK} | {_BLANK} | ☐ |"] * rows]
            return f"**{_line(heading)}**\n\n" + "\n".join(table)
        case Legend(marks):
            return "\n".join(f"- {GLYPHS[mark]} {_line(meaning)}" for mark, meaning in marks)


def _question(form: Question, title: str) -> str:
    label = f"{form.label}. " if form.label else ""
    parts = [f"{title} {label}{_line(form.text)}"]
    parts += [_line(line) for line in (form.condition, form.instruction) if line]
    return "\n\n".join((*parts, "\n".join(_option(option) for option in form.options)))


def _option(option: Option) -> str:
    box = "[x]" if option.right else "[ ]"
    mark = f" {GLYPHS[option.mark]}" if option.mark else ""
    detail = f" ({_line(option.detail)})" if option.detail else ""
    follow = f" → {_line(option.follow)}" if option.follow else ""
    return f"- {box} **{option.letter}** {_line(option.text)}{mark}{detail}{follow}"


def _line(text: str) -> str:
    """Keep a text on one line: a line break inside a list or a title would end it."""
    return re.sub(r"\s*\n\s*", " ", text.strip())
