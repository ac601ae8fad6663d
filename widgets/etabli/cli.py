"""The ``etabli`` command. Each verb imports what it needs: a mediator waits for none of the others."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import cast

from . import __version__
from .findings import Finding, SourceError, has_error
from .french_argparse import Parser, speak_french, whole


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. Exit codes: 0 done, 1 errors (all that could be made was made), 2 usage."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may still be in cp1252
            stream.reconfigure(encoding="utf-8", errors="replace")
    speak_french()
    # An optional part of jsonschema, which nbformat imports, compiles a grammar of addresses for a whole second. Nothing
    # here checks an address: with None, Python says that the module is absent, and jsonschema goes on without it.
    sys.modules.setdefault("rfc3987_syntax", cast(ModuleType, None))
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except SourceError as error:
        _say(error.findings)
        return 1
    except KeyboardInterrupt:
        print("\nInterrompu.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # « etabli … | head » is no error
        return 0
    return code


def _parser() -> Parser:
    parser = Parser(
        prog="etabli",
        description="Établi : un carnet par atelier ; la page des participants, les diapos et les fiches en sortent.",
        epilog="Sans commande : sert les ateliers trouvés ici (sinon ceux qui sont fournis) et ouvre le tableau de l’animateur.",
    )
    parser.add_argument(
        "--version", action="version", version=f"Établi {__version__}", help="affiche la version"
    )
    parser.set_defaults(run=_servir, paths=[], **_SERVE_DEFAULTS)
    verbs = parser.add_subparsers(title="Commandes", metavar="COMMANDE")

    new = verbs.add_parser(
        "nouveau", help="crée un atelier à partir d’un modèle", description="Crée un atelier prêt à écrire."
    )
    new.add_argument("title", metavar="TITRE", help="le titre de l’atelier")
    new.add_argument(
        "--dossier",
        dest="folder",
        metavar="DOSSIER",
        type=Path,
        help="où le créer (sinon : ateliers/ ou le dossier courant)",
    )
    new.add_argument(
        "--minutes",
        metavar="MINUTES",
        type=whole(5, 1440),
        default=120,
        help="durée de la séance (sinon : 120)",
    )
    new.add_argument(
        "--public", dest="audience", metavar="PUBLIC", default="adultes", help="pour qui (sinon : adultes)"
    )
    new.set_defaults(run=_nouveau)

    lab = verbs.add_parser(
        "ouvrir",
        help="ouvre un atelier dans JupyterLab",
        description="Ouvre JupyterLab sur un atelier, en français.",
    )
    lab.add_argument(
        "path", metavar="ATELIER", type=Path, nargs="?", help="un atelier ou un dossier d’ateliers"
    )
    lab.add_argument(
        "--sans-navigateur", dest="browser", action="store_false", help="n’ouvre pas le navigateur"
    )
    lab.add_argument(
        "--port", metavar="PORT", type=whole(0, 65535), default=8888, help="port de JupyterLab (sinon : 8888)"
    )
    lab.set_defaults(run=_ouvrir)

    serve = verbs.add_parser(
        "servir",
        help="sert les ateliers dans la salle",
        description="Sert les ateliers aux postes de la salle.",
    )
    serve.add_argument(
        "paths", metavar="CHEMIN", type=Path, nargs="*", help="ateliers ou dossiers d’ateliers"
    )
    serve.add_argument(
        "--adresse",
        dest="address",
        metavar="ADRESSE",
        default="0.0.0.0",
        help="adresse d’écoute (sinon : 0.0.0.0, toute la salle)",
    )
    serve.add_argument(
        "--port", metavar="PORT", type=whole(0, 65535), default=8866, help="port (sinon : 8866)"
    )
    serve.add_argument(
        "--places", metavar="NOMBRE", type=whole(1, 200), default=16, help="nombre de postes (sinon : 16)"
    )
    serve.add_argument(
        "--sans-navigateur", dest="browser", action="store_false", help="n’ouvre pas le navigateur"
    )
    serve.add_argument(
        "--donnees",
        dest="data",
        metavar="DOSSIER",
        type=Path,
        help="dossier où les réponses sont gardées jusqu’à la fin",
    )
    serve.add_argument(
        "--variante", dest="variant", choices=("60", "90", "complete"), default="complete", help="durée jouée"
    )
    serve.add_argument(
        "--json", dest="as_json", action="store_true", help="écrit les adresses sur une ligne de JSON"
    )
    serve.set_defaults(run=_servir)

    export = verbs.add_parser(
        "exporter",
        help="écrit les fichiers d’un atelier",
        description="Écrit les fichiers d’un atelier : diapos, fiches, guide, page.",
    )
    export.add_argument(
        "paths",
        metavar="CHEMIN",
        type=Path,
        nargs="+",
        help="un atelier, son .ipynb, ou un dossier d’ateliers",
    )
    export.add_argument(
        "--formats",
        metavar="LISTE",
        type=_format_list,
        help="formats séparés par des virgules (sinon : tous ; voir « etabli formats »)",
    )
    export.add_argument(
        "--sortie",
        dest="output",
        metavar="DOSSIER",
        type=Path,
        default=Path("sortie"),
        help="dossier d’arrivée (sinon : sortie)",
    )
    export.add_argument(
        "--variante",
        dest="variant",
        choices=("60", "90", "complete"),
        default="complete",
        help="durée de la séance",
    )
    export.add_argument(
        "--corriges", dest="answers", action="store_true", help="ajoute les réponses à la fin des fiches"
    )
    export.add_argument(
        "--delai",
        dest="timeout",
        metavar="SECONDES",
        type=whole(1, 3600),
        default=60,
        help="secondes accordées à une cellule de code (sinon : 60)",
    )
    export.set_defaults(run=_exporter)

    check = verbs.add_parser(
        "verifier",
        help="dit ce qui manque ou cloche dans un atelier",
        description="Vérifie un atelier sans exécuter de code.",
    )
    check.add_argument(
        "paths",
        metavar="CHEMIN",
        type=Path,
        nargs="+",
        help="un atelier, son .ipynb, ou un dossier d’ateliers",
    )
    check.add_argument(
        "--format",
        choices=("texte", "json", "sarif"),
        default="texte",
        help="forme du résultat (sinon : texte)",
    )
    check.set_defaults(run=_verifier)

    verbs.add_parser("activites", help="liste les sortes d’activités").set_defaults(run=_activites)
    verbs.add_parser("formats", help="liste les fichiers que l’on peut exporter").set_defaults(run=_formats)
    return parser


_SERVE_DEFAULTS = {
    "address": "0.0.0.0",
    "port": 8866,
    "places": 16,
    "browser": True,
    "data": None,
    "variant": "complete",
    "as_json": False,
}


def _format_list(text: str) -> list[str]:
    from .export import formats

    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in names if name not in formats()]
    if unknown or not names:
        wrong = f"« {unknown[0]} » n’existe pas" if unknown else "la liste est vide"
        raise argparse.ArgumentTypeError(f"{wrong}. Choisissez parmi : {', '.join(formats())}")
    return names


def _nouveau(options: argparse.Namespace) -> int:
    from .new import create

    notebook = create(options.title, options.folder, minutes=options.minutes, audience=options.audience)
    print(f"Atelier créé : {notebook}\nPour l’écrire : etabli ouvrir {notebook.parent}")
    return 0


def _ouvrir(options: argparse.Namespace) -> int:
    from .open_lab import open_lab

    arguments = [f"--port={options.port}"] + ([] if options.browser else ["--no-browser"])
    return open_lab(options.path or _own_folder(), arguments)


def _servir(options: argparse.Namespace) -> int:
    from .room import serve

    return serve(
        options.paths or [_default_folder()],
        address=options.address,
        port=options.port,
        places=options.places,
        open_browser=options.browser,
        data=options.data,
        as_json=options.as_json,
        variant=options.variant,
    )


def _exporter(options: argparse.Namespace) -> int:
    from .export import export

    written, findings = export(
        options.paths,
        options.output,
        options.formats,
        variant=options.variant,
        answers=options.answers,
        timeout=options.timeout,
    )
    for path in written:
        print(path)
    _say(findings)
    return 1 if has_error(findings) else 0


def _verifier(options: argparse.Namespace) -> int:
    from .verify import as_sarif, as_text, verify

    findings = verify(options.paths)
    if options.format == "json":
        import json

        print(json.dumps([finding.as_json() for finding in findings], ensure_ascii=False, indent=1))
    elif options.format == "sarif":
        print(as_sarif(findings))
    else:
        print(as_text(findings))
    return 1 if has_error(findings) else 0


def _activites(_: argparse.Namespace) -> int:
    from .activities import KINDS

    for name, kind in KINDS.items():
        print(f"{name} — {kind.summary}\n\n    %%activite {name}")
        print("".join(f"    {line}\n" for line in kind.example.splitlines()))
    return 0


def _formats(_: argparse.Namespace) -> int:
    from .export import formats

    for name, exporter in formats().items():
        print(f"{name:<10} {exporter.file_name:<16} {exporter.summary}")
    return 0


def _default_folder() -> Path:
    """Give the ateliers found here, else the ones shipped with Établi."""
    here = Path.cwd()
    for folder in (here / "ateliers", here):
        if any(folder.glob("*/atelier.ipynb")) or (folder / "atelier.ipynb").is_file():
            return folder
    package = Path(__file__).parent
    return next(
        folder for folder in (package / "ateliers", package.parents[1] / "ateliers") if folder.is_dir()
    )


def _own_folder() -> Path:
    """Give ateliers that may be changed: those found here, else a copy of the ones shipped."""
    found = _default_folder()
    if Path(__file__).parent not in found.parents:
        return found
    copy = Path.cwd() / "ateliers"
    shutil.copytree(found, copy, dirs_exist_ok=True)
    print(f"Les ateliers fournis ont été copiés dans {copy} : vous pouvez les changer.")
    return copy


def _say(findings: Iterable[Finding]) -> None:
    for finding in findings:
        print(finding.sentence(), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
