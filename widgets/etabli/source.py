"""Notebook → `Atelier`, with every fault found in one pass. No code is run here (see `etabli.execution`)."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import front_matter, markdown, tags
from .activities import Activity
from .activity_cell import is_activity, parse_activity
from .atelier import DEFAULT_MINUTES, Atelier, Cell, Program, Step, numbered
from .blocks import Block, Heading, Image, Paragraph, images, plain
from .findings import Finding
from .front_matter import FrontMatter
from .mend import mended
from .notebook_file import damage_finding, load, locate
from .outputs import left_out, option, outputs
from .page_limits import beyond
from .picture_faults import faults
from .raw_html import lost_elements

_SETUP = re.compile(r"^\s*%(load_ext|reload_ext)\s+etabli\s*$", re.M)


@dataclass(frozen=True)
class Reading:
    """An atelier and what was found while reading it."""

    atelier: Atelier
    findings: tuple[Finding, ...]


def read(path: Path) -> Reading:
    """Read a notebook or an atelier's folder. Raises `SourceError` if the file is not a notebook at all."""
    notebook_path = path if path.is_file() else locate(path)[0]
    notebook, findings = load(notebook_path)
    reading = from_notebook(notebook, notebook_path)
    return Reading(reading.atelier, (*findings, *reading.findings))


def from_notebook(notebook: Mapping[str, Any], path: Path) -> Reading:
    """Make an `Atelier` of a loaded notebook. ``path`` gives the slug, the folder of pictures and the name in findings."""
    return _Reader(notebook, path).reading()


