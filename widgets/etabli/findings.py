"""What is wrong in a notebook: one French sentence, a place, and what to write instead.

Rules are numbered by family: E0 file, E1 front matter, E2 steps, E3 tags, E4 activities, E5 pictures and what no page
can hold, E6 what an atelier should have, E70 and E71 what a medium cannot show, E72 writing the files. A rule's
severity is that of ``etabli verifier``; other commands go on where they can (`tolerate`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

Severity = Literal["erreur", "avertissement", "info"]

#: Rules that stop ``verifier`` but let the other commands go on with a warning (DESIGN §3).
TOLERATED = frozenset({"E101", "E503"})


@dataclass(frozen=True)
class Finding:
    """One fault. Lines and columns count from 1; ``cell`` counts all cells from 1; None = the whole file."""

    rule: str
    severity: Severity
    message: str
    advice: str = ""
    file: str = ""
    cell: int | None = None
    line: int | None = None
    column: int | None = None
    end: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Give the contract's JSON object, with its French keys."""
        values = asdict(self)
        return {french: values[english] for french, english in _KEYS.items()}

    def sentence(self) -> str:
        """Give the line that a terminal shows."""
        return f"{self.severity.capitalize()} {self.rule} — {self}"

    def __str__(self) -> str:
        where = self.file
        if self.cell is not None:
            where += f", cellule {self.cell}"
        if self.line is not None:
            where += f", ligne {self.line}"
        return f"{where} : {self.message}" + (f" {self.advice}" if self.advice else "")


_KEYS = {
    "fichier": "file",
    "cellule": "cell",
    "ligne": "line",
    "colonne": "column",
    "fin": "end",
    "regle": "rule",
    "gravite": "severity",
    "message": "message",
    "conseil": "advice",
}


class SourceError(Exception):
    """The notebook cannot be read at all; ``findings`` says why."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


def tolerate(findings: Iterable[Finding]) -> list[Finding]:
    """Turn into warnings the errors that do not prevent serving or printing."""
    return [
        replace(finding, severity="avertissement")
        if finding.rule in TOLERATED and finding.severity == "erreur"
        else finding
        for finding in findings
    ]


def has_error(findings: Iterable[Finding]) -> bool:
    """Say whether one of the findings is an error."""
    return any(finding.severity == "erreur" for finding in findings)
