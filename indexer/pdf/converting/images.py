"""Images as the pages of a PDF, one page an image, upright, of the size that the paper had.

Runs behind the walls of ``sandbox``: what Pillow decodes is never trusted. The PDF leaves in pieces, page by page.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageFile, ImageOps, ImageSequence

from indexer.pdf.converting.media import Media
from indexer.pdf.opening import Refused

MOST_PIXELS = 120_000_000
"""The largest image: A3 at 600 dots an inch has 70 million pixels."""

_A4 = 842  # points of its longer side
_LONGEST = 14_400  # points: the limit of a side of a page (ISO 32000-1, annex C)
_LEAST_DPI = 100  # what cameras and screens write, 72 or 96, says nothing about paper
_MOST_DPI = 2400
_QUALITY = 92  # of JPEG: at it letters lose nothing that OCR would see

Write = Callable[[bytes], None]


@dataclass(frozen=True, slots=True)
class _Picture:
    """What a page shows: an upright image in one of the modes 1, L and RGB, and its size in points."""

    image: Image.Image
    wide: float
    high: float


def write_pdf(data: bytes, media: Media, most_pages: int, write: Write) -> None:
    """Write a PDF of the images in a file, the first of an animation; raises Refused with one clear reason."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    pdf = _Writer(write)
    try:
        with Image.open(BytesIO(data), formats=[media.name]) as image:
            for number, frame in enumerate(_frames(image, media), 1):
                if number > most_pages:
                    raise Refused(f"has more than {most_pages:,} images in it")
                pdf.add(_picture(frame))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(f"is an image of more than {MOST_PIXELS:,} pixels") from None
    except (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError, ArithmeticError) as error:
        raise Refused(f"is a damaged image: {' '.join(str(error).split())[:200]}") from None
    pdf.end()


def _frames(image: Image.Image, media: Media) -> Iterator[Image.Image]:
    """The pages of a scan in a TIFF; of anything else the first image alone."""
    if media is Media.TIFF:
        yield from ImageSequence.Iterator(image)
    else:
        yield image


def _picture(image: Image.Image) -> _Picture:
    if image.width * image.height > MOST_PIXELS:
        raise Image.DecompressionBombError
    across, down = _resolution(image)
    upright = ImageOps.exif_transpose(image)
    if upright.size == (image.height, image.width) != image.size:
        across, down = down, across
    return _Picture(_plain(upright), upright.width / across * 72, upright.height / down * 72)


def _resolution(image: Image.Image) -> tuple[float, float]:
    """Dots an inch across and down, as the file says if that can be; else such that the image fills a page of A4."""
    told = image.info.get("dpi")
    least = max(_LEAST_DPI, max(image.size) / _LONGEST * 72)
    if isinstance(told, tuple) and len(told) == 2:
        across, down = (float(number) for number in told)
        if least <= across <= _MOST_DPI and least <= down <= _MOST_DPI:
            return across, down
    fitting = max(image.size) / _A4 * 72
    return fitting, fitting


def _plain(image: Image.Image) -> Image.Image:
    """The image in black and white, in grey or in colours; what is transparent is white paper."""
    if image.mode in {"1", "L", "RGB"} and "transparency" not in image.info:
        return image
    if image.mode.startswith(("I", "F")):
        return _stretched(image.convert("F"))
    if image.mode in {"LA", "La", "PA", "RGBA", "RGBa"} or "transparency" in image.info:
        layer = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(paper, layer).convert("RGB")
    return image.convert("RGB")


def _stretched(image: Image.Image) -> Image.Image:
    """Grey of any depth as grey of 256 steps, from the darkest to the lightest pixel."""
    low, high = (float(value) for value in image.getextrema())  # type: ignore[arg-type]
    factor = 255 / max(high - low, 1.0)
    return image.point(lambda value: value * factor - low * factor).convert("L")


class _Writer:
    """Writes the objects of a PDF (ISO 32000-1, 7.3 to 7.5), three for each page: page, image, contents."""

    def __init__(self, write: Write) -> None:
        """Begin with the header."""
        self._write = write
        self._place = 0
        self._places: dict[int, int] = {}
        self._out(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")

    def add(self, picture: _Picture) -> None:
        """Add a page that shows a picture."""
        number = 3 * (len(self._places) // 3 + 1)
        points = b"%.2f %.2f" % (picture.wide, picture.high)
        self._object(
            number,
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %b]/Contents %d 0 R/Resources<</XObject<</I %d 0 R>>>>>>"
            % (points, number + 2, number + 1),
        )
        kind, data = _encoded(picture.image)
        shape = b"/Type/XObject/Subtype/Image/Width %d/Height %d" % picture.image.size
        self._stream(number + 1, shape + kind, data)
        self._stream(number + 2, b"", b"%.2f 0 0 %.2f 0 0 cm /I Do" % (picture.wide, picture.high))

    def end(self) -> None:
        """Write what holds the pages together."""
        pages = [number for number in self._places if number % 3 == 0]
        kids = b" ".join(b"%d 0 R" % number for number in pages)
        self._object(2, b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, len(pages)))
        self._object(1, b"<</Type/Catalog/Pages 2 0 R>>")
        start = self._place
        count = max(self._places) + 1
        self._out(b"xref\n0 %d\n0000000000 65535 f \n" % count)
        for number in range(1, count):
            self._out(b"%010d 00000 n \n" % self._places[number])
        self._out(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, start))

    def _stream(self, number: int, entries: bytes, data: bytes) -> None:
        self._object(number, b"<<%b/Length %d>>\nstream\n%b\nendstream" % (entries, len(data), data))

    def _object(self, number: int, content: bytes) -> None:
        self._places[number] = self._place
        self._out(b"%d 0 obj\n%b\nendobj\n" % (number, content))

    def _out(self, data: bytes) -> None:
        self._write(data)
        self._place += len(data)


def _encoded(image: Image.Image) -> tuple[bytes, bytes]:
    """The entries of an image in a PDF, and its bytes."""
    if image.mode == "1":
        return b"/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/FlateDecode", zlib.compress(image.tobytes(), 6)
    data = BytesIO()
    image.save(data, "JPEG", quality=_QUALITY)
    space = b"DeviceGray" if image.mode == "L" else b"DeviceRGB"
    return b"/ColorSpace/%b/BitsPerComponent 8/Filter/DCTDecode" % space, data.getvalue()
