"""Addresses on paper: numbered where they stand, said once in a list at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from .typography import breakable

_SCHEME = re.compile(r"^(https?://(www\.)?|mailto:|tel:)", re.I)


def bare(address: str) -> str:
    """Give what one would say of an address, to compare two."""
    return _SCHEME.sub("", address.strip().replace("\u200b", "")).rstrip("/").lower()


def addresses(links: Sequence[str], longest: int) -> list[dict[str, Any]]:
    """Give the list of addresses to print at the end, numbered from 1; they break after ``longest`` characters."""
    return [
        {"n": rank, "href": href, "t": breakable(_SCHEME.sub("", href), longest)}
        for rank, href in enumerate(links, 1)
    ]
