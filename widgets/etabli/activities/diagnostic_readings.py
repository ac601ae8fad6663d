"""How a diagnostic is read away from the screen: on paper, on slides, in easy-to-read French."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .base import letter
from .forms import (
    Actions,
    Count,
    EasyLine,
    Form,
    Legend,
    Mark,
    Option,
    Question,
    Remark,
    Sentence,
    SlideForm,
    Subtitle,
)

if TYPE_CHECKING:
    from .diagnostic import Answer, Diagnostic, Query

HORIZON_NAMES: dict[str, str] = {"today": "aujourd’hui", "week": "cette semaine", "month": "ce mois-ci"}
#: Risk → mark printed beside an answer; None = not concerned.
MARKS: dict[int | None, Mark] = {0: "disc", 1: "square", 2: "triangle", 3: "star", None: "dash"}
#: Questions of the easy-to-read sheet: one page of ideas.
EASY_QUESTIONS = 5


def paper(diagnostic: Diagnostic) -> Sequence[Form]:
    """Give the place where the doors are counted and three actions written."""
    doors, closed = diagnostic.words.many, diagnostic.words.closed_many
    return (
        Count(f"J’ai compté mes {doors} {closed}\u00a0:", "sur"),
        Actions("Aujourd’hui, je commence par\u00a0:", 3),
    )


def annex(diagnostic: Diagnostic) -> Sequence[Form]:
    """Give all the questions, to be answered without a screen."""
    first = (
        f", d’abord pour «\u00a0{diagnostic.themes[diagnostic.priority_theme]}\u00a0»"
        if diagnostic.priority_theme
        else ""
    )
    forms: list[Form] = [
        Subtitle(f"{diagnostic.heading}, sur papier"),
        Sentence(
            f"Cochez une réponse par question. Une flèche propose une action\u00a0: gardez-en trois pour aujourd’hui{first}."
        ),
        Legend(_legend(diagnostic)),
    ]
    theme = None
    for number, query in enumerate(diagnostic.questions, 1):
        if query.theme != theme:
            theme = query.theme
            forms.append(Subtitle(diagnostic.themes[theme]))
        options = tuple(
            Option(
                letter(index),
                answer.text,
                mark=MARKS[answer.risk] if query.weight else None,
                follow=_follow(answer),
            )
            for index, answer in enumerate(query.answers)
        )
        forms.append(
            Question(query.text, options, label=str(number), condition=_condition(diagnostic, query))
        )
    return forms


def _legend(diagnostic: Diagnostic) -> tuple[tuple[Mark, str], ...]:
    words = diagnostic.words
    return (
        ("disc", f"{words.one} {words.closed_one}"),
        ("square", f"{words.one} {words.closed_one}, on peut faire mieux"),
        ("triangle", f"{words.one} {words.open_one}"),
        (
            "star",
            f"{words.one} grande {words.open_one}"
            if words.one == "porte"
            else f"{words.one} {words.open_one}, en premier",
        ),
        ("dash", "ne compte pas"),
    )


def _condition(diagnostic: Diagnostic, query: Query) -> str:
    numbers = {other.id: rank for rank, other in enumerate(diagnostic.questions, 1)}
    parts = [
        f"{' ou '.join(letter(number - 1) for number in wanted)} à la question {numbers[other]}"
        for other, wanted in query.asked_if.items()
    ]
    return f"Seulement si vous avez coché {' et '.join(parts)}." if parts else ""


def key(diagnostic: Diagnostic) -> Sequence[Form]:
    """Give all the advice, by question: what the facilitator reads over a shoulder."""
    forms: list[Form] = []
    for number, query in enumerate(diagnostic.questions, 1):
        options = tuple(
            Option(letter(index), answer.text, answer.advice, mark=MARKS[answer.risk], follow=_follow(answer))
            for index, answer in enumerate(query.answers)
            if answer.advice
        )
        forms.append(
            Question(query.text, options, label=str(number), condition=_condition(diagnostic, query))
        )
    return forms


def slides(diagnostic: Diagnostic) -> Sequence[SlideForm]:
    """Give the opening slide, then what protects most."""
    count = len(diagnostic.questions)
    examples = sorted(diagnostic.questions, key=lambda query: -query.weight)[:3]
    return (
        SlideForm(
            diagnostic.heading,
            (
                Sentence(diagnostic.introduction),
                Sentence(f"{count} questions, à votre rythme. Vos réponses n’ont pas de nom."),
            ),
            notes="Lire les questions à voix haute pour qui le demande. Rien n’est nominatif.",
        ),
        SlideForm(
            f"{diagnostic.heading}\u00a0: ce qui protège le plus",
            tuple(Remark(_safest(query), query.text, "right") for query in examples),
            answer=True,
        ),
    )


def easy(diagnostic: Diagnostic) -> Sequence[EasyLine]:
    """Give the questions that weigh most, each with the advice for its worst answer."""
    pairs = [
        (query, worst)
        for query in sorted(diagnostic.questions, key=lambda query: -query.weight)
        if query.easy_text and (worst := max(query.answers, key=lambda answer: answer.risk or 0)).easy_text
    ]
    return [
        line
        for query, worst in pairs[:EASY_QUESTIONS]
        for line in (EasyLine(query.easy_text, "question"), EasyLine(worst.easy_text))
    ]


def _follow(answer: Answer) -> str:
    if not answer.action or not answer.horizon:
        return ""
    minutes = f", {answer.minutes}\u00a0min" if answer.minutes else ""
    return f"{answer.action} ({HORIZON_NAMES[answer.horizon]}{minutes})"


def _safest(query: Query) -> str:
    return next((answer.text for answer in query.answers if answer.risk == 0), query.answers[0].text)
