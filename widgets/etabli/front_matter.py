"""The front matter: the first cell of an atelier, YAML between two ``---`` lines."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError

from . import located_yaml
from .activities.base import Model, Texts, YesNo
from .findings import Finding
from .validation import sentences

#: Quarto's keys, understood as ours (DESIGN §3).
_QUARTO = {
    "title": "titre",
    "author": "auteurs",
    "lang": "langue",
    "license": "licence",
    "abstract": "resume",
}


def _level(value: object) -> object:
    return value.strip().lower().replace("é", "e") if isinstance(value, str) else value


def _day(value: object) -> object:
    """Accept 22/11/2026 beside ISO's 2026-11-22."""
    if isinstance(value, str) and value.count("/") == 2:
        day, month, year = value.strip().split("/")
        return f"{year}-{month.zfill(2)}-{day.zfill(2)}"
    return value


class Proofreading(Model):
    """Who proofread the easy-to-read version, when and where (rule V02: no word of FALC before that)."""

    by: str = Field(alias="par", min_length=2)
    day: Annotated[date, BeforeValidator(_day)] = Field(alias="le")
    place: str = Field(alias="lieu", min_length=2)


class FrontMatter(Model):
    """What an atelier says of itself. ``duration`` in minutes."""

    title: str = Field("", alias="titre")
    summary: str = Field("", alias="resume")
    duration: int | None = Field(None, alias="duree", gt=0, le=24 * 60)
    audiences: Texts = Field((), alias="publics")
    level: Annotated[Literal["debutant", "intermediaire", "avance"] | None, BeforeValidator(_level)] = Field(
        None, alias="niveau"
    )
    goals: Texts = Field((), alias="objectifs")
    prerequisites: Texts = Field((), alias="prerequis")
    materials: Texts = Field((), alias="materiel")
    themes: Texts = ()
    authors: Texts = Field((), alias="auteurs")
    licence: str = ""
    language: str = Field("fr", alias="langue")
    checked_on: Annotated[date | None, BeforeValidator(_day)] = Field(None, alias="verifie_le")
    offline: YesNo = Field(True, alias="hors_ligne")
    sources: Mapping[str, str] = Field(default_factory=dict)
    proofreading: Proofreading | None = Field(None, alias="relecture_falc")
    hook: str = Field("", alias="accroche", max_length=120)
    session: str = Field("", alias="date")
    place: str = Field("", alias="lieu")
    contact: str = ""


KEYS = tuple(field.alias or name for name, field in FrontMatter.model_fields.items())
LEVELS = {"debutant": "débutant", "intermediaire": "intermédiaire", "avance": "avancé"}


def read(source: str, file: str) -> tuple[FrontMatter, list[Finding]]:
    """Read the first cell's text. Always gives a front matter, empty where it could not be read."""
    lines = source.strip("\n").splitlines()
    offset = len(source) - len(source.lstrip("\n"))
    if not lines or lines[0].strip() != "---":
        return FrontMatter(), [_absent(file)]
    closing = next((rank for rank, line in enumerate(lines[1:], 1) if line.strip() in ("---", "...")), None)
    if closing is None:
        fault = Finding(
            "E102",
            "erreur",
            "l’en-tête n’est pas fermé.",
            "Écrivez une ligne « --- » après la dernière clé.",
            file,
            1,
            len(lines) + offset,
        )
        return FrontMatter(), [fault]
    try:
        located = located_yaml.load("\n".join(lines[1:closing]))
    except located_yaml.YamlError as error:
        fault = Finding(
            "E102",
            "erreur",
            f"dans l’en-tête, {error.message}",
            error.advice,
            file,
            1,
            error.line + 1 + offset,
        )
        return FrontMatter(), [fault]
    return _validate(located, file, offset + 1)


def _absent(file: str) -> Finding:
    return Finding(
        "E101",
        "erreur",
        "l’atelier n’a pas d’en-tête.",
        "Ajoutez une première cellule de type « brut » : « --- », « titre: … », puis « --- ».",
        file,
        1,
    )


def _validate(located: located_yaml.Located, file: str, offset: int) -> tuple[FrontMatter, list[Finding]]:
    findings: list[Finding] = []

    def found(rule: str, severity: Any, message: str, advice: str, path: located_yaml.Path) -> None:
        findings.append(Finding(rule, severity, message, advice, file, 1, located.line(path) + offset))

    if located.value is None:
        return FrontMatter(), [_absent(file)]
    if not isinstance(located.value, dict):
        found(
            "E102",
            "erreur",
            "l’en-tête n’est pas une liste de clés.",
            "Écrivez « titre: … » puis une clé par ligne.",
            (),
        )
        return FrontMatter(), findings
    values: dict[str, Any] = {}
    paths: dict[str, str] = {}
    for key, value in located.value.items():
        known = _QUARTO.get(key, key)
        if known not in KEYS:
            near = difflib.get_close_matches(_unaccented(key), KEYS, 1, 0.6)
            advice = f"Écrivez plutôt « {near[0]} »." if near else "Elle est ignorée."
            found("E103", "avertissement", f"la clé « {key} » de l’en-tête n’existe pas.", advice, (key,))
            continue
        if value in ("", None):
            continue
        values[known], paths[known] = value, key
    while True:
        try:
            return FrontMatter.model_validate(values), findings
        except ValidationError as error:
            for path, message, advice in sentences(error, values):
                top = str(path[0]) if path else ""
                found(
                    "E105", "erreur", f"dans l’en-tête, {message}", advice, (paths.get(top, top), *path[1:])
                )
            # What is wrong is left out; the rest of the front matter still serves.
            for detail in error.errors():
                if detail["loc"]:
                    values.pop(_alias(str(detail["loc"][0])), None)
                else:  # pragma: no cover
                    return FrontMatter(), findings


def _alias(name: str) -> str:
    field = FrontMatter.model_fields.get(name)
    return (field.alias or name) if field else name


def _unaccented(key: str) -> str:
    from .activities.base import slug

    return slug(key).replace("-", "_")
