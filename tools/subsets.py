"""Cut a large font down to the characters that ship.

Only for fonts whose licence reserves no name: « Andika » is a reserved name, so Andika ships byte for byte.
"""

from __future__ import annotations

from io import BytesIO

from fontTools import subset
from fontTools.ttLib import TTFont

EMOJI_RANGES = (
    (0x00A9, 0x00A9), (0x00AE, 0x00AE), (0x2000, 0x2BFF),  # signs
    (0x1F30D, 0x1F31F), (0x1F321, 0x1F32C), (0x1F331, 0x1F335), (0x1F337, 0x1F33B), (0x1F340, 0x1F341),  # outdoors
    (0x1F345, 0x1F353), (0x1F355, 0x1F355), (0x1F35E, 0x1F35E), (0x1F36A, 0x1F370), (0x1F372, 0x1F372),  # food
    (0x1F374, 0x1F379), (0x1F37D, 0x1F37D), (0x1F380, 0x1F382), (0x1F388, 0x1F389), (0x1F393, 0x1F393),  # table
    (0x1F399, 0x1F3A8), (0x1F3AA, 0x1F3B6), (0x1F3B8, 0x1F3BC), (0x1F3C1, 0x1F3C6), (0x1F3CA, 0x1F3CA),  # arts
    (0x1F3D4, 0x1F3F0), (0x1F3F3, 0x1F3F5), (0x1F3F7, 0x1F3F7),  # places
    (0x1F407, 0x1F408), (0x1F414, 0x1F415), (0x1F418, 0x1F418), (0x1F41D, 0x1F41F), (0x1F426, 0x1F426),  # animals
    (0x1F431, 0x1F431), (0x1F434, 0x1F437), (0x1F43E, 0x1F450), (0x1F464, 0x1F469), (0x1F474, 0x1F476),  # people
    (0x1F4A0, 0x1F54A), (0x1F56F, 0x1F637), (0x1F641, 0x1F64F), (0x1F680, 0x1F6D1), (0x1F6E0, 0x1F6F4),  # objects
    (0x1F7E0, 0x1F7EB), (0x1F90D, 0x1F90F), (0x1F914, 0x1F917), (0x1F91A, 0x1F91F), (0x1F932, 0x1F932),  # hands
    (0x1F950, 0x1F950), (0x1F955, 0x1F956), (0x1F96A, 0x1F96A), (0x1F973, 0x1F973), (0x1F97A, 0x1F97A),
    (0x1F9CD, 0x1F9CD), (0x1F9D1, 0x1F9D3), (0x1F9E0, 0x1F9E0), (0x1F9E9, 0x1F9E9), (0x1F9ED, 0x1F9F0), (0x1F9FE, 0x1F9FE),
    (0x1FA84, 0x1FA84), (0x1FA99, 0x1FA9C), (0x1FAAA, 0x1FAAB), (0x1FAF1, 0x1FAF6),
)
"""The emoji kept: those that a workshop's text may hold. No flag, no skin tone, no joined sequence."""


def emoji(data: bytes) -> bytes:
    """Return the TrueType font `data` with EMOJI_RANGES alone, without hinting nor layout features."""
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.glyph_names = False
    options.recalc_timestamp = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    font = TTFont(BytesIO(data), recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    present = font.getBestCmap()
    cutter.populate(unicodes=[c for low, high in EMOJI_RANGES for c in range(low, high + 1) if c in present])
    cutter.subset(font)
    result = BytesIO()
    font.save(result)
    return result.getvalue()
