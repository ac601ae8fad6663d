"""Papers made of a session's answers. Found by entry points (``etabli.documents``): the live side does not know who prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from typing import Any, Protocol, cast

from .atelier import Atelier
from .findings import Finding


@dataclass(frozen=True)
class SeatAnswers:
    """What was answered at one seat: activity → value as stored. ``label`` as printed, « Poste 7 · Rabot »."""

    label: str
    values: Mapping[str, Any]


class TakeawayWriter(Protocol):
    """What is registered as ``emporter`` under ``etabli.documents``."""

    def __call__(
        self, atelier: Atelier, seats: Sequence[SeatAnswers], day: str
    ) -> tuple[bytes, list[Finding]]:
        """Give a PDF, each seat on pages of its own, and what could not be printed; no bytes where nobody answered."""


@cache
def takeaway_writer() -> TakeawayWriter | None:
    """Find who writes ``emporter.pdf``; None where nothing that prints is installed."""
    found = list(entry_points(group="etabli.documents", name="emporter"))
    return cast(TakeawayWriter, found[0].load()) if found else None
