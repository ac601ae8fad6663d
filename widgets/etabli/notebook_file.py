"""Finding and loading notebooks: a path → nbformat 4, or a French sentence."""

from __future__ import annotations

import json
import logging
import warnings
from pathlib import Path
from typing import Any

from .files import reason
from .findings import Finding, SourceError
from .mend import Damage, legible, mended


def locate(path: Path) -> list[Path]:
    """Give the notebooks that ``path`` means: a notebook, an atelier's folder, or a folder of ateliers.

    Raises `SourceError` when there is none.
    """
    if path.is_file():
        return [path]
    if (path / "atelier.ipynb").is_file():
        return [path / "atelier.ipynb"]
    found = sorted(path.glob("*/atelier.ipynb")) or sorted(path.glob("*.ipynb"))
    if found:
        return found
    missing = not path.exists()
    message = "ce chemin n’existe pas." if missing else "aucun atelier ne s’y trouve."
    advice = "Vérifiez le nom du dossier." if missing else 'Créez-en un avec « etabli nouveau "Titre" ».'
    raise SourceError([Finding("E001", "erreur", message, advice, str(path))])


def load(path: Path) -> tuple[dict[str, Any], list[Finding]]:
    """Load a notebook as nbformat 4, older ones upgraded in memory. Raises `SourceError`."""
    file = str(path)

    def fail(rule: str, message: str, advice: str, line: int | None = None) -> SourceError:
        return SourceError([Finding(rule, "erreur", message, advice, file, line=line)])

    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise fail(
            "E002",
            "ce fichier n’est pas un texte en UTF-8.",
            "Ouvrez-le dans JupyterLab et enregistrez-le de nouveau.",
        ) from None
    except OSError as error:
        raise fail(
            "E001", f"ce fichier ne peut pas être lu ({reason(error)}).", "Vérifiez son nom et vos droits."
        ) from None
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        raise fail(
            "E002",
            "ce fichier n’est pas un carnet : ce n’est pas du JSON.",
            "Ouvrez-le dans JupyterLab, ou reprenez une copie de sauvegarde.",
            error.lineno,
        ) from None
    except (RecursionError, ValueError):  # thousands of brackets, a number of thousands of figures
        raise fail("E002", "ce fichier n’est pas un carnet.", "Reprenez une copie de sauvegarde.") from None
    if not isinstance(raw, dict) or not ("cells" in raw or "worksheets" in raw):
        raise fail("E003", "ce fichier est du JSON, mais pas un carnet Jupyter.", "Donnez un fichier .ipynb.")
    findings: list[Finding] = []
    major = raw.get("nbformat", 4)
    if not isinstance(major, int) or major > 4:
        raise fail(
            "E005",
            f"ce carnet est au format {legible(str(major))[:20]}, plus récent que le format 4.",
            "Enregistrez-le au format 4.",
        )
    if major < 4:
        advice = "Ouvrez-le dans JupyterLab et enregistrez-le."
        findings.append(
            Finding(
                "E004",
                "avertissement",
                f"ce carnet est à l’ancien format {major} ; il est lu sans être modifié.",
                advice,
                file,
            )
        )
        raw = _upgraded(text)
    if raw is None or not isinstance(raw.get("cells"), list):
        raise fail(
            "E003", "ce carnet est abîmé : ses cellules sont illisibles.", "Reprenez une copie de sauvegarde."
        )
    notebook, damages = mended(raw)
    return notebook, [*findings, *(damage_finding(damage, file) for damage in damages)]


def _upgraded(text: str) -> dict[str, Any] | None:
    """Give an older notebook as nbformat 4; None when it cannot be understood."""
    import nbformat

    logging.getLogger("nbformat").setLevel(logging.CRITICAL)  # it would complain in English of what we report
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return dict(nbformat.reads(text, as_version=4))  # type: ignore[no-untyped-call]
    except Exception:  # nbformat raises anything on what is not a notebook
        return None


def damage_finding(damage: Damage, file: str) -> Finding:
    """Say in French what was mended."""
    if damage.kind == "characters":
        message = (
            f"des caractères invisibles ou abîmés sont retirés ou remplacés par « \ufffd » ({damage.what})."
        )
        return Finding("E506", "avertissement", message, "Retapez ces mots.", file, damage.cell, damage.line)
    message = "une partie de cette cellule est abîmée ; elle est laissée de côté."
    return Finding("E008", "avertissement", message, "Vérifiez-la dans JupyterLab.", file, damage.cell)
