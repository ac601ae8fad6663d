"""What the board shows: who is where, who asks for help, in words and numbers ready to be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..activities.base import joined
from ..atelier import Step
from . import results, seats
from .answers import Mark
from .faults import DISK_FULL, spaced
from .orders import clock
from .presence import Presence
from .programme import following, steps
from .seats import Sitting
from .shelf import Served

if TYPE_CHECKING:
    from .app import Room

#: A sitting older than this belongs to another session (12 h).
_OLD = 12 * 3600.0


@dataclass(frozen=True)
class State:
    """A seat as the board shows it: a style, a sign, a word."""

    style: str
    sign: str
    word: str


FREE = State("libre", "", "libre")
ARRIVING = State("arrive", "personne", "s’installe")
READING = State("lit", "texte", "lit")
ANSWERING = State("cours", "crayon", "répond")
ANSWERED = State("ok", "juste", "a répondu")
HELP = State("aide", "main", "demande de\u00a0l’aide")
SILENT = State("muet", "prise", "sans nouvelles")


async def state(room: Room, now: float) -> dict[str, Any]:
    """Give the board's state: words and numbers ready to be shown."""
    served, position = room.current()
    marks = await room.ask(room.answers.marks)
    taken = {place: sitting for place, sitting in room.answers.sittings.items() if place != seats.FACILITATOR}
    rows = [_seat(room, place, taken.get(place), marks, now) for place in range(1, room.places + 1)]
    here = steps(served.atelier)[position - 1]
    hands = sorted((row for row in rows if row["main"] is not None), key=lambda row: -row["main"])
    return {
        "adresse": room.join,
        "autres": room.other_addresses,
        "slug": served.slug,
        "version": served.version,
        "etape": position,
        "suivante": following(served.atelier, position),
        "places": room.places,
        "occupees": len(taken),
        "reponses": _answered(here, taken.values(), served, marks),
        "resultats": await results.of_step(room, served, here, len(taken)),
        "sieges": rows,
        "mains": [{"place": row["place"], "depuis": since(row["main"])} for row in hands],
        "conduite": {
            "fermees": sorted(room.stage.closed.get(served.slug, ())),
            "gele": room.stage.frozen,
            "appel": room.stage.call is not None,
            "temps": clock(room, now),
        },
        "rythme": _pace(room, served, taken.values(), now),
        "alertes": _alerts(room, taken.values(), now),
    }


def since(seconds: float) -> str:
    """Say how long ago: « depuis 3 min »."""
    minutes = int(seconds // 60)
    if minutes < 1:
        return "à l’instant"
    return f"depuis {minutes}\u00a0min" if minutes < 90 else f"depuis {round(minutes / 60)}\u00a0h"


def _seat(room: Room, place: int, sitting: Sitting | None, marks: list[Mark], now: float) -> dict[str, Any]:
    presence = room.presences.get(sitting.session) if sitting else None
    shown = _state(room, sitting, presence, marks, now)
    hand = max(0.0, now - presence.hand) if presence and presence.hand is not None else None
    where = ""
    if presence and presence.slug == room.current()[0].slug:
        where = f"étape\u00a0{presence.step}" if presence.step else ""
    elif presence:
        where = "autre atelier"
    return {
        "place": place,
        "nom": seats.name(place),
        "style": shown.style,
        "signe": shown.sign,
        "mot": shown.word,
        "ou": where,
        "depuis": since(now - presence.seen) if presence and shown is SILENT else "",
        "main": hand,
        "code": sitting.code if sitting else "",
    }


def _state(
    room: Room, sitting: Sitting | None, presence: Presence | None, marks: list[Mark], now: float
) -> State:
    if sitting is None:
        return FREE
    if presence is None:
        return ARRIVING
    if presence.hand is not None:
        return HELP
    if presence.silent(now):
        return SILENT
    served = room.served(presence.slug)
    work = served.atelier.work_steps if served else ()
    activities = _activities(work[presence.step - 1]) if 1 <= presence.step <= len(work) else set()
    mine = {
        mark.activity: mark.done
        for mark in marks
        if mark.session == sitting.session and mark.slug == presence.slug
    }
    if activities and all(mine.get(activity) for activity in activities):
        return ANSWERED
    return ANSWERING if activities & mine.keys() else READING


def _answered(step: Step, taken: Collection[Sitting], served: Served, marks: list[Mark]) -> int | None:
    """Count who finished the step; None where there is nothing to answer."""
    activities = _activities(step)
    if not activities:
        return None
    done = Counter(
        mark.session
        for mark in marks
        if mark.done and mark.slug == served.slug and mark.activity in activities
    )
    return sum(done[sitting.session] == len(activities) for sitting in taken)


def _activities(step: Step) -> set[str]:
    """Name what can be answered on the page of a step."""
    return {cell.activity.id for cell in step.cells if cell.activity and cell.shows("ecran")}


def _pace(room: Room, served: Served, taken: Collection[Sitting], now: float) -> list[dict[str, Any]]:
    """Count who reached which step of the current atelier."""
    found = (room.presences.get(sitting.session) for sitting in taken)
    reached = Counter(
        presence.step
        for presence in found
        if presence and presence.slug == served.slug and not presence.silent(now)
    )
    titles = {step.number: step.title for step in served.atelier.work_steps}
    return [
        {"etape": number, "titre": titles[number], "postes": reached[number]}
        for number in sorted(reached)
        if number in titles
    ]


def _alerts(room: Room, taken: Collection[Sitting], now: float) -> list[str]:
    alerts = [
        f"« {served.atelier.title} » a changé sur le disque, mais ne peut pas être servi ainsi : {'  '.join(str(fault) for fault in served.trouble)} "
        "La dernière bonne version reste affichée."
        for served in room.shelf
        if served.trouble
    ]
    old = sorted(sitting.place for sitting in taken if now - sitting.since > _OLD)
    if old:
        which = joined([str(place) for place in old])
        alerts.append(
            f"D’une autre séance : {'place' if len(old) == 1 else 'places'} {which}. Libérez-les, ou effacez tout si cette séance est finie."
        )
    if room.disk_is_failing:
        alerts.insert(0, DISK_FULL)
    if not room.on_network:
        alerts.append(
            "Cet ordinateur n’est relié à aucun réseau : les autres postes ne peuvent pas encore venir."
        )
    return [spaced(alert) for alert in alerts]
