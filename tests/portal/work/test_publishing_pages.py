"""Publishing, correcting and withdrawing as people do it, on the pages."""

import time

import pytest
from sqlalchemy import select

from portal.database import db, transaction
from portal.jobs import do_waiting
from portal.publishing.models import Publication
from portal.submissions.models import Submission
from portal.submissions.states import State
from tests.portal.publishing.press import Press, portal_library, press_prepared, press_settings, work_settings

__all__ = ["portal_library", "press_prepared", "press_settings", "work_settings"]

NAME = "tn-2016-61"


@pytest.fixture
def accepted(work_app, work_settings):
    """Makes an accepted submission of a person; gives its number."""

    def make(author, changes=None, **columns):
        with work_app.app_context():
            return Press(work_settings, work_app).accepted(author.user, changes, **columns)

    return make


@pytest.fixture
def stored(work_app):
    """Asks the database for what it has of a submission."""

    def ask(number):
        with work_app.app_context():
            return db.session.get_one(Submission, number)

    return ask


def seen_by_strangers(app, address, wanted):
    """The answer of a public page as soon as it is this status; readers see changes within some seconds."""
    begun = time.monotonic()
    while (answer := app.test_client().get(address)).status_code != wanted and time.monotonic() - begun < 60:
        time.sleep(0.1)
    print(f"{address}: {wanted} after {time.monotonic() - begun:.1f} s")  # noqa: T201 - the figure that is asked for
    return answer


def found(app, words):
    """Whether a stranger finds the law with these words."""
    return NAME in app.test_client().get("/en/search", query_string={"q": words}).text


def publish(person, number, **values):
    """Send the form of the page of publishing."""
    version = values.pop("version", 1)
    return person.post(f"/en/desk/submissions/{number}/publish", {"id": NAME, "version": version, **values})


def test_accepted_submission_is_published(person, accepted, stored, work_app, take_apart):
    """A publisher sees what everybody will see under a proposed id and publishes it: strangers open and find it."""
    author, publisher = person("contributor"), person("publisher")
    number = accepted(author)
    page = take_apart(publisher.get(f"/en/desk/submissions/{number}/publish").text)
    assert page.all("input", name="id")[0]["value"] == NAME
    assert "Loi organique" in page.text("dl", class_="sheet")
    assert not found(work_app, "traite des personnes")
    assert publish(publisher, number, version=stored(number).version).status_code == 303
    do_waiting(work_app)
    answer = seen_by_strangers(work_app, f"/en/records/{NAME}", 200)
    assert "Combating Trafficking in Persons" in answer.text
    assert found(work_app, "traite des personnes")
    assert f"/records/{NAME}" in author.get(f"/en/desk/submissions/{number}").text


@pytest.mark.parametrize("role", ["contributor", "editor", "administrator"])
def test_nobody_else_publishes(person, accepted, work_app, role):
    """Only publishers find the page of publishing, or send it; a publisher's own submission is another's to publish."""
    number = accepted(person("contributor", name="owner"))
    assert person(role).get(f"/en/desk/submissions/{number}/publish").status_code == 404
    assert publish(person(role), number).status_code == 404
    own = accepted(person("publisher"))
    assert person("publisher").get(f"/en/desk/submissions/{own}/publish").status_code == 303
    publish(person("publisher"), own)
    assert "A second person is needed" in person("publisher").get(f"/en/desk/submissions/{own}").text
    with work_app.app_context():
        assert db.session.scalars(select(Publication)).all() == []


def test_what_is_wrong_is_told_at_its_field(person, accepted, work_app, take_apart):
    """Every fault is shown with its field before anything is written, an id that is taken too; nothing is published."""
    number = accepted(person("contributor"), {"adopted": "2016-13-40", "crime": ["<script>alert(1)</script>"]})
    publisher = person("publisher")
    answer = publisher.get(f"/en/desk/submissions/{number}/publish?id=eg-1983-117")
    fields = take_apart(answer.text).all_texts("code", dir="ltr")
    assert {"adopted", "crime[0]", "id"} <= set(fields)
    assert "<script>alert" not in answer.text
    assert publish(publisher, number).status_code == 422
    with work_app.app_context():
        assert db.session.scalars(select(Publication)).all() == []


def test_what_is_wrong_is_told_in_the_language_of_the_page(person, accepted, take_apart):
    """A fault is told by the translated name of its field and sentence; what was expected is marked as English."""
    number = accepted(person("contributor"), {"adopted": "2016-13-40"})
    page = take_apart(person("publisher").get(f"/fr/desk/submissions/{number}/publish").text)
    (fault,) = (text for text in page.all_texts("li") if "adopted" in text)
    (expected,) = page.all_texts("span", lang="en", dir="ltr")
    assert fault.startswith("Adoption adopted")
    assert "Pas encore correct." in fault
    assert fault.endswith(expected)


def test_two_publish_at_once(person, accepted, stored, work_app):
    """Of two publishers who send the same page one publishes; the other is told that somebody was quicker."""
    number = accepted(person("contributor"))
    version = stored(number).version
    publish(person("publisher"), number, version=version)
    publish(person("publisher", name="second"), number, version=version)
    with work_app.app_context():
        assert len(db.session.scalars(select(Publication)).all()) == 1


def test_undone_publication_says_why(person, accepted, stored, work_app):
    """Why a publication was undone stands on the submission's page for those who review, and not for its author."""
    author, publisher = person("contributor"), person("publisher")
    first, second = accepted(author), accepted(author, {"gazette": "Another"})
    for number in (first, second):
        publish(publisher, number, version=stored(number).version)
    do_waiting(work_app)
    assert "another record has this id" in publisher.get(f"/en/desk/submissions/{second}").text
    assert "another record has this id" not in author.get(f"/en/desk/submissions/{second}").text
    assert stored(second).state == State.ACCEPTED


