"""Refuse notebooks committed with outputs: they are made again at each export, and may hold what nobody meant to share."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(paths: list[str]) -> int:
    """Print the notebooks that hold outputs; 1 if there is one."""
    guilty = [
        path
        for path in paths
        if any(cell.get("outputs") for cell in json.loads(Path(path).read_text("utf-8"))["cells"])
    ]
    for path in guilty:
        print(f"{path} : ce carnet contient des résultats. Effacez-les avant d’enregistrer.")
    return 1 if guilty else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
