"""Text comes out right in whatever encoding it was written."""

import pytest

from indexer.pdf.converting.encodings import Undecodable, decoded
from tests.indexer.pdf.conftest import TEXTS

OLDER = {
    "ar": ("windows-1256", "iso8859-6"),
    "ru": ("windows-1251", "koi8-r", "cp866"),
    "zh": ("gb18030", "gbk"),
    "fr": ("windows-1252",),
    "es": ("windows-1252",),
    "en": ("windows-1252",),
}
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")


@pytest.mark.parametrize(("language", "encoding"), [(name, one) for name, all_ in OLDER.items() for one in all_])
def test_older_encodings_are_told_apart(language: str, encoding: str) -> None:
    """Whole texts and single paragraphs of each language are decoded as they were written."""
    for text in ("\n".join(TEXTS[language]), *TEXTS[language]):
        written = text.encode(encoding, "ignore")
        assert decoded(written) == written.decode(encoding)


@pytest.mark.parametrize("language", OLDER)
@pytest.mark.parametrize("encoding", UNICODE)
def test_unicode_is_known_by_its_mark_or_form(language: str, encoding: str) -> None:
    """Texts in each form of Unicode come out without its mark."""
    text = "\r\n".join(TEXTS[language])
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe\x00",
        b"\xef\xbb\xbf\xff",
        b"Article \x01",
        bytes(range(128, 256)) * 20,
        "Tōkyō to Łódź: řž".encode("iso8859-2", "ignore") * 9,
    ],
)
def test_what_is_no_text_is_told(data: bytes) -> None:
    """Bytes that make no sense are refused rather than shown as something else."""
    with pytest.raises(Undecodable):
        decoded(data)
