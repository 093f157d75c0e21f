"""Who may open what: every address of the workplace against every role, and against strangers.

A new address has to be added to ``EXPECTED``, with the roles that it is for; the test says so.
"""

import re

import pytest

from portal import create_app
from portal.access import Role
from portal.accounts.blueprint import OPEN
from portal.i18n import WORK

EVERYBODY = frozenset(Role)
STRANGERS = frozenset({"stranger", *Role})
REVIEWERS = frozenset({Role.EDITOR, Role.PUBLISHER})
AUTHORS = REVIEWERS | {Role.CONTRIBUTOR}
PUBLISHERS = frozenset({Role.PUBLISHER})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})

EXPECTED = {
    "work.home": EVERYBODY,
    "accounts.account": EVERYBODY,
    "accounts.sign_out_everywhere": EVERYBODY,
    "accounts.people": ADMINISTRATORS,
    "accounts.invite": ADMINISTRATORS,
    "accounts.person": ADMINISTRATORS,
    "trail.page": ADMINISTRATORS,
    "submissions.own": AUTHORS,
    "submissions.new": AUTHORS,
    "submissions.begin": AUTHORS,
    "submissions.draft": AUTHORS,
    "submissions.change": AUTHORS,
    "submissions.files": AUTHORS,
    "submissions.upload": AUTHORS,
    "submissions.begin_pieces": AUTHORS,
    "submissions.pieces": AUTHORS,
    "submissions.take_piece": AUTHORS,
    "submissions.end_pieces": AUTHORS,
    "submissions.remove_file": AUTHORS,
    "submissions.read_again": AUTHORS,
    "submissions.original": AUTHORS,
    "submissions.page_image": AUTHORS,
    "review.queue": REVIEWERS,
    "review.submission": AUTHORS,
    "review.move": AUTHORS,
    "review.assign": REVIEWERS,
    "review.comment": AUTHORS,
    "publishing.publish": PUBLISHERS,
    "publishing.send": PUBLISHERS,
    "publishing.rebase": REVIEWERS,
    "publishing.find": REVIEWERS,
    "publishing.correct": REVIEWERS,
    "publishing.begin_correction": REVIEWERS,
    "publishing.withdraw": PUBLISHERS,
    "publishing.propose": PUBLISHERS,
    "publishing.confirm": PUBLISHERS,
    "publishing.drop": PUBLISHERS,
    "editing.edit": AUTHORS,
    "editing.save": AUTHORS,
    "editing.picker": AUTHORS,
    "editing.reading": AUTHORS,
    "editing.articles": AUTHORS,
    "editing.correct": AUTHORS,
    "editing.proposals": REVIEWERS,
}
"""By endpoint the roles that may open it; others find no such page, and strangers are asked to sign in.

Addresses of a single thing are tried with the number 0, which nobody has: for whoever may open them they are not found
either, so only who may not is looked at.
"""

CLOSED = {"security.tf_select", "security.two_factor_rescue"}
"""What Flask-Security has and we do not offer."""


def rules(app):
    """The addresses of the workplace, each with one of its methods, filled in with what nobody has."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(WORK):
            path = re.sub(r"<(int|float):[^>]+>", "0", rule.rule.replace(WORK, "/en/desk"))
            for method in sorted(rule.methods & {"GET", "POST", "PUT", "PATCH", "DELETE"}):
                yield rule.endpoint, method, re.sub(r"<[^>]+>", "x", path)


def test_every_address_says_whom_it_is_for(work_app):
    """An address that is not in the table of this test has to be added to it."""
    endpoints = {endpoint for endpoint, _, _ in rules(work_app)}
    assert endpoints == set(EXPECTED) | OPEN | CLOSED


@pytest.mark.parametrize("role", ["stranger", *Role])
def test_only_these_roles_may_open_it(work_app, person, visitor, role):
    """Who may not open an address finds no such page; a stranger is asked to sign in; nobody is told more."""
    browser = visitor() if role == "stranger" else person(role)
    for endpoint, method, path in rules(work_app):
        if endpoint in OPEN or endpoint == "accounts.sign_out_everywhere":
            continue
        answer = browser.get(path) if method == "GET" else browser.post(path)
        told = f"{role} {method} {path}: {answer.status_code}"
        if role == "stranger" and endpoint not in CLOSED:
            assert answer.status_code == 302, told
            assert answer.headers["Location"].startswith("/en/desk/sign-in"), told
        elif role not in EXPECTED.get(endpoint, frozenset()):
            assert answer.status_code == 404, told
        elif path == rule_without_things(path):
            assert answer.status_code < 404, told


def rule_without_things(path):
    """The path if it names no single thing, else nothing."""
    return path if not re.search(r"/(0|x)(/|$)", path) else ""


def test_no_form_is_taken_without_its_token(work_app, person):
    """Whatever is sent to any address of the workplace without the token of its forms is refused."""
    tried = 0
    for endpoint, method, path in rules(work_app):
        if method != "GET" and endpoint not in CLOSED:
            for role in Role:
                browser = person(role)
                answer = browser.client.open(path, method=method, data={"anything": "else"})
                assert answer.status_code == 400, f"{role} {method} {path}"
                assert browser.is_in()
            tried += 1
    assert tried >= 10


def test_pages_of_the_workplace_are_kept_by_nobody(work_app, person):
    """No answer of the workplace is kept by a browser or proxy, or found by a robot; its cookie is for HTTP alone."""
    editor = person("editor")
    for path in ("/en/desk/", "/en/desk/sign-in", "/en/desk/nothing-here"):
        answer = editor.get(path)
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex"
    (cookie,) = work_app.test_client().get("/en/desk/sign-in").headers.getlist("Set-Cookie")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


def test_public_pages_know_nothing_of_who_is_signed_in(work_app, person):
    """A page for readers is the same for whoever is signed in, sets no cookie, and depends on none."""
    editor, stranger = person("editor"), work_app.test_client()
    for path in ("/en/", "/en/records/untoc", "/en/about", "/en/search?q=law", "/api/v1/records/untoc", "/nothing"):
        known, unknown = editor.get(path), stranger.get(path)
        assert "Set-Cookie" not in known.headers
        assert "Cookie" not in known.headers.get("Vary", "")
        assert known.status_code == unknown.status_code
        if "search" not in path:
            assert known.data == unknown.data


def test_without_a_secret_there_is_no_workplace(portal_app, reader, take_apart):
    """Where nobody can sign in none of its addresses exist, and no page leads to one."""
    assert not [rule for rule in portal_app.url_map.iter_rules() if rule.rule.startswith(WORK)]
    assert reader.get("/en/desk/sign-in").status_code == 404
    assert not [link for link in take_apart(reader.get("/en/").text).all("a") if "/desk/" in link["href"]]


def test_view_that_says_nothing_is_refused(work_settings, portal_library):
    """A view of the workplace that nobody guarded answers nobody."""
    app = create_app(work_settings, portal_library)
    app.add_url_rule(f"{WORK}/forgotten", "forgotten", lambda: "secret")
    assert app.test_client().get("/en/desk/forgotten").status_code == 404
