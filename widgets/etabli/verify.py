"""``etabli verifier``: what is missing or wrong in an atelier, without running it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from .atelier import Atelier
from .findings import Finding, SourceError
from .notebook_file import load, locate
from .source import read

_SETUP = "%load_ext etabli"


def verify(paths: Iterable[Path]) -> list[Finding]:
    """Give all the findings of all the ateliers, in reading order."""
    findings: list[Finding] = []
    for path in paths:
        try:
            for notebook in locate(path):
                findings += _verify_one(notebook)
        except SourceError as error:
            findings += error.findings
    return findings


def _verify_one(path: Path) -> list[Finding]:
    try:
        reading = read(path)
    except SourceError as error:
        return list(error.findings)
    return [
        *reading.findings,
        *_setup(path, reading.atelier),
        *_easy(reading.atelier, str(path)),
        # Without its front matter an atelier has no source described: that fault is told already.
        *([] if _headless(reading.findings) else _sources(reading.atelier, str(path))),
    ]


def _setup(path: Path, atelier: Atelier) -> list[Finding]:
    """Without this line the notebook does not run in a plain Jupyter: the author would be locked in."""
    if not atelier.activities():
        return []
    first = next((cell for cell in load(path)[0]["cells"] if cell["cell_type"] == "code"), None)
    if first is None or _SETUP in first["source"]:
        return []
    advice = f"Ajoutez avant elle une cellule de code « {_SETUP} »."
    return [
        Finding(
            "E605", "avertissement", "la première cellule de code ne charge pas Établi.", advice, str(path)
        )
    ]


def _easy(atelier: Atelier, file: str) -> list[Finding]:
    missing = [step.title for step in atelier.work_steps if not step.easy_blocks()]
    if not missing:
        return []
    advice = "Ajoutez à chacune une cellule Markdown avec l’étiquette « falc »."
    return [
        Finding("E606", "avertissement", f"sans version facile à lire : {', '.join(missing)}.", advice, file)
    ]


def _headless(findings: Iterable[Finding]) -> bool:
    return any(finding.rule in ("E101", "E102") for finding in findings)


def _sources(atelier: Atelier, file: str) -> list[Finding]:
    """A key that looks like a source's but is not in the front matter would be printed as it is."""
    quoted = [key for activity in atelier.activities() for key in activity.references()]
    unknown = [key for key in dict.fromkeys(quoted) if _is_key(key) and key not in atelier.front.sources]
    if not unknown:
        return []
    message = f"ces sources citées par des activités ne sont pas décrites : {', '.join(unknown)}."
    return [
        Finding("E607", "avertissement", message, "Ajoutez-les à la clé « sources » de l’en-tête.", file, 1)
    ]


def _is_key(reference: str) -> bool:
    return reference.isupper() and " " not in reference


def as_text(findings: Sequence[Finding]) -> str:
    """Give one sentence a line, then the count."""
    if not findings:
        return "Rien à signaler."
    lines = [finding.sentence() for finding in findings]
    errors = sum(finding.severity == "erreur" for finding in findings)
    warnings = sum(finding.severity == "avertissement" for finding in findings)
    return "\n".join([*lines, f"{_count(errors, 'erreur')}, {_count(warnings, 'avertissement')}."])


def _count(number: int, noun: str) -> str:
    return f"{number or 'aucun' + ('e' if noun == 'erreur' else '')} {noun}{'s' if number > 1 else ''}"


def as_sarif(findings: Sequence[Finding]) -> str:
    """Give SARIF 2.1.0 (OASIS), which code hosts display beside the lines."""
    levels = {"erreur": "error", "avertissement": "warning", "info": "note"}
    results = []
    for finding in findings:
        place: dict[str, object] = {"artifactLocation": {"uri": Path(finding.file).as_posix()}}
        if finding.line:
            place["region"] = {
                "startLine": finding.line,
                **({"startColumn": finding.column} if finding.column else {}),
            }
        where = f" (cellule {finding.cell})" if finding.cell else ""
        text = f"{finding.message} {finding.advice}".strip() + where
        results.append(
            {
                "ruleId": finding.rule,
                "level": levels[finding.severity],
                "message": {"text": text},
                "locations": [{"physicalLocation": place}],
            }
        )
    rules = [{"id": rule} for rule in sorted({finding.rule for finding in findings})]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": {"name": "etabli verifier", "rules": rules}}, "results": results}],
    }
    return json.dumps(log, ensure_ascii=False, indent=1)
