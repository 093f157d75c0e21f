import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.model import Line, Page, Pages, Problem, Provision, Structure, Word
from indexer.readings import Quality, Readings

SHA256 = "ab" * 32
PNG = b"\x89PNG\r\n\x1a\n...IEND\xaeB`\x82"
WEBP = b"RIFF" + (8).to_bytes(4, "little") + b"WEBP...."


def pages(text: str = "قانون", reader: str = "reader 1/ü") -> Pages:
    line = Line(
        text, (1.5, 2, 3, 4.25), 11.0, bold=True, words=(Word(0, 3, (1, 2, 3, 4), 0.9), Word(3, 5, (1, 2, 3, 4)))
    )
    return Pages(SHA256, reader, (Page(1, 595.2, 842, "ocr", (line,)),), (Problem("unclear", 1, limits=(("ocr", 0),)),))


def structure(version: str = "1") -> Structure:
    provision = Provision("art_1", None, "article", "Article 1", "", 1, 1, "fr", "texte")
    return Structure(SHA256, version, "Loi", {"fr": 0.97}, (("title",), ("body", "note")), "texte", (provision,))


@pytest.fixture
def readings(tmp_path: Path) -> Readings:
    return Readings(tmp_path / "readings")


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_is_kept_is_given_back(readings):
    """Both stages come back exactly as they were kept, words, boxes and problems included."""
    readings.keep_pages(pages())
    readings.keep_structure(structure(), "reader 1/ü")
    assert readings.pages(SHA256, "reader 1/ü") == pages()
    assert readings.structure(SHA256, "reader 1/ü", "1") == structure()


def test_another_version_has_its_own_place(readings):
    """What one version of the reader or of the structure kept is never given to another, and does not replace it."""
    readings.keep_pages(pages("one", "1.0"))
    readings.keep_pages(pages("two", "1-0"))
    readings.keep_structure(structure("1"), "1.0")
    assert readings.pages(SHA256, "1.0") == pages("one", "1.0")
    assert readings.pages(SHA256, "1-0") == pages("two", "1-0")
    assert readings.pages(SHA256, "2") is None
    assert readings.structure(SHA256, "1-0", "1") is None
    assert readings.structure(SHA256, "1.0", "2") is None
    assert readings.pages("cd" * 32, "1.0") is None


