"""A notebook of any origin → one whose shape holds and whose characters can be written anywhere.

What other tools, old discs and copy-paste leave in a notebook is dropped or replaced here, once, so that what reads the
notebook afterwards may trust it: cells are dicts, texts are strings, outputs have their parts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

#: What ends a line for some tool or other; Markdown, YAML and JSON know one only.
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
#: Control characters, halves of a pair, non-characters (XML 1.0 refuses them), and the two signs that mark a seat in a page.
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\ue000\ue001]")
#: In what a program printed, some control characters have a meaning (`etabli.outputs`); halves of a pair never have.
_HALVES = re.compile("[\ud800-\udfff\ufffe\uffff\ue000\ue001]")
#: Nobody reads deeper than that in metadata and JSON outputs.
_DEPTH = 20


@dataclass(frozen=True)
class Damage:
    """What had to be mended in cell ``cell`` (from 1). ``what``: the characters concerned, as « U+0000 »."""

    kind: Literal["shape", "characters"]
    cell: int
    line: int | None = None
    what: str = ""


def legible(text: str) -> str:
    """Give a text without the characters that no font has and no file may hold; lost letters become U+FFFD."""
    return _UNREADABLE.sub(lambda found: "" if found[0] < "\xa0" else "\ufffd", _LINE_ENDS.sub("\n", text))


def mended(notebook: Mapping[str, Any]) -> tuple[dict[str, Any], list[Damage]]:
    """Give a notebook that can be trusted, and what was mended. A sound one comes back equal."""
    damages: list[Damage] = []
    cells: list[dict[str, Any]] = []
    found = notebook.get("cells")
    for number, cell in enumerate(found if isinstance(found, list) else [], 1):
        cells.append(_cell(cell, number, damages))
    metadata = _mapping(notebook.get("metadata"))
    if not isinstance(_mapping(metadata.get("kernelspec")).get("name"), str):
        metadata.pop("kernelspec", None)
    return {**notebook, "metadata": metadata, "cells": cells}, damages


def _cell(cell: Any, number: int, damages: list[Damage]) -> dict[str, Any]:
    if not isinstance(cell, Mapping):
        damages.append(Damage("shape", number))
        cell = {"cell_type": "raw"}
    source = cell.get("source", "")
    text = _text(source)
    kind = cell.get("cell_type")
    metadata = cell.get("metadata", {})
    if not isinstance(source, (str, list)) or not isinstance(kind, str) or not isinstance(metadata, Mapping):
        damages.append(Damage("shape", number))
    if strange := _UNREADABLE.search(text):
        names = ", ".join(f"U+{ord(char):04X}" for char in sorted(set(_UNREADABLE.findall(text)))[:5])
        damages.append(Damage("characters", number, text.count("\n", 0, strange.start()) + 1, names))
    result = {
        **cell,
        "cell_type": kind if isinstance(kind, str) else "raw",
        "metadata": _mapping(metadata),
        "source": legible(text),
    }
    if "attachments" in cell:
        result["attachments"] = {
            str(name): {str(mime): _text(data) for mime, data in files.items()}
            for name, files in _mapping(cell["attachments"]).items()
            if isinstance(files, Mapping)
        }
    if kind == "code":
        outputs = cell.get("outputs")
        listed = outputs if isinstance(outputs, list) else []
        result["outputs"] = [_output(output) for output in listed if isinstance(output, Mapping)]
        result.setdefault("execution_count", None)
        if len(result["outputs"]) != len(listed) or (outputs is not None and outputs is not listed):
            damages.append(Damage("shape", number))
    return result


def _output(output: Mapping[str, Any]) -> dict[str, Any]:
    result = _mapping(output)
    if "text" in result:
        result["text"] = _text(result["text"])
    if "data" in result:
        data = _mapping(result["data"])
        result["data"] = {
            mime: "".join(map(str, value)) if isinstance(value, list) and not _is_json(mime) else value
            for mime, value in data.items()
        }
    return result


def _is_json(mime: str) -> bool:
    return mime == "application/json" or mime.endswith("+json")


def _mapping(value: Any) -> dict[str, Any]:
    found = _plain(value, 0)
    return found if isinstance(found, dict) else {}


def _plain(value: Any, depth: int) -> Any:
    """Copy JSON values, halves of pairs replaced, no deeper than `_DEPTH`."""
    if isinstance(value, str):
        return _HALVES.sub("\ufffd", value)
    if depth > _DEPTH:
        return None
    if isinstance(value, Mapping):
        return {_HALVES.sub("\ufffd", str(key)): _plain(inner, depth + 1) for key, inner in value.items()}
    return [_plain(inner, depth + 1) for inner in value] if isinstance(value, list) else value


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "".join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""
