"""The diagnostic's calculation, on the table of cases that the browser shares, and on the brief's own totals."""

from __future__ import annotations

import json
from typing import Any

import pytest
from etabli.activities import Diagnostic
from etabli.activity_cell import parse_activity
from etabli.source import read
from samples import ROOT

TABLE = json.loads((ROOT / "tests" / "data" / "diagnostic_cases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["name"])
def test_the_shared_table(case: dict[str, Any]) -> None:
    """Python gives what the table says; tests/browser plays the same table in the browser."""
    diagnostic, findings = parse_activity(TABLE["source"])

    assert findings == []
    assert isinstance(diagnostic, Diagnostic)
    assert diagnostic.score(case["answers"]) == case["expected"]


def comptes() -> Diagnostic:
    atelier = read(ROOT / "ateliers" / "securiser-ses-comptes").atelier
    return next(activity for activity in atelier.activities() if isinstance(activity, Diagnostic))


def answered(diagnostic: Diagnostic, worst: bool) -> dict[str, int]:
    """Answer each question by its worst or its best answer, emergencies aside."""
    chosen = {}
    for query in diagnostic.questions:
        ranks = [
            index
            for index, answer in enumerate(query.answers)
            if answer.risk is not None and not answer.emergency
        ]
        ranks.sort(key=lambda index: query.answers[index].risk or 0)
        chosen[query.id] = ranks[-1] if worst else ranks[0]
    return chosen


def test_the_diagnostic_of_the_atelier_is_complete() -> None:
    """23 questions, 81 answers, 49 pieces of advice, as the workshop's scenario says."""
    questions = comptes().questions
    answers = [answer for query in questions for answer in query.answers]

    assert (len(questions), len(answers)) == (23, 81)
    assert sum(bool(answer.advice) for answer in answers) >= 49


def test_a_perfect_profile_has_all_doors_closed() -> None:
    """Protection 100, no action."""
    result = comptes().score(answered(comptes(), worst=False))

    assert result["protection"] == 100
    assert result["closed"] == result["total"]
    assert result["actions"] == []


def test_the_worst_profile_still_has_three_actions_only() -> None:
    """Protection 12: several questions have no answer of risk 3. Three actions a horizon, the mailbox first."""
    result = comptes().score(answered(comptes(), worst=True))

    assert result["protection"] == 12
    assert [len(actions) for actions in result["plan"].values()] == [3, 3, 3]
    assert {action["question"] for action in result["plan"]["today"]} <= {"q02", "q03", "q04", "q05"}
