"""The queue, in each of the two databases: filters, orders, pages."""

import pytest

from portal.submissions.states import State
from tests.portal.work.desk import submitted

__all__ = ["submitted"]


@pytest.fixture
def work_database(database_url):
    """Each of the two databases in turn."""
    return database_url


def titles_in(take_apart, answer):
    """The titles of the submissions on a page of the queue; a heading of another part is the last."""
    assert answer.status_code == 200
    return take_apart(answer.text).all_texts("h2")[:-1]


def test_queue_is_filtered(person, submitted, take_apart):
    """Each filter leaves what fits; drafts are in no queue, and without filters it is what somebody has to work on."""
    editor, author = person("editor"), person("contributor", party="country:EG")
    submitted(author, State.DRAFT, "Draft")
    submitted(author, State.RETURNED, "Back")
    submitted(author, State.SUBMITTED, "Egypt", days=9, party="country:EG", channel="mail")
    submitted(author, State.SUBMITTED, "Kenya", record={"country": ["KE"], "original_language": "fr"})
    submitted(author, State.IN_REVIEW, "Case", record={"kind": "case_law"}, assigned_id=editor.user.id)

    def shown(question=""):
        return titles_in(take_apart, editor.get(f"/en/desk/queue{question}"))

    assert shown() == ["Egypt", "Kenya", "Case"]
    assert shown("?sort=newest") == ["Case", "Kenya", "Egypt"]
    assert shown("?state=returned") == ["Back"]
    assert shown("?state=all") == ["Egypt", "Back", "Kenya", "Case"]
    assert shown("?kind=case_law") == ["Case"]
    assert shown("?party=country:EG") == ["Egypt"]
    assert shown("?party=country:KE") == ["Kenya"]
    assert shown("?language=fr") == ["Kenya"]
    assert shown("?channel=mail") == ["Egypt"]
    assert shown("?assigned=me") == shown(f"?assigned={editor.user.id}") == ["Case"]
    assert shown("?assigned=nobody") == ["Egypt", "Kenya"]
    assert shown("?days=5") == ["Egypt"]
    assert shown("?party=organization:x") == []


def test_wrong_filter_is_named(person):
    """A value that a filter cannot have is no empty queue but an error that names it."""
    for name, value in (
        ("state", "draft"),
        ("kind", "x"),
        ("assigned", "x"),
        ("days", "0"),
        ("page", "-1"),
        ("days", "²"),
    ):
        answer = person("editor").get("/en/desk/queue", query_string={name: value})
        assert (answer.status_code, f"<code>{name}=" in answer.text) == (400, True)


def test_queue_has_pages(person, submitted, take_apart):
    """More than a page of submissions is cut into pages, each of them once."""
    author = person("contributor")
    for number in range(30):
        submitted(author, State.SUBMITTED, f"Act {number:02}")
    first = titles_in(take_apart, person("editor").get("/en/desk/queue"))
    second = titles_in(take_apart, person("editor").get("/en/desk/queue?page=2"))
    assert (len(first), len(second)) == (25, 5)
    assert first + second == [f"Act {number:02}" for number in range(30)]
