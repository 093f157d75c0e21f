"""Good files, damaged at random (seeded): whatever comes of it is pages or one clear reason, within the limits."""

import io
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from indexer.errors import ReadingError
from indexer.model import Pages
from indexer.pdf import Reader
from indexer.settings import Settings

SEEDS = range(240)
TOKENS = (
    b"0 0 R",
    b"1 0 R",
    b"2147483647",
    b"-1",
    b"null",
    b"<<",
    b">>",
    b"[",
    b"]",
    b"endstream",
    b"endobj",
    b"(",
    b"/Length 9",
)


@pytest.fixture(scope="module")
def good_files() -> list[bytes]:
    """A file by ReportLab, its compressed twin, and the same saved by pdfium, with an image and two fonts."""
    files = []
    for compressed in (0, 1):
        stream = io.BytesIO()
        canvas = Canvas(stream, invariant=1, pageCompression=compressed)
        for page in range(3):
            canvas.setFont("Times-Roman" if page else "Helvetica", 11)
            canvas.drawString(72, 700, f"Article {page}. Whoever launders the proceeds of crime shall be punished.")
            canvas.showPage()
        canvas.save()
        files.append(stream.getvalue())
    with pypdfium2.PdfDocument(files[0]) as document:
        saved = io.BytesIO()
        document.save(saved)
    return [*files, saved.getvalue()]


def flipped(data: bytearray, chance: random.Random) -> None:
    """Up to two hundred bytes are others."""
    for _ in range(chance.randint(1, 200)):
        data[chance.randrange(len(data))] = chance.randrange(256)


def cut(data: bytearray, chance: random.Random) -> None:
    """The end is missing."""
    del data[chance.randrange(len(data)) :]


def holed(data: bytearray, chance: random.Random) -> None:
    """A piece is missing."""
    start = chance.randrange(len(data))
    del data[start : start + chance.randint(1, 400)]


def repeated(data: bytearray, chance: random.Random) -> None:
    """A piece stands somewhere else as well."""
    start, place = chance.randrange(len(data)), chance.randrange(len(data))
    data[place:place] = data[start : start + chance.randint(1, 400)]


def confused(data: bytearray, chance: random.Random) -> None:
    """Words of the format stand where they should not."""
    for _ in range(chance.randint(1, 8)):
        place, token = chance.randrange(len(data)), chance.choice(TOKENS)
        data[place : place + len(token)] = token


def renumbered(data: bytearray, chance: random.Random) -> None:
    """Digits are other digits: lengths, numbers of objects, places in the table."""
    places = [place for place, byte in enumerate(data) if 48 <= byte < 58]
    for place in chance.sample(places, chance.randint(1, 30)):
        data[place] = chance.randrange(48, 58)


MUTATIONS: tuple[Callable[[bytearray, random.Random], None], ...] = (
    flipped,
    cut,
    holed,
    repeated,
    confused,
    renumbered,
)


@pytest.fixture(scope="module")
def hasty_reader() -> Iterator[Reader]:
    """A reader with very little patience and no OCR."""
    with Reader(Settings(workers=2, pdf_seconds=2, pdf_memory=700_000_000, pdf_pages=20, ocr=False)) as reader:
        yield reader


def outcome(reader: Reader, file: Path) -> Pages | str:
    """The pages of a file, or why it has none; anything else that is raised is raised."""
    try:
        return reader.read(file)
    except ReadingError as error:
        return str(error)


def test_a_damaged_file_is_pages_or_one_reason(good_files: list[bytes], hasty_reader: Reader, tmp_path: Path) -> None:
    """Each of some hundred damaged files is read or refused in one line, and the reader goes on undisturbed."""

    def attempt(seed: int) -> Pages | str:
        chance = random.Random(seed)
        data = bytearray(good_files[seed % 3])
        MUTATIONS[seed // 3 % len(MUTATIONS)](data, chance)
        file = tmp_path / f"{seed}.pdf"
        file.write_bytes(data)
        return outcome(hasty_reader, file)

    with ThreadPoolExecutor(2) as pool:
        outcomes = dict(zip(SEEDS, pool.map(attempt, SEEDS), strict=True))
    for seed, what in outcomes.items():
        if isinstance(what, str):
            assert what.startswith(f"{seed}.pdf"), what
            assert "\n" not in what
            assert len(what) < 300
        else:
            failed = {page.number for page in what.pages if page.source == "failed"}
            assert 1 <= len(what.pages) <= 20
            assert failed <= {problem.page for problem in what.problems}
            assert all("\n" not in problem.reason for problem in what.problems)
    assert sum(isinstance(what, Pages) for what in outcomes.values()) > len(SEEDS) / 2
    sound = tmp_path / "sound.pdf"
    sound.write_bytes(good_files[0])
    assert [page.source for page in hasty_reader.read(sound).pages] == ["text"] * 3
