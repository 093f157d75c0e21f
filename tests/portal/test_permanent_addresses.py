"""Permanent addresses, earlier revisions, and citations."""

import shutil

import pytest

from indexer.application import open_library
from indexer.corpus import Collection, PartialDate, Revised
from indexer.settings import PROJECT, Settings
from portal import create_app

LAW = PROJECT / "corpora" / "specimen" / "legislation" / "tn-2016-61"
GAZETTE = "Official Gazette of the Republic of Tunisia (Journal officiel de la République tunisienne)"
HOST = "https://law.example.org"


@pytest.mark.parametrize("tail", ["", "@1", "/fr/art_5", "/fr/art_5@1"])
def test_a_permanent_address_leads_to_the_reader_s_language(reader, tail):
    """The address of a record or a provision is answered by 303 to its page in the language of the browser."""
    answer = reader.get(f"/id/tn-2016-61{tail}", headers={"Accept-Language": "ru"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/ru/records/tn-2016-61{tail.removesuffix('@1')}"
    assert {"Accept", "Accept-Language"} <= set(answer.vary)


def test_programs_are_sent_to_the_json(reader):
    """Who asks for JSON is sent to the API, who asks for pages or for anything to the page."""
    programs = {"Accept": "application/json"}
    assert reader.get("/id/untoc", headers=programs).headers["Location"] == "/api/v1/records/untoc"
    provision = reader.get("/id/untoc/en/art_5", headers=programs)
    assert provision.headers["Location"] == "/api/v1/records/untoc/en/art_5"
    for accept in ("*/*", "text/html,application/xhtml+xml,*/*;q=0.8", "image/png"):
        assert reader.get("/id/untoc", headers={"Accept": accept}).headers["Location"] == "/en/records/untoc"


@pytest.mark.parametrize(
    "nonsense",
    [
        "nothing",
        "untoc@",
        "untoc@0",
        "untoc@2",
        "untoc@x",
        "untoc@" + "9" * 50,
        "@1",
        "untoc/en/art_5@9",
        "untoc/de/art_5",
        "%00",
        "%ff@1",
    ],
)
def test_what_never_was_there_is_not_found(reader, take_apart, nonsense):
    """An address that was never given away is answered by a page that says so."""
    answer = reader.get(f"/id/{nonsense}", headers={"Accept-Language": "fr"})
    assert answer.status_code == 404
    assert take_apart(answer.text).all("html")[0]["lang"] == "fr"


@pytest.fixture
def revised_portal(tmp_path, compiled_translations):
    """A portal over a law that was revised: its number was wrong before; with its collection and vocabularies."""
    laws = tmp_path / "laws"
    shutil.copytree(LAW, laws / "legislation" / "tn-2016-61")
    settings = Settings(
        corpora=(laws,),
        data=tmp_path / "var",
        translations=compiled_translations,
        engine="embedded",
        public_address=HOST,
    )
    library = open_library(settings)
    collection = Collection(laws, library.vocabularies)
    record = library.corpus.record("tn-2016-61").model_copy(update={"number": "61 of 2016"})
    collection.revise(record, revised=Revised(on=PartialDate.parse("2026-11-21"), note="The number mended"))
    yield create_app(settings, library).test_client()
    library.close()


def test_an_earlier_revision_is_shown_as_such(revised_portal, take_apart):
    """The address of a revision leads to what the record said then, with a note and the way to the present one."""
    answer = revised_portal.get("/id/tn-2016-61@1", headers={"Accept-Language": "en"})
    assert answer.headers["Location"] == "/en/records/tn-2016-61/revisions/1"
    page = take_apart(revised_portal.get("/en/records/tn-2016-61/revisions/1").text)
    assert "This is revision 1 of this record, an earlier one. Go to the present revision, 2" in page.all_texts("p")
    assert "/en/records/tn-2016-61" in {link.get("href") for link in page.all("a")}
    assert dict(zip(page.all_texts("dt"), page.all_texts("dd"), strict=True))["Number"] == "2016-61"
    assert page.text("p", class_="permanent").endswith(f"{HOST}/id/tn-2016-61@1")
    assert page.all("meta", name="robots")
    now = take_apart(revised_portal.get("/en/records/tn-2016-61").text)
    assert dict(zip(now.all_texts("dt"), now.all_texts("dd"), strict=True))["Number"] == "61 of 2016"
    assert "Revision 2, 21 November 2026" in now.all_texts("p")


def test_the_present_revision_has_the_page_of_the_record(revised_portal):
    """The number of the present revision leads to the record, one that never was to a page that says so."""
    assert revised_portal.get("/id/tn-2016-61@2").headers["Location"] == "/en/records/tn-2016-61"
    assert revised_portal.get("/en/records/tn-2016-61/revisions/2").headers["Location"] == "/en/records/tn-2016-61"
    assert revised_portal.get("/id/tn-2016-61@3").status_code == 404
    assert revised_portal.get("/en/records/tn-2016-61/revisions/3").status_code == 404


def test_a_provision_of_an_earlier_revision(revised_portal):
    """A provision of an earlier revision is the present one while its file is unchanged, else the revision is shown."""
    answer = revised_portal.get("/id/tn-2016-61/fr/art_5@1")
    assert answer.headers["Location"] == "/en/records/tn-2016-61/fr/art_5"
    assert revised_portal.get("/id/tn-2016-61/zh/art_5@1").headers["Location"] == "/en/records/tn-2016-61/revisions/1"


CITED = {
    "eg-2010-64": (
        "Egypt, قانون رقم 64 لسنة 2010 بشأن مكافحة الاتجار بالبشر",
        "Official Gazette (Egypt), No. 18 bis, 9 May 2010",
    ),
    "ecthr-2010-25965-04": (
        "European Court of Human Rights, Rantsev v. Cyprus and Russia, Application no. 25965/04",
        "judgment of 7 January 2010, final on 10 May 2010; (2010) 51 EHRR 1, https://hudoc.echr.coe.int/",
    ),
}


@pytest.mark.parametrize("record", CITED)
def test_a_citation_is_of_the_official_source_and_tells_a_date_once(reader, take_apart, record):
    """The instrument is cited with where it was published; a date that stands there already is not told again."""
    page = take_apart(reader.get(f"/en/records/{record}").text)
    assert page.text("p", class_="citation") == ", ".join(CITED[record])


def test_a_citation_has_the_date_where_nothing_tells_it(reader, take_apart):
    """Where neither title nor place of publication tells the date it stands at the end, in the reader's language."""
    shown = take_apart(reader.get("/fr/records/tn-2016-61").text).text("p", class_="citation")
    assert shown.startswith("Tunisie, القانون الأساسي عدد 61 لسنة 2016")
    assert shown.endswith("3 août 2016")


def test_the_permanent_address_is_shown_with_its_host(revised_portal, take_apart):
    """The address to keep stands on the page of a record as the world sees it."""
    page = take_apart(revised_portal.get("/ar/records/tn-2016-61").text)
    assert page.text("p", class_="permanent").endswith(f"{HOST}/id/tn-2016-61")
    assert "/ar/report?record=tn-2016-61" in {link.get("href") for link in page.all("a")}


def test_references_for_programs(reader, portal_settings):
    """BibTeX and RIS name the instrument and its source, the digest nowhere; a download named after the record."""
    answer = reader.get("/records/tn-2016-61/cite.bib")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="tn-2016-61.bib"'
    assert answer.text.splitlines() == [
        "@misc{tn-2016-61,",
        "  author = {{Tunisia}},",
        "  title = {{القانون الأساسي عدد 61 لسنة 2016 المتعلق بمنع الاتجار بالأشخاص ومكافحته}},",
        f"  howpublished = {{{GAZETTE}}},",
        "  number = {2016-61},",
        "  year = {2016},",
        "  date = {2016-08-03},",
        "  language = {ar},",
        f"  note = {{\\url{{{portal_settings.public_address}/id/tn-2016-61}}}}",
        "}",
    ]
    ris = reader.get("/records/ecthr-2010-25965-04/cite.ris")
    assert ris.headers["Content-Disposition"] == 'attachment; filename="ecthr-2010-25965-04.ris"'
    lines = ris.text.split("\r\n")
    assert lines[:4] == [
        "TY  - CASE",
        "ID  - ecthr-2010-25965-04",
        "AU  - European Court of Human Rights",
        "TI  - Rantsev v. Cyprus and Russia",
    ]
    assert "DA  - 2010/01/07/" in lines
    assert "UR  - https://hudoc.echr.coe.int/" in lines
    assert lines[-2:] == ["ER  - ", ""]
    assert reader.get("/records/nothing/cite.bib").status_code == 404


def test_every_record_has_its_references(reader, portal_library):
    """Each bundled record gives BibTeX with balanced braces and RIS with a type, a title and an end."""
    for record in portal_library.corpus.ids():
        text = reader.get(f"/records/{record}/cite.bib").text
        assert text.startswith("@")
        assert text.count("{") == text.count("}")
        ris = reader.get(f"/records/{record}/cite.ris").text
        assert ris.startswith("TY  - ")
        assert "\r\nTI  - " in ris
        assert ris.endswith("ER  - \r\n")
