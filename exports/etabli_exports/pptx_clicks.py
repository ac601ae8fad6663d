"""What comes at a click: the « appear » effect of PowerPoint, which Impress plays too. Printed, everything is there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from .pptx_xml import P, element

_AT_ONCE = '<p:stCondLst><p:cond delay="0"/></p:stCondLst>'


def timing(shown: Sequence[tuple[int, Any]]) -> Any:
    """Give the timing of a slide. ``shown``: (click, shape), in the order of the slide."""
    ids = iter(range(3, 100_000))
    clicks = []
    for _, group in groupby(sorted(shown, key=lambda pair: pair[0]), key=lambda pair: pair[0]):
        effects = "".join(
            _effect(shape, next(ids), next(ids), "clickEffect" if rank == 0 else "withEffect")
            for rank, (_, shape) in enumerate(group)
        )
        clicks.append(
            f'<p:par><p:cTn id="{next(ids)}" fill="hold"><p:stCondLst><p:cond delay="indefinite"/></p:stCondLst><p:childTnLst>'
            f'<p:par><p:cTn id="{next(ids)}" fill="hold">{_AT_ONCE}<p:childTnLst>{effects}</p:childTnLst></p:cTn></p:par>'
            "</p:childTnLst></p:cTn></p:par>"
        )
    return element(
        '<p:timing><p:tnLst><p:par><p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>'
        '<p:seq concurrent="1" nextAc="seek"><p:cTn id="2" dur="indefinite" nodeType="mainSeq"><p:childTnLst>'
        f"{''.join(clicks)}</p:childTnLst></p:cTn>"
        '<p:prevCondLst><p:cond evt="onPrev" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:prevCondLst>'
        '<p:nextCondLst><p:cond evt="onNext" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond></p:nextCondLst></p:seq>'
        f"</p:childTnLst></p:cTn></p:par></p:tnLst>{_built(shown)}</p:timing>"
    )


def _number(shape: Any) -> str:
    return str(next(shape.iter(f"{P}cNvPr")).get("id"))


def _built(shown: Sequence[tuple[int, Any]]) -> str:
    """Say that the shapes that hold text come whole, with their ground."""
    ground = ' animBg="1"'
    built = "".join(
        f'<p:bldP spid="{_number(shape)}" grpId="0"{"" if shape.find(f".//{P}ph") is not None else ground}/>'
        for _, shape in shown
        if shape.tag == f"{P}sp"
    )
    return f"<p:bldLst>{built}</p:bldLst>" if built else ""


def _effect(shape: Any, outer: int, inner: int, node: str) -> str:
    group = ' grpId="0"' if shape.tag == f"{P}sp" else ""
    return (
        f'<p:par><p:cTn id="{outer}" presetID="1" presetClass="entr" presetSubtype="0" fill="hold"{group} nodeType="{node}">{_AT_ONCE}'
        f'<p:childTnLst><p:set><p:cBhvr><p:cTn id="{inner}" dur="1" fill="hold">{_AT_ONCE}</p:cTn><p:tgtEl><p:spTgt spid="{_number(shape)}"/></p:tgtEl>'
        "<p:attrNameLst><p:attrName>style.visibility</p:attrName></p:attrNameLst></p:cBhvr>"
        '<p:to><p:strVal val="visible"/></p:to></p:set></p:childTnLst></p:cTn></p:par>'
    )
