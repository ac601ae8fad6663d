"""`etabli exporter`, all formats in one process, beside nbconvert and pandoc, one command per format.

Run with ``python -m benchmarks.exporter [--tours 5]``.
"""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from etabli.export import formats

from .measure import (
    ATELIER,
    FIXED,
    NARROW,
    ROOT,
    AbsentError,
    Report,
    middle,
    parser,
    program,
    ratio,
    rounds,
    run,
    seconds,
    times,
)
from .visits import FLAGS, chromium

_LIMIT = 180  # seconds for one command


@dataclass(frozen=True)
class Peer:
    """What makes the nearest thing to one of our files. ``command``: run in the notebook's folder."""

    name: str
    command: list[str]


@dataclass(frozen=True)
class Cost:
    """Of one command: ``wall`` seconds, and ``cpu`` seconds with its children (0 where the system does not say)."""

    wall: float
    cpu: float
    said: str = ""


def peers(out: Path) -> tuple[dict[str, Peer], list[str]]:
    """Give our format → its peer, and remarks. Raises `AbsentError`."""
    pandoc = program("pandoc")
    notebook = "atelier.ipynb"
    convert = [sys.executable, "-m", "nbconvert", notebook, "--log-level=ERROR", f"--output-dir={out}"]
    found = {
        "diapos": Peer("nbconvert slides", [*convert, "--to=slides"]),
        "pptx": Peer("pandoc pptx", [pandoc, notebook, "-o", str(out / "p.pptx")]),
        "page": Peer("nbconvert html", [*convert, "--to=html", "--embed-images"]),
        "docx": Peer("pandoc docx", [pandoc, notebook, "-o", str(out / "p.docx")]),
    }
    try:
        webpdf = [sys.executable, "-m", "benchmarks.webpdf", chromium(), *convert[3:], "--to=webpdf"]
        arguments = [flag for flag in FLAGS if flag != "--no-sandbox"]
        webpdf += ["--WebPDFExporter.disable_sandbox=True"]
        webpdf += [f"--WebPDFExporter.browser_args={flag}" for flag in arguments]
        found["fiche"] = Peer("nbconvert webpdf", webpdf)
        remarks = [
            f"nbconvert webpdf ouvre le Chromium de Debian{FIXED}: un lanceur lui en donne le chemin, rien d’autre n’est changé."
        ]
    except AbsentError:
        found["fiche"] = Peer(
            "pandoc docx (faute de Chromium)", [pandoc, notebook, "-o", str(out / "f.docx")]
        )
        remarks = [
            "Sans Chromium, la fiche est comparée au docx de pandoc, bien plus simple à faire qu’un PDF."
        ]
    known = formats()
    return {name: peer for name, peer in found.items() if name in known}, remarks


def _cost(command: list[str], folder: Path) -> Cost:
    environ = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
    }
    before, began = os.times(), time.perf_counter()
    try:
        done = subprocess.run(
            command, cwd=folder, env=environ, capture_output=True, text=True, timeout=_LIMIT, check=False
        )
    except subprocess.TimeoutExpired:
        raise AbsentError(f"«{FIXED}{' '.join(command[:6])}…{FIXED}» n’a pas fini en {_LIMIT} s.") from None
    wall, after = time.perf_counter() - began, os.times()
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["sans rien dire"])[-1]
        raise AbsentError(f"«{FIXED}{' '.join(command[:6])}…{FIXED}» a échoué{FIXED}: {last}")
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(wall, spent, done.stdout)


def _ours(folder: Path, names: list[str]) -> list[str]:
    line = [sys.executable, "-m", "etabli.cli", "exporter", str(ATELIER), "--sortie", str(folder)]
    return [*line, "--formats", ",".join(names)]


def measure(options: Namespace) -> Report:
    """Run all commands in turn. Raises `AbsentError`."""
    with tempfile.TemporaryDirectory() as temporary:
        work, out = Path(temporary, "atelier"), Path(temporary, "sortie")
        shutil.copytree(ATELIER, work)
        out.mkdir()
        known, (beside, remarks) = list(formats()), peers(out)
        common = [name for name in known if name in beside]
        sides: dict[str, Callable[[], Cost]] = {
            "tout": lambda: _cost(_ours(out, known), work),
            "communs": lambda: _cost(_ours(out, common), work),
            "un à un": lambda: _cost(
                [sys.executable, "-m", "benchmarks.each_format", str(ATELIER), str(out)], work
            ),
            **{name: functools.partial(_cost, beside[name].command, work) for name in common},
        }
        found = rounds(options.tours, sides)
    return _report(found, known, common, beside, remarks)


def _report(
    found: Mapping[str, list[Cost]],
    known: list[str],
    common: list[str],
    beside: Mapping[str, Peer],
    remarks: list[str],
) -> Report:
    each = [json.loads(cost.said) for cost in found["un à un"]]
    walls = {name: [cost.wall for cost in costs] for name, costs in found.items()}
    together = [sum(many) for many in zip(*(walls[name] for name in common), strict=True)]
    effort = [sum(cost.cpu for cost in many) for many in zip(*(found[name] for name in common), strict=True)]
    rows = [
        _row(f"les {len(common)} mêmes fichiers", walls["communs"], f"{len(common)} commandes", together),
        _row(
            f"par fichier produit ({len(known)} contre {len(common)})",
            [wall / len(known) for wall in walls["tout"]],
            "",
            [wall / len(common) for wall in together],
        ),
        (f"les {len(known)} fichiers d’Établi", seconds(middle(walls["tout"])), "", ""),
        ("dont chargement des bibliothèques", seconds(middle(one["import"] for one in each)), "", ""),
    ]
    for name in known:
        title, mine = formats()[name].file_name, [one[name] for one in each]
        if name in beside:
            # No ratio here: a format in a loaded process and a whole command do not compare.
            rows.append((f"`{title}`", seconds(middle(mine)), _said(beside[name].name, walls[name]), ""))
        else:
            rows.append((f"`{title}`", seconds(middle(mine)), "sans pair", ""))
    if all(cost.cpu for cost in found["communs"]):
        share = ratio(effort, [cost.cpu for cost in found["communs"]])
        remarks = [
            *remarks,
            f"En temps de processeur, moins sensible aux autres programmes, les mêmes fichiers{FIXED}: **{times(share)}**.",
        ]
    remarks = [
        *remarks,
        f"Les lignes par fichier donnent, pour Établi, le temps dans un processus déjà chargé, lecture du carnet comprise{NARROW}; pour les pairs, celui d’une commande entière{FIXED}: pas de rapport à en tirer.",
    ]
    lead = f"Un processus pour tous nos fichiers, une commande par fichier pour les pairs ; atelier «{FIXED}Sécuriser ses comptes{FIXED}»."
    return Report("exporter", lead, ("Fichiers", "Établi", "pair", "rapport"), rows, remarks)


def _row(title: str, mine: list[float], name: str, theirs: list[float]) -> tuple[str, str, str, str]:
    return title, seconds(middle(mine)), _said(name, theirs), f"**{times(ratio(theirs, mine))}**"


def _said(name: str, walls: list[float]) -> str:
    return f"{name + FIXED + ': ' if name else ''}{seconds(middle(walls))}"


def options(arguments: list[str] | None = None) -> Namespace:
    """Read the command line."""
    return parser(__doc__, tours=5).parse_args(arguments)


if __name__ == "__main__":
    given = options()
    sys.exit(run(lambda: measure(given)))
