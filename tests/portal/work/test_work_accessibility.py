"""What keeps people out of the pages of the workplace: axe-core in both directions and schemes, narrow windows."""

from concurrent.futures import ThreadPoolExecutor
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from werkzeug.serving import make_server

from portal import create_app
from portal.database import db

RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}
COLOURS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
"""In the dark scheme the document is the same: only what depends on colours is asked again."""

STRANGER = {"sign in": "/desk/sign-in", "forgotten": "/desk/password"}
ADMINISTRATOR = {
    "home": "/desk/",
    "account": "/desk/account",
    "password": "/desk/account/password",
    "recovery codes": "/desk/account/recovery-codes?show_codes=1",
    "authenticator": "/desk/second-factor/new",
    "fresh": "/desk/account/fresh",
    "people": "/desk/people",
    "invite": "/desk/people/new",
    "person": "/desk/people/1",
    "trail": "/desk/trail",
}
"""The pages by name; those of the other subjects of the workplace are tried beside them."""

TOO_WIDE = """() => [...document.querySelectorAll("body *")]
  .filter(element => !element.closest(".unseen, .sideways, svg, .skip, .trap"))
  .filter(element => { const box = element.getBoundingClientRect();
    return box.width && (box.left < -1 || box.right > innerWidth + 1); })
  .map(element => `${element.tagName}.${element.className}`).slice(0, 5)"""
"""The elements that reach out of the window at its sides; tables may be scrolled within their frame."""


@pytest.fixture
def elsewhere():
    """Another thread: in this one the browser has an event loop, beside which an app can be neither made nor used."""
    with ThreadPoolExecutor(1) as thread:
        yield thread


@pytest.fixture
def work_app(work_settings, portal_library, elsewhere):
    """The portal with a workplace, made in that thread."""
    app = elsewhere.submit(create_app, work_settings, portal_library).result()
    yield app
    elsewhere.submit(close, app).result()


def close(app):
    """Leave the database of an app."""
    with app.app_context():
        db.engine.dispose()


def somebody(person):
    """An administrator who is signed in, and has something in the trail."""
    person("administrator").post("/en/desk/account/sign-out")
    return person("administrator", name="signed in")


@pytest.fixture
def open_page(work_app, person, chromium, elsewhere):
    """Opens a page of the workplace, for an administrator or, where it is one for strangers, for nobody."""
    server = make_server("127.0.0.1", 0, work_app, threaded=True)
    Thread(target=server.serve_forever).start()
    address = f"http://127.0.0.1:{server.port}"
    signed_in = elsewhere.submit(somebody, person).result()
    context = chromium.new_context(viewport={"width": 1280, "height": 3000})
    cookie = signed_in.client.get_cookie("palermo")
    window = context.new_page()

    def opened(name, language, width=1280):
        window.set_viewport_size({"width": width, "height": 3000})
        window.emulate_media(color_scheme="light")
        if name in ADMINISTRATOR:
            context.add_cookies([{"name": "palermo", "value": cookie.value, "url": address}])
        answer = window.goto(f"{address}/{language}{(ADMINISTRATOR | STRANGER)[name]}")
        assert answer.status == 200
        assert window.url.split("/desk/")[1] == (ADMINISTRATOR | STRANGER)[name].split("/desk/")[1]
        return window

    yield opened
    context.close()
    server.shutdown()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", [*STRANGER, *ADMINISTRATOR])
def test_work_is_open_to_everybody(open_page, name, language):
    """No rule of WCAG 2.2 AA that axe-core can judge is broken, in light or dark; 320 pixels show a page whole."""
    page = open_page(name, language)
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    page.emulate_media(color_scheme="dark")
    found = Axe().run(page, options=COLOURS)
    assert found.violations_count == 0, found.generate_report()
    page.set_viewport_size({"width": 320, "height": 3000})
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320
