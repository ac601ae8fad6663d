"""The calculation of a diagnostic: which questions are asked, which doors are closed, which actions come first.

``web/diagnostic.js`` does the same in the browser; both are held to ``tests/data/diagnostic_cases.json``. Order of
the advice: emergency, horizon, the theme that protects all others, then what is gained per minute.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .diagnostic import Answer, Diagnostic, Query

HORIZONS = ("today", "week", "month")
#: Actions shown per horizon: more would discourage.
SHOWN = 3
#: No action counts as shorter than this many minutes, else the smallest would always win.
SHORTEST = 5
#: A door is closed up to this risk (0 none … 3 critical).
CLOSED = 1


def visible(diagnostic: Diagnostic, answers: Mapping[str, int]) -> list[Query]:
    """Give the questions to ask after these answers (question id → index of the answer from 0)."""
    asked: list[Query] = []
    chosen: dict[str, int] = {}
    for query in diagnostic.questions:
        if all(chosen.get(other) in wanted for other, wanted in query.conditions.items()):
            asked.append(query)
            index = answers.get(query.id)
            if index is not None and 0 <= index < len(query.answers):
                chosen[query.id] = index
                if query.answers[index].emergency:
                    break
    return asked


def score(diagnostic: Diagnostic, answers: Mapping[str, int]) -> dict[str, Any]:
    """Give the result as a JSON-able object; answers out of range or to questions that are not asked are ignored."""
    asked = visible(diagnostic, answers)
    chosen = [
        (query, index, query.answers[index])
        for query in asked
        if (index := answers.get(query.id)) is not None and 0 <= index < len(query.answers)
    ]
    emergency = next(((query, index) for query, index, answer in chosen if answer.emergency), None)
    if emergency:
        chosen = [entry for entry in chosen if entry[2].emergency]
    weighed = (
        []
        if emergency
        else [(query, answer) for query, _, answer in chosen if query.weight and answer.risk is not None]
    )
    advised = [entry for entry in chosen if entry[2].advice]
    advised.sort(key=lambda entry: _rank(diagnostic, entry[0], entry[2]))
    actions = [
        {"question": query.id, "answer": index, "horizon": answer.horizon, "minutes": answer.minutes}
        for query, index, answer in advised
    ]
    plan = {name: [action for action in actions if action["horizon"] == name][:SHOWN] for name in HORIZONS}
    shown = [action for name in HORIZONS for action in plan[name]]
    return {
        "emergency": emergency and {"question": emergency[0].id, "answer": emergency[1]},
        "visible": [query.id for query in asked],
        "answered": sum(1 for query in asked if 0 <= answers.get(query.id, -1) < len(query.answers)),
        **_doors(weighed),
        "themes": [
            {"id": theme, **_doors((query, answer) for query, answer in weighed if query.theme == theme)}
            for theme in diagnostic.themes
            if any(query.theme == theme and query.weight for query in diagnostic.questions)
        ],
        "actions": actions,
        "plan": plan,
        "later": [action for action in actions if action not in shown],
    }


def _doors(weighed: Iterable[tuple[Query, Answer]]) -> dict[str, int | None]:
    pairs = [(query.weight, answer.risk or 0) for query, answer in weighed]
    worst = sum(weight * 3 for weight, _ in pairs)
    lost = sum(weight * risk for weight, risk in pairs)
    return {
        # The half goes up, as in JavaScript: Python's round() would send 42.5 to 42.
        "protection": math.floor(100 * (1 - lost / worst) + 0.5) if worst else None,
        "closed": sum(1 for _, risk in pairs if risk <= CLOSED),
        "total": len(pairs),
    }


def _rank(diagnostic: Diagnostic, query: Query, answer: Answer) -> tuple[bool, int, bool, float]:
    gain = query.weight * (answer.risk or 0) / max(answer.minutes or 0, SHORTEST)
    return (
        not answer.emergency,
        HORIZONS.index(answer.horizon or "month"),
        query.theme != diagnostic.priority_theme,
        -gain,
    )
