"""QR codes on paper, and the addresses that they hold."""

from __future__ import annotations

import io
import re

import segno

_LINK = re.compile(r"https?://[^\s<>«»]+[^\s<>«».,;:!?)]", re.I)


def address(*texts: str) -> str:
    """Give the first web address in some texts; empty when there is none."""
    return next((found.group() for text in texts if (found := _LINK.search(text))), "")


def around(text: str) -> list[tuple[str, bool]]:
    """Cut a text into (words, False) and (address, True)."""
    parts = re.split(rf"({_LINK.pattern})", text, flags=re.I)
    return [(part, bool(rank % 2)) for rank, part in enumerate(parts) if part]


def svg(link: str) -> bytes | None:
    """Draw an address, with the margin of four modules that readers need (ISO/IEC 18004); None when it is too long."""
    try:
        code = segno.make(link, micro=False, error="m")
    except segno.DataOverflowError:
        return None
    out = io.BytesIO()
    code.save(out, kind="svg", border=4, dark="#1C2422", light="#FFFFFF", xmldecl=False)
    return out.getvalue()
