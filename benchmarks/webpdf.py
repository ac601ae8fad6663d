"""`jupyter nbconvert --to webpdf`, but for the Chromium that it opens: the system's, for which nbconvert has no option.

``python -m benchmarks.webpdf /usr/bin/chromium --to webpdf …``
"""

from __future__ import annotations

import sys
from typing import Any

from nbconvert.nbconvertapp import main
from playwright.async_api import Browser, BrowserType

if __name__ == "__main__":
    path = sys.argv.pop(1)
    stock = BrowserType.launch

    async def launch(self: BrowserType, **options: Any) -> Browser:
        """Open the system's Chromium, without a way to the internet."""
        return await stock(self, executable_path=path, **options)

    BrowserType.launch = launch  # type: ignore[method-assign]
    main()
