"""« Imprimer »: the files of an atelier, made when they are asked for, for the facilitator alone."""

from __future__ import annotations

import mimetypes
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from ..export import AtelierFormat, formats
from ..findings import Finding
from .board import BoardHandler
from .handlers import RefusalError

if TYPE_CHECKING:
    from .shelf import Served

_TYPES = {
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class Papers:
    """The files made since the room opened, the last version of each atelier only."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str], tuple[int, bytes]] = {}

    def make(self, served: Served, kind: type[AtelierFormat]) -> bytes:
        """Give a file's bytes, made once for each version of the notebook; empty: there is nothing to print so."""
        key = served.slug, kind.file_name
        version, data = self._made.get(key, (0, b""))
        if version != served.version:
            # The atelier's variant was applied when it was read.
            options: Any = SimpleNamespace(variant="complete", answers=False)
            found: tuple[bytes, list[Finding]] = kind().from_atelier(served.atelier, options)
            data = found[0]
            self._made[key] = served.version, data
        return data


class PrintPage(BoardHandler):
    """``/animateur/imprimer``."""

    async def get(self) -> None:
        """List what can be printed."""
        kinds = await self.room.make(formats)
        current, _ = self.room.current()
        self.html(
            "imprimer.html.j2",
            ateliers=sorted(self.room.shelf, key=lambda served: served is not current),
            formats=[
                {
                    "fichier": kind.file_name,
                    "dit": kind.summary[:1].upper() + kind.summary[1:],
                    "ouvre": kind.file_name.endswith(".pdf"),
                }
                for kind in kinds.values()
            ],
        )


class PrintFile(BoardHandler):
    """``/animateur/fichiers/<slug>/<file>``."""

    async def get(self, slug: str, name: str) -> None:
        """Make the file, or give it again. A PDF opens; the rest is saved, since a page would run as one of ours."""
        served = self.room.served(slug)
        kinds = await self.room.make(formats)
        kind = next((kind for kind in kinds.values() if kind.file_name == name), None)
        if served is None or kind is None:
            raise RefusalError(404, "Ce fichier n’existe pas.")
        data = await self.room.make(self.room.papers.make, served, kind)
        if not data:
            raise RefusalError(404, "Cet atelier n’a rien à mettre dans ce fichier.")
        suffix = name[name.rfind(".") :]
        media = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        self.file(data, media, f"{served.slug}-{name}", save=suffix != ".pdf")
