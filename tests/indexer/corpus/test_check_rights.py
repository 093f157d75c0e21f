"""What may not be read is one fault, or one error, and hides nothing else."""

import pytest

from indexer.corpus import Catalogue, Corpus, check
from indexer.errors import CorpusError
from tests.rights import as_nobody, folder_for_all, give_to_nobody


@pytest.fixture
def open_collection(collection):
    """A collection that everybody may read, until a test takes a right away."""
    with folder_for_all() as folder:
        yield type(collection)(folder / "collection")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("*.pdf", "files[0].name: a file that can be read; the system says: Permission denied"),
        ("record.yaml", "(whole file): a file that can be read; the system says: Permission denied"),
        ("", "(whole file): a file that can be read; the system says: Permission denied"),
    ],
    ids=["file", "record.yaml", "folder"],
)
def test_what_may_not_be_read_is_one_fault(open_collection, vocabularies, law, name, expected):
    """A file, a record.yaml or a folder of a record without rights is one fault, and hides no other."""
    folder = open_collection.add().parent
    open_collection.add(law.replace("no-2020-1\n", "no-2020-2\n").replace("[NO]", "[XX]"), slug="no-2020-2")
    (next(folder.glob(name)) if name else folder).chmod(0)
    with as_nobody():
        mine, other = check([open_collection.folder], vocabularies)
    assert (mine.file, str(mine).endswith(expected)) == (str(folder / "record.yaml"), True), mine
    assert other.field == "country[0]"


def test_a_file_without_an_entry_may_have_no_rights(open_collection, vocabularies):
    """A file that no entry names and that cannot be read is told as such, beside the entry that has none."""
    folder = open_collection.add(**{"other.pdf": b"content"}).parent
    (folder / "other.pdf").chmod(0)
    with as_nobody():
        (fault,) = check([open_collection.folder], vocabularies)
    assert fault.expected.endswith("The folder holds other.pdf, which cannot be read: Permission denied")


@pytest.mark.parametrize("place", ["", "legislation"], ids=["collection", "kind"])
@pytest.mark.parametrize("mode", [0o000, 0o444, 0o311])
def test_a_collection_without_rights_is_an_error(open_collection, vocabularies, place, mode):
    """A collection, or the folder of a kind in it, that cannot be looked through is no empty one but an error."""
    open_collection.add()
    closed = open_collection.folder / place
    closed.chmod(mode)
    with as_nobody(), pytest.raises(CorpusError, match=r"looked through; the system says: Permission denied") as raised:
        Corpus.open([open_collection.folder], vocabularies)
    assert str(raised.value).startswith(str(closed))


def test_a_catalogue_forgets_no_records_for_their_rights(open_collection, vocabularies):
    """When the folder of a kind can no longer be listed, that is an error, and what is known of it stays."""
    open_collection.add()
    give_to_nobody(open_collection.folder.parent)
    with as_nobody():
        catalogue = Catalogue.open(open_collection.folder.parent / "var.sqlite", [open_collection.folder], vocabularies)
        (open_collection.folder / "legislation").chmod(0)
        with pytest.raises(CorpusError, match="Permission denied"):
            catalogue.follow()
        assert [entry.id for entry in catalogue.entries()] == ["no-2020-1"]
