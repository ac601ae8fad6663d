"""A session's results on paper and in a spreadsheet: counts alone, no seat in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..activities import Activity
from ..activities.tally import Tally
from ..atelier import Step
from . import results

if TYPE_CHECKING:
    from .app import Room
    from .shelf import Served

_COLUMNS = (
    "Atelier",
    "Étape",
    "Activité",
    "Question",
    "Choix",
    "Texte",
    "Bonne réponse",
    "Total",
    "Sur",
    "Dont mains comptées",
    "Ont répondu",
    "Je ne sais pas",
    "Remarque",
)
#: A cell that begins so is a formula for a spreadsheet (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class Line:
    """An activity, its step, its counts. ``shown``: as pages show it."""

    step: Step
    activity: Activity
    tally: Tally
    shown: dict[str, Any]


async def lines(room: Room, served: Served, seats: int) -> list[Line]:
    """Give the results of a whole atelier, in order, right answers revealed."""
    found = [(step, activity) for step in served.atelier.steps for activity in results.counted(step)]
    values = await room.ask(room.answers.values, served.slug, {activity.id for _, activity in found})
    given = []
    for step, activity in found:
        hands = room.stage.counted(served.slug, activity.id)
        tally = activity.tally(values[activity.id], hands)
        shown = results.result(activity, values[activity.id], hands, seats, revealed=True)
        if tally and shown:
            given.append(Line(step, activity, tally, shown))
    return given


def spreadsheet(title: str, given: list[Line]) -> bytes:
    """Write the results as CSV: UTF-8 with its mark, semicolons, as French spreadsheets read it. No cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for line in given:
        for row in _rows(title, line):
            writer.writerow([harmless(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def _rows(title: str, line: Line) -> Iterator[tuple[object, ...]]:
    tally, shown = line.tally, line.shown
    head = (title, line.step.title, line.activity.id, shown["titre"])
    people = (tally.answered, tally.abstained)
    for bar, said in zip(tally.bars, shown["barres"], strict=True):
        right = "" if bar.right is None else "oui" if bar.right else "non"
        of = "" if bar.of is None else bar.of
        yield (*head, bar.letter, said["texte"], right, bar.count, of, bar.hands, *people, tally.counts)
    if not tally.bars:
        yield (*head, "", "", "", "", "", "", *people, shown["reserve"])


def harmless(cell: object) -> object:
    """Give a cell that a spreadsheet takes as text: an apostrophe before what would be a formula."""
    if isinstance(cell, str) and cell.lstrip(" \u00a0\u202f\u200b\ufeff").startswith(_FORMULA):
        return "'" + cell
    return cell
