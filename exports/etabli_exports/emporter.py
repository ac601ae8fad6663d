"""``emporter.pdf``: what each one takes home of a session. One seat after the other, nothing of the others on it.

Registered under ``etabli.documents`` (see `etabli.documents`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from etabli.activities.diagnostic_readings import HORIZON_NAMES
from etabli.activities.takeaway import Action, Asked, Plan
from etabli.atelier import Atelier
from etabli.documents import SeatAnswers
from etabli.findings import Finding

from .head import duration, head
from .typst_pdf import compile_pdf
from .typst_writer import Writer


def write(atelier: Atelier, seats: Sequence[SeatAnswers], day: str) -> tuple[bytes, list[Finding]]:
    """Lay out what was answered. ``day``: as printed. Gives no bytes where no seat has anything to keep."""
    about = head(atelier)
    writer = Writer(about.folder, about.slug, about.language)
    pages = [page for seat in seats if (page := _page(atelier, seat, writer))]
    if not pages:
        return b"", []
    checked = f" Faits vérifiés le {about.checked_on}." if about.checked_on else ""
    licence = f", licence {about.licence}" if about.licence else ""
    tree = {
        "language": about.language,
        "title": f"{about.title}, ce que j’emporte",
        "heading": writer.words(about.title),
        "day": writer.words(day),
        "authors": list(about.authors),
        "foot": writer.words(f"{about.title}. Atelier Établi{licence}.{checked}"),
        "pages": pages,
    }
    pdf, findings = compile_pdf("emporter", tree, writer.pictures, about.slug, about.checked_on)
    return pdf, [*writer.findings, *findings]


def _page(atelier: Atelier, seat: SeatAnswers, writer: Writer) -> dict[str, Any] | None:
    """Give a seat's tree; None where nothing was answered."""
    kept = [
        kept
        for activity in atelier.activities()
        if activity.id in seat.values and (kept := activity.takeaway(seat.values[activity.id]))
    ]
    plans = [_plan(item, writer) for item in kept if isinstance(item, Plan)]
    asked = [_asked(item, writer) for item in kept if isinstance(item, Asked)]
    return {"seat": writer.words(seat.label), "plans": plans, "asked": asked} if kept else None


def _asked(kept: Asked, writer: Writer) -> dict[str, Any]:
    mine = [pick for pick in kept.picks if pick.picked]
    missed = [pick for pick in kept.picks if pick.right and not pick.picked]
    several = sum(pick.right for pick in kept.picks) > 1
    lines: list[dict[str, Any]] = []
    if not mine:
        lines.append({"sign": None, "label": "Ma réponse : je ne savais pas.", "picks": []})
    if mine:
        right = kept.right
        label = "Ma réponse, c’est juste :" if right else "Ma réponse :"
        lines.append({"sign": "juste" if right else None, "label": label, "picks": _picks(mine, writer)})
    if missed and not (several and mine):
        label = "Les bonnes réponses :" if several else "La bonne réponse :"
        lines.append({"sign": "juste", "label": label, "picks": _picks(missed, writer)})
    elif missed:
        lines.append({"sign": "juste", "label": "Il manquait :", "picks": _picks(missed, writer)})
    for line in lines:
        line["label"] = writer.words(str(line["label"]))
    return {
        "title": writer.text(kept.title),
        "lines": lines,
        "explanation": writer.text(kept.explanation),
    }


def _picks(picks: Sequence[Any], writer: Writer) -> list[dict[str, Any]]:
    return [{"letter": pick.letter, "c": writer.text(pick.text)} for pick in picks]


def _plan(plan: Plan, writer: Writer) -> dict[str, Any]:
    counted = f"{plan.closed} {plan.words[plan.closed > 1]} sur {plan.total}." if plan.total else ""
    minutes = sum(action.minutes or 0 for action in plan.actions)
    if minutes:
        counted += f" {duration(minutes)} pour ces actions."
    horizons = dict.fromkeys(action.horizon for action in plan.actions)
    return {
        "title": writer.text(plan.title),
        "summary": writer.words(counted.strip()),
        "urgent": plan.urgent,
        "groups": [
            {
                "name": writer.words(HORIZON_NAMES[horizon].capitalize()),
                "actions": [_action(action, writer) for action in plan.actions if action.horizon == horizon],
            }
            for horizon in horizons
        ],
        "later": [writer.text(action.title) for action in plan.later],
    }


def _action(action: Action, writer: Writer) -> dict[str, Any]:
    minutes = duration(action.minutes) if action.minutes else ""
    return {"title": writer.text(action.title), "advice": writer.text(action.advice), "minutes": minutes}
