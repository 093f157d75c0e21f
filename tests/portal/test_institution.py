"""The pages that an institution needs, and what readers send: reports of errors, answers to the survey."""

import re
import stat
import threading
from dataclasses import replace

import pytest
from click.testing import CliRunner

from portal import create_app
from portal.cli import main
from portal.i18n import LANGUAGES
from portal.institution import pages
from portal.institution.keeping import Kept, Report

REPORT = {"subject": "text", "text": "Article 5 was read as article 6.", "mail": "reader@example.org"}
ANSWERS = {"role": "justice", "found": "yes", "ease": "easy", "text": "Larger letters"}


@pytest.fixture
def state(tmp_path):
    """The folder for what readers send."""
    return tmp_path / "state"


@pytest.fixture
def portal(portal_settings, portal_library, state):
    """A portal with such a folder and any other settings."""

    def made(**settings):
        return create_app(replace(portal_settings, state=state, **settings), portal_library).test_client()

    return made


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*pages.PAGES, "report", "survey"])
def test_every_page_of_the_institution_is_there(portal, take_apart, language, name):
    """Each is a whole page in each language, and every page leads to all of them."""
    reader = portal()
    page = take_apart(reader.get(f"/{language}/{name}").text)
    assert page.all("html") == [{"lang": language, "dir": LANGUAGES[language].direction}]
    assert len(page.all("h1")) == 1
    home = take_apart(reader.get(f"/{language}/").text)
    assert f"/{language}/{name}" in {link["href"] for link in home.all("a")}


def test_without_settings_the_pages_claim_nothing(portal, take_apart):
    """A portal that nobody set up says that it is independent, no service of the United Nations, no legal advice."""
    reader = portal()
    about = take_apart(reader.get("/en/about").text).text("main")
    assert "not a service of the United Nations" in about
    assert "not legal advice" in take_apart(reader.get("/en/terms").text).text("main")
    assert "has not yet been named" in about
    assert "law of the following country" not in reader.get("/en/terms").text


def test_the_pages_are_filled_from_the_settings(portal, take_apart):
    """Operator, address, mail, law and date stand where the settings say them, escaped, in the reader's language."""
    reader = portal(
        operator="Institut <für> Recht",
        operator_address="Rue 1 | 1200 Genève",
        operator_country="CH",
        contact_mail="contact@example.org",
        terms_date="2026-11-21",
    )
    terms = reader.get("/fr/terms").text
    assert "Institut &lt;für&gt; Recht" in terms
    assert "Suisse" in terms
    assert "21 novembre 2026" in terms
    contact = take_apart(reader.get("/fr/contact").text)
    assert contact.text("address") == "Rue 11200 Genève"
    assert "mailto:contact@example.org" in {link["href"] for link in contact.all("a")}


def test_every_record_leads_to_the_form_about_it(portal, take_apart):
    """The form that a record's page leads to names the record with its title in the reader's language."""
    reader = portal()
    links = {link["href"] for link in take_apart(reader.get("/fr/records/untoc").text).all("a")}
    assert "/fr/report?record=untoc" in links
    page = take_apart(reader.get("/fr/report?record=untoc").text)
    assert "/fr/records/untoc" in {link["href"] for link in page.all("a")}


def sent(reader, address="/fr/report?record=untoc", form=REPORT, **headers):
    """The answer to a form that a browser sends."""
    return reader.post(address, data=form, headers={name.replace("_", "-"): value for name, value in headers.items()})


def test_a_report_is_kept_and_gets_a_number(portal, state, take_apart):
    """A report is kept with what it is about; the reader is told its number, and a reload sends nothing again."""
    reader = portal()
    answer = sent(reader, "/fr/report?record=tn-2016-61&file=fr&provision=art_5", Sec_Fetch_Site="same-origin")
    assert answer.status_code == 303
    page = take_apart(reader.get(answer.location).text)
    (kept,) = Kept(state).reports()
    assert re.fullmatch(r"\d{4}-00001", kept.reference)
    assert page.text("strong") == kept.reference
    assert kept.report == Report("fr", "text", "tn-2016-61", "fr", "art_5", REPORT["text"], REPORT["mail"])
    assert "Set-Cookie" not in answer.headers
    assert stat.S_IMODE(state.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("subject", ""), ("subject", "nonsense"), ("text", ""), ("text", " \n "), ("text", "a" * 5001),
        ("mail", "nobody"), ("mail", "a@example.org\r\nBcc: b@example.org"), ("mail", "a" * 201),
        ("office_fax", "1"),
    ],
)  # fmt: skip
def test_a_wrong_report_comes_back_as_it_was_written(portal, state, take_apart, field, value):
    """What is wrong is marked and told, nothing else is lost, and nothing is kept."""
    answer = sent(portal(), form={**REPORT, field: value})
    assert answer.status_code == 400
    page = take_apart(answer.text)
    assert page.all("div", role="alert")
    if field in ("subject", "mail"):
        assert REPORT["text"] in answer.text
        assert page.all("fieldset" if field == "subject" else "input", **{"aria-invalid": "true"})
    assert Kept(state).reports() == ()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"},
        {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec_Fetch_Site": "cross-site", "Origin": "null"},
    ],
)  # fmt: skip
def test_other_sites_cannot_send_the_forms(portal, state, headers):
    """A form that a browser sends for another site is refused, without a cookie being needed for it."""
    reader = portal()
    assert sent(reader, **headers).status_code == 400
    assert sent(reader, "/fr/survey", ANSWERS, **headers).status_code == 400
    assert not state.exists()


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "http://localhost"}, {"Origin": "https://palermo.example"}, {"Sec_Fetch_Site": "same-origin"}],
)
def test_a_browser_of_any_age_can_send_them(portal, headers):
    """A form of our own is taken, whether the browser says where it comes from or not."""
    assert sent(portal(), **headers).status_code == 303


