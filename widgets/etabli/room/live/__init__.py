"""Ateliers whose widgets have Python behind (tier 2): each participant's page has a kernel of its own.

Where the system can fork, one process (`mother`) executes the notebook once, and a kernel is a copy of it
(`provisioner`); elsewhere a pool of ordinary kernels is heated ahead (`sources`). `kernels` says whose each one is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .kernels import Live

__all__ = ["Live"]


def __getattr__(name: str) -> Any:
    # The mother is a module of this package too, and must stay light: the server is not for her.
    if name == "Live":
        from .kernels import Live

        return Live
    raise AttributeError(name)
