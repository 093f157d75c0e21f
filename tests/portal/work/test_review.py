"""The desk: a submission's page for those who review and for its author, assignment, comments."""

import pytest
from sqlalchemy import select

from portal.access import Role
from portal.audit.models import AuditEntry
from portal.database import db, now, transaction
from portal.notices.models import Notice
from portal.submissions.models import Comment, SubmittedFile
from portal.submissions.states import State
from tests.portal.work.desk import stored, submitted

__all__ = ["stored", "submitted"]

SCRIPT = "<script>alert(1)</script>"


@pytest.mark.parametrize("role", ["contributor", "administrator"])
def test_queue_is_for_those_who_review(person, role):
    """For everybody else there is no queue."""
    assert person(role).get("/en/desk/queue").status_code == 404


@pytest.mark.parametrize("role", list(Role))
def test_submissions_of_others(person, submitted, stored, role):
    """Who may not see a submission of somebody else finds no page and can send nothing to it; numbers tell nothing."""
    owner, other = person("contributor", name="owner"), person(role)
    for state in State:
        number = submitted(owner, state)
        sees = role in {Role.EDITOR, Role.PUBLISHER} and state is not State.DRAFT
        assert other.get(f"/en/desk/submissions/{number}").status_code == (200 if sees else 404)
        for place, values in {"move": {"to": "submitted"}, "comments": {"text": "A"}, "assign": {"person": ""}}.items():
            answer = other.post(f"/en/desk/submissions/{number}/{place}", values)
            assert answer.status_code == (303 if sees else 404), (state, place)
        assert stored(number).state == state
    assert other.get("/en/desk/submissions/99999999999999999999").status_code == 404


@pytest.mark.parametrize("role", list(Role))
def test_nobody_publishes_by_sending_a_state(person, submitted, stored, role):
    """What publishing leads to is no move that can be sent, whoever sends it."""
    number = submitted(person("contributor", name="owner"), State.ACCEPTED)
    for to in ("published", "withdrawn", "draft", "x", ""):
        assert person(role).post(f"/en/desk/submissions/{number}/move", {"to": to}).status_code == 404
        assert stored(number).state == State.ACCEPTED


def test_way_of_a_submission(person, submitted, stored, take_apart):
    """Taken into review, returned with a note, submitted again, accepted: each by its button, told to the author."""
    author, editor = person("contributor"), person("editor")
    number = submitted(author, State.SUBMITTED)
    page = f"/en/desk/submissions/{number}"

    def move(who, to, **values):
        version = stored(number).version
        assert who.post(f"{page}/move", {"to": to, "version": version, **values}).status_code == 303
        return stored(number).state

    assert move(editor, "in_review") == State.IN_REVIEW
    assert move(editor, "returned") == State.IN_REVIEW
    assert "Please say why." in editor.get(page).text
    assert move(editor, "returned", note="The second page is missing.") == State.RETURNED
    seen = take_apart(author.get(page).text)
    assert "The second page is missing." in seen.text("ol", class_="comments")
    assert seen.text("ol", class_="comments").startswith("The secretariat")
    assert "Something is asked of you" in seen.text("p", class_="also")
    assert move(author, "submitted") == State.SUBMITTED
    assert move(editor, "in_review") == State.IN_REVIEW
    assert move(editor, "accepted") == State.ACCEPTED
    assert "What happened to your submission" in author.get(page).text
    assert "Editor" not in take_apart(author.get(page).text).text("ol", class_="history")
    assert "Editor" in take_apart(editor.get(page).text).text("ol", class_="history")


def test_old_form_changes_nothing(person, submitted, stored):
    """A button of a page that was opened before somebody else's change does nothing and says so."""
    editor = person("editor")
    number = submitted(person("contributor"), State.SUBMITTED)
    page = f"/en/desk/submissions/{number}"
    editor.post(f"{page}/move", {"to": "in_review", "version": stored(number).version})
    editor.post(f"{page}/move", {"to": "accepted", "version": 1})
    assert stored(number).state == State.IN_REVIEW
    assert "Somebody else changed it meanwhile" in editor.get(page).text


