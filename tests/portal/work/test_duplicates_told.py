"""Who is told that something was submitted twice."""

from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from portal import jobs
from portal.database import db, transaction
from portal.preparing import visible
from portal.submissions.models import Submission
from portal.submissions.states import State


@pytest.fixture
def work_database(database_url):
    """Both databases in turn."""
    return database_url


def test_only_those_who_may_see_a_submission_learn_of_it(person, work_app):
    """A second submission of the same file is known to those who review, and told to no other contributor."""
    content = BytesIO()
    canvas = Canvas(content, invariant=True)
    canvas.drawString(72, 720, "Law No. 64 of 2010")
    canvas.save()
    drafts = []
    for name in ("First Author", "Second Author"):
        author = person("contributor", name=name)
        address = author.post("/en/desk/submissions/new", {"kind": "legislation"}).headers["Location"]
        draft = address.removesuffix("/draft")
        author.post(f"{draft}/files", {"file": [(BytesIO(content.getvalue()), "law.pdf")]})
        drafts.append(draft)
    jobs.do_waiting(work_app)
    first, second = (int(draft.rsplit("/", 1)[-1]) for draft in drafts)
    text = person("contributor", name="Second Author").get(f"{drafts[1]}/draft").text
    assert "The same file is here already" not in text
    assert f"submissions/{first}" not in text
    with work_app.app_context():
        with transaction() as session:
            for number in (first, second):
                session.get(Submission, number).state = State.SUBMITTED
        (file,) = db.session.get(Submission, second).files
        assert list(visible(person("contributor", name="Second Author").user, file)) == []
        (seen,) = visible(person("editor").user, file)
        assert (seen["submission"].id, seen["reason"]) == (first, "file")
