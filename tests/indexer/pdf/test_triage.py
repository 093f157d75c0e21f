"""Which text layers are believed."""

import pytest

from indexer.pdf.opening import Survey
from indexer.pdf.triage import is_garbage, needs_ocr

TEXT_PAGE = Survey(image_share=0.0, image_dpi=0.0, drawings=3, characters=900)
SCAN = Survey(image_share=1.0, image_dpi=200.0, drawings=0, characters=0)


def test_good_text_of_six_languages_is_believed(source_texts):
    """No text that people typed is taken for garbage, in any of the six languages."""
    for language, texts in source_texts.items():
        assert not needs_ocr("\n".join(texts), TEXT_PAGE), language


@pytest.mark.parametrize(
    "layer",
    [
        "≤∞±π WM� q�d�√ ≤¥ v� Ê —dJ� ±∂ œbF�« ≠ WOL�d�« …b�d'«",
        "\ue012\ue013\ue014 \ue015\ue016 the law \ue017\ue018",
        "ÞÇäæä ÑÞã ãßÇÝÍÉ ÇáÇÊÌÇÑ ÈÇáÈÔÑ æÇáÌÑíãÉ ÇáãäÙãÉ",
        "ǕǑǙǉ ǚǛǜǝ ƔƕƖƗ ƘƙƚƛƜ",
        "thewordsofthislayerarenotparted thewordsofthislayerarenotparted thewordsofthislayer arenotpartedatallhere",
        "\x01\x02\x03 \x04\x05 \x06\x07 law of the land",
    ],
)
def test_codes_of_old_fonts_are_garbage(layer):
    """Codes that stand for no letters, letters of other alphabets and words without spaces are not believed."""
    assert is_garbage(layer)


@pytest.mark.parametrize(
    ("text", "seen", "ocr"),
    [
        ("", SCAN, True),
        ("Downloaded by a library", SCAN, True),
        ("", TEXT_PAGE, False),
        ("12", TEXT_PAGE, False),
        ("", Survey(0.0, 0.0, 900, 0), True),
        ("Article 5 . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . . 12", TEXT_PAGE, False),
    ],
)
def test_pages_that_are_images_are_read_by_ocr(text, seen, ocr):
    """A page needs OCR if it is an image or draws its letters, not because it is empty or full of leaders."""
    assert needs_ocr(text, seen) is ocr
