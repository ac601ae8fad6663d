"""``etabli exporter``: all the files of an atelier, in one process. Formats are found among nbconvert's exporters."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Protocol

from .atelier import Atelier, Variant
from .files import reason, write_whole
from .findings import Finding, SourceError, tolerate
from .notebook_file import load, locate
from .source import Reading, from_notebook


class AtelierFormat(Protocol):
    """What `etabli_exports` (or a third party) registers under ``nbconvert.exporters`` as ``etabli-…``."""

    format_name: str
    file_name: str
    summary: str

    def from_atelier(self, atelier: Atelier, options: Any) -> tuple[bytes, list[Finding]]:
        """Give the bytes of the file and what was left out. No bytes: there is nothing to write.

        A format may also have ``companions(atelier, options) -> {file name: bytes}``: files to write beside it.
        """


#: The order in which formats are listed and made; unknown ones follow.
_ORDER = (
    "pptx",
    "diapos",
    "fiche",
    "fiche-a5",
    "livret-a5",
    "gros-caracteres",
    "falc",
    "cartes",
    "guide",
    "affiche",
    "docx",
    "page",
)


@cache
def formats() -> dict[str, type[AtelierFormat]]:
    """Give format name → exporter class."""
    found = [
        point.load()
        for point in entry_points(group="nbconvert.exporters")
        if point.name.startswith("etabli-")
    ]
    found.sort(
        key=lambda item: (
            _ORDER.index(item.format_name) if item.format_name in _ORDER else 99,
            item.format_name,
        )
    )
    return {item.format_name: item for item in found}


class _Options:
    """The options that exporters read; the same attributes as `etabli_exports.document.Options`."""

    def __init__(self, variant: Variant, answers: bool) -> None:
        self.variant, self.answers = variant, answers


def export(
    paths: Iterable[Path],
    output: Path,
    names: Sequence[str] | None = None,
    *,
    variant: Variant = "complete",
    answers: bool = False,
    timeout: int = 60,
) -> tuple[list[Path], list[Finding]]:
    """Write the files of all ateliers under ``output/<slug>/``. Gives the files written and all findings.

    ``names``: keys of `formats`, all by default. ``timeout``: seconds per cell of code. Each file is whole or absent.
    """
    from tqdm import tqdm

    known = formats()
    findings: list[Finding] = []
    wanted = list(names or known)
    readings = [reading for path in paths for reading in _readings(path, findings, timeout)]
    written: list[Path] = []
    folders: set[str] = set()
    # Typst works outside Python's lock: while it lays a sheet out, another file is being made.
    with (
        ThreadPoolExecutor(2) as workers,
        tqdm(
            total=len(readings) * len(wanted), unit="fichier", leave=False, file=sys.stderr, disable=None
        ) as bar,
    ):
        for reading in readings:
            atelier = reading.atelier
            if atelier.slug in folders:
                findings.append(
                    Finding(
                        "E723",
                        "erreur",
                        f"deux ateliers s’appellent « {atelier.slug} ».",
                        "Renommez le dossier de l’un des deux.",
                        atelier.slug,
                    )
                )
                bar.update(len(wanted))
                continue
            folders.add(atelier.slug)
            findings += tolerate(reading.findings)
            findings += _too_long(atelier, variant)
            bar.set_description(atelier.title)
            options = _Options(variant, answers)

            def make(
                name: str, atelier: Atelier = atelier, options: _Options = options
            ) -> tuple[list[Path], list[Finding]]:
                made = _make(known[name], atelier, output, options)
                bar.update()
                return made

            for made, found in workers.map(make, wanted):
                findings += found
                written += made
    return written, list(dict.fromkeys(findings))


def _readings(path: Path, findings: list[Finding], timeout: int) -> list[Reading]:
    readings = []
    try:
        notebooks = locate(path)
    except SourceError as error:
        findings += error.findings
        return []
    for notebook_path in notebooks:
        try:
            notebook, found = load(notebook_path)
        except SourceError as error:
            findings += error.findings
            continue
        reading = from_notebook(notebook, notebook_path)
        if reading.atelier.has_program:
            from .execution import execute

            executed, failures = execute(notebook, notebook_path, timeout)
            reading = from_notebook(executed, notebook_path)
            found += failures
        readings.append(Reading(reading.atelier, (*found, *reading.findings)))
    return readings


def _too_long(atelier: Atelier, variant: Variant) -> list[Finding]:
    if variant == "complete":
        return []
    minutes = atelier.variant(variant).minutes
    if minutes <= int(variant):
        return []
    message = f"les étapes essentielles durent {minutes} minutes, {minutes - int(variant)} de trop pour la variante de {variant}."
    return [
        Finding(
            "E724", "avertissement", message, "Retirez l’étiquette « essentiel » d’une étape.", atelier.slug
        )
    ]


def _make(
    kind: type[AtelierFormat], atelier: Atelier, output: Path, options: _Options
) -> tuple[list[Path], list[Finding]]:
    folder = output / atelier.slug
    target = folder / kind.file_name

    try:
        maker = kind()
        data, findings = maker.from_atelier(atelier, options)
        files = {kind.file_name: data} if data else {}
        if data and hasattr(maker, "companions"):
            files |= maker.companions(atelier, options)
    except Exception as error:
        if os.environ.get("ETABLI_DEBUG"):
            raise
        cause = f"{type(error).__name__}: {error}".splitlines()[0][:200]
        message = f"ce fichier n’a pas pu être fait ({cause})."
        advice = "Les autres l’ont été ; signalez-nous cette erreur."
        return [], [Finding("E729", "erreur", message, advice, str(target))]
    written: list[Path] = []
    for name, content in files.items():
        failure = _write(folder / name, content)
        if failure:
            return written, [*findings, failure]
        written.append(folder / name)
    return written, findings


def _write(target: Path, data: bytes) -> Finding | None:
    """Write a file whole; give what prevented it."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, data)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            rule, message = "E722", "le disque est plein, ce fichier n’a pas été écrit."
            advice = "Libérez de la place, puis recommencez."
        elif isinstance(error, PermissionError) and target.exists():
            rule, message = "E721", "ce fichier ne peut pas être remplacé."
            advice = "Fermez-le dans l’autre logiciel, ou choisissez un autre dossier avec --sortie."
        else:
            rule, message = "E721", f"le dossier d’arrivée ne peut pas être écrit ({reason(error)})."
            advice = "Choisissez-en un autre avec --sortie."
        return Finding(rule, "erreur", message, advice, str(target))
    return None
