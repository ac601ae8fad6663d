"""Outputs of code cells, as the atelier keeps them: what can be shown to the public, of a length that can be read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from . import media
from .atelier import Output
from .mend import legible
from .raw_html import shows

#: Longest printed text, in lines and characters: two pages of a handout.
LINES, CHARACTERS = 80, 8_000
#: Longest HTML, in characters: a table of pandas as it prints it (60 rows), ten times over.
HTML_CHARACTERS = 300_000
_PICTURES = ("image/png", "image/jpeg", "image/svg+xml", "image/webp", "image/gif")
_TEXTS = ("text/html", "text/markdown", "text/plain")
_WIDGET = "application/vnd.jupyter.widget-view+json"
#: Colours and moves of the cursor in a terminal (ECMA-48).
_TERMINAL = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[^\[\]])")
#: How Python names an object that has no text: it says nothing to anybody, and the address changes at each run.
_NAME = re.compile(
    r"\s*\[?(?:<[\w.]+(?: [\w ]+)?(?: at 0x[0-9a-f]+)?>(?:,\s*)?)+\]?(?:\n\nIf you see this message.*)?\s*",
    re.S,
)


def option(source: str, name: str) -> str:
    """Give a Quarto cell option (``#| fig-alt: …``)."""
    match = re.search(rf"^#\|\s*{name}:\s*(.+)$", source, re.M)
    return match.group(1).strip().strip("\"'") if match else ""


def outputs(found: Iterable[Mapping[str, Any]], alt: str) -> Iterator[Output]:
    """Give what a code cell printed or showed; errors, and what `left_out` names, are left out."""
    for output in found:
        data = _shown(output)
        if data:
            yield Output(tuple(data.items()), alt)


def left_out(found: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Say what of a cell's saved outputs is not shown as it is: (message, advice)."""
    for output in found:
        if output.get("output_type") == "error":
            name = str(output.get("ename") or "erreur")[:60]
            yield (
                f"le résultat enregistré est une erreur ({legible(name)}) ; elle n’est montrée à personne.",
                "Corrigez le code, puis exécutez de nouveau la cellule.",
            )
            continue
        written = (
            output.get("data", {})
            if output.get("output_type") != "stream"
            else {"text/plain": output.get("text")}
        )
        kept = _shown(output)
        if _WIDGET in written:
            yield (
                "un élément qui se manipule (ipywidgets) ne vit qu’avec Python : il n’est pas dans les fichiers.",
                "Montrez-en aussi une image.",
            )
        elif written and not kept and not _is_empty(written):
            kinds = ", ".join(str(mime)[:80] for mime in written if mime != "text/plain") or "text/plain"
            yield (
                f"un résultat ne peut pas être montré ({legible(kinds)}) : il est laissé de côté.",
                "Affichez-le comme une image, un tableau ou un texte.",
            )
        elif any(mime in written and mime not in kept for mime in _PICTURES):
            yield "une image parmi les résultats est illisible.", "Exécutez de nouveau la cellule."
        elif len(_joined(written.get("text/html", ""))) > HTML_CHARACTERS:
            yield "un résultat en HTML est trop lourd : il est laissé de côté.", "Affichez-en une partie."
        text = printed(_joined(written.get("text/plain", "")))
        if kept.get("text/plain", text) != text and len(kept) == 1:
            yield "un résultat est trop long : seul son début est gardé.", f"Affichez {LINES} lignes au plus."


def printed(text: str) -> str:
    """Give a text as a terminal would leave it: no colours, a line written over again only as it ends."""
    plain = _TERMINAL.sub("", text).replace("\r\n", "\n")
    if "\r" in plain:
        plain = "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in plain.split("\n"))
    return legible(plain)


def _shown(output: Mapping[str, Any]) -> dict[str, str]:
    kind = output.get("output_type")
    if kind == "stream":
        text = _shortened(printed(_joined(output.get("text", ""))))
        return {"text/plain": text} if text.strip() else {}
    if kind not in ("display_data", "execute_result"):
        return {}
    data: dict[str, str] = {}
    for mime, value in output.get("data", {}).items():
        if mime in _PICTURES and not _is_picture(mime, _joined(value)):
            continue
        if mime == "text/html" and (len(_joined(value)) > HTML_CHARACTERS or not shows(_joined(value))):
            continue
        if mime == "text/plain":
            data[mime] = _shortened(printed(_joined(value)))
        else:
            data[mime] = json.dumps(value) if mime.endswith("json") else legible(_joined(value))
    if (
        _WIDGET in data
        or _NAME.fullmatch(data.get("text/plain", ""))
        or not data.get("text/plain", "").strip()
    ):
        data.pop("text/plain", None)
    if "text/latex" in data and not any(mime in data for mime in (*_PICTURES, *_TEXTS)):
        data["text/markdown"] = data.pop("text/latex")
    return data if _WIDGET in data or any(mime in data for mime in (*_PICTURES, *_TEXTS)) else {}


def _is_picture(mime: str, value: str) -> bool:
    return media.load(Path(), media.data_uri(mime, value)) is not None


def _is_empty(written: Mapping[str, Any]) -> bool:
    """Say whether there was nothing to show: no text, or an object's name alone."""
    text = printed(_joined(written.get("text/plain", "")))
    return set(written) == {"text/plain"} and (not text.strip() or _NAME.fullmatch(text) is not None)


def _shortened(text: str) -> str:
    lines = text.split("\n")
    if len(lines) <= LINES + 1 and len(text) <= CHARACTERS:
        return text
    kept = "\n".join(lines[:LINES])[:CHARACTERS]
    return f"{kept}\n[…]"


def _joined(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