def corrected_since(page):
    """The revisions that a submission's page names as made after its own."""
    links = [given["href"] for given in page.all("a")]
    return [f"Revision {href.rsplit('/', 1)[1]}" for href in links if f"/records/{NAME}/revisions/" in href]


def test_correction_and_withdrawal(person, accepted, stored, work_app, take_apart):
    """A record is corrected, which earlier submissions tell; a conflict is shown and resolved; it is withdrawn."""
    editor, publisher, second = person("editor"), person("publisher"), person("publisher", name="second")
    number = accepted(person("contributor"))
    publish(publisher, number, version=stored(number).version)
    do_waiting(work_app)
    seen_by_strangers(work_app, f"/en/records/{NAME}", 200)
    assert person("contributor").get(f"/en/desk/records/{NAME}/correct").status_code == 404
    numbers = []
    for count in range(2):
        answer = editor.post(f"/en/desk/records/{NAME}/correct")
        numbers.append(int(answer.headers["Location"].rsplit("/", 1)[1]))
        with work_app.app_context(), transaction() as session:
            submission = session.get_one(Submission, numbers[-1])
            assert (submission.state, submission.record_id, len(submission.files)) == (State.IN_REVIEW, NAME, 2)
            submission.record = {**submission.record, "summary": {"en": f"Corrected {'xy'[count]}umma."}}
        editor.post(f"/en/desk/submissions/{numbers[-1]}/move", {"to": "accepted"})
    publish(publisher, numbers[0], version=stored(numbers[0]).version, change="The summary.")
    do_waiting(work_app)
    page = publisher.get(f"/en/desk/submissions/{numbers[1]}/publish").text
    assert "Somebody else changed the record" in page
    assert "Corrected xumma." in page
    publisher.post(f"/en/desk/submissions/{numbers[1]}/rebase")
    assert "Somebody else changed the record" not in publisher.get(f"/en/desk/submissions/{numbers[1]}/publish").text
    publish(publisher, numbers[1], version=stored(numbers[1]).version)
    do_waiting(work_app)
    assert found(work_app, "yumma")
    assert not found(work_app, "xumma")
    since = [
        corrected_since(take_apart(editor.get(f"/en/desk/submissions/{each}").text)) for each in (number, *numbers)
    ]
    assert since == [["Revision 2", "Revision 3"], ["Revision 3"], []]
    assert "The summary." in person("contributor").get(f"/en/desk/submissions/{number}").text
    withdraw(publisher, second, work_app, editor)
    assert stored(number).state == stored(numbers[1]).state == State.WITHDRAWN


def withdraw(publisher, second, app, editor):
    """One publisher asks for a withdrawal, another confirms it; readers are told why."""
    address = f"/en/desk/records/{NAME}/withdraw"
    assert editor.get(address).status_code == editor.post(address).status_code == 404
    publisher.post(address, {"reason-fr": " "})
    assert "Please say why." in publisher.get(address).text
    publisher.post(address, {"reason-en": "The State asked for it.", "reason-ar": "بطلب من الدولة."})
    publisher.post(f"{address}/confirm")
    assert "A second person is needed" in publisher.get(address).text
    assert "waits for a second person" in second.get("/en/desk/").text
    second.post(f"{address}/confirm")
    do_waiting(app)
    answer = seen_by_strangers(app, f"/ar/records/{NAME}", 410)
    assert "بطلب من الدولة." in answer.text
    assert not found(app, "traite des personnes")


def test_bundled_collection_is_left_alone(person, work_app, work_settings, monkeypatch):
    """A record of the collection that comes with the program is neither corrected nor withdrawn, and it is said why."""
    publisher = person("publisher")
    monkeypatch.setattr("portal.publishing.correcting.BUNDLED", work_settings.corpora[0])
    for what in ("correct", "withdraw"):
        address = f"/en/desk/records/eg-1983-117/{what}"
        assert "demonstration collection" in publisher.get(address).text
        assert publisher.post(address, {"reason-en": "Because."}).status_code == 303
    with work_app.app_context():
        assert db.session.scalars(select(Publication)).all() == []
        assert db.session.scalars(select(Submission)).all() == []


def test_forms_of_other_sites_do_nothing(person, accepted, work_app):
    """Without the token of the session nothing is published, corrected or withdrawn."""
    number = accepted(person("contributor"))
    client = person("publisher").client
    for address in (
        f"/en/desk/submissions/{number}/publish",
        "/en/desk/records/eg-1983-117/correct",
        "/en/desk/records/eg-1983-117/withdraw",
    ):
        assert client.post(address, data={"id": NAME, "version": 1, "reason-en": "Because."}).status_code == 400
    with work_app.app_context():
        assert db.session.scalars(select(Publication)).all() == []


def test_records_that_are_not_there(person):
    """Of a record that nobody knows nothing is corrected or withdrawn."""
    for what in ("correct", "withdraw"):
        assert person("publisher").get(f"/en/desk/records/xx-1/{what}").status_code == 404
        assert person("publisher").post(f"/en/desk/records/xx-1/{what}", {"reason-en": "A"}).status_code == 404


def test_record_is_opened_by_its_address(person):
    """Who corrects finds a record by its id or by the address that it has for readers."""
    for given in ("eg-1983-117", "https://palermo.example/ar/records/eg-1983-117?q=law"):
        answer = person("editor").get("/en/desk/records", query_string={"id": given})
        assert answer.headers["Location"] == "/en/desk/records/eg-1983-117/correct"
    assert person("editor").get("/en/desk/records?id=xx-1").status_code == 404
    assert person("contributor").get("/en/desk/records?id=eg-1983-117").status_code == 404
