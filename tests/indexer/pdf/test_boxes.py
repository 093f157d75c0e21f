"""The boxes of lines and words, compared with the ink of the rendered page."""

import itertools

import pypdfium2
import pytest
from PIL import ImageDraw

SCALE = 4  # pixels of the rendered page a point


def inked(file):
    """The first page of a file as an image that is white (255) where there is ink."""
    with pypdfium2.PdfDocument(file) as document:
        image = document[0].render(scale=SCALE, grayscale=True).to_pil()
    return image.point(lambda value: 255 if value < 140 else 0)


def in_pixels(box, air=0.0):
    """A box in points as pixels of the image, wider by ``air`` points on every side."""
    x0, y0, x1, y1 = box
    return [(x0 - air) * SCALE, (y0 - air) * SCALE, (x1 + air) * SCALE, (y1 + air) * SCALE]


FONTS = [
    ("ar", "Noto Naskh Arabic"),
    ("ar", "Noto Sans Arabic"),
    ("fr", "Noto Serif"),
    ("ru", "Noto Serif"),
    ("zh", "Noto Serif CJK SC"),
]


@pytest.fixture(params=FONTS, ids=" ".join)
def page_html(request, text_html):
    """A page of HTML in a language and a font."""
    language, font = request.param
    return text_html(language, f'body {{ font-family: "{font}" }}')


@pytest.mark.parametrize("producer", ["weasyprint", "chromium"])
def test_boxes_of_lines_cover_their_ink(producer, page_html, made_pdf, pdf_reader):
    """The boxes of the words of a page cover all but specks of its ink, and end where the next line begins."""
    file = made_pdf(producer, page_html)
    lines = pdf_reader.read(file).pages[0].lines
    ink = inked(file)
    whole = ink.histogram()[255]
    for line in lines:
        top, bottom = (ink.crop([round(edge) for edge in in_pixels(line.box)]).getbbox() or (0, 0, 0, 0))[1::2]
        height = (line.box[3] - line.box[1]) * SCALE
        assert top < 0.45 * line.size * SCALE, f"the box stands too high over {line.text}"
        assert height - bottom < 0.45 * line.size * SCALE, f"the box hangs too low under {line.text}"
    drawing = ImageDraw.Draw(ink)
    for word in (word for line in lines for word in line.words):
        drawing.rectangle(in_pixels(word.box, air=1.0), fill=0)
    assert ink.histogram()[255] < 0.005 * whole  # swashes reach beyond the advance of a letter
    for before, after in itertools.pairwise(lines):
        assert before.box[3] - after.box[1] < 0.15 * after.size
