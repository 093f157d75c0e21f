"""Files of drafts: sent whole or in pieces, refused with reasons, given back to those who may see them."""

import errno
import hashlib
import os
import time
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from portal import create_app, jobs
from portal.database import db, transaction
from portal.submissions import clearing, keeping, partial
from portal.submissions.models import Submission
from portal.submissions.states import State


def pdf_of(*pages):
    """A PDF with a line of text a page."""
    content = BytesIO()
    canvas = Canvas(content, invariant=True)
    for text in pages:
        canvas.drawString(72, 720, text)
        canvas.showPage()
    canvas.save()
    return content.getvalue()


LAW = pdf_of("Law No. 64 of 2010", "Article 2. Penalties.")


@pytest.fixture
def egypt(person):
    """The focal point of Egypt, signed in."""
    return person("contributor", name="Focal Point", party="country:EG")


@pytest.fixture
def draft(egypt):
    """The address of a draft of the focal point of Egypt."""
    answer = egypt.post("/en/desk/submissions/new", {"kind": "legislation"})
    return answer.headers["Location"].removesuffix("/draft")


def send(who, draft, *files, purpose="text"):
    """Send files in a form: pairs of a name and a content."""
    return who.post(
        f"{draft}/files", {"file": [(BytesIO(content), name) for name, content in files], "purpose": purpose}
    )


def rows(app, draft):
    """The files of a draft as they are in the database."""
    with app.app_context():
        return list(db.session.get(Submission, int(draft.split("/")[-1])).files)


def test_several_files_are_sent_at_once(egypt, draft, work_app, take_apart):
    """All files of a form are taken; each is read in the background, and the page says so."""
    assert send(egypt, draft, ("law.pdf", LAW), ("annex.pdf", pdf_of("Annex"))).status_code == 303
    page = egypt.get(f"{draft}/draft").text
    assert take_apart(page).all("p", **{"hx-trigger": "every 2s"})
    jobs.do_waiting(work_app)
    files = rows(work_app, draft)
    assert [(file.name, file.state, file.pages) for file in files] == [("law.pdf", "read", 2), ("annex.pdf", "read", 1)]
    page = take_apart(egypt.get(f"{draft}/files").text)
    assert not page.all("p", **{"hx-trigger": "every 2s"})
    assert "Read: 2 pages" in page.text("ul", class_="submitted")


def unread(app, draft):
    """The address of a file of a draft that could not be read."""
    with app.app_context(), transaction() as session:
        file = session.get(Submission, int(draft.split("/")[-1])).files[-1]
        file.state, file.reason = "unread", "LibreOffice is not installed"
        return f"{draft}/files/{file.id}/read-again"


def test_file_that_could_not_be_read_is_read_again(egypt, draft, person, work_app, take_apart):
    """A file for which a program was missing is put back among those that wait, by its author or who reviews."""
    send(egypt, draft, ("law.pdf", LAW))
    address = unread(work_app, draft)
    assert take_apart(egypt.get(f"{draft}/draft").text).all("form", action=address)
    assert person("contributor").post(address).status_code == person("editor").post(address).status_code == 404
    assert egypt.post(address).headers["Location"] == f"{draft}/draft"
    assert [(file.state, file.reason) for file in rows(work_app, draft)] == [("waiting", "")]
    assert "The file waits to be read again." in egypt.get(f"{draft}/draft").text
    jobs.do_waiting(work_app)
    assert [(file.state, file.pages) for file in rows(work_app, draft)] == [("read", 2)]
    with work_app.app_context(), transaction() as session:
        session.get(Submission, int(draft.split("/")[-1])).state = State.IN_REVIEW
    egypt.post(address)
    assert [file.state for file in rows(work_app, draft)] == ["read"]


def test_file_that_is_to_blame_is_not_read_again(egypt, draft, person, work_app, take_apart):
    """Where another reading would end in the same, the button says so, and the file stays as it is."""
    send(egypt, draft, ("law.pdf", b"%PDF-1.7\nnothing that could be read\n%%EOF"))
    jobs.do_waiting(work_app)
    (file,) = rows(work_app, draft)
    assert (file.state, bool(file.reason)) == ("unread", True)
    with work_app.app_context(), transaction() as session:
        session.get(Submission, file.submission_id).state = State.IN_REVIEW
    editor, page = person("editor"), f"/en/desk/submissions/{file.submission_id}"
    address = f"{draft}/files/{file.id}/read-again"
    assert take_apart(editor.get(page).text).all("form", action=address)
    answer = editor.post(address, follow_redirects=True)
    assert "Reading it again cannot help" in answer.text
    assert rows(work_app, draft)[0].reason == file.reason


