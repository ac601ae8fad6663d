"""The styles of our Word files: what a mediator finds, and may change, under « Styles ».

Built-in styles bear Word's own names (« heading 1 »), which it shows in the reader's language; sizes are look.md's.
"""

from __future__ import annotations

from .docx_style_parts import (
    BOX,
    BULLETS,
    CODE_FONT,
    GREY,
    INK,
    INK2,
    MAT,
    PALE,
    STEPS,
    TEXT_FONT,
    TITLE_FONT,
    font,
    framed,
    layout,
    side,
    sides,
    sized,
    spacing,
    style,
    tabs,
    title,
)
from .docx_xml import DECLARATIONS, locale, twips, w


def styles(language: str) -> str:
    """Give styles.xml."""
    lang = locale(language)
    base = w(
        "rPr",
        font(TEXT_FONT),
        w("color", val=INK),
        w("sz", val=22),
        w("szCs", val=22),
        w("lang", val=lang, eastAsia=lang, bidi="ar-SA"),
    )
    defaults = w("docDefaults", w("rPrDefault", base), w("pPrDefault", w("pPr", spacing(0, 6, 0.92))))
    return f"<w:styles {DECLARATIONS}>{defaults}{''.join(_paragraphs())}{''.join(_characters())}{''.join(_tables())}</w:styles>"


def _paragraphs() -> list[str]:
    step = layout(
        keep=True,
        numbering=STEPS,
        tabs=tabs(("left", 14), ("right", 166)),
        spacing=spacing(20, 9, 0.95),
        indent=w("ind", left=twips(14), hanging=twips(14)),
        level=0,
    )
    return [
        style("Normal", "Normal", "", "", default=True),
        style(
            "Titre",
            "Title",
            layout(keep=True, spacing=spacing(22, 10, 0.95), indent=w("ind", left=0)),
            title(36),
        ),
        style(
            "Sous-titre",
            "Subtitle",
            layout(spacing=spacing(0, 10, 0.92), indent=w("ind", right=twips(14))),
            sized(13),
        ),
        style("Titre1", "heading 1", step, title(16)),
        style(
            "Titre1sansnumro",
            "Titre 1 sans numéro",
            layout(numbering=0, indent=w("ind", left=0, firstLine=0)),
            "",
            parent="Titre1",
            following="Normal",
        ),
        style("Titre2", "heading 2", layout(keep=True, spacing=spacing(14, 6, 1), level=1), title(13)),
        *[
            style(
                f"Titre{level}",
                f"heading {level}",
                layout(keep=True, spacing=spacing(11, 5, 1), level=level - 1),
                title(11),
            )
            for level in (3, 4, 5)
        ],
        style(
            "Paragraphedeliste",
            "List Paragraph",
            layout(spacing=spacing(0, 4, 0.92)),
            "",
            following="Paragraphedeliste",
        ),
        style(
            "Listepuces",
            "List Bullet",
            layout(numbering=BULLETS),
            "",
            parent="Paragraphedeliste",
            following="Listepuces",
        ),
        style("Listenumros", "List Number", "", "", parent="Paragraphedeliste", following="Listenumros"),
        style("Listecontinue", "List Continue", layout(spacing=spacing(0, 4, 0.92)), ""),
        style("Consigne", "Consigne", layout(keep=True, spacing=spacing(11, 5, 0.92)), "", following="Case"),
        style(
            "Case",
            "Case à cocher",
            layout(
                lines=True,
                tabs=tabs(("left", BOX)),
                spacing=spacing(0, 7, 0.92),
                indent=w("ind", left=twips(BOX), hanging=twips(BOX)),
                close=True,
            ),
            "",
            following="Case",
        ),
        style(
            "Consigneannexe",
            "Consigne, annexe",
            layout(spacing=spacing(9, 3, 0.88)),
            sized(10),
            parent="Consigne",
            following="Caseannexe",
        ),
        style(
            "Caseannexe",
            "Case à cocher, annexe",
            layout(
                tabs=tabs(("clear", BOX), ("left", 10), ("left", 15), ("left", 20)),
                spacing=spacing(0, 2, 0.86),
                indent=w("ind", left=twips(20), hanging=twips(16)),
            ),
            sized(10),
            parent="Case",
            following="Caseannexe",
        ),
        style("Lgende", "caption", layout(spacing=spacing(2, 6, 0.92)), w("color", val=INK2) + sized(9)),
        style(
            "Rponse",
            "Réponse",
            layout(
                lines=True,
                tabs=tabs(("left", BOX)),
                spacing=spacing(0, 3, 0.92),
                indent=w("ind", left=twips(BOX), hanging=twips(BOX)),
            ),
            "",
            following="Rponse",
        ),
        style("Encadr", "Encadré", framed(PALE, PALE), ""),
        style(
            "Encadrtitre",
            "Encadré, titre",
            layout(keep=True),
            title(12.5),
            parent="Encadr",
            following="Encadr",
        ),
        style(
            "Encadrrgle",
            "Encadré, réglet",
            layout(keep=True, spacing=spacing(12, 5, 1)),
            sized(1),
            parent="Encadr",
            following="Encadr",
        ),
        style("Encadrurgent", "Encadré urgent", framed(PALE, INK), "", parent="Encadr"),
        style(
            "Encadrurgentrgle",
            "Encadré urgent, réglet",
            layout(keep=True, spacing=spacing(12, 3, 1)),
            sized(1),
            parent="Encadrurgent",
            following="Encadrurgent",
        ),
        style(
            "Encadrurgenttitre",
            "Encadré urgent, titre",
            layout(keep=True),
            title(12.5),
            parent="Encadrurgent",
            following="Encadrurgent",
        ),
        style(
            "Imageabsente",
            "Image absente",
            layout(
                borders=sides("dashed", 6, INK, 8),
                spacing=spacing(8, 10, 0.92),
                indent=w("ind", left=twips(3), right=twips(3)),
            ),
            w("color", val=INK2),
        ),
        style("Figure", "Figure", layout(lines=True, spacing=spacing(8, 10, 1)), ""),
        style(
            "Citation",
            "Quote",
            layout(
                borders=w("pBdr", w("left", val="single", sz=16, space=10, color=INK)),
                indent=w("ind", left=twips(5)),
            ),
            "",
        ),
        style(
            "Ligne",
            "Ligne à écrire",
            layout(
                borders=w(
                    "pBdr", side("bottom", "single", 6, GREY, 0), side("between", "single", 6, GREY, 0)
                ),
                spacing=w("spacing", before=0, after=0, line=twips(9), lineRule="exact"),
            ),
            "",
            following="Ligne",
        ),
        style(
            "Filet",
            "Filet",
            layout(borders=w("pBdr", side("bottom", "single", 4, GREY, 1)), spacing=spacing(0, 10, 0.5)),
            sized(6),
        ),
        style(
            "Code",
            "Code",
            layout(
                borders=sides("single", 4, MAT, 6),
                shade=MAT,
                spacing=spacing(6, 8, 1),
                indent=w("ind", left=twips(3), right=twips(3)),
            ),
            font(CODE_FONT) + sized(9.5),
        ),
        style("Notedebasdepage", "footnote text", layout(spacing=spacing(0, 3, 0.92)), sized(9.5)),
        style("Adresse", "Adresse", layout(spacing=spacing(0, 2, 0.92)), sized(10)),
        style("Tableautexte", "Tableau, texte", layout(spacing=spacing(3, 3, 0.86)), ""),
        style(
            "Tableautitre",
            "Tableau, en-tête",
            layout(keep=True, spacing=spacing(2, 2, 0.86)),
            w("b") + w("bCs") + sized(10.5),
            parent="Tableautexte",
        ),
        style(
            "En-tte",
            "header",
            layout(spacing=w("spacing", before=0, after=0, line=20, lineRule="exact")),
            sized(1),
        ),
        style(
            "Pieddepage",
            "footer",
            layout(
                borders=w("pBdr", side("top", "single", 6, INK, 6)),
                tabs=tabs(("right", 166)),
                spacing=spacing(0, 0, 0.92),
            ),
            w("color", val=INK2) + sized(9),
        ),
        style(
            "Pieddelgende",
            "Pied de page, légende",
            layout(spacing=spacing(0, 5, 0.92)),
            w("color", val=INK2) + sized(9),
        ),
        style(
            "Espace",
            "Espace",
            layout(spacing=w("spacing", before=0, after=0, line=20, lineRule="exact")),
            sized(1),
        ),
    ]


