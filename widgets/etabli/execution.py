"""Running a notebook, once, when some cell needs Python: its outputs join the atelier."""

from __future__ import annotations

import copy
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from .activity_cell import is_activity
from .files import write_whole
from .findings import Finding

#: Files beside a notebook that are looked at: one in a folder of downloads must not have the whole disc walked.
_MOST_FILES = 2_000


def execute(
    notebook: Mapping[str, Any], path: Path, timeout: int = 60
) -> tuple[Mapping[str, Any], list[Finding]]:
    """Give the notebook with fresh outputs. ``timeout``: seconds per cell.

    A cell that fails, or a kernel that does not start, is an error in the findings; saved outputs stay in their place.
    """
    import nbformat
    from nbclient import NotebookClient

    if not any(_runs(cell) for cell in notebook["cells"]):
        return notebook, []
    kept = _cached(notebook, path)
    if kept is not None:
        return kept, []
    fresh = nbformat.from_dict(copy.deepcopy(dict(notebook)))  # type: ignore[no-untyped-call]
    client = NotebookClient(
        fresh,
        timeout=timeout,
        allow_errors=True,
        interrupt_on_timeout=True,
        skip_cells_with_tag="skip-execution",
        resources={"metadata": {"path": str(path.parent)}},
    )
    before = os.environ.get("ETABLI_STATIQUE")
    os.environ["ETABLI_STATIQUE"] = "1"
    try:
        client.execute(
            stderr=subprocess.DEVNULL
        )  # what a kernel says of itself, in English, is for nobody here
    except Exception as error:
        lines = (_absent_kernel(notebook, error) or str(error).strip()).splitlines()
        reason = lines[-1][:160] if lines else type(error).__name__
        advice = "Les résultats enregistrés dans le carnet sont repris, s’il y en a."
        return notebook, [
            Finding("E602", "erreur", f"le carnet ne peut pas être exécuté ({reason}).", advice, str(path))
        ]
    finally:
        if before is None:
            os.environ.pop("ETABLI_STATIQUE", None)
        else:
            os.environ["ETABLI_STATIQUE"] = before
    findings = _failures(notebook, fresh, path)
    if not findings:
        _keep(notebook, path, fresh)
    return fresh, findings


def _runs(cell: Mapping[str, Any]) -> bool:
    tags = cell.get("metadata", {}).get("tags", [])
    return cell["cell_type"] == "code" and not is_activity(cell["source"]) and "skip-execution" not in tags


def _absent_kernel(notebook: Mapping[str, Any], error: Exception) -> str:
    """Name in French the language that this computer does not know."""
    if type(error).__name__ != "NoSuchKernel":
        return ""
    kernel = notebook["metadata"].get("kernelspec", {})
    return f"son langage, {kernel.get('display_name') or kernel.get('name')}, n’est pas installé ici"


def _failures(saved: Mapping[str, Any], fresh: Mapping[str, Any], path: Path) -> list[Finding]:
    findings = []
    for number, (old, new) in enumerate(zip(saved["cells"], fresh["cells"], strict=True), 1):
        errors = [output for output in new.get("outputs", []) if output.get("output_type") == "error"]
        expected = "raises-exception" in new.get("metadata", {}).get("tags", [])
        if not errors or expected or is_activity(new["source"]):
            continue
        reason = f"{errors[0].get('ename')} : {errors[0].get('evalue')}"[:160]
        new["outputs"] = [output for output in old.get("outputs", []) if output.get("output_type") != "error"]
        advice = "Corrigez-la dans JupyterLab ; son résultat enregistré est repris, s’il y en a un."
        findings.append(
            Finding(
                "E601", "erreur", f"le code de cette cellule échoue ({reason}).", advice, str(path), number
            )
        )
    return findings


def _cache_file(notebook: Mapping[str, Any], path: Path) -> Path:
    """Name the cached result after all that it depends on: the cells, Python, and the files beside the notebook."""
    from jupyter_core.paths import jupyter_data_dir

    cells = [
        (cell["cell_type"], cell["source"], cell.get("metadata", {}).get("tags"))
        for cell in notebook["cells"]
    ]
    beside = [
        (str(file.relative_to(path.parent)), file.stat().st_size, file.stat().st_mtime_ns)
        for file in sorted(islice(path.parent.rglob("*"), _MOST_FILES))
        if file.is_file() and file != path and ".ipynb_checkpoints" not in file.parts
    ]
    digest = hashlib.sha256(json.dumps([cells, beside, sys.version]).encode()).hexdigest()
    return Path(jupyter_data_dir()) / "etabli" / "executions" / f"{digest[:32]}.ipynb"


def _cached(notebook: Mapping[str, Any], path: Path) -> Mapping[str, Any] | None:
    import nbformat

    try:
        return nbformat.reads(_cache_file(notebook, path).read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-any-return,no-untyped-call]
    except (OSError, ValueError):
        return None


def _keep(notebook: Mapping[str, Any], path: Path, fresh: Mapping[str, Any]) -> None:
    import nbformat

    file = _cache_file(notebook, path)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        text: str = nbformat.writes(fresh)  # type: ignore[no-untyped-call]
        write_whole(file, text.encode())
    except OSError:
        return  # a cache that cannot be written only costs time
