"""Provisions that an editor corrected: their pages, the addresses they had, what fits no more."""

import shutil

import pytest

from indexer.application import merge_of, open_library, relabel_of
from indexer.corpus import Collection, PartialDate, ProvisionCorrection, Revised
from indexer.settings import PROJECT, Settings
from portal import create_app

LAW = "tn-2016-61"
FOLDER = PROJECT / "corpora" / "specimen" / "legislation" / LAW
GONE = ProvisionCorrection(operation="merge", provision="art_7", begins="Article 7 Vaisseaux et aéronefs", page="2")


@pytest.fixture
def corrected_portal(tmp_path, reader, bundled_data, compiled_translations):
    """A portal over a law of whose French text an editor said that article 8 is none and article 44 is article 43."""
    del reader  # the bundled collection has been read
    laws = tmp_path / "laws"
    shutil.copytree(FOLDER, laws / "legislation" / LAW)
    for stage in ("pages", "structure"):
        shutil.copytree(bundled_data / stage, tmp_path / "var" / stage)
    settings = Settings(corpora=(laws,), data=tmp_path / "var", translations=compiled_translations, engine="embedded")
    library = open_library(settings)
    record, reading = library.corpus.record(LAW), library.reading(LAW, "fr")
    corrections = (merge_of(reading, "art_8"), relabel_of(reading, "art_44", "Article 43"), GONE)
    files = [one.model_copy(update={"corrections": corrections if one.id == "fr" else ()}) for one in record.files]
    Collection(laws, library.vocabularies).revise(
        record.model_copy(update={"files": tuple(files)}), revised=Revised(on=PartialDate.parse("2026-11-21"))
    )
    yield create_app(settings, library).test_client()
    library.close()


def test_the_address_of_a_provision_leads_to_what_it_is_now(corrected_portal):
    """What cites an article that was merged or relabelled leads to the article that has its text now."""
    for gone, there in (("art_8", "art_5"), ("art_44", "art_43")):
        answer = corrected_portal.get(f"/en/records/{LAW}/fr/{gone}?q=traite")
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/en/records/{LAW}/fr/{there}?q=traite")
        answer = corrected_portal.get(f"/api/v1/records/{LAW}/fr/{gone}")
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/api/v1/records/{LAW}/fr/{there}")
        followed = corrected_portal.get(f"/id/{LAW}/fr/{gone}", follow_redirects=True)
        assert followed.request.path == f"/en/records/{LAW}/fr/{there}"
    assert corrected_portal.get(f"/en/records/{LAW}/fr/art_99").status_code == 404
    assert corrected_portal.get(f"/api/v1/records/{LAW}/fr/art_99").status_code == 404
    assert corrected_portal.get(f"/en/records/{LAW}/ar/art_99").status_code == 404


def test_pages_show_the_provisions_as_corrected(corrected_portal, take_apart):
    """The page of the law, of the article and of the file have the corrected text, and the API has it, too."""
    article = take_apart(corrected_portal.get(f"/en/records/{LAW}/fr/art_5").text)
    assert "cinquante mille dinars" in article.text("main")
    assert article.all("a", rel="next")[0]["href"] == f"/en/records/{LAW}/fr/art_43"
    law = take_apart(corrected_portal.get(f"/en/records/{LAW}?text=fr").text)
    assert f"/en/records/{LAW}/fr/art_43" in {link.get("href") for link in law.all("a")}
    assert f"/en/records/{LAW}/fr/art_8" not in {link.get("href") for link in law.all("a")}
    answer = corrected_portal.get(f"/api/v1/records/{LAW}").get_json()
    (file,) = [one for one in answer["files"] if one["id"] == "fr"]
    assert [one["id"] for one in file["reading"]["provisions"]] == ["art_1", "art_2", "art_3", "art_5", "art_43"]
    assert [one["operation"] for one in file["corrections"]] == ["merge", "relabel", "merge"]


def test_a_correction_that_fits_no_more_is_told_on_the_page(corrected_portal):
    """The page of the record tells it among the problems of the file."""
    assert "correction 3 (merge art_7) no longer fits" in corrected_portal.get(f"/en/records/{LAW}").text


def test_what_is_found_is_marked_across_a_heading_that_is_none(corrected_portal, take_apart):
    """A line that is no heading any more is text of the page, where the words of a question are marked."""
    page = take_apart(corrected_portal.get(f"/en/records/{LAW}/fr/pages/2?q=dinars").text)
    assert "dinars" in page.all_texts("mark")
    headings = [text for tag in ("h2", "h3") for text in page.all_texts(tag)]
    assert not any("Article 8" in text for text in headings)