def _characters() -> list[str]:
    return [
        style("Policepardfaut", "Default Paragraph Font", "", "", kind="character", default=True),
        style("lev", "Strong", "", w("b") + w("bCs"), kind="character"),
        style(
            "Lienhypertexte", "Hyperlink", "", w("color", val=INK) + w("u", val="single"), kind="character"
        ),
        style("Codeenligne", "Code en ligne", "", font(CODE_FONT), kind="character"),
        style(
            "Dure",
            "Durée",
            "",
            font(TEXT_FONT) + w("b", val=0) + w("bCs", val=0) + w("color", val=INK2) + sized(10.5),
            kind="character",
        ),
        style("Secondaire", "Secondaire", "", w("color", val=INK2), kind="character"),
        style("Numro", "Numéro de question", "", font(TITLE_FONT) + w("b") + w("bCs"), kind="character"),
        style(
            "Numrodepage",
            "page number",
            "",
            w("b") + w("bCs") + w("color", val=INK) + sized(10.5),
            kind="character",
        ),
    ]


def _tables() -> list[str]:
    margins = w("tblCellMar", w("left", w=twips(2), type="dxa"), w("right", w=twips(2), type="dxa"))
    rules = w("tblBorders", side("bottom", "single", 4, GREY, 0), side("insideH", "single", 4, GREY, 0))
    head = w("tblStylePr", w("tcPr", w("tcBorders", side("bottom", "single", 12, INK, 0))), type="firstRow")
    plain = w(
        "tblPr",
        w("tblInd", w=0, type="dxa"),
        w("tblCellMar", w("left", w=twips(2), type="dxa"), w("right", w=twips(2), type="dxa")),
    )
    return [
        w(
            "style",
            w("name", val="Normal Table"),
            w("uiPriority", val=99),
            w("semiHidden"),
            plain,
            type="table",
            default=1,
            styleId="TableauNormal",
        ),
        w(
            "style",
            w("name", val="Tableau Établi"),
            w("basedOn", val="TableauNormal"),
            w("qFormat"),
            w("tblPr", rules, margins),
            head,
            type="table",
            customStyle=1,
            styleId="Tableautabli",
        ),
    ]
