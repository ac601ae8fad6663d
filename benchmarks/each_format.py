"""Each format of an atelier made in turn in one process; prints seconds as JSON, « import » first.

``python -m benchmarks.each_format ATELIER DOSSIER``
"""

from __future__ import annotations

import io
import json
import sys
import time
from contextlib import redirect_stdout


def main(atelier: str, folder: str) -> None:
    """Make them through the command itself; reading the notebook again is counted in each."""
    began = time.perf_counter()
    from etabli.cli import main as etabli

    listed = io.StringIO()
    with redirect_stdout(listed):
        etabli(["formats"])
    found = {"import": time.perf_counter() - began}
    for name in (line.split()[0] for line in listed.getvalue().splitlines()):
        began = time.perf_counter()
        with redirect_stdout(io.StringIO()):
            etabli(["exporter", atelier, "--sortie", folder, "--formats", name])
        found[name] = time.perf_counter() - began
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:3])