def test_letter_is_kept_with_the_submission(egypt, draft, work_app):
    """The note or letter of submission is kept as what it is."""
    send(egypt, draft, ("note verbale.pdf", LAW), purpose="letter")
    assert [(file.name, file.purpose) for file in rows(work_app, draft)] == [("note verbale.pdf", "letter")]


def test_refused_file_is_named_and_the_others_stay(egypt, draft, work_app, take_apart):
    """What is not accepted is named with the reason; what was sent beside it is taken."""
    answer = send(egypt, draft, ("law.pdf", LAW), ("<b>run.exe", b"MZ\x90\x00program"), ("empty.pdf", b""))
    page = take_apart(answer.text)
    assert answer.status_code == 422
    assert [file.name for file in rows(work_app, draft)] == ["law.pdf"]
    assert "is empty" in page.text("div", class_="notice")
    assert "<b>run.exe" in page.text("div", class_="notice")  # as text
    assert "<b>run" not in answer.text


def test_file_is_removed_from_a_draft(egypt, draft, work_app):
    """A file can be taken away again; its content goes when nobody needs it any more."""
    send(egypt, draft, ("law.pdf", LAW))
    (file,) = rows(work_app, draft)
    path = keeping.path_of(work_app.extensions["palermo.library"].settings, file.sha256)
    egypt.post(f"{draft}/files/{file.id}/remove")
    assert rows(work_app, draft) == []
    for age, is_there in ((60, True), (2 * 86_400, False)):
        os.utime(path, (time.time() - age,) * 2)
        clearing._Last.look = -clearing.PAUSE  # noqa: SLF001 - an hour later
        with work_app.app_context():
            clearing.clear_away()
        assert path.exists() == is_there


def test_original_is_given_back_as_a_download(egypt, draft, work_app, in_pieces):
    """A file comes back as it was sent: to be saved, of no type that a browser opens, able to do nothing."""
    key = begin(egypt, draft, LAW, name='قانون"\r\nX-Evil: 1;.pdf').json["id"]
    in_pieces(key, 0, LAW)
    egypt.post(f"{draft}/pieces/{key}/end")
    (file,) = rows(work_app, draft)
    answer = egypt.get(f"{draft}/files/{file.id}/original")
    assert answer.data == LAW
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "X-Evil" not in answer.headers
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.mimetype == "application/octet-stream"
    answer.close()


def test_page_image_is_for_those_who_see_the_submission(egypt, draft, work_app, person):
    """A page of a submitted file is drawn for its author, and found by nobody else while it is a draft."""
    send(egypt, draft, ("law.pdf", LAW))
    jobs.do_waiting(work_app)
    (file,) = rows(work_app, draft)
    address = f"{draft}/files/{file.id}/pages/1-480.webp"
    assert egypt.get(address).data.startswith(b"RIFF")
    assert egypt.get(f"{draft}/files/{file.id}/pages/3-480.webp").status_code == 404
    assert egypt.get(f"{draft}/files/{file.id}/pages/1-481.webp").status_code == 404
    assert person("editor").get(address).status_code == 404
    assert work_app.test_client().get(address).status_code == 302


def begin(who, draft, content, name="law.pdf", **given):
    """Begin with a file in pieces."""
    return who.post(f"{draft}/pieces", {"name": name, "bytes": len(content), "mark": "7", **given})


@pytest.fixture
def in_pieces(egypt, draft):
    """Sends pieces as the script does: raw, with the token in the head."""

    def send(key, offset, content, **headers):
        page = egypt.get(f"{draft}/draft").text
        token = page.split('name="csrf_token" value="')[1].split('"')[0]
        return egypt.client.post(
            f"{draft}/pieces/{key}?offset={offset}",
            data=content,
            headers={"X-CSRFToken": token, **headers},
            content_type="application/octet-stream",
        )

    return send


def test_file_in_pieces_goes_on_after_a_break(egypt, draft, work_app, in_pieces):
    """A file is sent piece by piece; who begins again with the same file is told where to go on."""
    started = begin(egypt, draft, LAW).json
    assert started["offset"] == 0
    assert in_pieces(started["id"], 0, LAW[:400]).json["offset"] == 400
    again = begin(egypt, draft, LAW).json
    assert (again["id"], again["offset"]) == (started["id"], 400)
    assert egypt.get(f"{draft}/pieces/{started['id']}").json["offset"] == 400
    checksum = hashlib.sha256(LAW[400:]).hexdigest()
    assert in_pieces(started["id"], 400, LAW[400:], **{"X-Piece-SHA256": checksum}).json["offset"] == len(LAW)
    assert egypt.post(f"{draft}/pieces/{started['id']}/end").json == {"refused": []}
    (file,) = rows(work_app, draft)
    assert file.sha256 == hashlib.sha256(LAW).hexdigest()
    assert egypt.get(f"{draft}/pieces/{started['id']}").status_code == 404


