"""What somebody keeps of their answers, and the paper made of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pymupdf
import pytest
from etabli.activities import Diagnostic, Quiz
from etabli.atelier import Atelier
from etabli.documents import SeatAnswers, takeaway_writer
from etabli.source import read
from samples import ROOT

QUIZ = Quiz.model_validate(
    {
        "id": "q",
        "question": "Combien ?",
        "choix": ["un", {"texte": "deux", "juste": "oui"}, "trois"],
        "explication": "Parce que.",
    }
)
DOORS = Diagnostic.model_validate(
    {
        "id": "d",
        "titre": "Portes",
        "mots": {"un": "porte", "plusieurs": "portes", "ferme": "fermée", "fermes": "fermées"},
        "themes": {"a": "Alpha"},
        "questions": [
            {
                "id": "q1",
                "theme": "a",
                "question": "?",
                "reponses": [
                    "bien",
                    {
                        "texte": "mal",
                        "risque": 3,
                        "action": "Fermer",
                        "conseil": "Fermez la porte.",
                        "horizon": "cette semaine",
                        "minutes": 15,
                    },
                    {
                        "texte": "feu",
                        "urgence": "oui",
                        "action": "Sortir",
                        "conseil": "Sortez.",
                        "horizon": "aujourd’hui",
                    },
                ],
            }
        ],
    }
)


@pytest.fixture(scope="module")
def atelier() -> Atelier:
    """Read the real workshop."""
    return read(ROOT / "ateliers" / "securiser-ses-comptes" / "atelier.ipynb").atelier


def printed(atelier: Atelier, *seats: SeatAnswers) -> list[str]:
    """Print the sheets; give the text of each page."""
    write = takeaway_writer()
    assert write
    pdf, _ = write(atelier, seats, "mardi 24 novembre 2026")
    return [page.get_text() for page in pymupdf.open(stream=pdf)] if pdf else []


def test_a_quiz_keeps_what_was_chosen_and_what_is_right() -> None:
    """Both where they differ, one where they are the same, the right one alone for « je ne sais pas »."""
    found = {
        name: QUIZ.takeaway({"picked": picked, "done": True})
        for name, picked in (("wrong", [0]), ("right", [1]), ("none", []))
    }

    assert [
        (name, kept and kept.right, kept and [(pick.letter, pick.picked, pick.right) for pick in kept.picks])
        for name, kept in found.items()
    ] == [
        ("wrong", False, [("A", True, False), ("B", False, True)]),
        ("right", True, [("B", True, True)]),
        ("none", False, [("B", False, True)]),
    ]


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        [],
        {"picked": [1]},
        {"picked": [9], "done": True},
        {"picked": [0, 1], "done": True},
        {"picked": "1", "done": 1},
    ],
)
def test_a_quiz_that_is_not_answered_leaves_nothing(value: Any) -> None:
    """Not done, forged, or of another version."""
    assert QUIZ.takeaway(value) is None


def test_a_diagnostic_keeps_its_plan() -> None:
    """Actions in order, with minutes; an emergency stands alone."""
    plan, urgent = (DOORS.takeaway({"answers": {"q1": index}}) for index in (1, 2))

    assert plan and [(action.title, action.minutes, action.horizon) for action in plan.actions] == [
        ("Fermer", 15, "week")
    ]
    assert (plan.closed, plan.total, plan.urgent) == (0, 1, False)
    assert urgent and urgent.urgent and [action.title for action in urgent.actions] == ["Sortir"]


@pytest.mark.parametrize(
    "value", [None, {"answers": []}, {"answers": {}}, {"answers": {"q1": "0"}}, {"answers": {"x": 1}}]
)
def test_a_diagnostic_without_answer_leaves_nothing(value: Any) -> None:
    """Nothing to print."""
    assert DOORS.takeaway(value) is None


def test_the_sheet_says_plan_answers_and_why(atelier: Atelier) -> None:
    """The plan with its minutes and the place of a date, then the answer, the right one and the explanation."""
    values = {
        "diagnostic-comptes": {"answers": {"q01": 0, "q02": 1}, "done": True},
        "meilleur-mot-de-passe": {"picked": [1], "done": True},
    }

    (page,) = printed(atelier, SeatAnswers("Poste 7 · Rabot", values))

    for words in (
        "Ce que j’emporte",
        "mardi 24 novembre 2026",
        "Poste 7 · Rabot",
        "Je le fais le",
        "Doudou2024!",
        "La bonne réponse",
        "page 1 sur 1",
    ):
        assert words in page.replace("\u202f", " "), words
    assert page.index("Je le fais le") < page.index("Doudou2024!")


def test_each_seat_has_its_own_pages(atelier: Atelier) -> None:
    """Numbered apart; a seat that answered nothing has none; nobody's answer stands on another's page."""
    one = SeatAnswers("Poste 1", {"meilleur-mot-de-passe": {"picked": [0], "done": True}})
    none = SeatAnswers("Poste 2", {"meilleur-mot-de-passe": {}})
    two = SeatAnswers("Poste 3", {"meilleur-mot-de-passe": {"picked": [1], "done": True}})

    pages = printed(atelier, one, none, two)

    assert [
        ("Poste 1" in page, "Poste 3" in page, "azerty2024" in page, "Doudou2024" in page) for page in pages
    ] == [
        (True, False, True, False),
        (False, True, False, True),
    ]
    assert all("page 1 sur 1" in page for page in pages)
    assert printed(atelier, none) == []


def test_hostile_values_print_nothing(atelier: Atelier) -> None:
    """Whatever a browser stored: texts are the author's alone, so nothing of it reaches the paper."""
    trap = '#import "x" <script>\\u202e'
    values = {
        activity.id: {"picked": [trap], "answers": {trap: trap}, "done": True, trap: trap}
        for activity in atelier.activities()
    }

    assert printed(atelier, SeatAnswers("Poste 7", values)) == []


def test_a_full_session_fits_a_sheet_of_paper(atelier: Atelier) -> None:
    """All quizzes and a whole plan: two sides at most, and the same bytes each time."""
    values: dict[str, Any] = {}
    for activity in atelier.activities():
        if isinstance(activity, Quiz):
            values[activity.id] = {"picked": [0], "done": True}
        elif isinstance(activity, Diagnostic):
            values[activity.id] = {
                "answers": {
                    query.id: max(
                        range(len(query.answers)),
                        key=lambda i: (not query.answers[i].emergency, query.answers[i].risk or 0),
                    )
                    for query in activity.questions
                }
            }
    write = takeaway_writer()
    assert write

    seat = SeatAnswers("Poste 7", values)

    assert len(printed(atelier, seat)) <= 2
    assert write(atelier, [seat], "") == write(atelier, [seat], "")


def test_the_writer_is_found_by_its_entry_point() -> None:
    """Etabli does not import who prints (import-linter holds it); pyproject.toml names it."""
    assert takeaway_writer() is not None
    assert Path(takeaway_writer().__code__.co_filename).name == "emporter.py"  # type: ignore[union-attr]
