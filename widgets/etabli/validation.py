"""pydantic's errors → French sentences: what is wrong, where, what to write instead."""

from __future__ import annotations

import copy
import difflib
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

Path = tuple[str | int, ...]
_Model = TypeVar("_Model", bound=BaseModel)


def sentences(
    error: ValidationError, data: object, model: type[BaseModel] | None = None
) -> Iterator[tuple[Path, str, str]]:
    """Give (path in the YAML, message, advice) for each fault. ``data`` is what was validated."""
    for detail in _own(error):
        path = _path(detail["loc"], data)
        name = _name(path)
        given = detail.get("input")
        shown = f"« {given} »" if isinstance(given, (str, int, float)) and given != "" else "ce qui est écrit"
        context: Mapping[str, Any] = detail.get("ctx", {})
        match detail["type"]:
            case "missing":
                yield path, f"il manque « {name} ».", f"Ajoutez une ligne « {name}: … »."
            case "extra_forbidden":
                near = difflib.get_close_matches(name, _known(model), 1, 0.6)
                yield (
                    path,
                    f"la clé « {name} » n’existe pas ici.",
                    f"Écrivez plutôt « {near[0]} »." if near else "Retirez-la.",
                )
            case "bool_parsing" | "bool_type":
                yield path, f"« {name} » attend oui ou non, pas {shown}.", "Écrivez oui ou non."
            case "int_parsing" | "int_type" | "int_from_float" | "float_parsing":
                yield (
                    path,
                    f"« {name} » attend un nombre, pas {shown}.",
                    "Écrivez un nombre entier, sans lettre.",
                )
            case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
                yield path, f"« {name} » ne peut pas être {shown}.", _bounds(context)
            case "literal_error":
                expected = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
                yield path, f"« {name} » ne peut pas être {shown}.", f"Écrivez l’un de : {_french(expected)}."
            case "string_pattern_mismatch":
                yield (
                    path,
                    f"« {name} » ne peut pas être {shown}.",
                    "Écrivez des lettres minuscules sans accent, des chiffres et des traits d’union.",
                )
            case "string_too_short":
                yield path, f"« {name} » est vide.", "Écrivez son texte."
            case "string_too_long":
                yield (
                    path,
                    f"« {name} » est trop long.",
                    f"Gardez {context.get('max_length')} caractères au plus.",
                )
            case "too_short":
                yield (
                    path,
                    f"« {name} » n’a pas assez d’éléments.",
                    f"Donnez-en au moins {context.get('min_length')}.",
                )
            case "too_long":
                yield (
                    path,
                    f"« {name} » a trop d’éléments.",
                    f"Gardez-en {context.get('max_length')} au plus.",
                )
            case "string_type":
                yield (
                    path,
                    f"« {name} » attend un texte.",
                    "Écrivez un texte sur la même ligne, entre guillemets s’il contient « : ».",
                )
            case kind if kind.startswith(("tuple", "list")):
                yield (
                    path,
                    f"« {name} » attend une liste.",
                    "Écrivez un élément par ligne, précédé d’un tiret.",
                )
            case kind if kind.startswith("date"):
                yield path, f"« {name} » attend une date, pas {shown}.", "Écrivez-la comme 2026-11-22."
            case kind if kind.startswith(("model", "dict", "mapping")):
                yield (
                    path,
                    f"« {name} » attend des clés.",
                    "Écrivez « clé: valeur », une par ligne, décalées de deux espaces.",
                )
            case _:
                yield (
                    path,
                    f"« {name} » ne peut pas être {shown}.",
                    "Reprenez l’exemple que donne « etabli activites ».",
                )


def _own(error: ValidationError) -> list[Any]:
    """Give the errors that are not the consequence of another.

    pydantic counts only the valid elements of a list: with a wrong one, it is said too short besides.
    """
    details = error.errors(include_url=False)

    def derived(detail: Any) -> bool:
        depth = len(detail["loc"])
        return detail["type"] == "too_short" and any(
            len(other["loc"]) > depth and other["loc"][:depth] == detail["loc"] for other in details
        )

    return [detail for detail in details if not derived(detail)]


def mend(model: type[_Model], values: Mapping[str, Any], error: ValidationError) -> _Model | None:
    """Give what ``values`` would be with its wrong values taken out and its missing texts filled; None if that fails."""
    mended = copy.deepcopy(dict(values))
    for _ in range(3):
        for detail in _own(error):
            path = _path(detail["loc"], mended)
            place: Any = mended
            try:
                for step in path[:-1]:
                    place = place[step]
                if detail["type"] == "missing":
                    place[path[-1]] = "…"
                elif isinstance(place, dict):
                    value = place.pop(path[-1], None)
                    near = difflib.get_close_matches(str(path[-1]), _known(model), 1, 0.6)
                    if detail["type"] == "extra_forbidden" and near:
                        place.setdefault(near[0], value)
            except (KeyError, IndexError, TypeError):
                return None
        try:
            return model.model_validate(mended)
        except ValidationError as again:
            error = again
    return None


def _path(location: tuple[str | int, ...], data: object) -> Path:
    """Drop the steps that pydantic adds for unions and functions: they are not in the YAML."""
    path: list[str | int] = []
    for rank, step in enumerate(location):
        last = rank == len(location) - 1
        if isinstance(data, Mapping) and (step in data or last):
            path.append(step)
            data = data.get(step)
        elif isinstance(data, (list, tuple)) and isinstance(step, int) and step < len(data):
            path.append(step)
            data = data[step]
        elif (
            last
            and isinstance(step, str)
            and not step.startswith(("function", "tuple", "constrained", "literal"))
        ):
            path.append(step)
    return tuple(path)


def _name(path: Path) -> str:
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "le texte")


def _known(model: type[BaseModel] | None) -> list[str]:
    """List the keys of all models under ``model``: enough to find the one that was meant."""
    names: list[str] = []
    todo, done = [model] if model else [], set()
    while todo:
        current = todo.pop()
        if current is None or current in done:
            continue
        done.add(current)
        for name, field in current.model_fields.items():
            names.append(field.alias or name)
            todo += _models(field.annotation)
    return names


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models(inner)


def _bounds(context: Mapping[str, Any]) -> str:
    if "ge" in context or "gt" in context:
        return f"Écrivez au moins {context['ge'] if 'ge' in context else context['gt'] + 1}."
    return f"Écrivez au plus {context.get('le', context.get('lt'))}."


_WORDS = {
    "today": "aujourd’hui",
    "week": "cette semaine",
    "month": "ce mois-ci",
    "debutant": "débutant",
    "intermediaire": "intermédiaire",
    "avance": "avancé",
}


def _french(expected: str) -> str:
    return ", ".join(_WORDS.get(word.strip(), word.strip()) for word in expected.split(","))
