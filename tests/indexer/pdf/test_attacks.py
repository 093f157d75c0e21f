"""Pages made to break a reader: each costs at most itself, within the limits, and says why in one line."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from indexer.errors import ReadingError
from indexer.model import Pages
from indexer.pdf import Reader
from indexer.settings import Settings
from tests.indexer.pdf.attacks import ATTACKS
from tests.indexer.pdf.written import three_pages_of

STRICT = Settings(workers=2, pdf_seconds=3, pdf_memory=600_000_000, ocr=False)

FAILING = {
    "flate bomb": "memory",
    "flate bomb packed once": "memory",
    "ascii85 bomb": "memory|processor time",
    "two million operators": "memory|processor time|characters",
    "doubled forms": "memory|processor time",
    "a novel from one code": "characters|memory",
}
"""The attacks that make their page unreadable, and what the reason says."""

IMAGES = {name for name in ATTACKS if name.startswith("huge ") or name == "image masks itself"}
"""The attacks that make their page an image, which would go to OCR."""

BLANK = {
    "run length bomb",
    "lzw bomb",
    "object is a reference to itself",
    "objects are references to each other",
    "nested arrays",
    "nested strings",
    "absurd numbers",
    "number of a million digits",
    "ten thousand filters",
    "absurd predictor",
    "enormous page of an image",
}
"""The attacks that leave nothing on their page."""

OTHER_LETTERS = {
    "encoding of four thousand million characters",
    "widths of two thousand million glyphs",
    "fonts descend from themselves",
}
"""The attacks whose text is read as other letters, because their font says so."""


@pytest.fixture(scope="module")
def impatient_reader() -> Iterator[Reader]:
    """A reader with little patience and no OCR."""
    with Reader(STRICT) as reader:
        yield reader


def attacked(name: str, folder: Path) -> Path:
    """A file of three pages whose second is an attack."""
    attack = ATTACKS[name]()
    file = folder / f"{name}.pdf"
    file.write_bytes(three_pages_of(attack.content, attack.resources, attack.page, attack.more))
    return file


def texts(pages: Pages) -> list[str]:
    """The text of every page."""
    return [" ".join(line.text for line in page.lines) for page in pages.pages]


@pytest.fixture(scope="module")
def attacked_pages(impatient_reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pages]:
    """What a reader makes of every attack, two at a time."""
    folder = tmp_path_factory.mktemp("attacks")
    with ThreadPoolExecutor(2) as pool:
        readings = {name: pool.submit(impatient_reader.read, attacked(name, folder)) for name in ATTACKS}
        return {name: reading.result() for name, reading in readings.items()}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_costs_at_most_its_own_page(name: str, attacked_pages: dict[str, Pages]) -> None:
    """The pages before and after an attack are read, and the attacked one is read, blank, or failed with a reason."""
    pages = attacked_pages[name]
    first, second, third = texts(pages)
    assert (first, third) == ("The first page can be read by anybody.", "The third page can be read by anybody.")
    assert {problem.page for problem in pages.problems} <= {2}
    source, reasons = pages.pages[1].source, [problem.reason for problem in pages.problems]
    if name in FAILING or name in IMAGES:
        assert (source, len(reasons), second) == ("failed", 1, "")
        assert "\n" not in reasons[0]
        assert any(
            word in reasons[0] for word in FAILING.get(name, "OCR is switched off|processor time|memory").split("|")
        )
    else:
        assert (source, reasons) == ("text", [])
        assert bool(second) == (name not in BLANK)
        assert second.startswith("Text ") or name in BLANK | OTHER_LETTERS
        assert "anybody" not in second  # the text of another page


def test_a_neighbour_is_not_hurt(impatient_reader: Reader, tmp_path: Path) -> None:
    """A sound file is read whole by a reader that is busy with attacks at the same time."""
    sound = tmp_path / "sound.pdf"
    sound.write_bytes(three_pages_of(ATTACKS["odd rotation"]().content))
    alone = impatient_reader.read(sound)
    with ThreadPoolExecutor(4) as pool:
        names = ("form draws itself", "flate bomb", "object is a reference to itself")
        attacks = [pool.submit(impatient_reader.read, attacked(name, tmp_path)) for name in names]
        beside = [pool.submit(impatient_reader.read, sound) for _ in range(12)]
        assert all(future.result() == alone for future in beside)
        assert [future.result().pages[0].source for future in attacks] == ["text"] * 3


@pytest.mark.parametrize("name", ["huge jbig2 image", "enormous page of an image", "mask masks itself"])
def test_a_page_image_of_an_attack_stays_within_its_limits(name: str, impatient_reader: Reader, tmp_path: Path) -> None:
    """Drawing an attacked page gives a picture of the width asked for, and no more memory is taken than allowed."""
    picture = impatient_reader.draw(attacked(name, tmp_path), 2, 300)
    assert picture[:4] == b"RIFF"


def test_drawing_what_takes_too_much_is_refused(impatient_reader: Reader, tmp_path: Path) -> None:
    """A page that cannot be drawn within the limits is a ReadingError with one reason."""
    with pytest.raises(ReadingError, match=r"doubled forms\.pdf: page 2 cannot be drawn: it .*(memory|processor time)"):
        impatient_reader.draw(attacked("doubled forms", tmp_path), 2, 300)
