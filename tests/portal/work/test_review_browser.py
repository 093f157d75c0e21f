"""The pages of the desk and of publishing in a real browser: nothing in them keeps people out."""

from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from werkzeug.serving import make_server

from portal.database import now, transaction
from portal.publishing.asking import propose_withdrawal
from portal.publishing.carrying_out import carry_out
from portal.submissions.models import Comment, Submission
from portal.submissions.states import State
from tests.portal.publishing.press import Press, portal_library, press_prepared, press_settings, work_settings
from tests.portal.test_accessibility import COLOURS, IN_LATIN, RULES, TOO_WIDE

__all__ = ["portal_library", "press_prepared", "press_settings", "work_settings"]

PAGES = {
    "queue": "desk/queue?state=all",
    "submission": "desk/submissions/1",
    "undone": "desk/submissions/3",
    "publish": "desk/submissions/2/publish",
    "faults": "desk/submissions/4/publish?id=eg-1983-117",
    "correct": "desk/records/eg-1983-117/correct",
    "withdraw": "desk/records/eg-1983-117/withdraw",
    "confirm": "desk/records/tn-2016-61-b/withdraw",
}


@pytest.fixture
def desk(person, work_app, work_settings):
    """A desk with submissions in several states, one of them published, one undone, one with faults."""
    author = person("contributor", party="country:TN")
    first, second = person("publisher"), person("publisher", name="second")
    with work_app.app_context():
        press = Press(work_settings, work_app)
        numbers = [press.accepted(author.user, party="country:TN", submitted_at=now()) for _ in range(3)]
        press.accepted(author.user, {"adopted": "2016-13-40"}, submitted_at=now())
        carry_out(press.ask(numbers[1], second.user, "tn-2016-61-b"))
        with transaction() as session:
            session.get_one(Submission, numbers[1]).state = State.ACCEPTED
            propose_withdrawal(session, "tn-2016-61-b", {"en": "The State asked for it."}, second.user)
            submission = session.get_one(Submission, numbers[0])
            submission.state, submission.assigned_id = State.IN_REVIEW, first.user.id
            submission.note = "From the focal point."
            for text, shared in (("Is this the official text?", False), ("Thank you.", True)):
                submission.comments.append(Comment(author_id=first.user.id, text=text, shared=shared, at=now()))
        carry_out(press.ask(numbers[2], second.user, "tn-2016-61-b"))
    return first


@pytest.fixture
def window(desk, work_app, chromium):
    """A window in which a publisher is signed in, and the address of the portal."""
    server = make_server("127.0.0.1", 0, work_app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    context = chromium.new_context()
    session = next(iter(desk.client._cookies.values()))  # noqa: SLF001 - the jar has no other way in
    context.add_cookies([{"name": "palermo", "value": session.value, "url": address}])
    yield context.new_page(), address
    context.close()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_keep_nobody_out(window, language):
    """axe-core finds nothing, in light colours or in dark ones, and at 320 pixels nothing reaches out of the window."""
    page, address = window
    for name, place in PAGES.items():
        page.set_viewport_size({"width": 1280, "height": 4000})
        page.emulate_media(color_scheme="light")
        page.goto(f"{address}/{language}/{place}")
        page.evaluate("for (const disclosure of document.querySelectorAll('details')) disclosure.open = true")
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"
        page.set_viewport_size({"width": 320, "height": 4000})
        assert page.evaluate(TOO_WIDE.replace(".sideways", ".sideways, .differences")) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") == 320, name
        page.evaluate(IN_LATIN)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page, options=COLOURS)
            assert found.violations_count == 0, f"{name}: {found.generate_report()}"
