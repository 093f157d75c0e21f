"""Attacks on one page: what stands on the second page of three, by name.

Each gives the arguments of ``three_pages_of``: content, resources, entries of the page, more objects.
"""

import functools
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.indexer.pdf.written import stream_of

FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
IMAGE = b"/Type/XObject/Subtype/Image/BitsPerComponent 8/ColorSpace/DeviceGray"
SHOWN = b"BT /F 12 Tf 72 700 Td (Text beside the attack.) Tj ET "
ON_PAGE = b"q 595 0 0 842 0 0 cm /X Do Q"


@dataclass(frozen=True)
class Attack:
    """The second page of three."""

    content: bytes
    resources: bytes = b""
    page: bytes = b""
    more: Mapping[int, bytes] = field(default_factory=dict)


def drawing(more: Mapping[int, bytes], content: bytes = SHOWN + b"/X Do") -> Attack:
    """A page that draws the form or image that is object 20."""
    return Attack(stream_of(content), b"/XObject<</X 20 0 R>>", more=more)


def showing(font: bytes, more: Mapping[int, bytes]) -> Attack:
    """A page that writes in a font of its own, object 19 where ``font`` are its entries."""
    content = stream_of(b"BT /G 12 Tf 72 700 Td (Text in a bad font.) Tj ET")
    return Attack(content, b"/Font<</F 9 0 R/G 19 0 R>>", more={19: b"<</Type/Font%b>>" % font, **more})


def packed(times: int, block: bytes, *, again: bool = True) -> bytes:
    """A block many times over, deflated, and deflated again."""
    packer = zlib.compressobj(1)
    data = b"".join(packer.compress(block) for _ in range(times)) + packer.flush()
    return zlib.compress(data, 9) if again else data


@functools.cache
def of_flate_once() -> Attack:
    """A gibibyte of nothing in a mebibyte."""
    return Attack(stream_of(packed(64, bytes(1 << 24), again=False), b"/Filter/FlateDecode"))


@functools.cache
def of_flate() -> Attack:
    """A gibibyte of nothing, deflated twice."""
    return Attack(stream_of(packed(64, bytes(1 << 24)), b"/Filter[/FlateDecode/FlateDecode]"))


def of_ascii85() -> Attack:
    """A gibibyte of nothing, written as a quarter of that many z, deflated."""
    return Attack(stream_of(packed(16, b"z" * (1 << 24)), b"/Filter[/FlateDecode/FlateDecode/ASCII85Decode]"))


def of_run_lengths() -> Attack:
    """A gibibyte of nothing in runs of 128, deflated."""
    data = packed(16, b"\x81\x00" * (1 << 19))
    return Attack(stream_of(data, b"/Filter[/FlateDecode/FlateDecode/RunLengthDecode]"))


