"""Drafts in a real browser: files in pieces, facts saved as one goes, nothing that keeps people out."""

from io import BytesIO
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from reportlab.pdfgen.canvas import Canvas
from werkzeug.serving import make_server

from portal import jobs
from portal.database import db
from portal.submissions import partial
from portal.submissions.models import Submission

RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}


@pytest.fixture
def at_work(person, work_app, chromium):
    """A browser window in which the focal point of Egypt is signed in, and the address of the portal."""
    egypt = person("contributor", name="Focal Point", party="country:EG")
    server = make_server("127.0.0.1", 0, work_app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    context = chromium.new_context()
    session = egypt.client.get_cookie("palermo", path="/") or next(iter(egypt.client._cookies.values()))  # noqa: SLF001
    context.add_cookies([{"name": "palermo", "value": session.value, "url": address}])
    yield context.new_page(), address
    context.close()
    server.shutdown()
    thread.join()
    server.server_close()


def violations(page):
    """What axe-core finds on the page, in short."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found]


def law(pages=2):
    """A PDF that is larger than a piece: what is behind its end is not read."""
    content = BytesIO()
    canvas = Canvas(content, invariant=True)
    for _ in range(pages):
        canvas.drawString(72, 720, "Law No. 64 of 2010")
        canvas.showPage()
    canvas.save()
    return content.getvalue()


def test_draft_from_beginning_to_submission(at_work, work_app):
    """By keyboard: a draft is begun, a file sent in pieces and read, facts are saved as one goes, all is submitted."""
    page, address = at_work
    page.goto(f"{address}/en/desk/submissions")
    page.get_by_role("link", name="New submission").press("Enter")
    page.get_by_role("button", name="Begin a draft").press("Enter")
    large = law() + b"\n%" + b" " * (2 * partial.PIECE) + b"\n%%EOF\n"
    page.get_by_label("The text, in one").set_input_files(
        {"name": "<i>law</i>.pdf", "mimeType": "application/pdf", "buffer": large}
    )
    page.locator("form.upload").first.get_by_role("button", name="Send").press("Enter")
    page.get_by_role("link", name="i>.pdf").wait_for()
    page.locator("#title-en").fill("An act")
    page.locator("#title-en").press("Tab")
    page.get_by_text("Saved.").wait_for()
    page.locator("#authorized_by").fill("Ministry of Justice")
    page.locator("#authorized_on").fill("2026-11-01")
    page.locator("#authorized_on").press("Tab")
    jobs.do_waiting(work_app)
    page.get_by_text("Read: 2 pages").wait_for()
    page.get_by_role("button", name="Submit").press("Enter")
    page.wait_for_url("**/desk/submissions")
    with work_app.app_context():
        (submission,) = db.session.query(Submission).all()
        assert submission.state == "submitted"
        assert submission.record["title"] == {"en": "An act"}
        assert [file.bytes for file in submission.files] == [len(large)]


def test_choice_at_a_file_outlasts_the_list_being_fetched_anew(at_work, work_app):
    """A status that is not saved yet stays chosen and in focus while the list is fetched anew, and is saved."""
    page, address = at_work
    page.goto(f"{address}/en/desk/submissions/new")
    page.get_by_role("button", name="Begin a draft").click()
    page.locator("#file-text").set_input_files({"name": "law.pdf", "mimeType": "application/pdf", "buffer": law()})
    page.locator("form.upload button").first.click()
    status = page.get_by_label("Status of the text")
    status.wait_for()
    held = []
    page.route("**/draft", lambda route: held.append(route))  # noqa: PLW0108 - Playwright takes no method of a list
    status.focus()
    status.select_option("official")
    for _ in range(2):
        with page.expect_response("**/files"):
            pass
    page.wait_for_timeout(200)
    assert status.input_value() == "official"
    assert page.evaluate("document.activeElement.id").startswith("status-")
    assert len(held) == 1
    held[0].continue_()
    page.get_by_text("Saved.").wait_for()
    with work_app.app_context():
        assert [file.status for file in db.session.query(Submission).one().files] == ["official"]
    jobs.do_waiting(work_app)
    page.get_by_text("Read: 2 pages").wait_for()
    page.get_by_text("The machine reads what you sent.").wait_for(state="detached")
    assert status.input_value() == "official"


def test_session_that_ends_loses_nothing(at_work, person, work_app):
    """Who types after the session ended is told so beside it; after a new sign-in what was typed is saved by itself."""
    page, address = at_work
    page.goto(f"{address}/en/desk/submissions/new")
    page.get_by_role("button", name="Begin a draft").click()
    page.locator("#number").wait_for()
    page.context.clear_cookies()
    page.locator("#number").fill("64/2010")
    page.locator("#number").press("Tab")
    page.get_by_role("alert").get_by_text("Your session has ended").wait_for()
    assert violations(page) == []
    egypt = person("contributor", name="Focal Point")
    with egypt.client.session_transaction("/en/desk/") as session:
        session["csrf_token"] = "of the new session"
    cookie = egypt.client.get_cookie("palermo", path="/")
    page.context.add_cookies([{"name": "palermo", "value": cookie.value, "url": address}])
    page.locator("#note").fill("Please publish.")
    page.locator("#note").press("Tab")
    page.get_by_text("Saved.").wait_for()
    page.get_by_text("Your session has ended").wait_for(state="detached")
    with work_app.app_context():
        submission = db.session.query(Submission).one()
        assert (submission.record["number"], submission.note) == ("64/2010", "Please publish.")
    page.locator("#date").fill("2010-05")
    with page.expect_navigation():
        page.get_by_role("button", name="Save the draft").click()
    with work_app.app_context():
        assert db.session.query(Submission).one().record["adopted"] == "2010-05"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_keeps_people_out(at_work, language):
    """axe-core finds nothing on the pages of drafts, light and dark, and nothing stands out of a narrow window."""
    page, address = at_work
    page.goto(f"{address}/{language}/desk/submissions/new")
    pages = [page.url]
    page.locator("form.sent button").click()
    pages.append(page.url)
    page.locator("#file-text").set_input_files({"name": "law.pdf", "mimeType": "application/pdf", "buffer": law()})
    page.locator("form.upload button").first.click()
    page.locator("ul.submitted").wait_for()
    pages.append(f"{address}/{language}/desk/submissions")
    for place in pages:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": 1200, "height": 900})
            page.goto(place)
            assert violations(page) == [], (place, scheme)
        page.set_viewport_size({"width": 320, "height": 700})
        page.goto(place)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, place
