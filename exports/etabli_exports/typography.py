"""French typography of printed texts: the spaces and apostrophes that a keyboard does not have.

Rules: Lexique des règles typographiques en usage à l’Imprimerie nationale; U+202F before ; ! ?, U+00A0 before : and
inside « ». A text that is already right is left as it is.
"""

from __future__ import annotations

import re

_UNITS = "min|h|s|ans?|mois|jours?|semaines?|heures?|minutes?|€|%|mm|cm|m|km|Mo|Go|ko|°C"
#: After these an address may break.
_PAUSES = r"/._?&=#,:;\-"
#: A question turned round (« manque-t-il ») is read in one breath.
_TIED = re.compile(
    r"((?<![\w-])\w+-(?:t-)?(?:je|tu|il|elle|on|nous|vous|ils|elles|ce|ci|là|y|en|moi|toi)\b(?!-))", re.I
)
_RULES = (
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(r"[ \u00a0](?=[;!?](?:\W|$))"), "\u202f"),
    (re.compile(r"(?<=[\w»”\"')\]])[ \u202f](?=:(?:\s|$))"), "\u00a0"),
    (re.compile(r"«[ \u202f]"), "«\u00a0"),
    (re.compile(r"[ \u202f]»"), "\u00a0»"),
    (re.compile(rf"(?<=\d) (?=(?:{_UNITS})(?:\W|$))"), "\u00a0"),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), "\u202f"),
    (re.compile(r"\b(n°|nos|p\.|art\.) (?=\d)"), "\\1\u00a0"),
)


def french(text: str) -> str:
    """Set the spaces that must not break and the real apostrophes."""
    for pattern, mended in _RULES:
        text = pattern.sub(mended, text)
    return text


def breakable(text: str, limit: int) -> str:
    """Let a word longer than ``limit`` characters (an address, a key) break, first after its punctuation (U+200B)."""

    def mend(found: re.Match[str]) -> str:
        pieces = re.findall(rf"[^{_PAUSES}]{{1,{limit}}}[{_PAUSES}]*|[{_PAUSES}]+", found.group())
        return "\u200b".join(pieces)

    return re.sub(rf"\S{{{limit + 1},}}", mend, text)


def without_break(text: str) -> str:
    """Forbid breaks at the hyphens inside words (U+2011), for readers who lose the thread there."""
    return re.sub(r"(?<=\w)-(?=\w)", "\u2011", text)


def tied(text: str) -> list[tuple[str, bool]]:
    """Cut a text into (words, False) and (a verb and its pronoun, which no line may part, True)."""
    return [(part, bool(rank % 2)) for rank, part in enumerate(_TIED.split(text)) if part]
