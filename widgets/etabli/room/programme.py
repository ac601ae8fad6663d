"""The programme that the facilitator follows: steps, breaks too, and what is for her eyes only."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from ..atelier import Atelier, Step
from ..blocks import Block
from ..html import HtmlWriter
from ..page_views import pictures


def steps(atelier: Atelier) -> tuple[Step, ...]:
    """Give the atelier's steps, breaks too; an atelier without any is one step."""
    return atelier.steps or (Step(atelier.title, 1),)


def _intro(atelier: Atelier) -> tuple[Block, ...]:
    return tuple(block for cell in atelier.intro if cell.audience == "facilitator" for block in cell.blocks)


def run_sheet(atelier: Atelier) -> list[dict[str, Any]]:
    """Give the facilitator's notes, step by step; what stands before the first step opens it."""
    writer = HtmlWriter(pictures(atelier), shift=1)
    before: tuple[Block, ...] = _intro(atelier)
    sheet = []
    for step in steps(atelier):
        sheet.append(
            {
                "titre": step.title,
                "numero": step.number,
                "minutes": step.length,
                "avant": Markup(writer.blocks(before)),
                "notes": Markup(writer.blocks(step.facilitator_blocks())),
            }
        )
        before = ()
    return sheet


def following(atelier: Atelier, position: int) -> str:
    """Name the step after this one; empty at the end."""
    if position >= len(steps(atelier)):
        return ""
    following = steps(atelier)[position]
    return f"Étape\u00a0{following.number}\u00a0: {following.title}" if following.number else following.title