def of_lzw() -> Attack:
    """A gibibyte of nothing by LZW: every code stands for one byte more than the one before."""
    codes = [256, 0, *range(258, 4094)]
    widths = [9, *(9 if place < 510 else 10 if place < 1022 else 11 if place < 2046 else 12 for place in codes[1:])]
    widths[1] = 9
    bits = "".join(f"{code:0{width}b}" for code, width in zip(codes, widths, strict=True))
    bits *= 8
    data = int(bits, 2).to_bytes(len(bits) // 8, "big") * 18
    return Attack(stream_of(zlib.compress(data, 9), b"/Filter[/FlateDecode/LZWDecode]"))


def of_many_operators() -> Attack:
    """Two million words shown on one page."""
    content = packed(200, b"BT /F 1 Tf 9 9 Td " + b"(a ) Tj " * 10_000 + b"ET ", again=False)
    return Attack(stream_of(content, b"/Filter/FlateDecode"))


def of_doubled_forms() -> Attack:
    """A form that draws the next twice, thirty times over."""
    inner = FORM + b"/Resources<</XObject<</X %d 0 R>>>>"
    chain = {20 + place: stream_of(b"/X Do /X Do", inner % (21 + place)) for place in range(30)}
    return drawing(chain | {50: stream_of(b"0 0 1 1 re f", FORM)})


def of_words_from_one_code() -> Attack:
    """A character map that makes a novel of every letter."""
    letters = b"".join(b"<%02x> <%b>\n" % (code, b"0041" * 30_000) for code in range(97, 123))
    cmap = b"1 begincodespacerange <00> <ff> endcodespacerange 26 beginbfchar\n%bendbfchar" % letters
    attack = showing(b"/Subtype/Type1/BaseFont/Helvetica/ToUnicode 20 0 R", {20: stream_of(cmap)})
    content = zlib.compress(b"BT /G 12 Tf 72 700 Td " + b"(abcdefgh) Tj " * 3000 + b"ET")
    return Attack(stream_of(content, b"/Filter/FlateDecode"), attack.resources, more=attack.more)


CID = b"/Subtype/Type0/BaseFont/Noto/Encoding %b/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/Noto%b>>]"
SYSTEM = b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
WIDE_CMAP = b"1 begincidrange <00000000> <ffffffff> 0 endcidrange"
WIDE_BFRANGE = b"1 beginbfrange <0000> <ffffffff> <0041> endbfrange"


def of_image(entries: bytes, data: bytes = b"", width: int = 100_000, height: int = 100_000) -> Attack:
    """An image that says it is huge, all over the page."""
    shape = IMAGE + b"/Width %d/Height %d" % (width, height)
    return drawing({20: stream_of(data, shape + entries)}, ON_PAGE)


JBIG2 = (
    b"\x00\x00\x00\x00\x30\x00\x01\x00\x00\x00\x13\x7f\xff\xff\xff\x7f\xff\xff\xff"
    b"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"
    b"\x00\x00\x00\x01\x26\x00\x01\x00\x00\x00\x20\x7f\xff\xff\xff\x7f\xff\xff\xff"
    b"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x03\xff\xfd\xff\x02\xfe\xfe\xfe\x00\x00\x00\x00\x00\x00"
)
"""A page and a generic region of 2^31 x 2^31 pixels."""

JPX = (
    b"\xff\x4f\xff\x51\x00\x29\x00\x00\x7f\xff\xff\xff\x7f\xff\xff\xff\x00\x00\x00\x00\x00\x00\x00\x00"
    b"\x00\x00\x00\x01\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x07\x01\x01"
    b"\xff\x52\x00\x0c\x00\x00\x00\x01\x00\x05\x04\x04\x00\x01\xff\x5c\x00\x04\x40\x40\xff\x90\x00\x0a"
    b"\x00\x00\x00\x00\x00\x00\x00\x01\xff\x93\xff\xd9"
)
"""A JPEG 2000 stream of 2^31 x 2^31 pixels in tiles of one."""

JPEG = (
    b"\xff\xd8\xff\xdb\x00\x43\x00" + b"\x01" * 64 + b"\xff\xc0\x00\x0b\x08\xff\xff\xff\xff\x01\x01\x11\x00"
    b"\xff\xc4\x00\x14\x00\x01" + bytes(15) + b"\x00\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + bytes(999) + b"\xff\xd9"
)
"""A JPEG of 65,535 x 65,535 pixels."""

ATTACKS: Mapping[str, Callable[[], Attack]] = {
    "flate bomb": of_flate,
    "flate bomb packed once": of_flate_once,
    "ascii85 bomb": of_ascii85,
    "run length bomb": of_run_lengths,
    "lzw bomb": of_lzw,
    "two million operators": of_many_operators,
    "doubled forms": of_doubled_forms,
    "form draws itself": lambda: drawing(
        {20: stream_of(b"/X Do /X Do", FORM + b"/Resources<</XObject<</X 20 0 R>>>>")}
    ),
    "forms draw each other": lambda: drawing(
        {
            20: stream_of(b"/X Do", FORM + b"/Resources<</XObject<</X 21 0 R>>>>"),
            21: stream_of(b"/X Do", FORM + b"/Resources<</XObject<</X 20 0 R>>>>"),
        }
    ),
    "object is a reference to itself": lambda: Attack(b"7 0 R"),
    "objects are references to each other": lambda: Attack(b"20 0 R", more={20: b"7 0 R"}),
    "length refers to itself": lambda: Attack(
        b"<</Length 7 0 R>>\nstream\n%b\nendstream" % SHOWN,
    ),
    "length is absurd": lambda: Attack(b"<</Length 99999999999>>\nstream\n%b\nendstream" % SHOWN),
    "length is negative": lambda: Attack(b"<</Length -9>>\nstream\n%b\nendstream" % SHOWN),
    "resources refer to themselves": lambda: Attack(stream_of(SHOWN), b"/XObject 20 0 R", more={20: b"20 0 R"}),
    "nested arrays": lambda: Attack(stream_of(b"[" * 200_000 + b"]" * 200_000 + b" TJ")),
    "nested dictionaries": lambda: Attack(stream_of(b"/P " + b"<</A" * 50_000 + b">>" * 50_000 + b" BDC " + SHOWN)),
    "nested strings": lambda: Attack(stream_of(b"BT /F 12 Tf " + b"(" * 300_000 + b")" * 300_000 + b" Tj ET")),
    "nested arrays as an object": lambda: Attack(stream_of(SHOWN), page=b"/Annots " + b"[" * 50_000 + b"]" * 50_000),
    "unbalanced q": lambda: Attack(stream_of(b"q " * 50_000 + SHOWN)),
    "unbalanced Q": lambda: Attack(stream_of(b"Q " * 50_000 + SHOWN)),
    "unended inline image": lambda: Attack(stream_of(SHOWN + b"BI /W 9 /H 9 /BPC 8 ID " + b"x" * 100_000)),
    "unended string": lambda: Attack(stream_of(SHOWN + b"(" + b"x" * 100_000)),
    "absurd numbers": lambda: Attack(
        stream_of(b"1e300 0 0 1e300 0 0 cm BT /F 1e300 Tf 9e307 9e307 Td 1e308 Tz (Too large.) Tj ET")
    ),
    "number of a million digits": lambda: Attack(stream_of(b"BT /F " + b"9" * 1_000_000 + b" Tf (Digits.) Tj ET")),
    "contents listed ten thousand times": lambda: Attack(
        stream_of(SHOWN), page=b"/Contents[" + b"20 0 R " * 10_000 + b"]", more={20: stream_of(SHOWN)}
    ),
    "ten thousand filters": lambda: Attack(stream_of(b"00", b"/Filter[" + b"/ASCIIHexDecode" * 10_000 + b"]")),
    "absurd predictor": lambda: Attack(
        stream_of(
            zlib.compress(SHOWN),
            b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 2147483647/Colors 9999/BitsPerComponent 16>>",
        )
    ),
    "unknown filter": lambda: Attack(stream_of(SHOWN, b"/Filter/Sesame")),
    "type 3 glyph draws itself": lambda: showing(
        b"/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 84/LastChar 84/Widths[9]"
        b"/CharProcs<</T 20 0 R>>/Encoding<</Differences[84/T]>>/Resources<</Font<</G 19 0 R>>>>",
        {20: stream_of(b"9 0 d0 BT /G 9 Tf (TT) Tj ET")},
    ),
    "pattern paints with itself": lambda: Attack(
        stream_of(SHOWN + b"/Pattern cs /P scn 0 0 595 842 re f"),
        b"/Pattern<</P 20 0 R>>",
        more={
            20: stream_of(
                b"/Pattern cs /P scn 0 0 9 9 re f",
                b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep .001/YStep .001"
                b"/Resources<</Pattern<</P 20 0 R>>>>",
            )
        },
    ),
    "mask masks itself": lambda: Attack(
        stream_of(b"/M gs " + SHOWN),
        b"/ExtGState<</M 21 0 R>>",
        more={
            20: stream_of(
                b"/M gs 0 0 9 9 re f", FORM + b"/Group<</S/Transparency>>/Resources<</ExtGState<</M 21 0 R>>>>"
            ),
            21: b"<</SMask<</S/Luminosity/G 20 0 R>>>>",
        },
    ),
    "colour space of itself": lambda: Attack(
        stream_of(b"/C cs 1 sc " + SHOWN), b"/ColorSpace<</C 20 0 R>>", more={20: b"[/Indexed 20 0 R 255 (xxx)]"}
    ),
    "function of itself": lambda: Attack(
        stream_of(SHOWN + b"/S sh"),
        b"/Shading<</S<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 9 9]/Function 20 0 R>>>>",
        more={20: b"<</FunctionType 3/Domain[0 1]/Functions[20 0 R 20 0 R]/Bounds[.5]/Encode[0 1 0 1]>>"},
    ),
    "map of characters uses itself": lambda: showing(
        b"/Subtype/Type1/BaseFont/Helvetica/ToUnicode 20 0 R",
        {20: stream_of(b"/Own usecmap 1 beginbfchar <41> <0041> endbfchar", b"/UseCMap 20 0 R/CMapName/Own")},
    ),
    "map of four thousand million characters": lambda: showing(
        b"/Subtype/Type1/BaseFont/Helvetica/ToUnicode 20 0 R", {20: stream_of(WIDE_BFRANGE)}
    ),
    "encoding of four thousand million characters": lambda: showing(
        CID % (b"20 0 R", SYSTEM), {20: stream_of(WIDE_CMAP, b"/Type/CMap/CMapName/Own" + SYSTEM)}
    ),
    "widths of two thousand million glyphs": lambda: showing(
        CID % (b"/Identity-H", SYSTEM + b"/W[0 2147483647 500]"), {}
    ),
    "a novel from one code": of_words_from_one_code,
    "font file of garbage": lambda: showing(
        b"/Subtype/TrueType/BaseFont/Bad/FontDescriptor 20 0 R",
        {
            20: b"<</Type/FontDescriptor/FontName/Bad/Flags 4/Ascent 1e30/Descent 1e30/FontFile2 21 0 R>>",
            21: stream_of(b"\x00\x01\x00\x00\xff\xff" + b"glyf\x00\x00\x00\x00\x00\x00\x00\x00\xff\xff\xff\xff" * 999),
        },
    ),
    "font with NUL in its name": lambda: showing(b"/Subtype/Type1/BaseFont/He#00lve#0atica", {}),
    "fonts descend from themselves": lambda: showing(b"/Subtype/Type0/Encoding/Identity-H/DescendantFonts[19 0 R]", {}),
    "huge grey image": lambda: of_image(b"/Filter[/FlateDecode/FlateDecode]", packed(64, bytes(1 << 24))),
    "huge image of nothing": lambda: of_image(b"", b"", 2**31 - 1, 2**31 - 1),
    "huge jbig2 image": lambda: of_image(b"/Filter/JBIG2Decode", JBIG2),
    "huge jpeg 2000 image": lambda: of_image(b"/Filter/JPXDecode", JPX),
    "huge jpeg image": lambda: of_image(b"/Filter/DCTDecode", JPEG, 65_535, 65_535),
    "huge fax image": lambda: of_image(
        b"/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 65000/Rows 65000>>", bytes(99), 65_000, 65_000
    ),
    "image masks itself": lambda: of_image(b"/SMask 20 0 R", bytes(99), 9, 11),
    "enormous page": lambda: Attack(stream_of(SHOWN), page=b"/MediaBox[0 0 1e9 1e9]"),
    "enormous page of an image": lambda: Attack(
        stream_of(b"q 1e6 0 0 1e6 0 0 cm /X Do Q"),
        b"/XObject<</X 20 0 R>>",
        b"/MediaBox[0 0 1000000 1000000]",
        {20: stream_of(bytes(9), IMAGE + b"/Width 3/Height 3")},
    ),
    "page without area": lambda: Attack(stream_of(SHOWN), page=b"/MediaBox[9 9 9 9]"),
    "page box of names": lambda: Attack(stream_of(SHOWN), page=b"/MediaBox[/A/B/C/D]"),
    "absurd units": lambda: Attack(stream_of(SHOWN), page=b"/UserUnit 1e30"),
    "odd rotation": lambda: Attack(stream_of(SHOWN), page=b"/Rotate 99999999999999999945"),
    "annotations of each other": lambda: Attack(
        stream_of(SHOWN),
        page=b"/Annots[20 0 R 20 0 R]",
        more={20: b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Popup 20 0 R/Parent 20 0 R/IRT 20 0 R>>"},
    ),
}
