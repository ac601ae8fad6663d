"""An atelier: what a notebook says, frozen and JSON-able, ready for any medium.

`etabli.source.read` makes it; nothing here touches a file, except `Atelier.folder`, which says where pictures are.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel

from .activities import Activity
from .blocks import Block
from .front_matter import FrontMatter
from .tags import Audience, Place

#: Minutes of a step that says nothing of its length (DESIGN §3).
DEFAULT_MINUTES = 5
Variant = Literal["60", "90", "complete"]


@dataclass(frozen=True)
class Output:
    """One output of a code cell: MIME type → text (base64 for pictures). ``alt``: its text alternative."""

    data: tuple[tuple[str, str], ...]
    alt: str = ""


@dataclass(frozen=True)
class Program:
    """A cell of Python that is not an activity. ``shown``: the source is for the public too."""

    source: str
    outputs: tuple[Output, ...] = ()
    shown: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell, or the part of it that belongs to one step. ``number`` counts all the notebook's cells from 1.

    Exactly one of ``blocks``, ``activity`` and ``program`` is meaningful. ``places`` empty = everywhere.
    """

    number: int
    audience: Audience = "participants"
    places: tuple[Place, ...] = ()
    slide_type: str | None = None
    blocks: tuple[Block, ...] = ()
    activity: Activity | None = None
    program: Program | None = None

    def shows(self, place: Place) -> bool:
        """Say whether participants see the cell there."""
        return self.audience == "participants" and (not self.places or place in self.places)


@dataclass(frozen=True)
class Step:
    """A step (étape). ``number`` from 1, None for a break, which is a step of time but not of work.

    ``skipped``: the cell that opens it is of ``slide_type`` skip, so that no slide announces it.
    """

    title: str
    number: int | None
    minutes: int | None = None
    timing: Literal["essentiel", "facultatif"] | None = None
    cells: tuple[Cell, ...] = ()
    skipped: bool = False

    @property
    def length(self) -> int:
        """Minutes, with the default where nothing is said."""
        return self.minutes if self.minutes is not None else DEFAULT_MINUTES

    def easy_blocks(self) -> tuple[Block, ...]:
        """The step's easy-to-read text, in order; empty where there is none."""
        return tuple(block for cell in self.cells if cell.audience == "easy" for block in cell.blocks)

    def facilitator_blocks(self) -> tuple[Block, ...]:
        """What is for the facilitator only."""
        return tuple(block for cell in self.cells if cell.audience == "facilitator" for block in cell.blocks)

    def activities(self) -> tuple[Activity, ...]:
        """The step's activities that participants have."""
        return tuple(
            cell.activity for cell in self.cells if cell.activity and cell.audience == "participants"
        )


def is_break(title: str) -> bool:
    """Say whether a step's title announces a pause."""
    return title.strip().lower().startswith("pause")


@dataclass(frozen=True)
class Atelier:
    """A workshop. ``slug`` names it in addresses and folders; ``intro`` is what stands before the first step."""

    slug: str
    title: str
    front: FrontMatter = field(default_factory=FrontMatter)
    intro: tuple[Cell, ...] = ()
    steps: tuple[Step, ...] = ()
    folder: Path = field(default=Path(), compare=False)

    @property
    def minutes(self) -> int:
        """The steps' minutes, added up."""
        return sum(step.length for step in self.steps)

    @property
    def work_steps(self) -> tuple[Step, ...]:
        """The numbered steps, without the breaks."""
        return tuple(step for step in self.steps if step.number is not None)

    def cells(self) -> Iterator[Cell]:
        """All cells in order."""
        yield from self.intro
        for step in self.steps:
            yield from step.cells

    def activities(self) -> tuple[Activity, ...]:
        """All activities that participants have, in order."""
        return tuple(
            cell.activity for cell in self.cells() if cell.activity and cell.audience == "participants"
        )

    @property
    def has_program(self) -> bool:
        """Some cell needs Python to run (tier 1 or 2)."""
        return any(cell.program for cell in self.cells())

    def variant(self, name: Variant) -> Atelier:
        """Keep the steps that fit in 60 or 90 minutes (essential ones first), numbered again."""
        if name == "complete":
            return self
        limit = int(name)
        kept = {id(step) for step in self.steps if step.timing == "essentiel"}
        spent = sum(step.length for step in self.steps if id(step) in kept)
        if name == "90":
            for step in self.steps:
                if step.timing is None and spent + step.length <= limit:
                    kept.add(id(step))
                    spent += step.length
        return dataclasses.replace(self, steps=numbered(step for step in self.steps if id(step) in kept))

    def as_json(self) -> dict[str, Any]:
        """Give the atelier as plain JSON values; each object says its ``type``."""
        values: dict[str, Any] = _json(self)
        values.pop("folder")
        return values


def numbered(steps: Iterator[Step] | tuple[Step, ...]) -> tuple[Step, ...]:
    """Number the steps from 1, leaving breaks without a number."""
    number = 0
    result = []
    for step in steps:
        if is_break(step.title):
            result.append(dataclasses.replace(step, number=None))
        else:
            number += 1
            result.append(dataclasses.replace(step, number=number))
    return tuple(result)


def _json(value: Any) -> Any:
    if isinstance(value, BaseModel):
        kind = {"kind": value.kind} if isinstance(value, Activity) else {}
        return {"type": type(value).__name__, **kind, **value.model_dump(mode="json")}
    if dataclasses.is_dataclass(value):
        pairs = ((item.name, getattr(value, item.name)) for item in dataclasses.fields(value))
        return {"type": type(value).__name__, **{name: _json(inner) for name, inner in pairs}}
    if isinstance(value, (tuple, list)):
        return [_json(inner) for inner in value]
    return str(value) if isinstance(value, Path) else value
