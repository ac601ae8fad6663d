"""A cell ``%%activite KIND`` + YAML → an `Activity`, or findings that say what to write instead."""

from __future__ import annotations

import difflib
import re
from typing import Any

from pydantic import ValidationError

from . import located_yaml
from .activities import KINDS, Activity
from .activities.base import slug
from .findings import Finding
from .validation import mend, sentences

_MAGIC = re.compile(r"\A\s*%%activite\b[ \t]*(?P<kind>\S*)[^\n]*\n?", re.I)
#: Words by which people call a kind.
_SYNONYMS = {
    "qcm": "quiz",
    "question": "quiz",
    "test": "quiz",
    "bilan": "diagnostic",
    "questionnaire": "diagnostic",
}


def is_activity(source: str) -> bool:
    """Say whether a code cell declares an activity."""
    return _MAGIC.match(source) is not None


def parse_activity(
    source: str, file: str = "", cell: int | None = None
) -> tuple[Activity | None, list[Finding]]:
    """Read an activity cell. None when an error forbids to use it; lines count the magic as line 1."""
    magic = _MAGIC.match(source)
    assert magic, "the cell was recognised by is_activity"
    kind = magic["kind"].strip().lower()
    before = source[: magic.end()].count("\n")
    findings: list[Finding] = []

    def found(rule: str, message: str, advice: str, line: int, severity: Any = "erreur") -> None:
        findings.append(Finding(rule, severity, message, advice, file, cell, line))

    if kind not in KINDS:
        found("E401", _unknown(kind), _kinds_advice(kind), max(1, before))
        return None, findings
    model = KINDS[kind]
    try:
        located = located_yaml.load(source[magic.end() :])
    except located_yaml.YamlError as error:
        found("E402", f"dans l’activité, {error.message}", error.advice, error.line + before)
        return None, findings
    if not isinstance(located.value, dict):
        found("E402", "l’activité n’a pas de clés.", f"Écrivez par exemple :\n{model.example}", before + 1)
        return None, findings
    values = dict(located.value)
    if not values.get("id"):
        title = str(values.get(model.title_key(), "") or "")
        values["id"] = slug(title) if title else kind
        found(
            "E403",
            "l’activité n’a pas d’id.",
            f"Ajoutez « id: {values['id']} » : les réponses sont gardées sous ce nom.",
            before + 1,
            "avertissement",
        )
    try:
        activity = model.model_validate(values)
    except ValidationError as error:
        for path, message, advice in sentences(error, values, model):
            found("E400", message, advice, located.line(path) + before)
        # What is left once the wrong values are taken out is checked too: all faults are told in one pass.
        mended = mend(model, values, error)
        for fault in mended.faults() if mended else ():
            found(fault.rule, fault.message, fault.advice, located.line(fault.path) + before, fault.severity)
        return None, list(dict.fromkeys(findings))
    faults = list(activity.faults())
    for fault in faults:
        found(fault.rule, fault.message, fault.advice, located.line(fault.path) + before, fault.severity)
    broken = any(fault.severity == "erreur" for fault in faults)
    return (None if broken else activity), findings


def _unknown(kind: str) -> str:
    return f"« {kind} » n’est pas une sorte d’activité." if kind else "la sorte d’activité manque."


def _kinds_advice(kind: str) -> str:
    near = [_SYNONYMS[kind]] if kind in _SYNONYMS else difflib.get_close_matches(kind, KINDS, 1, 0.5)
    return (
        f"Écrivez « %%activite {near[0]} »."
        if near
        else f"Écrivez « %%activite » suivi de : {', '.join(KINDS)}."
    )
