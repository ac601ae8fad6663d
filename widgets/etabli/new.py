"""``etabli nouveau``: a new atelier from the model, ready to write."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from string import Template
from typing import Any

from .activities.base import slug
from .files import reason, write_whole
from .findings import Finding, SourceError

_MODEL = Path(__file__).parent / "models" / "atelier.ipynb.json"
_SHORTEST, _LONGEST = 10, 600
#: Share of the session that the first and the last step take.
_EDGE = 0.15


def create(title: str, folder: Path | None = None, *, minutes: int = 120, audience: str = "adultes") -> Path:
    """Write ``<folder>/<slug>/atelier.ipynb`` from the model; gives its path.

    ``folder`` None: ``ateliers/`` here if there is one, else here. ``audience``: names separated by commas.
    Raises `SourceError` for a title without a letter, a length that is no session's, an atelier that is
    already there (nothing is ever overwritten) and a folder that cannot be written.
    """
    heading = " ".join(title.split())
    if not any(character.isalnum() for character in heading):
        raise _refused(
            "E006",
            "titre",
            "un titre contient au moins une lettre.",
            'Écrivez « etabli nouveau "Mon atelier" ».',
        )
    if not _SHORTEST <= minutes <= _LONGEST:
        advice = f"Écrivez un nombre de minutes de {_SHORTEST} à {_LONGEST}."
        raise _refused("E006", "--minutes", f"une séance ne dure pas {minutes} minutes.", advice)
    target = (folder or _default_folder()) / slug(heading) / "atelier.ipynb"
    if target.parent.exists():
        advice = "Choisissez un autre titre, ou renommez ce dossier."
        raise _refused("E007", str(target.parent), "ce dossier existe déjà, il n’est pas touché.", advice)
    content = json.dumps(_filled(heading, minutes, audience), ensure_ascii=False, indent=1) + "\n"
    _write(target, content.encode())
    return target


def _default_folder() -> Path:
    here = Path("ateliers")
    return here if here.is_dir() else Path()


def _filled(heading: str, minutes: int, audience: str) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads(_MODEL.read_text(encoding="utf-8"))
    edge = max(1, round(minutes * _EDGE / 5) * 5)
    audiences = [name.strip() for name in audience.split(",") if name.strip()]
    words = {
        "title": _yaml(heading),
        "heading": heading,
        "minutes": str(minutes),
        "length": _length(minutes),
        "audience": f"[{', '.join(map(_yaml, audiences))}]",
        "today": date.today().isoformat(),
        "opening": f"minutes-{edge}",
        "practice": f"minutes-{minutes - 2 * edge}",
        "closing": f"minutes-{edge}",
    }
    for cell in notebook["cells"]:
        cell["source"] = [Template(line).substitute(words) for line in cell["source"]]
        if "tags" in cell["metadata"]:
            cell["metadata"]["tags"] = [Template(tag).substitute(words) for tag in cell["metadata"]["tags"]]
    return notebook


def _yaml(text: str) -> str:
    """Quote a text: a JSON string is a YAML one, whatever signs it holds."""
    return json.dumps(text, ensure_ascii=False)


def _length(minutes: int) -> str:
    """Write a length as it is said: 45 minutes, 2 h, 1 h 30."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}\u00a0minutes"
    return f"{hours}\u00a0h" + (f"\u00a0{rest:02}" if rest else "")


def _write(target: Path, data: bytes) -> None:
    made: list[Path] = []
    try:
        for folder in reversed((target.parent, *target.parent.parents)):
            if not folder.exists():
                folder.mkdir()
                made.append(folder)
        write_whole(target, data)
    except OSError as error:
        for folder in reversed(made):
            folder.rmdir()
        advice = "Vérifiez vos droits et la place qui reste, ou donnez un autre --dossier."
        message = f"l’atelier ne peut pas y être écrit\u00a0: {reason(error)}."
        raise _refused("E007", str(target.parent), message, advice) from None


def _refused(rule: str, place: str, message: str, advice: str) -> SourceError:
    return SourceError([Finding(rule, "erreur", message, advice, place)])