@pytest.mark.parametrize("question", ["record=../x", "record=untoc&file=%00", "record=untoc&file=en&provision=<b>"])
def test_nonsense_about_what_it_is_about_is_a_page(portal, question):
    """An address that names what cannot be an id is refused with a page."""
    assert portal().get(f"/ar/report?{question}").status_code == 400


def test_a_record_that_is_not_shown_can_be_reported(portal, state):
    """Somebody who misses a record can say so; what they named is kept."""
    assert sent(portal(), "/en/report?record=missing").status_code == 303
    assert Kept(state).reports()[0].report.record == "missing"


def test_a_report_of_too_many_bytes_gets_a_page(portal, take_apart):
    """More than 64 kB are refused with 413 in the reader's language, before anything is read."""
    answer = sent(portal(), form={**REPORT, "text": "a" * 70_000})
    assert answer.status_code == 413
    assert take_apart(answer.text).all("html")[0]["lang"] == "fr"


def test_an_address_may_send_only_so_much(portal):
    """Forms have a bound of their own, whether reading has one or not; reading goes on."""
    for reading in ("1000 per hour", "off"):
        reader = portal(rate_limit=reading, rate_limit_forms="2 per hour")
        assert [sent(reader).status_code for _ in range(3)] == [303, 303, 429]
        assert reader.get("/fr/report").status_code == 200


def test_what_cannot_be_kept_is_not_thanked_for(portal, state):
    """If the disk refuses, the reader is told that it failed: nobody is thanked for what is lost."""
    state.write_text("a file where the folder should be")
    answer = sent(portal())
    assert answer.status_code == 500


def test_a_report_keeps_its_words_and_nothing_that_speaks_to_a_terminal(portal, state):
    """Spaces of any width stay between words; escapes, and marks that turn the direction of text, are taken out."""
    sent(portal(), form={**REPORT, "text": "l’article\xa05\r\nهنا\x1b[31m\u202e 第\u30005条"})
    assert Kept(state).reports()[0].report.text == "l’article 5\nهنا[31m 第 5条"


def test_many_reports_at_once_are_all_kept(state):
    """Reports that come at the same moment to several processes all get a number of their own."""
    report = Report("en", "text", "", "", "", "x", "")
    threads = [threading.Thread(target=lambda: Kept(state).keep_report(report)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [kept.number for kept in Kept(state).reports()] == list(range(1, 13))


def test_the_survey_is_counted_by_language(portal, state, monkeypatch):
    """Answers are kept without a time or an address, and counted by language on the command line."""
    reader = portal()
    for language, found in (("fr", "yes"), ("fr", "no"), ("ar", "yes")):
        answer = sent(reader, f"/{language}/survey", {**ANSWERS, "found": found})
        assert reader.get(answer.location).status_code == 200
    sent(reader, "/ar/survey", {"ease": "difficult"})
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", kept.day) for kept in Kept(state).answers())
    monkeypatch.setenv("PALERMO_STATE", str(state))
    table = CliRunner().invoke(main, ["survey", "--texts"]).output
    rows = {line[:26].strip(): line[26:].split() for line in table.splitlines()}
    assert rows["answers"] == ["2", "0", "0", "2", "0", "0", "4"]
    assert rows["yes"] == ["1", "0", "0", "1", "0", "0", "2"]
    assert rows["difficult"] == ["1", "0", "0", "0", "0", "0", "1"]
    assert table.count("Larger letters") == 3


@pytest.mark.parametrize("form", [{}, {"role": "nonsense"}, {"text": "a" * 2001}])
def test_a_survey_of_nothing_or_nonsense_comes_back(portal, state, form):
    """An answer to no question, or one that was not offered, is not kept."""
    assert sent(portal(), "/zh/survey", form).status_code == 400
    assert Kept(state).answers() == ()


def test_reports_on_the_command_line(portal, state, monkeypatch):
    """Reports are listed with all that was sent, and one can be removed for good."""
    sent(portal())
    monkeypatch.setenv("PALERMO_STATE", str(state))
    runner = CliRunner()
    listed = runner.invoke(main, ["reports"]).output
    (kept,) = Kept(state).reports()
    assert kept.reference in listed
    assert REPORT["text"] in listed
    assert '"record": "untoc"' in runner.invoke(main, ["reports", "--json"]).output
    assert runner.invoke(main, ["reports", "--remove", "2020-00009"]).exit_code == 1
    assert runner.invoke(main, ["reports", "--remove", kept.reference]).exit_code == 0
    assert Kept(state).reports() == ()
