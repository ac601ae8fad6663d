"""Établi: one notebook per workshop, every door open.

``%load_ext etabli`` gives a notebook the ``%%activite`` magic. In Python: ``from etabli import Quiz``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from .activities import Diagnostic, Quiz

__all__ = ["Diagnostic", "Quiz", "load_ipython_extension"]


def load_ipython_extension(shell: Any) -> None:
    """Give IPython the ``%%activite`` magic (``%load_ext etabli``)."""
    from .jupyter import register

    register(shell)


def __getattr__(name: str) -> Any:
    if name in ("Quiz", "Diagnostic"):
        from . import activities

        return getattr(activities, name)
    raise AttributeError(f"module 'etabli' has no attribute {name!r}")