def test_pieces_that_do_not_fit_are_not_added(egypt, draft, in_pieces):
    """A piece at another place, damaged, too long or empty changes nothing; the answer says how far it is."""
    key = begin(egypt, draft, LAW).json["id"]
    in_pieces(key, 0, LAW[:100])
    for offset, content, headers in (
        (0, LAW[:100], {}),
        (50, LAW[50:150], {}),
        (200, LAW[200:300], {}),
        (100, LAW[100:] + b"more", {}),
        (100, LAW[100:200], {"X-Piece-SHA256": "0" * 64}),
        (-1, b"x", {}),
        ("9" * 30, b"x", {}),
        (100, b"", {}),
    ):
        answer = in_pieces(key, offset, content, **headers)
        assert (answer.status_code, answer.json["offset"]) == (409, 100)
    assert egypt.post(f"{draft}/pieces/{key}/end").status_code == 409
    assert in_pieces(key, 100, b"x" * (partial.PIECE + 1)).status_code == 413


def test_what_is_refused_in_pieces_has_its_reason(egypt, draft, in_pieces, work_app):
    """The type is told by the content when the file is whole; what is refused leaves nothing."""
    content = b"MZ\x90\x00 program"
    key = begin(egypt, draft, content, name="../../law.pdf").json["id"]
    in_pieces(key, 0, content)
    answer = egypt.post(f"{draft}/pieces/{key}/end")
    assert answer.status_code == 422
    assert answer.json["refused"][0]["name"] == "law.pdf"
    assert rows(work_app, draft) == []


@pytest.mark.parametrize("length", ["0", "-5", "200000001", "9" * 40, "many", ""])
def test_length_is_checked_before_anything_is_sent(egypt, draft, length):
    """A file that is empty or too large, or whose length is none, is refused before its first piece."""
    assert begin(egypt, draft, b"", bytes=length).status_code == 413


def test_pieces_of_others_are_not_there(egypt, draft, person):
    """Nobody sees or continues what another person sends, not even by its id, nor under another submission."""
    key = begin(egypt, draft, LAW).json["id"]
    other = person("contributor", name="Somebody Else")
    theirs = other.post("/en/desk/submissions/new", {}).headers["Location"].removesuffix("/draft")
    for path in (f"{draft}/pieces/{key}", f"{theirs}/pieces/{key}"):
        assert other.get(path).status_code == 404
        assert other.post(f"{path}/end").status_code == 404
    for wrong in ("..", "0" * 32, "%2e%2e%2fabout"):
        assert egypt.get(f"{draft}/pieces/{wrong}").status_code == 404


def test_pieces_that_nobody_goes_on_with_go(egypt, draft, work_settings):
    """After three days what is not whole is removed."""
    key = begin(egypt, draft, LAW).json["id"]
    partial.clear_away(work_settings)
    found = partial.find(work_settings, key)
    assert found is not None
    os.utime(partial.content_of(work_settings, found), (1, 1))
    partial.clear_away(work_settings)
    assert partial.find(work_settings, key) is None


def test_full_disk_is_said(egypt, draft, monkeypatch, in_pieces, take_apart):
    """When the disk is full the sender is told so, and what was there before stays."""
    key = begin(egypt, draft, LAW).json["id"]
    in_pieces(key, 0, LAW[:100])

    def full(*_arguments, **_values):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(keeping.os, "fsync", full)
    answer = in_pieces(key, 100, LAW[100:])
    assert answer.status_code == 507
    assert "disk" in answer.json["error"]
    assert egypt.get(f"{draft}/pieces/{key}").json["offset"] == 100
    answer = send(egypt, draft, ("law.pdf", LAW))
    assert answer.status_code == 507
    assert "disk" in take_apart(answer.text).all_texts("p", class_="notice")[0]


def test_too_long_a_form_is_refused_before_it_is_read(work_settings, portal_library, egypt, draft):
    """A request that says that it is longer than a file may be is refused by its length, one of a stranger by less."""
    address = f"{draft}/files"
    for who in (egypt.client, egypt.app.test_client()):
        answer = who.post(address, headers={"Content-Length": str(10**12)}, content_type="multipart/form-data")
        assert answer.status_code in {400, 413}
    small = create_app(replace(work_settings, upload_bytes=1000), portal_library)
    assert small.test_client().post(address, data=b"x" * 70_000).status_code in {400, 413}


def test_form_without_a_token_changes_nothing(egypt, draft, work_app):
    """What another site has a browser send is refused: files, pieces, facts."""
    key = begin(egypt, draft, LAW).json["id"]
    assert egypt.client.post(f"{draft}/files", data={"file": (BytesIO(LAW), "law.pdf")}).status_code == 400
    assert egypt.client.post(f"{draft}/pieces/{key}?offset=0", data=LAW[:10]).status_code == 400
    assert egypt.client.post(f"{draft}/draft", data={"number": "1"}).status_code == 400
    assert rows(work_app, draft) == []


