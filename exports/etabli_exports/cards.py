"""An atelier as cards to cut: quizzes with their answer on the back, then what diagnostics need (`card_diagnostic`).

Everything that participants do is there, save what its author keeps for the screen alone.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from etabli.activities import Activity, Diagnostic, Quiz
from etabli.activities.base import joined, letter
from etabli.activities.forms import Option, Question, Remark
from etabli.atelier import Atelier, Cell

from . import card_diagnostic
from .card_fit import COMFORT, LEAST, fits, is_better, paired, picture, split
from .document import Card, CardFace, CardRow, Cards, CardSet, Options
from .head import head


def cards(atelier: Atelier, options: Options) -> Cards:
    """Give the cards of all activities, by set; no set where there is nothing to cut."""
    quizzes: list[Card] = []
    packs: list[card_diagnostic.Pack] = []
    rank = 0
    for step, activity in _activities(atelier):
        if isinstance(activity, Diagnostic):
            packs.append(card_diagnostic.pack(activity, len(packs)))
            continue
        made = [
            card
            for number, (front, back) in enumerate(_sides(activity, step), rank + 1)
            for card in paired(*(_numbered(faces, number) for faces in (front, back)))
        ]
        rank += len({card.front.label for card in made})
        quizzes += made
    sets = [CardSet("Cartes-quiz", tuple(quizzes))] if quizzes else []
    return Cards(
        head(atelier),
        (*sets, *(found for pack in packs for found in pack.sets)),
        tuple(row for pack in packs for row in pack.arrows),
        tuple(envelope for pack in packs for envelope in pack.envelopes),
        card_diagnostic.COLUMNS if packs else (),
    )


def _activities(atelier: Atelier) -> Iterator[tuple[int | None, Activity]]:
    """Give the activities that leave the screen, with their step's number."""
    places: list[tuple[int | None, tuple[Cell, ...]]] = [(None, atelier.intro)]
    places += [(step.number, step.cells) for step in atelier.steps]
    for number, cells in places:
        for cell in cells:
            if cell.activity and (cell.shows("papier") or cell.shows("diapo")):
                yield number, cell.activity


def _sides(activity: Activity, step: int | None) -> Iterator[tuple[list[CardFace], list[CardFace]]]:
    """Give the fronts and backs of each of an activity's questions."""
    if isinstance(activity, Quiz):
        yield _quiz(activity, step)
        return
    key = list(activity.key())
    answers = [form for form in key if isinstance(form, Question)]
    remarks = tuple(CardRow(form.text) for form in key if isinstance(form, Remark) and form.text)
    questions = [form for form in activity.paper() if isinstance(form, Question)]
    for rank, form in enumerate(questions):
        rows = tuple(CardRow(option.text, letter=option.letter) for option in form.options)
        front = CardFace(
            "", _about(step, form.multiple), title=form.text, rows=rows, picto=picture(form.text)
        )
        solved = tuple(_solved(option) for option in answers[rank].options) if rank < len(answers) else ()
        told = (*solved, *(remarks if rank == len(questions) - 1 else ()))
        yield split(front), split(CardFace("", "réponse", rows=told)) if told else []


def _solved(option: Option) -> CardRow:
    return CardRow(f"{option.text} ({option.detail})" if option.detail else option.text, letter=option.letter)


def _numbered(faces: list[CardFace], number: int) -> list[CardFace]:
    return [dataclasses.replace(face, label=f"Quiz {number}") for face in faces]


def _about(step: int | None, multiple: bool) -> str:
    count = "plusieurs réponses" if multiple else "une seule réponse"
    return f"Étape {step}, {count}" if step else count.capitalize()


def _quiz(quiz: Quiz, step: int | None) -> tuple[list[CardFace], list[CardFace]]:
    """Give a quiz's sides. The easy text takes the place of a question that its card cannot hold on three lines."""
    easy = quiz.easy_texts
    texts = tuple(choice.text for choice in quiz.choices)
    front = _asked(quiz, quiz.question, texts, step)
    whole = ""
    if easy and easy.question:
        short = _asked(quiz, easy.question, easy.choices or texts, step)
        if is_better(short, front):
            front, texts, whole = short, easy.choices or texts, quiz.question
    return split(front), _answered(quiz, texts, whole)


def _asked(quiz: Quiz, question: str, choices: Iterable[str], step: int | None) -> CardFace:
    rows = tuple(CardRow(text, letter=letter(rank)) for rank, text in enumerate(choices))
    said = quiz.instruction if not quiz.instruction.lower().startswith("coche") else ""
    told = (CardRow(said),) if said else ()
    about = _about(step, quiz.multiple)
    return CardFace("", about, title=question, rows=(*told, *rows), picto=picture(question))


def _answered(quiz: Quiz, texts: tuple[str, ...], whole: str) -> list[CardFace]:
    """Give the back: the right answers, why, then as many words on the other answers as there is room for."""
    names = joined([letter(rank) for rank in quiz.right])
    rows = [
        CardRow(
            f"**{texts[rank]}** ({quiz.choices[rank].detail})" if quiz.choices[rank].detail else texts[rank],
            letter=letter(rank),
            strong=not quiz.choices[rank].detail,
        )
        for rank in quiz.right
    ]
    title = f"{names} : {quiz.praise}" if names else ""
    asked = [CardRow(f"La question en entier : {whole}")] if whole else []
    reasons = [quiz.explanation, *([quiz.easy_texts.explanation] if whole and quiz.easy_texts else [])]
    faces = [
        CardFace("", "réponse", title=title, rows=(*rows, *([CardRow(reason)] if reason else []), *asked))
        for reason in reasons
    ]
    face = next((face for size in (COMFORT, LEAST) for face in faces if fits(face, size=size)), faces[0])
    for rank, choice in enumerate(quiz.choices):
        if choice.feedback and not choice.right:
            more = dataclasses.replace(face, rows=(*face.rows, CardRow(choice.feedback, letter=letter(rank))))
            if fits(more):
                face = more
    return split(face)
