"""Which documents are duplicates of each other, by file, number and text; and what near-identical means."""

import random

import pytest

from indexer.proposals import Duplicate, KnownDocument, duplicates, number_key, signature_of
from indexer.proposals.signatures import BINS, likeness


@pytest.fixture
def text_of():
    """``text_of(seed)``: 1,200 words, the same for the same seed."""

    def make(seed):
        chance = random.Random(seed)
        return " ".join(f"word{chance.randrange(1400)}" for _ in range(1200))

    return make


@pytest.fixture
def document():
    """``document(id, text, ...)``: what is known of a document with that text."""

    def make(id, text="", **facts):
        signature = signature_of(text)
        return KnownDocument(id, signatures=(signature,) if signature else (), **facts)

    return make


def test_same_file_is_a_duplicate_for_certain(document):
    """A document that has one of the files is as like as can be, whatever else is said of it."""
    known = [document("law", files=("ab", "cd")), document("other", files=("ef",))]
    assert duplicates(document("mine", files=("cd",)), known) == (Duplicate("law", "file", 1.0),)


def test_same_country_and_number_are_a_duplicate(document):
    """The same number is a duplicate in the same country only."""
    key = number_key("64/2010")
    known = [document("eg", countries=("EG",), number=key), document("jo", countries=("JO",), number=key)]
    (found,) = duplicates(document("mine", countries=("EG",), number=number_key("Law No. 64 of 2010")), known)
    assert (found.id, found.reason) == ("eg", "number")


def test_nearly_the_same_text_is_found_and_another_is_not(document, text_of):
    """A text with some words changed is like the first one, a text of its own is not; the likest comes first."""
    text = text_of(1)
    words = text.split()
    changed = " ".join("changed" if place % 50 == 0 else word for place, word in enumerate(words))
    known = [document("copy", text), document("changed", changed), document("other", text_of(2))]
    found = duplicates(document("mine", text), known)
    assert [one.id for one in found] == ["copy", "changed"]
    assert found[0].likeness == 1.0
    assert 0.7 < found[1].likeness < 1.0


def test_nothing_is_a_duplicate_of_itself(document, text_of):
    """What has the same id is passed over, so that a submission can be compared with a list it stands in."""
    mine = document("mine", text_of(1), files=("ab",))
    assert duplicates(mine, [mine]) == ()


def test_documents_of_which_nothing_is_known_are_no_duplicates(document):
    """Two documents without text, number or files have nothing in common."""
    assert duplicates(document("mine"), [document("other")]) == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("64/2010", "قانون رقم ٦٤ لسنة ٢٠١٠"),
        ("2016-61", "61/2016"),
        ("26.842", "26842"),
        ("主席令第五十六号", "主席令第56号"),
        ("No. 13 of 2008", "13/2008"),
    ],
)
def test_numbers_are_compared_by_their_figures(first, second):
    """However a number is written, in figures of whatever script and in whatever order, it is the same number."""
    assert number_key(first) == number_key(second) != ""


def test_year_of_the_date_tells_numbers_apart():
    """A number without a year is told from that of another year by the date of the act."""
    assert number_key("115-ФЗ", "2001-08-07") != number_key("115-ФЗ", "2011-06-03")
    assert number_key("115-ФЗ", "2001-08-07") == number_key("№ 115-ФЗ", "2001")
    assert number_key("64/2010", "2011") == number_key("64/2010")


def test_likeness_is_near_the_share_of_common_shingles(text_of):
    """The estimate stays near what counting shingles gives, over the whole range."""
    words = text_of(3).split()
    for every in (200, 100, 40, 20, 10):
        other = ["other" + str(place) if place % every == 0 else word for place, word in enumerate(words)]
        first, second = ({tuple(one[at : at + 5]) for at in range(len(one) - 4)} for one in (words, other))
        exact = len(first & second) / len(first | second)
        assert likeness(signature_of(" ".join(words)), signature_of(" ".join(other))) == pytest.approx(exact, abs=0.1)


def test_signature_does_not_see_how_a_text_is_set(text_of):
    """Case, accents, spaces, line ends and punctuation make no difference; a Chinese text needs no spaces at all."""
    text = text_of(4)
    assert signature_of(text) == signature_of(text.upper().replace(" ", ",\n  "))
    chinese = "".join(chr(0x4E00 + place * 7 % 900) for place in range(900))
    assert signature_of(chinese) == signature_of(" ".join(chinese))
    assert len(signature_of(chinese)) == BINS


def test_short_text_has_no_signature():
    """A title page or an empty page is told from no other, so it has no signature."""
    assert signature_of("Official Gazette of the Republic") == b""
    assert signature_of("") == b""
