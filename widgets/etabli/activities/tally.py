"""What a room answered, counted: who answered what is lost on the way.

An answer comes from a browser: it may be of another version of the activity, or forged. What does not fit is not counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .base import letter

if TYPE_CHECKING:
    from .diagnostic import Diagnostic
    from .quiz import Quiz

#: Under this many answers, a diagnostic's totals would tell what somebody answered.
FEWEST = 3


@dataclass(frozen=True)
class Bar:
    """One count. ``text`` is inline Markdown. ``of``: the most it can be; None where that is the whole room.

    ``hands``: those of ``count`` that were raised hands. ``right``: None where nothing is right or wrong.
    """

    text: str
    count: int
    of: int | None = None
    letter: str = ""
    hands: int = 0
    right: bool | None = None


@dataclass(frozen=True)
class Tally:
    """An activity's counts. ``answered``: on a screen, abstentions aside. ``hands``: people counted by raised hands.

    ``missing``: answers to wait for before anything may be shown; ``bars`` is empty until then.
    ``counts``: what is counted, where that is not people: « portes fermées ».
    """

    bars: tuple[Bar, ...]
    answered: int
    abstained: int = 0
    hands: int = 0
    missing: int = 0
    counts: str = ""

    @property
    def has_answer(self) -> bool:
        """Say whether there is a right answer to reveal."""
        return any(bar.right is not None for bar in self.bars)


def choices(quiz: Quiz, values: Sequence[Any], hands: Sequence[int] = ()) -> Tally:
    """Count the picks of those who validated. ``hands``: raised hands for each choice, in order."""
    counts = [0] * len(quiz.choices)
    answered = abstained = 0
    for value in values:
        if not isinstance(value, Mapping) or value.get("done") is not True:
            continue
        stored = value.get("picked")
        given = stored if isinstance(stored, list) else []
        picked = {index for index in given if _index(index, len(counts))}
        if not given:
            abstained += 1
        elif picked and (quiz.multiple or len(picked) == 1):
            answered += 1
            for index in picked:
                counts[index] += 1
    raised = [*hands[: len(counts)], *[0] * (len(counts) - len(hands))]
    bars = tuple(
        Bar(choice.text, counts[index] + raised[index], None, letter(index), raised[index], choice.right)
        for index, choice in enumerate(quiz.choices)
    )
    # Where several answers are right, one person raises a hand several times.
    people = max(raised, default=0) if quiz.multiple else sum(raised)
    return Tally(bars, answered, abstained, people)


def doors(diagnostic: Diagnostic, values: Sequence[Any]) -> Tally:
    """Count the closed doors of all who finished, theme by theme; a theme that concerns too few of them is left out."""
    closed = dict.fromkeys(diagnostic.themes, 0)
    total, people = dict(closed), dict(closed)
    answered = 0
    for value in values:
        given = value.get("answers") if isinstance(value, Mapping) and value.get("done") is True else None
        if not isinstance(given, Mapping):
            continue
        answered += 1
        result = diagnostic.score({key: index for key, index in given.items() if _index(index)})
        for theme in result["themes"]:
            closed[theme["id"]] += theme["closed"]
            total[theme["id"]] += theme["total"]
            people[theme["id"]] += theme["total"] > 0
    if answered < FEWEST:
        return Tally((), answered, missing=FEWEST - answered)
    bars = tuple(
        Bar(title, closed[theme], total[theme])
        for theme, title in diagnostic.themes.items()
        if people[theme] >= FEWEST
    )
    words = diagnostic.words
    return Tally(bars, answered, counts=f"{words.many} {words.closed_many}")


def _index(value: object, length: int | None = None) -> bool:
    return type(value) is int and value >= 0 and (length is None or value < length)