def test_comments_for_the_team_stay_there(person, submitted, take_apart, work_app):
    """A comment is for the team unless it is shared; what an author writes everybody who can see it reads."""
    author, editor, publisher = person("contributor"), person("editor"), person("publisher")
    number = submitted(author, State.IN_REVIEW, assigned_id=publisher.user.id)
    page = f"/en/desk/submissions/{number}"
    editor.post(f"{page}/comments", {"text": "Is this the official one?"})
    editor.post(f"{page}/comments", {"text": "Thank you.", "shared": "yes"})
    author.post(f"{page}/comments", {"text": "You are welcome."})
    authors = take_apart(author.get(page).text).text("ol", class_="comments")
    teams = take_apart(publisher.get(page).text).text("ol", class_="comments")
    assert "Is this the official one?" in teams
    assert "Is this the official one?" not in author.get(page).text
    for shared in ("Thank you.", "You are welcome."):
        assert shared in authors
        assert shared in teams
    with work_app.app_context():
        told = db.session.execute(select(Notice.user_id, Notice.kind).order_by(Notice.id)).all()
        assert [user for user, _ in told] == [publisher.user.id, publisher.user.id, author.user.id, publisher.user.id]
        assert {kind for _, kind in told} == {"submission.commented"}
        written = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "submission.commented")).all()
        assert not any("welcome" in str(entry.details) for entry in written)


def test_empty_and_endless_comments_are_refused(person, submitted, work_app):
    """Nothing, white space and more than a comment holds are not kept."""
    number = submitted(person("contributor"), State.IN_REVIEW)
    for text in ("", " \n ", "x" * 5001):
        person("editor").post(f"/en/desk/submissions/{number}/comments", {"text": text})
    with work_app.app_context():
        assert db.session.scalars(select(Comment)).all() == []


def test_assignment(person, submitted, stored, work_app):
    """A submission is given to a person or to nobody, no form that is open grows old by it, and who gets it is told."""
    editor, publisher, author = person("editor"), person("publisher"), person("contributor")
    number = submitted(author, State.SUBMITTED)
    page, version = f"/en/desk/submissions/{number}", stored(number).version
    editor.post(f"{page}/assign", {"person": publisher.user.id})
    assert (stored(number).assigned_id, stored(number).version) == (publisher.user.id, version)
    editor.post(f"{page}/assign", {"person": author.user.id})
    assert stored(number).assigned_id == publisher.user.id
    editor.post(f"{page}/assign", {"person": ""})
    assert stored(number).assigned_id is None
    assert author.post(f"{page}/assign", {"person": author.user.id}).status_code == 404
    with work_app.app_context():
        assert db.session.execute(select(Notice.user_id, Notice.kind)).all() == [
            (publisher.user.id, "submission.assigned")
        ]


def test_nothing_that_is_written_runs(person, submitted, work_app):
    """Titles, notes, names of files, reasons, comments and names of people are text, whatever they say."""
    author = person("contributor", name=f"A{SCRIPT}")
    number = submitted(author, State.IN_REVIEW, SCRIPT, note=SCRIPT, authorized_by=SCRIPT, record={"number": SCRIPT})
    with work_app.app_context(), transaction() as session:
        file = SubmittedFile(name=f"{SCRIPT}.pdf", media_type="application/pdf", bytes=1, sha256="0" * 64)
        file.reason, file.created_at = SCRIPT, now()
        file.submission_id = number
        session.add(file)
    page = f"/en/desk/submissions/{number}"
    author.post(f"{page}/comments", {"text": SCRIPT})
    for who, place in ((author, page), (person("editor"), page), (person("editor"), "/en/desk/queue")):
        text = who.get(place).text
        assert SCRIPT not in text
        assert "&lt;script&gt;alert(1)" in text


def test_forms_of_other_sites_do_nothing(person, submitted, stored):
    """A form without the token of the session is refused, whatever it asks."""
    number = submitted(person("contributor"), State.SUBMITTED)
    values = {"to": "in_review", "text": "Hello.", "person": str(person("editor").user.id)}
    for place in ("move", "assign", "comments"):
        answer = person("editor").client.post(f"/en/desk/submissions/{number}/{place}", data=values)
        assert answer.status_code == 400
    assert (stored(number).state, stored(number).assigned_id) == (State.SUBMITTED, None)


def test_what_waits_is_on_the_first_page(person, submitted):
    """Authors see what was returned, those who review what is theirs and nobody's, publishers what is accepted."""
    author, editor, publisher = person("contributor"), person("editor"), person("publisher")
    submitted(author, State.RETURNED)
    submitted(author, State.SUBMITTED)
    submitted(author, State.ACCEPTED, assigned_id=editor.user.id)
    assert "was returned to you" in author.get("/en/desk/").text
    assert "1 submission is yours to review" in editor.get("/en/desk/").text
    assert "1 submission is nobody’s yet" in editor.get("/en/desk/").text
    assert "can be published" not in editor.get("/en/desk/").text
    assert "1 submission can be published" in publisher.get("/en/desk/").text
