"""Files whose skeleton is wrong: what can be read is read, what is refused is refused for one reason."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.errors import ReadingError
from indexer.pdf import Reader
from indexer.settings import Settings
from tests.indexer.pdf.broken import SKELETONS

WHOLE = ["text", "text", "text"]
PAGES = {
    "tree holds itself": ["text", "failed"],
    "trees hold each other": ["text"] * 9,
    "two thousand million pages": WHOLE,
    "less than no pages": WHOLE,
    "kids are a number": ["text"],
    "parents in a circle": WHOLE,
    "outlines in a circle": WHOLE,
    "names in a circle": WHOLE,
    "fields in a circle": WHOLE,
    "nested arrays in the catalogue": WHOLE,
    "nested dictionaries in the catalogue": WHOLE,
    "table before itself": WHOLE,
    "table of four thousand million": WHOLE,
    "size of two thousand million": WHOLE,
    "table is elsewhere": WHOLE,
    "table is a page": WHOLE,
    "no table": WHOLE,
    "reference stream before itself": ["text"],
    "reference stream of absurd widths": ["text"],
    "reference stream of absurd index": ["text"],
    "object stream in itself": ["text"],
    "object stream of two thousand million": WHOLE,
    "encryption is a reference to itself": WHOLE,
    "doubled trees": ["text"] * 4,
    "no pages": WHOLE,
    "no page tree": WHOLE,
    "catalogue is a reference to itself": WHOLE,
}
"""Where the pages of each file come from."""

RESCUED = {"doubled trees", "no pages", "no page tree", "catalogue is a reference to itself"}
"""The files of which the reader says that they are damaged, because it had to look for their pages."""

REFUSED = {
    "chain of trees": "page 1 cannot be read",
    "reference stream is a bomb": "cannot be opened: opening it .* memory",
    "unknown encryption": "encrypted in a way that is not known",
    "encryption with a lost key": "protected by a password",
    "header and nothing more": "damaged or incomplete",
    "header and noise": "damaged or incomplete",
    "web page that says %PDF-": "a PDF and a web page at once",
}
"""Why each of the others is refused."""


@pytest.fixture(scope="module")
def patient_reader() -> Iterator[Reader]:
    """A reader with a little patience."""
    with Reader(Settings(workers=2, pdf_seconds=3, pdf_memory=600_000_000)) as reader:
        yield reader


def broken(name: str, folder: Path) -> Path:
    """A file with this broken skeleton."""
    file = folder / "act.pdf"
    file.write_bytes(SKELETONS[name]())
    return file


def test_every_skeleton_has_its_test() -> None:
    """Every broken skeleton is either read or refused."""
    assert {*PAGES, *REFUSED} == set(SKELETONS)


@pytest.mark.parametrize("name", PAGES)
def test_what_is_left_of_a_broken_skeleton_is_read(name: str, patient_reader: Reader, tmp_path: Path) -> None:
    """Pages that can be reached or found are read, and a file whose pages had to be found says that it is damaged."""
    pages = patient_reader.read(broken(name, tmp_path))
    assert [page.source for page in pages.pages] == PAGES[name]
    assert any("damaged" in problem.reason for problem in pages.problems) == (name in RESCUED)


@pytest.mark.parametrize("name", REFUSED)
def test_a_skeleton_that_holds_nothing_is_refused(name: str, patient_reader: Reader, tmp_path: Path) -> None:
    """A file of which no page can be read is refused with one reason on one line."""
    with pytest.raises(ReadingError, match=REFUSED[name]) as refusal:
        patient_reader.read(broken(name, tmp_path))
    assert str(refusal.value).startswith("act.pdf")
    assert "\n" not in str(refusal.value)
