"""What somebody takes home of an activity: what they chose, what was right, what they decided to do.

An answer comes from a browser: what does not fit is as if it had not been answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .base import letter
from .score import HORIZONS

if TYPE_CHECKING:
    from .diagnostic import Answer, Diagnostic
    from .quiz import Quiz


@dataclass(frozen=True)
class Pick:
    """A choice that is worth printing: it was picked, or it is right. ``text`` is inline Markdown."""

    letter: str
    text: str
    picked: bool
    right: bool


@dataclass(frozen=True)
class Asked:
    """A question that was answered. No ``picks`` picked: « je ne sais pas »."""

    title: str
    picks: tuple[Pick, ...]
    explanation: str = ""

    @property
    def right(self) -> bool:
        """Say whether all that was picked is right, and nothing is missing."""
        return all(pick.picked == pick.right for pick in self.picks)


@dataclass(frozen=True)
class Action:
    """Something to do. ``horizon``: today, week or month."""

    title: str
    advice: str
    horizon: str
    minutes: int | None = None


@dataclass(frozen=True)
class Plan:
    """What a diagnostic advises. ``closed`` of ``total`` doors, in its own ``words``; ``urgent``: nothing else counts."""

    title: str
    closed: int
    total: int
    words: tuple[str, str]
    actions: tuple[Action, ...]
    later: tuple[Action, ...] = ()
    urgent: bool = False


Kept = Asked | Plan


def asked(quiz: Quiz, value: Any) -> Asked | None:
    """Give what was answered to a quiz; None while it is not."""
    if not isinstance(value, Mapping) or value.get("done") is not True:
        return None
    stored = value.get("picked")
    given = stored if isinstance(stored, list) else []
    picked = {index for index in given if type(index) is int and 0 <= index < len(quiz.choices)}
    if (given and not picked) or (len(picked) > 1 and not quiz.multiple):
        return None
    picks = tuple(
        Pick(letter(index), choice.text, index in picked, choice.right)
        for index, choice in enumerate(quiz.choices)
        if choice.right or index in picked
    )
    return Asked(quiz.question, picks, quiz.explanation)


def plan(diagnostic: Diagnostic, value: Any) -> Plan | None:
    """Give the advice that a diagnostic's answers lead to; None without any answer."""
    given = value.get("answers") if isinstance(value, Mapping) else None
    if not isinstance(given, Mapping):
        return None
    chosen = {key: index for key, index in given.items() if type(index) is int and index >= 0}
    result = diagnostic.score(chosen)
    if not result["answered"]:
        return None
    answers = {query.id: query.answers for query in diagnostic.questions}

    def action(entry: Mapping[str, Any]) -> Action:
        answer: Answer = answers[entry["question"]][entry["answer"]]
        return Action(answer.action, answer.advice, answer.horizon or "month", answer.minutes)

    words = diagnostic.words
    return Plan(
        diagnostic.title,
        result["closed"],
        result["total"],
        (f"{words.one} {words.closed_one}", f"{words.many} {words.closed_many}"),
        tuple(action(entry) for name in HORIZONS for entry in result["plan"][name]),
        tuple(action(entry) for entry in result["later"]),
        result["emergency"] is not None,
    )
