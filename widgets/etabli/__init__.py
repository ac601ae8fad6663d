"""Établi: one notebook per workshop, every door open.

``%load_ext etabli`` gives a notebook the ``%%activite`` magic. In Python: ``from etabli import Quiz``.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from .activities import Diagnostic, Quiz

__all__ = ["Diagnostic", "Quiz", "load_ipython_extension", "unload_ipython_extension"]


def load_ipython_extension(shell: Any) -> None:
    """Give IPython the ``%%activite`` magic (``%load_ext etabli``)."""
    from .jupyter import register

    register(shell)


def unload_ipython_extension(shell: Any) -> None:
    """Take the magic away (``%unload_ext etabli``)."""
    from .jupyter import unregister

    unregister(shell)


def __getattr__(name: str) -> Any:
    if name in ("Quiz", "Diagnostic"):
        from . import activities

        _show_in_notebook()
        return getattr(activities, name)
    raise AttributeError(f"module 'etabli' has no attribute {name!r}")


def _show_in_notebook() -> None:
    """Let a notebook display the activities made in Python, where there is one."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None:
        load_ipython_extension(shell)
