"""Outputs of code cells, as the atelier keeps them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from .atelier import Output


def option(source: str, name: str) -> str:
    """Give a Quarto cell option (``#| fig-alt: …``)."""
    match = re.search(rf"^#\|\s*{name}:\s*(.+)$", source, re.M)
    return match.group(1).strip().strip("\"'") if match else ""


def outputs(found: Iterable[Mapping[str, Any]], alt: str) -> Iterable[Output]:
    """Give what a code cell printed or showed; errors are left out."""
    for output in found:
        kind = output.get("output_type")
        if kind == "stream":
            yield Output((("text/plain", _joined(output.get("text", ""))),), alt)
        elif kind in ("display_data", "execute_result"):
            data = output.get("data", {})
            yield Output(tuple((mime, _joined(value)) for mime, value in data.items()), alt)


def _joined(value: Any) -> str:
    if isinstance(value, list):
        return "".join(map(str, value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
