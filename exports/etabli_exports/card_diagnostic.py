"""A diagnostic on cards: questions whose answers bear a shape, advice under codes, arrows, envelopes and the count."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from etabli.activities import Diagnostic
from etabli.activities.base import joined
from etabli.activities.diagnostic import Answer, Query
from etabli.activities.diagnostic_readings import HORIZON_NAMES, MARKS
from etabli.activities.forms import Legend, Mark

from .card_fit import LEAST, fits, is_better, is_big, paired, picture, split
from .document import Card, CardFace, CardRow, CardSet

#: The table on which advice is laid (brief, paper and scissors): three columns, one per horizon.
COLUMNS = tuple(name.capitalize() for name in HORIZON_NAMES.values())
SHAPES: dict[Mark, str] = {
    "disc": "disque",
    "square": "carré",
    "triangle": "triangle",
    "star": "étoile",
    "dash": "tiret",
}
#: The envelope of emergencies.
RED = "ROUGE"


@dataclass(frozen=True)
class Pack:
    """What one diagnostic gives to cut, its arrows (``letter`` = the card they leave from) and its envelopes."""

    sets: tuple[CardSet, ...]
    arrows: tuple[CardRow, ...]
    envelopes: tuple[tuple[str, tuple[str, ...]], ...]


def pack(diagnostic: Diagnostic, rank: int) -> Pack:
    """Make the cards of an atelier's diagnostic number ``rank`` (from 0): its questions are Q01 and so on, the next one's R01."""
    maker = _Maker(diagnostic, chr(ord("Q") + rank % 10), f" {rank + 1}" if rank else "")
    questions = [card for query in diagnostic.questions for card in maker.question(query)]
    advice = [
        card
        for query in diagnostic.questions
        for number, answer in enumerate(query.answers, 1)
        if answer.advice
        for card in maker.advice(query, number, answer)
    ]
    extra = [*maker.envelope_cards(), *maker.count()]
    suffix = f" : {diagnostic.heading}" if rank else ""
    sets = [CardSet(f"Cartes-questions{suffix}", (*questions, *extra), legend=True)]
    if advice:
        sets.append(CardSet(f"Cartes-conseils{suffix}", tuple(advice)))
    return Pack(tuple(sets), tuple(maker.arrows), tuple(maker.envelopes.items()))


class _Maker:
    def __init__(self, diagnostic: Diagnostic, series: str, suffix: str) -> None:
        self.diagnostic, self.suffix = diagnostic, suffix
        self.labels = {
            query.id: f"{series}{number:02d}" for number, query in enumerate(diagnostic.questions, 1)
        }
        self.queries = {query.id: query for query in diagnostic.questions}
        self.envelopes: dict[str, tuple[str, ...]] = {}
        self.openers: dict[str, str] = {}
        self.arrows: list[CardRow] = []
        self._leaving = {query.id: self._from(query) for query in diagnostic.questions}

    # --- questions ---------------------------------------------------------------------------------------------------

    def question(self, query: Query) -> list[Card]:
        """Give a question's cards; the easy text takes the place of a question that its card cannot hold on three lines."""
        label, theme = self.labels[query.id], self.diagnostic.themes[query.theme]
        rows = tuple(
            CardRow(answer.text, (MARKS[answer.risk],), code=self._code(query, number, answer))
            for number, answer in enumerate(query.answers, 1)
        )
        front = CardFace(
            label, theme, title=query.text, rows=rows, picto=picture(query.text) or picture(theme)
        )
        whole = ""
        short = dataclasses.replace(front, title=query.easy_text)
        if query.easy_text and is_better(short, front):
            front, whole = short, query.text
        arrows = self._leaving[query.id]
        pointing = dataclasses.replace(front, rows=(*rows, *arrows))
        if fits(pointing, 3, LEAST):
            front, arrows = pointing, ()
        return list(paired(split(front), self._question_back(query, whole, arrows)))

    def _question_back(self, query: Query, whole: str, arrows: Sequence[CardRow]) -> list[CardFace]:
        rows = [
            CardRow(f"**{answer.action}** ({_whole(_when(answer))})", (MARKS[answer.risk],))
            for answer in query.answers
            if answer.advice
        ]
        told = [CardRow(f"La question en entier : {whole}")] if whole else []
        face = CardFace(self.labels[query.id], "et après ?", rows=(*told, *arrows, *rows))
        return split(face) if face.rows else []

    def _code(self, query: Query, number: int, answer: Answer) -> str:
        return f"C-{self.labels[query.id]}-{number}" if answer.advice else ""

    # --- advice ------------------------------------------------------------------------------------------------------

    def advice(self, query: Query, number: int, answer: Answer) -> list[Card]:
        """Give an advice's cards: what to do and when on the front, why and how on the back."""
        code, theme = self._code(query, number, answer), self.diagnostic.themes[query.theme]
        foot = f"Enveloppe {RED}{self.suffix} : tout de suite" if answer.emergency else _when(answer, True)
        drawing = picture(answer.easy_text or answer.action)
        front = CardFace(
            code,
            theme,
            title=answer.action,
            easy=answer.easy_text,
            foot=foot,
            urgent=answer.emergency,
            picto=drawing,
        )
        back = CardFace(code, theme, title=answer.action, rows=(CardRow(answer.advice),))
        if len(split(back)) > 1:
            back = dataclasses.replace(back, title="")
        return list(paired(split(front), split(back)))

    # --- arrows and envelopes ----------------------------------------------------------------------------------------

    def _from(self, query: Query) -> tuple[CardRow, ...]:
        """Give the arrows that leave a question, opening envelopes as they go."""
        rows: list[CardRow] = []
        urgent = [rank for rank, answer in enumerate(query.answers) if answer.emergency]
        if urgent:
            hidden = tuple(self._code(query, rank + 1, query.answers[rank]) for rank in urgent)
            name = RED + self.suffix
            self.envelopes[name] = (*self.envelopes.get(name, ()), *hidden)
            rows.append(self._arrow(query, urgent, "", f"enveloppe {name}", name))
        groups: dict[tuple[tuple[str, tuple[int, ...]], ...], list[str]] = {}
        for other in self.diagnostic.questions:
            if other.conditions and list(other.conditions)[-1] == query.id:
                condition = tuple((key, tuple(wanted)) for key, wanted in other.conditions.items())
                groups.setdefault(condition, []).append(self.labels[other.id])
        for condition, targets in groups.items():
            wanted = dict(condition)[query.id]
            others = [rank for rank in range(len(query.answers)) if rank not in wanted]
            if len(condition) == 1 and others and all(query.answers[rank].risk is None for rank in others):
                rows.append(self._arrow(query, others, "", f"sautez {_span(targets)}"))
                continue
            also = "".join(
                f" et {self._words(self.queries[key], ranks)} à {self.labels[key]}"
                for key, ranks in condition[:-1]
            )
            name = self._name(targets[0])
            self.envelopes[name] = tuple(targets)
            rows.append(self._arrow(query, wanted, also, f"enveloppe {name} : {_span(targets)}", name))
        self.arrows += [dataclasses.replace(row, letter=self.labels[query.id]) for row in rows]
        return tuple(rows)

    def _name(self, target: str) -> str:
        query = next(query for query in self.diagnostic.questions if self.labels[query.id] == target)
        name = self.diagnostic.themes[query.theme].upper() + self.suffix
        number = 2
        free = name
        while free in self.envelopes:
            free, number = f"{name} {number}", number + 1
        return free

    def _arrow(self, query: Query, ranks: Sequence[int], also: str, goal: str, opened: str = "") -> CardRow:
        if opened:
            self.openers.setdefault(opened, f"{self._words(query, ranks)} à {self.labels[query.id]}{also}")
        marks = _marks(query, ranks)
        if marks:
            return CardRow(f"{also.strip()} → {goal}".strip(), marks, strong=True, arrow=True)
        return CardRow(f"{_capital(self._words(query, ranks))}{also} → {goal}", strong=True, arrow=True)

    def _words(self, query: Query, ranks: Sequence[int]) -> str:
        marks = _marks(query, ranks)
        if marks:
            return joined([SHAPES[mark] for mark in marks], "ou")
        rest = [rank for rank in range(len(query.answers)) if rank not in ranks]
        if len(rest) < len(ranks):
            return f"autre réponse que {joined([_quoted(query, rank) for rank in rest], 'ou')}"
        return joined([_quoted(query, rank) for rank in ranks], "ou")

    def envelope_cards(self) -> list[Card]:
        """Give the labels to stick on the envelopes."""
        faces = [
            CardFace(
                "Enveloppe",
                "étiquette à coller",
                big=name if is_big(name) else "",
                title="" if is_big(name) else name,
                easy=f"À ouvrir si : {self.openers[name]}.",
                rows=(CardRow(f"Dedans : {joined(hidden)}."),),
            )
            for name, hidden in self.envelopes.items()
        ]
        return [card for face in faces for card in paired(split(face), [])]

    # --- counting ----------------------------------------------------------------------------------------------------

    def count(self) -> list[Card]:
        """Give the card that says how to count: what is closed, what is open."""
        words = self.diagnostic.words
        legend = next(form for form in self.diagnostic.annex() if isinstance(form, Legend))
        rows = tuple(CardRow(text, (mark,)) for mark, text in legend.marks)
        front = CardFace("Règle", "pour compter", title=f"Je compte mes {words.many}", rows=rows)
        aside = [self.labels[query.id] for query in self.diagnostic.questions if not query.weight]
        told = [
            f"J’ai répondu à …… {words.many}.",
            f"Disques et carrés : …… {words.many} {words.closed_many}.",
            f"Triangles et étoiles : …… {words.many} {words.open_many}.",
            "Les tirets ne comptent pas."
            if not aside
            else f"Les tirets ne comptent pas. {_span(aside)} non plus.",
        ]
        back = CardFace("Règle", "mon compte", rows=tuple(CardRow(text) for text in told))
        return list(paired(split(front), split(back)))


def _marks(query: Query, ranks: Sequence[int]) -> tuple[Mark, ...]:
    """Give the shapes that say exactly these answers; none where a shape stands for other answers too."""
    marks = tuple(dict.fromkeys(MARKS[query.answers[rank].risk] for rank in sorted(ranks)))
    bearers = [rank for rank, answer in enumerate(query.answers) if MARKS[answer.risk] in marks]
    return marks if bearers == sorted(ranks) else ()


def _when(answer: Answer, sentence: bool = False) -> str:
    words = HORIZON_NAMES[answer.horizon or "month"]
    minutes = f", {'environ ' if sentence else ''}{answer.minutes} min" if answer.minutes else ""
    return (_capital(words) if sentence else words) + minutes


def _whole(words: str) -> str:
    """Keep words on one line."""
    return words.replace(" ", "\u00a0")


def _span(labels: Sequence[str]) -> str:
    """Name cards: « Q03 à Q05 » where they follow each other, else « Q03 et Q07 »."""
    numbers = [int(label[1:]) for label in labels]
    if len(labels) > 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return f"{labels[0]} à {labels[-1]}"
    return joined(labels)


def _quoted(query: Query, rank: int) -> str:
    return f"« {query.answers[rank].text} »"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
