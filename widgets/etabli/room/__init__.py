"""The room: the server that participants, the facilitator and the projector talk to (see `etabli.room.serving`)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..atelier import Variant

__all__ = ["serve"]


def serve(
    paths: Sequence[Path],
    *,
    address: str = "0.0.0.0",
    port: int = 8866,
    places: int = 16,
    open_browser: bool = True,
    data: Path | None = None,
    as_json: bool = False,
    variant: Variant = "complete",
) -> int:
    """Serve ateliers until Ctrl-C. Gives the exit code: 0, or 1 after one French sentence on stderr.

    ``paths``: notebooks, ateliers' folders or folders of ateliers. ``port``: 0 = any free one. ``data``: where answers
    and secrets are kept (default: the user's own state folder). ``as_json``: the addresses as one JSON line on stdout.
    """
    from .serving import serve as start

    return start(
        paths,
        address=address,
        port=port,
        places=places,
        open_browser=open_browser,
        data=data,
        as_json=as_json,
        variant=variant,
    )
