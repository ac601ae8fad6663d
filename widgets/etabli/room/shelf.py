"""The ateliers of the room: read once, read again when their notebook changes, their pages compressed once."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from .. import media, source
from ..activities.base import slug as plain_name
from ..atelier import Atelier, Variant
from ..blocks import images
from ..findings import Finding, SourceError, has_error, tolerate
from ..page import RoomPage, Seat
from ..page_programs import has_widgets
from .packing import Page, SeatPages


@dataclass
class Served:
    """An atelier being served. ``trouble``: why the notebook on disk is not what is served; empty when it is."""

    path: Path
    slug: str
    variant: Variant
    atelier: Atelier
    findings: tuple[Finding, ...]
    stamp: Any
    version: int = 1
    trouble: tuple[Finding, ...] = ()
    _pages: SeatPages | None = None

    @property
    def tier(self) -> int:
        """0: no program; 1: results of a program, executed once; 2: widgets that have Python behind."""
        if not self.atelier.has_program:
            return 0
        return 2 if has_widgets(self.atelier) else 1

    def knows(self, activity: str) -> bool:
        """Say whether participants have an activity of this name."""
        return activity in self._activities

    @cached_property
    def _activities(self) -> frozenset[str]:
        return frozenset(activity.id for activity in self.atelier.activities())

    def page(self, seat: Seat) -> Page:
        """Give the page for a seat."""
        return self.prepare().page(seat)

    def prepare(self) -> SeatPages:
        """Lay the page out and compress it once for all seats. May be called ahead, from any thread."""
        if self._pages is None:
            self._pages = SeatPages(RoomPage(self.atelier))
        return self._pages

    def look(self) -> Served | None:
        """Read the notebook again if it changed on disk: the new version, or None. May be called from any thread.

        What is newly broken is not served: the last good version stays, and ``trouble`` says why.
        """
        stamp = _stamp(self.path, self.atelier)
        if stamp == self.stamp:
            return None
        try:
            fresh = read(self.path, self.variant)
            fresh.slug, fresh.version = self.slug, self.version + 1
            fresh.atelier = dataclasses.replace(fresh.atelier, slug=self.slug)
            fresh.prepare()
        except SourceError as error:
            return dataclasses.replace(self, stamp=stamp, trouble=error.findings)
        except Exception as error:  # whatever happens to a file, those who are working must not notice
            message = f"ce carnet ne peut pas être mis en page ({type(error).__name__})."
            fault = Finding("E003", "erreur", message, "Reprenez la version d’avant.", str(self.path))
            return dataclasses.replace(self, stamp=stamp, trouble=(fault,))
        if has_error(fresh.findings) and not has_error(self.findings):
            faults = tuple(finding for finding in fresh.findings if finding.severity == "erreur")
            return dataclasses.replace(self, stamp=stamp, trouble=faults)
        return fresh


def read(path: Path, variant: Variant) -> Served:
    """Read one notebook for the room. Raises `SourceError`."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    reading = _executed(path)
    atelier = reading.atelier.variant(variant)
    # Names go into addresses, which are typed, printed and read aloud.
    atelier = dataclasses.replace(atelier, slug=plain_name(atelier.slug))
    stamp = _stamp(path, atelier)
    if stamp[0] and stamp[0][0] != before:
        stamp = ((before, -1), *stamp[1:])  # changed while it was being read: it will be read again
    return Served(path, atelier.slug, variant, atelier, tuple(tolerate(reading.findings)), stamp)


def _executed(path: Path) -> source.Reading:
    """Read a notebook, its outputs fresh where it contains a program. Raises `SourceError`."""
    notebook, found = source.load(path)
    reading = source.from_notebook(notebook, path)
    if reading.atelier.has_program:
        from ..execution import execute

        fresh, failures = execute(notebook, path)
        reading = source.from_notebook(fresh, path)
        found = [*found, *failures]
    return source.Reading(reading.atelier, (*found, *reading.findings))


def read_all(paths: Iterable[Path], variant: Variant) -> tuple[list[Served], list[Finding]]:
    """Read the ateliers that ``paths`` mean: (those that can be served, the faults of those that cannot)."""
    shelf: list[Served] = []
    unreadable: list[Finding] = []
    for notebook in _notebooks(paths, unreadable):
        try:
            served = read(notebook, variant)
        except SourceError as error:
            unreadable += error.findings
            continue
        taken = {other.slug for other in shelf}
        rank, slug = 2, served.slug
        while slug in taken:
            slug, rank = f"{served.slug}-{rank}", rank + 1
        served.slug, served.atelier = slug, dataclasses.replace(served.atelier, slug=slug)
        shelf.append(served)
    return shelf, unreadable


def _notebooks(paths: Iterable[Path], unreadable: list[Finding]) -> Sequence[Path]:
    found: dict[Path, Path] = {}
    for path in paths:
        try:
            for notebook in source.locate(path):
                found.setdefault(notebook.resolve(), notebook)
        except SourceError as error:
            unreadable += error.findings
    return list(found.values())


def _stamp(path: Path, atelier: Atelier) -> tuple[Any, ...]:
    pictures = {
        image.src
        for cell in atelier.cells()
        for image in images(cell.blocks)
        if not image.src.startswith("data:")
    }
    files = [path, *(file for src in sorted(pictures) if (file := media.resolve(atelier.folder, src)))]
    return tuple(_state(file) for file in files)


def _state(file: Path) -> tuple[int, int] | None:
    try:
        state = file.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size
