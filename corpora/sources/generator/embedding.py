"""The Noto fonts as ReportLab embeds them: TrueType files that hold the letters of one digest.

ReportLab reads TrueType outlines only. The Chinese fonts have cubic ones (CFF): of the letters that occur in a digest
quadratic outlines are drawn, closer to the cubic ones than a thousandth of an em, and put into a TrueType font.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Collection, Iterable
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont, newTable
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont as EmbeddedFont

from .script import SERIF, font

_FONTS = Path("/usr/share/fonts")
_FILES = {SERIF: "truetype/noto/NotoSerif-{weight}.ttf", font("zh"): "opentype/noto/NotoSerifCJK-{weight}.ttc"}

_POSTSCRIPT_NAME = 6
"""The number of that name in a font's table of names."""

_TOLERANCE = 1.0
"""How far an outline may be from the original, in units of a thousandth of an em."""


def embed(family: str, weight: str, letters: Collection[str]) -> str:
    """Make the font known to ReportLab, with these letters if it is Chinese; give its name there."""
    path = _FONTS / _FILES[family].format(weight=weight)
    name, source = f"{family} {weight}".replace(" ", ""), str(path)
    if path.suffix == ".ttc":
        # ReportLab keeps the first font of a name for good: each choice of letters needs a name of its own.
        name += hashlib.sha256("".join(sorted(letters)).encode()).hexdigest()[:8]
        source = io.BytesIO(_with_quadratic_outlines(_face(path, family), letters, name))
    pdfmetrics.registerFont(EmbeddedFont(name, source))
    return name


def _face(path: Path, family: str) -> TTFont:
    """The face of a family in a file that holds those of several countries."""
    return next(face for face in TTCollection(path).fonts if face["name"].getDebugName(1).startswith(family))


def _with_quadratic_outlines(face: TTFont, letters: Iterable[str], name: str) -> bytes:
    """A TrueType font of this name with the glyphs of these letters."""
    options = subset.Options(layout_features=[], notdef_outline=True, hinting=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted({ord(letter) for letter in letters} | {ord(" ")}))
    subsetter.subset(face)
    _replace_outlines(face)
    for record in face["name"].names:
        if record.nameID == _POSTSCRIPT_NAME:
            record.string = name
    out = io.BytesIO()
    face.save(out)
    return out.getvalue()


def _replace_outlines(face: TTFont) -> None:
    """Draw every glyph again, with quadratic curves; the metrics stay."""
    glyphs, order = face.getGlyphSet(), face.getGlyphOrder()
    drawn = {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, _TOLERANCE, reverse_direction=True))
        drawn[name] = pen.glyph()
    face["loca"] = newTable("loca")
    face["glyf"] = table = newTable("glyf")
    table.glyphOrder, table.glyphs = order, drawn
    maximum = face["maxp"]
    maximum.tableVersion = 0x00010000
    for field in _LIMITS:
        setattr(maximum, field, 0)
    maximum.maxZones = 1
    face["post"].formatType, face["post"].extraNames, face["post"].mapping = 2.0, [], {}
    face["post"].glyphOrder = order
    for tag in {"CFF ", "VORG", "vhea", "vmtx"} & set(face.keys()):
        del face[tag]
    face.sfntVersion = "\x00\x01\x00\x00"


_LIMITS = (
    "maxPoints", "maxContours", "maxCompositePoints", "maxCompositeContours", "maxTwilightPoints", "maxStorage",
    "maxFunctionDefs", "maxInstructionDefs", "maxStackElements", "maxSizeOfInstructions", "maxComponentElements",
    "maxComponentDepth",
)  # fmt: skip
"""What a TrueType font says of its largest glyph; the numbers are found when it is written."""