class _OpenStep:
    """A step while its cells are being gathered."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.minutes: int | None = None
        self.timing: Any = None
        self.cells: list[Cell] = []
        self.skipped = False


class _Reader:
    def __init__(self, notebook: Mapping[str, Any], path: Path) -> None:
        sound, damages = mended(notebook)
        self.cells: list[Mapping[str, Any]] = sound["cells"]
        self.folder = path.parent
        self.file = str(path)
        self.slug = path.parent.resolve().name if path.name == "atelier.ipynb" else path.stem
        self.findings: list[Finding] = [damage_finding(damage, self.file) for damage in damages]
        self.front = FrontMatter()
        self.titles: list[str] = []
        self.intro: list[Cell] = []
        self.steps: list[_OpenStep] = []
        self.ids: dict[str, int] = {}
        self.has_slide_types = any(_slide_type(cell) for cell in self.cells)

    def found(
        self,
        rule: str,
        severity: Any,
        message: str,
        advice: str = "",
        cell: int | None = None,
        line: int | None = None,
    ) -> None:
        self.findings.append(Finding(rule, severity, message, advice, self.file, cell, line))

    def reading(self) -> Reading:
        start = self._front_matter()
        for number, cell in enumerate(self.cells, 1):
            if number > start:
                self._cell(number, cell)
        title = self._title()
        self._check_steps()
        steps = numbered(
            tuple(Step(s.title, None, s.minutes, s.timing, tuple(s.cells), s.skipped) for s in self.steps)
        )
        atelier = Atelier(self.slug, title, self.front, tuple(self.intro), steps, self.folder)
        self.findings.sort(key=lambda finding: (finding.cell or 0, finding.line or 0))
        return Reading(atelier, tuple(self.findings))

    def _front_matter(self) -> int:
        """Read the first cell; give the number of cells it used (0 or 1)."""
        first = self.cells[0] if self.cells else {}
        source = _text(first)
        if first.get("cell_type") in ("raw", "markdown") and source.lstrip("\n").startswith("---"):
            self.front, found = front_matter.read(source, self.file)
            self.findings += found
            return 1
        self.findings += front_matter.read("", self.file)[1]
        return 0

    def _title(self) -> str:
        if self.front.title:
            return self.front.title
        title = self.titles[0] if self.titles else self.slug.replace("-", " ").capitalize()
        if not any(finding.rule in ("E101", "E102") for finding in self.findings):
            self.found(
                "E104",
                "avertissement",
                "l’en-tête ne donne pas de titre.",
                f"Écrivez « titre: {title} ».",
                1,
                1,
            )
        return title

    # --- cells ---------------------------------------------------------------------------------------------------

    def _cell(self, number: int, cell: Mapping[str, Any]) -> None:
        source = _text(cell)
        if not source.strip():
            return
        metadata = cell.get("metadata", {})
        written = metadata.get("tags", [])
        slide_type = _slide_type(cell)
        known = tags.read(written if isinstance(written, list) else [], slide_type)
        for tag, meant in known.faults:
            self.found(
                "E301", "erreur", f"l’étiquette « {tag} » n’existe pas.", f"Écrivez « {meant} ».", number
            )
        if known.removed:
            return
        if slide_type is None and self.has_slide_types:
            slide_type = "-"
        frame = Cell(number, known.audience, known.places, slide_type)
        match cell.get("cell_type"):
            case "markdown":
                self._markdown(frame, source, cell.get("attachments", {}), known)
            case "code" if is_activity(source):
                self._timing(self.steps[-1] if self.steps else None, known, number)
                self._activity(frame, source)
            case "code":
                self._timing(self.steps[-1] if self.steps else None, known, number)
                self._program(frame, cell, source, known)
            case _:
                pass  # raw cells are for other tools

    def _markdown(self, frame: Cell, source: str, attachments: Mapping[str, Any], known: tags.Tags) -> None:
        parsed = self._checked(markdown.blocks(source, attachments), frame.number, source)
        for name, written in lost_elements(source).items() if "<" in source else ():
            self.found(
                "E510",
                "avertissement",
                f"l’élément HTML « {name} » n’est pas montré.",
                "Remplacez-le par une image ou par un lien.",
                frame.number,
                _line_of(source, written),
            )
        pending: list[Block] = []
        opened = False
        for block in parsed:
            if frame.audience == "participants" and isinstance(block, Heading) and block.level <= 2:
                title = plain(block.children)
                if block.level == 1:
                    self.titles.append(title)
                    if len(self.titles) > 1:
                        line = _line_of(source, title)
                        self.found(
                            "E203",
                            "avertissement",
                            f"« {title} » est un deuxième titre principal.",
                            "Écrivez « ## » pour une étape.",
                            frame.number,
                            line,
                        )
                        pending.append(dataclasses.replace(block, level=3))
                    continue
                self._add(frame, pending)
                pending = []
                if not title:
                    title = "Sans titre"
                    self.found(
                        "E207",
                        "avertissement",
                        "une étape n’a pas de titre.",
                        "Écrivez-le après « ## ».",
                        frame.number,
                    )
                self.steps.append(_OpenStep(title))
                self.steps[-1].skipped = frame.slide_type == "skip"
                if not opened:
                    self._timing(self.steps[-1], known, frame.number)
                    opened = True
                continue
            pending.append(block)
        if not opened:
            self._timing(self.steps[-1] if self.steps else None, known, frame.number)
        self._add(frame, pending)

    def _add(self, frame: Cell, parsed: list[Block]) -> None:
        if parsed:
            self._put(dataclasses.replace(frame, blocks=tuple(parsed)))

    def _put(self, cell: Cell) -> None:
        (self.steps[-1].cells if self.steps else self.intro).append(cell)

    def _timing(self, step: _OpenStep | None, known: tags.Tags, number: int) -> None:
        if step is None:
            return
        if known.minutes is not None:
            if step.minutes is not None and step.minutes != known.minutes:
                self.found(
                    "E202",
                    "erreur",
                    f"l’étape « {step.title} » a deux durées, {step.minutes} et {known.minutes} minutes.",
                    "Gardez une seule étiquette « minutes-… ».",
                    number,
                )
            else:
                step.minutes = known.minutes
        if known.timing is not None:
            if step.timing not in (None, known.timing):
                self.found(
                    "E202",
                    "erreur",
                    f"l’étape « {step.title} » est à la fois essentielle et facultative.",
                    "Gardez une seule des deux étiquettes.",
                    number,
                )
            else:
                step.timing = known.timing

    # --- activities and programs ----------------------------------------------------------------------------------

    def _activity(self, frame: Cell, source: str) -> None:
        activity, found = parse_activity(source, self.file, frame.number)
        self.findings += found
        if activity is None:
            return
        if activity.id in self.ids:
            self.found(
                "E404",
                "erreur",
                f"l’id « {activity.id} » sert déjà dans la cellule {self.ids[activity.id]}.",
                "Donnez à chaque activité le sien : les réponses sont gardées sous ce nom.",
                frame.number,
                _line_of(source, "id:"),
            )
            rank = 2
            while f"{activity.id}-{rank}" in self.ids:
                rank += 1
            activity = activity.model_copy(update={"id": f"{activity.id}-{rank}"})
        self.ids[activity.id] = frame.number
        self._checked(tuple(_activity_blocks(activity)), frame.number, source)
        self._put(dataclasses.replace(frame, activity=activity))

    def _program(self, frame: Cell, cell: Mapping[str, Any], source: str, known: tags.Tags) -> None:
        if not _SETUP.sub("", source).strip():
            return
        alt = str(cell.get("metadata", {}).get("alt", "") or option(source, "fig-alt"))
        kept = () if known.hidden_output else tuple(outputs(cell.get("outputs", []), alt))
        if not known.hidden_output and frame.audience != "facilitator":
            for message, advice in left_out(cell.get("outputs", [])):
                self.found("E608", "avertissement", message, advice, frame.number)
        self._put(dataclasses.replace(frame, program=Program(source, kept, known.show_code)))

    # --- checks ---------------------------------------------------------------------------------------------------

    def _checked(self, parsed: tuple[Block, ...], number: int, source: str) -> tuple[Block, ...]:
        """Report the pictures that are missing, outside or silent; what is outside loses its address."""
        refused: set[str] = set()
        for image in images(parsed):
            line = _line_of(source, image.src if not image.src.startswith("data:") else image.alt)
            for rule, message, advice in faults(self.folder, image):
                self.found(rule, "erreur", message, advice, number, line)
                if rule == "E502":
                    refused.add(image.src)
        for rule, message, advice, written in dict.fromkeys(beyond(parsed)):
            self.found(rule, "avertissement", message, advice, number, _line_of(source, written))
        return tuple(_without(block, refused) for block in parsed) if refused else parsed

    def _check_steps(self) -> None:
        if not self.steps:
            self.found(
                "E201",
                "avertissement",
                "ce carnet n’a pas d’étape.",
                "Ouvrez chaque étape par un titre « ## ».",
            )
            return
        silent = [step.title for step in self.steps if step.minutes is None]
        if silent:
            self.found(
                "E204",
                "avertissement",
                f"sans durée, comptées {DEFAULT_MINUTES} minutes : {', '.join(silent)}.",
                "Ajoutez une étiquette comme « minutes-20 » à la cellule qui ouvre l’étape.",
            )
        total = sum(step.minutes if step.minutes is not None else DEFAULT_MINUTES for step in self.steps)
        if self.front.duration and total != self.front.duration:
            self.found(
                "E205",
                "avertissement",
                f"les étapes durent {total} minutes, l’en-tête en annonce {self.front.duration}.",
                f"Écrivez « duree: {total} » ou changez les étiquettes « minutes-… ».",
                1,
            )
        for step in self.steps:
            previous = 2
            for cell in step.cells:
                for block in cell.blocks:
                    if isinstance(block, Heading) and cell.audience == "participants":
                        if block.level > previous + 1:
                            self.found(
                                "E206",
                                "avertissement",
                                f"le titre « {plain(block.children)} » saute un niveau.",
                                f"Écrivez « {'#' * (previous + 1)} ».",
                                cell.number,
                            )
                        previous = block.level


def _text(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", "")
    return "".join(map(str, source)) if isinstance(source, list) else str(source)


def _slide_type(cell: Mapping[str, Any]) -> str | None:
    slideshow = cell.get("metadata", {}).get("slideshow", {})
    value = slideshow.get("slide_type") if isinstance(slideshow, Mapping) else None
    return str(value) if value else None


def _line_of(source: str, text: str) -> int | None:
    position = source.find(text) if text else -1
    return source.count("\n", 0, position) + 1 if position >= 0 else None


def _activity_blocks(activity: Activity) -> Iterable[Block]:
    """Give the activity's texts as paragraphs, so that their pictures are checked as others."""
    todo: list[Any] = [activity.model_dump(mode="json")]
    while todo:
        value = todo.pop()
        if isinstance(value, str) and "![" in value:
            yield Paragraph(markdown.inlines(value))
        elif isinstance(value, dict):
            todo += value.values()
        elif isinstance(value, list):
            todo += value


def _without(block: Block, refused: set[str]) -> Block:
    """Take away the address of pictures that may not be embedded; their text stays."""

    def clean(value: Any) -> Any:
        if isinstance(value, Image):
            return Image("", value.alt, value.decorative) if value.src in refused else value
        if isinstance(value, tuple):
            return tuple(clean(inner) for inner in value)
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return dataclasses.replace(
                value, **{f.name: clean(getattr(value, f.name)) for f in dataclasses.fields(value)}
            )
        return value

    result: Block = clean(block)
    return result


__all__ = ["Reading", "from_notebook", "load", "locate", "read"]
