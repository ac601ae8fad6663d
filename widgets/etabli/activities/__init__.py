"""The kinds of activity, by name. Their data, their checks and their readings; no widget and no server here."""

from __future__ import annotations

from .base import Activity, Fault
from .diagnostic import Diagnostic
from .quiz import Quiz

#: Kind → class, in the order in which `etabli activites` lists them.
KINDS: dict[str, type[Activity]] = {kind.kind: kind for kind in (Quiz, Diagnostic)}

__all__ = ["KINDS", "Activity", "Diagnostic", "Fault", "Quiz"]
