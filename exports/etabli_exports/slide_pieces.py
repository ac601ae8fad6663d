"""What only slides are made of, beside the blocks that all media share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from etabli.blocks import Block, Figure, Image

if TYPE_CHECKING:
    from .document import SlidePiece


QR_ALT = "QR code vers "


@dataclass(frozen=True)
class Fragment:
    """Blocks that come at a click; ``click`` counts from 1 on the slide."""

    click: int
    content: tuple[Block, ...]


@dataclass(frozen=True)
class Columns:
    """Two texts side by side, each with its heading."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]


@dataclass(frozen=True)
class Full:
    """A picture that takes all the slide, but for the title under it."""

    image: Image


@dataclass(frozen=True)
class Series:
    """Figures of one name; ``texts`` as the author wrote them, None where there is nothing."""

    name: str
    values: tuple[float | None, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Chart:
    """Figures to compare. ``kind``: rows of bars, or columns where the labels are years. ``unit``: common to all."""

    kind: Literal["bars", "columns"]
    about: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    decimals: int = 0

    @property
    def alt(self) -> str:
        """Say all that the drawing says: its title, then each figure with its name."""
        rows = []
        for rank, label in enumerate(self.labels):
            told = [(one.name, one.texts[rank] or "pas de chiffre") for one in self.series]
            rows.append(
                f"{label}\u00a0: "
                + ", ".join(text if len(told) == 1 else f"{name} {text}" for name, text in told)
            )
        told_rows = "\u202f; ".join(rows)
        return f"Graphique\u00a0: {self.about}. {told_rows}."


def unfolded(content: Iterable[SlidePiece]) -> Iterator[tuple[SlidePiece, int]]:
    """Give the pieces out of their fragments, each with the click that shows it (0: none)."""
    for piece in content:
        if isinstance(piece, Fragment):
            yield from ((block, piece.click) for block in piece.content)
        else:
            yield piece, 0


def is_qr(piece: object) -> bool:
    """Say whether a figure is a QR code of ours."""
    return isinstance(piece, Figure) and piece.image.alt.startswith(QR_ALT)
