import shutil
from pathlib import Path

import pytest

from indexer.corpus import Corpus, check
from indexer.vocabularies import Vocabularies

FOLDER = Path(__file__).resolve().parents[3] / "corpora" / "vocabularies"
VERIFIED = "verification: {{level: page, checked_on: {day}}}\n"


@pytest.fixture(scope="module")
def changed_vocabularies(tmp_path_factory) -> Vocabularies:
    """Our vocabularies, in which trafficking in persons has been deprecated since 1 June 2026."""
    folder = shutil.copytree(FOLDER, tmp_path_factory.mktemp("changed") / "vocabularies")
    file = folder / "crime.yaml"
    deprecated = "deprecated: 2026-06-01\n    replacedBy: [smuggling_of_migrants, corruption]\n    prefLabel"
    before, name, after = file.read_text(encoding="utf-8").partition("\n  trafficking_in_persons:")
    file.write_text(before + name + after.replace("prefLabel", deprecated, 1), encoding="utf-8")
    return Vocabularies.open(folder)


@pytest.mark.parametrize(
    "dates",
    [
        "",
        VERIFIED.format(day="2026-06-01"),
        VERIFIED.format(day="2020-01-01") + "revision: 2\nrevised: {on: 2026-06-02}\n",
    ],
)
def test_a_new_record_with_a_deprecated_term_is_a_fault(collection, changed_vocabularies, law, dates):
    """A record that was revised or verified on the day of deprecation or later is told what to use instead."""
    earlier = collection.add(law + dates).parent / "revisions" / "0001.yaml"
    if "revision: 2" in dates:
        earlier.parent.mkdir()
        earlier.write_text(law)
    (fault,) = check([collection.folder], changed_vocabularies)
    expected = (
        "a term in use; trafficking_in_persons is deprecated since 2026-06-01; use smuggling_of_migrants or corruption"
    )
    assert (fault.field, fault.expected) == ("crime[0]", expected)


def test_an_old_record_keeps_a_deprecated_term(collection, changed_vocabularies, law):
    """A record that was last looked at before is without fault, and is shown with the label of the term."""
    collection.add(law + VERIFIED.format(day="2026-05-31"))
    assert check([collection.folder], changed_vocabularies) == ()
    assert changed_vocabularies.label("crime", "trafficking_in_persons", "fr") == "Traite des personnes"


def test_records_with_deprecated_terms_are_still_read(collection, changed_vocabularies, law):
    """Even a record that check reports can be shown: a deprecated term does not keep it back."""
    collection.add(law)
    corpus = Corpus.open([collection.folder], changed_vocabularies)
    assert corpus.record("no-2020-1").crime == ("trafficking_in_persons",)
