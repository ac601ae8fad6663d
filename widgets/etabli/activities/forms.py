"""The pieces of which an activity's readings are made. Texts are inline Markdown; no medium is known here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: A mark that keeps its meaning in black and white; the numbers are the risks of a diagnostic.
Mark = Literal["disc", "square", "triangle", "star", "dash"]


@dataclass(frozen=True)
class Option:
    """One possible answer. ``right`` is None where nothing is to be revealed; ``follow`` = what to do if it is ticked."""

    letter: str
    text: str
    detail: str = ""
    right: bool | None = None
    mark: Mark | None = None
    follow: str = ""


@dataclass(frozen=True)
class Question:
    """A question with boxes to tick, one (``multiple`` False: round) or several (square)."""

    text: str
    options: tuple[Option, ...]
    instruction: str = ""
    multiple: bool = False
    label: str = ""
    condition: str = ""


@dataclass(frozen=True)
class Remark:
    """A short framed text. ``tone`` chooses its shape and colour."""

    text: str
    title: str = ""
    tone: Literal["note", "right", "wrong", "careful", "urgent"] = "note"


@dataclass(frozen=True)
class Subtitle:
    """A title inside an activity, such as a theme of a diagnostic."""

    text: str


@dataclass(frozen=True)
class Sentence:
    """A plain paragraph."""

    text: str


@dataclass(frozen=True)
class Count:
    """A sentence with a box to write a number in: ``before`` [box] ``after``; a second box follows ``after`` if there is one."""

    before: str
    after: str = ""


@dataclass(frozen=True)
class Actions:
    """Lines for what one decides to do. ``rows`` blank rows of three columns: what, which day, done."""

    title: str
    rows: int


@dataclass(frozen=True)
class Legend:
    """What the marks mean, in order."""

    marks: tuple[tuple[Mark, str], ...]


Form = Question | Remark | Subtitle | Sentence | Count | Actions | Legend


@dataclass(frozen=True)
class SlideForm:
    """One slide of an activity. ``answer`` marks the slide that reveals; ``notes`` are for the facilitator."""

    title: str
    forms: tuple[Form, ...]
    answer: bool = False
    notes: str = ""


@dataclass(frozen=True)
class EasyLine:
    """One idea of an easy-to-read sheet. ``role``: a question that opens a subject, an idea, a choice to tick."""

    text: str
    role: Literal["question", "idea", "choice"] = "idea"
