"""Corrections of provisions on their way into the index: what a build writes, what is found, what fits no more."""

import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest
from click.testing import CliRunner
from elasticsearch import Elasticsearch

from indexer import application
from indexer.application import merge_of, open_library, relabel_of
from indexer.cli import main
from indexer.corpus import Collection, PartialDate, ProvisionCorrection, Revised
from indexer.pipeline.parts import BuildReport
from indexer.pipeline.progress import QuietProgress
from tests.indexer.pipeline.verified import Place

LAW = "tn-2016-61"
GONE = ProvisionCorrection(operation="merge", provision="art_7", begins="Article 7 Vaisseaux et aéronefs", page="2")


@pytest.fixture(params=["embedded", "elasticsearch"])
def engine(place: Place, request: pytest.FixtureRequest) -> Iterator[Place]:
    """The built collection, with each engine."""
    if request.param == "embedded":
        yield place
        return
    address, prefix = request.getfixturevalue("elasticsearch_url"), f"test-{uuid.uuid4().hex}"
    settings = replace(place.settings, engine="elasticsearch", elasticsearch_url=address, elasticsearch_prefix=prefix)
    application.build(settings, QuietProgress())
    yield Place(place.folder, settings)
    with Elasticsearch(address) as client:
        client.indices.delete(index=list(client.indices.get_alias(index=f"{prefix}*")), ignore_unavailable=True)


def correct(place: Place, *corrections: ProvisionCorrection) -> None:
    """Write these corrections of the French text into the record, as a revision of it."""
    with closing(open_library(place.settings)) as library:
        record = library.corpus.record(LAW)
    files = [one.model_copy(update={"corrections": corrections if one.id == "fr" else ()}) for one in record.files]
    collection = Collection(place.folder, application.open_vocabularies(place.settings))
    collection.revise(
        record.model_copy(update={"files": tuple(files)}), revised=Revised(on=PartialDate.parse("2026-11-21"))
    )


def corrections_of(place: Place) -> tuple[ProvisionCorrection, ...]:
    """That article 8 is none, and that article 44 is article 43."""
    with closing(open_library(place.settings)) as library:
        reading = library.reading(LAW, "fr")
    assert reading is not None
    return merge_of(reading, "art_8"), relabel_of(reading, "art_44", "Article 43")


def build(place: Place) -> BuildReport:
    """Build it, quietly."""
    return application.build(place.settings, QuietProgress())


def provisions(place: Place, words: str) -> list[str]:
    """The provisions of the French text that a question finds."""
    with application.open_search(place.settings) as search:
        hits = search.search(application.parse_parameters([("q", words)])).hits
    return [passage.provision for hit in hits for passage in hit.passages if (hit.id, passage.file) == (LAW, "fr")]


def stale(place: Place) -> list[str]:
    """The records that a build has to write again."""
    return [one.subject for one in place.verify().differences if one.mend == "index"]


def test_a_build_writes_the_record_whose_corrections_changed(engine: Place) -> None:
    """A correction makes a build write that record alone and read nothing; the corrected article is found."""
    words, office = '"cinquante mille dinars"', '"accueille une instance nationale"'
    assert (provisions(engine, words), provisions(engine, office)) == (["art_8"], ["art_44"])
    correct(engine, *corrections_of(engine))
    assert stale(engine) == [LAW]
    report = build(engine)
    assert (report.files_read, report.minor) == (0, ())
    assert (provisions(engine, words), provisions(engine, office)) == (["art_5"], ["art_43"])
    assert provisions(engine, '"Article 8 Peine"') == ["art_5"]
    assert stale(engine) == []
    correct(engine)
    build(engine)
    assert (provisions(engine, words), provisions(engine, office)) == (["art_8"], ["art_44"])


def test_a_correction_that_fits_no_more_is_told_and_does_no_harm(place: Place) -> None:
    """Build, status, verify and the library tell it by file, line and field; the other corrections are applied."""
    correct(place, GONE, *corrections_of(place))
    report = build(place)
    assert [fault.field for fault in report.minor] == ["files[1].corrections[0].begins"]
    assert "no provision begins with these words" in report.minor[0].expected
    assert report.minor[0].line > 0
    assert provisions(place, '"cinquante mille dinars"') == ["art_5"]
    (told,) = place.told()
    assert "files[1].corrections[0].begins" in told
    assert "correct it by hand" in told
    assert application.collection_state(place.settings, QuietProgress()).unfit_corrections == 1
    with closing(open_library(place.settings)) as library:
        file = library.corpus.record(LAW).file("fr")
        assert file is not None
        outcome, reading = library.outcome(file), library.reading(LAW, "fr")
        assert outcome is not None
        assert reading is not None
        assert "correction 1 (merge art_7) no longer fits" in outcome.problems[-1].reason
        assert outcome.problems[-1:] == reading.problems[-1:]
        assert outcome.complete
        assert library.moved(file) == {"art_8": "art_5", "art_44": "art_43"}


def test_status_counts_corrections_that_fit_no_more(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line says how many there are."""
    correct(place, GONE)
    monkeypatch.setenv("PALERMO_CORPORA", str(place.folder))
    monkeypatch.setenv("PALERMO_DATA", str(place.settings.data))
    printed = CliRunner().invoke(main, ["status"], catch_exceptions=False).output
    assert "corrections  1 that fit what was read no more" in printed
