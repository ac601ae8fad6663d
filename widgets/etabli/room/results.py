"""The room's answers as the board and the projection show them: counts and words, nobody's answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..activities import Activity, Quiz
from ..activities.tally import Bar, Tally
from ..atelier import Step
from ..blocks import plain
from ..markdown import inlines
from .faults import spaced

if TYPE_CHECKING:
    from .app import Room
    from .shelf import Served


def counted(step: Step) -> list[Activity]:
    """Give the activities of a step that can be answered on its page and counted."""
    return [
        cell.activity
        for cell in step.cells
        if cell.activity and cell.shows("ecran") and cell.activity.tally(()) is not None
    ]


async def of_step(room: Room, served: Served, step: Step, seats: int) -> list[dict[str, Any]]:
    """Give the results of all activities of a step."""
    activities = counted(step)
    if not activities:
        return []
    values = await room.ask(room.answers.values, served.slug, {activity.id for activity in activities})
    stage = room.stage
    shown = [
        result(
            activity,
            values[activity.id],
            stage.counted(served.slug, activity.id),
            seats,
            revealed=(served.slug, activity.id) in stage.revealed,
        )
        for activity in activities
    ]
    return [{**item, "projete": item["id"] == stage.projected} for item in shown if item]


def result(
    activity: Activity, values: Sequence[Any], hands: Sequence[int], seats: int, *, revealed: bool = False
) -> dict[str, Any] | None:
    """Say one activity's counts. ``seats``: people at a computer. Right answers are told only once ``revealed``."""
    tally = activity.tally(values, hands)
    if tally is None:
        return None
    whole = max(1, seats + tally.hands, *(bar.count for bar in tally.bars if bar.of is None))
    bars = [_bar(bar, whole, revealed) for bar in tally.bars]
    return {
        "id": activity.id,
        "titre": _text(activity.title),
        "barres": bars,
        "bilan": summary(tally, seats),
        "reserve": _reserve(tally, revealed),
        "mains": isinstance(activity, Quiz),
        "cle": tally.has_answer,
        "montree": revealed and tally.has_answer,
        "bravo": _text(activity.praise) if revealed and isinstance(activity, Quiz) else "",
    }


def _bar(bar: Bar, whole: int, revealed: bool) -> Mapping[str, Any]:
    most = whole if bar.of is None else max(1, bar.of)
    return {
        "lettre": bar.letter,
        "texte": _text(bar.text),
        "n": bar.count,
        "sur": bar.of,
        "mains": bar.hands,
        "part": round(bar.count / most, 4),
        "juste": bar.right if revealed else None,
    }


def summary(tally: Tally, seats: int) -> str:
    """Say how many answered: « 11 réponses sur 12, 1 « je ne sais pas », 5 mains comptées »."""
    parts = [f"{tally.answered} {_many(tally.answered, 'réponse')} sur {max(seats, tally.answered)}"]
    if tally.abstained:
        parts.append(f"{tally.abstained} « je ne sais pas »")
    if tally.hands:
        parts.append(f"{tally.hands} {_many(tally.hands, 'main')} {_many(tally.hands, 'comptée')}")
    return spaced(", ".join(parts))


def _reserve(tally: Tally, revealed: bool) -> str:
    """Say what is not shown, and why."""
    if tally.missing:
        return f"Encore {tally.missing} {_many(tally.missing, 'réponse')} avant de pouvoir montrer le total sans reconnaître personne."
    if not tally.bars:
        return "Trop peu de réponses par thème pour montrer un total."
    if tally.counts:
        return f"On compte les {tally.counts}."
    return "La bonne est encore cachée." if tally.has_answer and not revealed else ""


def _many(count: int, word: str) -> str:
    return word + "s" if count > 1 else word


@lru_cache(maxsize=1024)
def _text(markdown: str) -> str:
    """Give an inline Markdown text without its marks; pages write it as text, never as markup."""
    return plain(inlines(markdown)) if markdown else ""
