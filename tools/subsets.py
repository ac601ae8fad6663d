"""Cut a large font down to the characters that ship.

Only for fonts whose licence reserves no name: « Andika » is a reserved name, so Andika ships byte for byte.
"""

from __future__ import annotations

from io import BytesIO

from fontTools import subset
from fontTools.ttLib import TTFont

EMOJI = """
    A9 AE 2000-2BFF 1F30D-1F31F 1F321-1F32C 1F331-1F335 1F337-1F33B 1F340-1F341 1F345-1F353 1F355
    1F35E 1F36A-1F370 1F372 1F374-1F379 1F37D 1F380-1F382 1F388-1F389 1F393 1F399-1F3A8 1F3AA-1F3B6
    1F3B8-1F3BC 1F3C1-1F3C6 1F3CA 1F3D4-1F3F0 1F3F3-1F3F5 1F3F7 1F407-1F408 1F414-1F415 1F418
    1F41D-1F41F 1F426 1F431 1F434-1F437 1F43E-1F450 1F464-1F469 1F474-1F476 1F4A0-1F54A 1F56F-1F637
    1F641-1F64F 1F680-1F6D1 1F6E0-1F6F4 1F7E0-1F7EB 1F90D-1F90F 1F914-1F917 1F91A-1F91F 1F932 1F950
    1F955-1F956 1F96A 1F973 1F97A 1F9CD 1F9D1-1F9D3 1F9E0 1F9E9 1F9ED-1F9F0 1F9FE 1FA84 1FA99-1FA9C
    1FAAA-1FAAB 1FAF1-1FAF6
"""
"""The emoji kept, as hexadecimal code points and ranges: those that a workshop's text may hold.

Signs, places, food, arts, people, objects, faces, transport; no flag, skin tone nor joined sequence.
"""


def wanted() -> set[int]:
    """Return the code points of EMOJI."""
    points: set[int] = set()
    for item in EMOJI.split():
        low, _, high = item.partition("-")
        points.update(range(int(low, 16), int(high or low, 16) + 1))
    return points


def emoji(data: bytes) -> bytes:
    """Return the TrueType font `data` with EMOJI alone, without hinting nor layout features."""
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.glyph_names = False
    options.recalc_timestamp = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    font = TTFont(BytesIO(data), recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted() & font.getBestCmap().keys())
    cutter.subset(font)
    result = BytesIO()
    font.save(result)
    return result.getvalue()