@pytest.mark.parametrize(
    "damage", [lambda kept: kept[:-9], lambda kept: kept[:0], lambda kept: kept[:20] + b"\0" + kept[21:]]
)
def test_what_is_damaged_counts_as_absent(readings, damage, tmp_path):
    """A file that was cut off or changed is not given back but counts as absent, and can be kept anew."""
    readings.keep_pages(pages())
    (path,) = files(tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    assert readings.pages(SHA256, "reader 1/ü") is None
    readings.keep_pages(pages())
    assert readings.pages(SHA256, "reader 1/ü") == pages()


def test_what_belongs_to_another_file_counts_as_absent(readings, tmp_path):
    """A stage that was put into the place of another file is not given back."""
    readings.keep_pages(pages())
    (path,) = files(tmp_path)
    other = Path(str(path).replace(SHA256, "ab" + "cd" * 31))
    other.parent.mkdir(parents=True)
    path.rename(other)
    assert readings.pages("ab" + "cd" * 31, "reader 1/ü") is None


def test_images_are_kept_by_page_and_width(readings):
    """An image comes back for its page and width only; what is no whole image is refused."""
    readings.keep_image(SHA256, 1, 800, PNG)
    readings.keep_image(SHA256, 1, 400, WEBP)
    assert (readings.image(SHA256, 1, 800), readings.image(SHA256, 1, 400)) == (PNG, WEBP)
    assert readings.image(SHA256, 2, 800) is None
    for broken in (PNG[:-1], WEBP[:-1], b"", b"<html>"):
        with pytest.raises(ValueError, match="whole PNG, WebP or JPEG"):
            readings.keep_image(SHA256, 1, 800, broken)


def test_a_cut_off_image_counts_as_absent(readings, tmp_path):
    """An image whose file was cut off is not given back."""
    readings.keep_image(SHA256, 1, 800, PNG)
    (path,) = files(tmp_path)
    path.write_bytes(PNG[:-3])
    assert readings.image(SHA256, 1, 800) is None


@pytest.mark.parametrize("sha256", ["", "../../etc/passwd", "AB" * 32, "ab" * 31])
def test_keys_cannot_lead_out_of_the_folder(readings, sha256):
    """A key that is no SHA-256 is refused before any file is touched."""
    with pytest.raises(ValueError, match="SHA-256"):
        readings.pages(sha256, "1")
    with pytest.raises(ValueError, match="SHA-256"):
        readings.image(sha256, 1, 800)


def test_many_writers_leave_whole_files(readings, tmp_path):
    """While several threads write the same reading, each read gives one of them, whole."""
    versions = [pages(f"text {number} " * 200) for number in range(4)]
    readings.keep_pages(versions[0])
    done = threading.Event()

    def look() -> bool:
        whole = True
        while not done.is_set():
            whole = whole and readings.pages(SHA256, "reader 1/ü") in versions
        return whole

    with ThreadPoolExecutor(5) as pool:
        looking = pool.submit(look)
        for writing in [pool.submit(readings.keep_pages, version) for version in versions * 5]:
            writing.result()
        done.set()
        assert looking.result()
    assert len(files(tmp_path)) == 1


def test_an_outcome_tells_of_both_stages(readings):
    """The outcome has the problems of pages and structure, is there only with both, and follows a new text."""
    assert readings.outcome(SHA256, "r", "1") is None
    readings.keep_pages(pages(reader="r"))
    assert readings.outcome(SHA256, "r", "1") is None
    readings.keep_structure(structure(), "r")
    first = readings.outcome(SHA256, "r", "1")
    assert first.problems == (Problem("unclear", 1, limits=(("ocr", 0),)),)
    assert readings.outcome(SHA256, "r", "1") == first
    readings.keep_structure(replace(structure(), title="Autre loi"), "r")
    assert readings.outcome(SHA256, "r", "1").mark != first.mark
    assert readings.outcome(SHA256, "r", "2") is None


def test_an_outcome_tells_how_well_a_file_was_read(readings):
    """The outcome has the pages, which were read by OCR or failed, and how sure OCR was; kept as it was worked out."""
    words = tuple(Word(at, at + 1, (0, 0, 1, 1), sure) for at, sure in ((0, 0.9), (2, 0.5), (4, None)))
    scan = Page(2, 595, 842, "ocr", (Line("a b c", (0, 0, 9, 9), 11, words=words),))
    readings.keep_pages(
        replace(pages(reader="r"), pages=(Page(1, 595, 842, "text"), scan, Page(3, 595, 842, "failed")))
    )
    readings.keep_structure(structure(), "r")
    expected = Quality(pages=3, ocr_pages=(2,), failed_pages=(3,), confidence=0.7, doubtful_words=1)
    assert readings.outcome(SHA256, "r", "1").quality == expected
    assert readings.outcome(SHA256, "r", "1").quality == expected
    assert expected.grade == "fair"


def test_some_pages_can_be_had_alone(readings):
    """Pages that are not asked for come without their lines; those asked for are as they were kept."""
    (first,) = pages().pages
    tricky = pages('{"number":7,"width": ],"problems":["lines":[').pages[0].lines
    told = (Problem('],"problems":[', 1),)
    several = (
        first,
        replace(first, number=2, lines=tricky),
        replace(first, number=3, lines=()),
        replace(first, number=4),
    )
    kept = replace(pages(), pages=several, problems=told)
    readings.keep_pages(kept)
    some = readings.pages(SHA256, kept.reader, only=range(2, 3))
    assert some.pages[1] == kept.pages[1]
    assert [page.lines for page in (some.pages[0], *some.pages[2:])] == [(), (), ()]
    assert readings.pages(SHA256, kept.reader, only=range(4, 9)).pages[3] == kept.pages[3]
    assert replace(some, pages=()) == replace(kept, pages=())
    assert readings.pages(SHA256, kept.reader) == kept


def test_an_outcome_follows_new_pages(readings):
    """Pages that were read with fewer problems leave no trace of the earlier ones, the structure being the same."""
    readings.keep_pages(replace(pages(reader="r"), problems=(Problem("no OCR", 1, passing=True),)))
    readings.keep_structure(structure(), "r")
    assert readings.outcome(SHA256, "r", "1").problems[0].passing
    readings.keep_pages(replace(pages(reader="r"), problems=()))
    assert readings.outcome(SHA256, "r", "1").problems == ()


@pytest.mark.parametrize("damage", [lambda kept: kept[:-9], lambda kept: kept[:0]])
def test_a_stage_that_was_cut_off_has_no_outcome(readings, damage, tmp_path):
    """Where the structure is cut off, or the pages are gone, there is no outcome, whatever was kept of it."""
    readings.keep_pages(pages(reader="r"))
    readings.keep_structure(structure(), "r")
    assert readings.outcome(SHA256, "r", "1")
    (kept,) = tmp_path.rglob("structure/*/*/*.gz")
    whole = kept.read_bytes()
    kept.write_bytes(damage(whole))
    assert readings.outcome(SHA256, "r", "1") is None
    kept.write_bytes(whole)
    assert readings.outcome(SHA256, "r", "1")
    next(tmp_path.rglob("pages/*/*/*.gz")).unlink()
    assert readings.outcome(SHA256, "r", "1") is None