@pytest.mark.parametrize("role", ["contributor", "editor", "publisher", "administrator"])
def test_drafts_of_others_are_not_there(egypt, draft, person, work_app, role):
    """Whatever role somebody has: the draft of another is not there, nor are its files, and nothing of it changes."""
    send(egypt, draft, ("law.pdf", LAW))
    (file,) = rows(work_app, draft)
    other = person(role, name=f"Other {role}")
    reads = (
        f"{draft}/draft",
        f"{draft}/files",
        f"{draft}/files/{file.id}/original",
        f"{draft}/files/{file.id}/pages/1-480.webp",
    )
    for path in reads:
        assert other.get(path).status_code == 404, path
    for path in (f"{draft}/draft", f"{draft}/files", f"{draft}/files/{file.id}/remove", f"{draft}/pieces"):
        assert other.post(path).status_code == 404, path
    assert len(rows(work_app, draft)) == 1


def test_what_is_submitted_is_changed_no_more(egypt, draft, person, work_app):
    """While it waits for its review the author changes nothing of it; those who review may download its files."""
    send(egypt, draft, ("law.pdf", LAW))
    (file,) = rows(work_app, draft)
    with work_app.app_context(), transaction() as session:
        session.get(Submission, file.submission_id).state = State.SUBMITTED
    assert egypt.post(f"{draft}/files/{file.id}/remove").status_code == 404
    assert send(egypt, draft, ("more.pdf", pdf_of("More"))).status_code == 404
    with person("editor").get(f"{draft}/files/{file.id}/original") as answer:
        assert answer.data == LAW
    assert person("administrator").get(f"{draft}/files/{file.id}/original").status_code == 404


def test_public_addresses_know_no_submitted_file(egypt, draft, work_app):
    """The addresses of published files and page images give nothing of a submission, to nobody."""
    send(egypt, draft, ("law.pdf", LAW))
    jobs.do_waiting(work_app)
    (file,) = rows(work_app, draft)
    number = draft.rsplit("/", 1)[-1]
    for who in (egypt.client, work_app.test_client()):
        for path in (
            f"/records/{number}/{file.id}/pages/1-480.webp",
            f"/records/{number}/{file.id}/law.pdf",
            f"/records/{file.sha256}/{file.id}/law.pdf",
            f"/en/records/{number}",
            f"/api/v1/records/{number}",
            f"/id/{number}",
        ):
            assert who.get(path, follow_redirects=True).status_code == 404, path


def archive_of(**files):
    """A ZIP archive of files by their names."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


def test_archive_is_opened(egypt, draft, work_app, take_apart):
    """The files of an archive are taken one by one, with its name; those that are refused are named."""
    answer = send(egypt, draft, ("laws.zip", archive_of(**{"fr/loi.pdf": LAW, "run.exe": b"MZ\x90\x00program"})))
    (file,) = rows(work_app, draft)
    assert (file.name, file.archive, file.media_type) == ("loi.pdf", "laws.zip", "application/pdf")
    assert "laws.zip: run.exe" in take_apart(answer.text).text("div", class_="notice")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("slip.zip", archive_of(**{"../../../etc/cron.d/evil": LAW, "law.pdf": LAW})),
        ("bomb.zip", archive_of(**{"law.txt": b" " * 50_000_000})),
        ("page.pdf", b"<!doctype html><script>alert(1)</script>"),
        ("drawing.pdf", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("both.pdf", b"<html><script>alert(1)</script></html>" + LAW),
        ("law.pdf", LAW + archive_of(**{"evil.jar": b"x"})),
    ],
)
def test_hostile_file_is_refused(egypt, draft, work_app, name, content):
    """What breaks out, floods, or is two things at once is refused as a whole, with a reason; nothing of it is kept."""
    answer = send(egypt, draft, (name, content))
    assert answer.status_code == 422
    assert name in answer.text
    assert rows(work_app, draft) == []


def test_web_page_is_read_as_text_and_given_back_as_a_download(egypt, draft, work_app):
    """A law as a web page is taken and read; its scripts run nowhere, for it comes back to be saved only."""
    page = b"<!doctype html><title>Law</title><h1>Law No. 64 of 2010</h1><script>alert(1)</script>"
    send(egypt, draft, ("law.html", page))
    jobs.do_waiting(work_app)
    (file,) = rows(work_app, draft)
    assert (file.media_type, file.state) == ("text/html", "read"), file.reason
    with egypt.get(f"{draft}/files/{file.id}/original") as answer:
        assert answer.mimetype == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment")
