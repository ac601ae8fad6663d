"""The typography of a language in all the texts of a slide, whatever their depth."""

from __future__ import annotations

import dataclasses
from typing import TypeVar

from etabli.activities.forms import Option, Question, Remark
from etabli.atelier import Program
from etabli.blocks import Callout, Code, CodeBlock, Image, Link, Math, MathBlock, Text

from .slide_pieces import Chart, Series
from .typography import french

Kind = TypeVar("Kind")

#: Texts that are copied as they are written.
_EXACT = (Code, CodeBlock, Math, MathBlock, Image, Program)


def in_french(value: Kind) -> Kind:
    """Set no-break spaces and real apostrophes in the texts of a value made of frozen dataclasses and tuples."""
    if isinstance(value, _EXACT):
        return value
    if isinstance(value, Text):
        return dataclasses.replace(value, text=french(value.text))
    if isinstance(value, (Option, Remark, Question, Callout)):
        texts = {
            name: french(text)
            for name in ("text", "title", "detail", "instruction")
            if isinstance(text := getattr(value, name, None), str)
        }
        value = dataclasses.replace(value, **texts)  # type: ignore[arg-type]
    if isinstance(value, Chart):
        value = dataclasses.replace(
            value, about=french(value.about), labels=tuple(french(label) for label in value.labels)
        )
    if isinstance(value, Series):
        figures = tuple(french(text) for text in value.texts)
        return dataclasses.replace(value, name=french(value.name), texts=figures)
    if isinstance(value, tuple):
        return tuple(in_french(inner) for inner in value)  # type: ignore[return-value]
    if isinstance(value, Link):
        return dataclasses.replace(value, children=in_french(value.children))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {field.name: in_french(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return dataclasses.replace(value, **changed)
    return value
