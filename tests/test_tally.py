"""A room's answers, counted: choices, hands, doors; whatever a browser sends."""

from __future__ import annotations

from typing import Any

import pytest
from etabli.activities import Diagnostic, Quiz
from etabli.activities.tally import FEWEST

QUIZ = Quiz.model_validate(
    {"id": "q", "question": "Combien ?", "choix": ["un", {"texte": "deux", "juste": "oui"}, "trois"]}
)
SEVERAL = Quiz.model_validate(
    {
        "id": "q",
        "question": "Lesquels ?",
        "choix": ["un", {"texte": "deux", "juste": "oui"}, {"texte": "trois", "juste": "oui"}],
    }
)
DOORS = Diagnostic.model_validate(
    {
        "id": "d",
        "titre": "Portes",
        "themes": {"a": "Alpha", "b": "Bêta"},
        "questions": [
            {"id": "q1", "theme": "a", "question": "?", "reponses": ["bien", {"texte": "mal", "risque": 3}]},
            {
                "id": "q2",
                "theme": "b",
                "question": "?",
                "reponses": ["bien", {"texte": "pas moi", "concerne": "non"}],
            },
        ],
    }
)


def picked(*indices: Any, done: Any = True) -> dict[str, Any]:
    """Give a quiz's stored answer."""
    return {"picked": list(indices), "done": done}


def counts(quiz: Quiz, *values: Any, hands: tuple[int, ...] = ()) -> tuple[list[int], int, int]:
    """Give the bars, who answered and who abstained."""
    tally = quiz.tally(values, hands)
    return [bar.count for bar in tally.bars], tally.answered, tally.abstained


def test_choices_are_counted_abstentions_apart() -> None:
    """« Je ne sais pas » is no choice; an answer that is not validated is not counted yet."""
    assert counts(QUIZ, picked(0), picked(2), picked(2), picked(), picked(1, done=False)) == ([1, 0, 2], 3, 1)


def test_hands_join_the_bars() -> None:
    """Hands raised without a computer are in the total, and stay known apart."""
    tally = QUIZ.tally([picked(0)], [2, 3])

    assert [(bar.count, bar.hands) for bar in tally.bars] == [(3, 2), (3, 3), (0, 0)]
    assert (tally.answered, tally.hands) == (1, 5)


def test_several_right_answers_are_one_person() -> None:
    """Who ticks two boxes answered once; who raises a hand twice is one person."""
    tally = SEVERAL.tally([picked(1, 2), picked(0)], [0, 4, 3])

    assert ([bar.count for bar in tally.bars], tally.answered, tally.hands) == ([1, 5, 4], 2, 4)


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        "x",
        {},
        {"done": True, "picked": [9]},
        {"done": True, "picked": [-1]},
        {"done": True, "picked": [True]},
        {"done": True, "picked": ["0"]},
        {"done": True, "picked": [[0]]},
        {"done": True, "picked": [0.0]},
        {"done": "oui", "picked": [0]},
        {"done": True, "picked": [0, 1]},
    ],
)
def test_what_does_not_fit_is_not_counted(value: Any) -> None:
    """Forged, or of another version of the quiz."""
    assert counts(QUIZ, value) == ([0, 0, 0], 0, 0)


def test_one_person_stuffs_no_ballot() -> None:
    """A choice given a thousand times is one choice."""
    assert counts(SEVERAL, picked(*[1] * 1000)) == ([0, 1, 0], 1, 0)


def finished(**answers: Any) -> dict[str, Any]:
    """Give a diagnostic's stored answer."""
    return {"answers": answers, "at": "q2", "done": True}


def test_doors_are_shown_from_three_answers_on() -> None:
    """Before, a total would be somebody's answer."""
    few = DOORS.tally([finished(q1=0, q2=0)] * (FEWEST - 1))
    enough = DOORS.tally([finished(q1=0, q2=0), finished(q1=1, q2=0), finished(q1=0, q2=0)])

    assert (few.bars, few.missing) == ((), 1)
    assert [(bar.text, bar.count, bar.of) for bar in enough.bars] == [("Alpha", 2, 3), ("Bêta", 3, 3)]


def test_a_theme_that_concerns_too_few_is_left_out() -> None:
    """Three answered, but one only is concerned by the second theme."""
    tally = DOORS.tally([finished(q1=0, q2=0), finished(q1=1, q2=1), finished(q1=0, q2=1)])

    assert [bar.text for bar in tally.bars] == ["Alpha"]


@pytest.mark.parametrize(
    "answers", [None, 3, {"q1": True}, {"q1": "0"}, {"q1": 10**9}, {"zz": 0}, {"q1": -1}]
)
def test_forged_diagnostics_close_no_door(answers: Any) -> None:
    """What cannot be an answer is none."""
    tally = DOORS.tally([{"answers": answers, "done": True}] * 5)

    assert [bar.count for bar in tally.bars] == []
