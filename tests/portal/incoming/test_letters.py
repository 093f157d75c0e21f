from email.message import EmailMessage

import pytest

from indexer.errors import FileRefused
from portal.incoming.letters import take_apart


def written(subtype: str = "plain", text: str = "Text") -> EmailMessage:
    """A message with a text."""
    message = EmailMessage()
    message["From"] = "amal@justice.example"
    message.set_content(text, subtype=subtype)
    return message


def multipart(*parts: str, kind: str = "mixed", end: str = "--b--") -> bytes:
    """A message of these parts, written by hand."""
    body = "".join(f"--b\r\n{part}\r\n" for part in parts)
    return f'From: a@b.example\r\nContent-Type: multipart/{kind}; boundary="b"\r\n\r\n{body}{end}\r\n'.encode()


def nested(depth: int) -> bytes:
    """Parts within parts."""
    open_ = "".join(
        f'Content-Type: multipart/mixed; boundary="b{level}"\r\n\r\n--b{level}\r\n' for level in range(depth)
    )
    close = "".join(f"\r\n--b{level}--" for level in reversed(range(depth)))
    return f"From: a@b.example\r\n{open_}Content-Type: text/plain\r\n\r\ntext{close}\r\n".encode()


TEXT = "Content-Type: text/plain\r\n\r\nhello"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "neither text nor"),
        (b"From: a@b.example\r\n\r\n", "neither text nor"),
        (b"\x00\xff\xfe" * 1000, "damaged|neither text nor"),
        (nested(1000), "too deeply|more than"),
        (multipart(*[TEXT] * 600), "more than"),
        (multipart(TEXT, end=""), "cut off"),
        (b"Content-Type: multipart/mixed\r\n\r\nhello", "damaged"),
        (multipart(TEXT, "Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%=a"), "damaged"),
        (multipart(TEXT, "Content-Type: application/ms-tnef; name=winmail.dat\r\n\r\nx"), "winmail.dat"),
        (multipart(TEXT, "Content-Type: application/x; name=WINMAIL.DAT\r\n\r\nx"), "winmail.dat"),
        (multipart(TEXT, kind="encrypted"), "encrypted"),
        (b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nx", "encrypted"),
        (bytes(written(text="-----BEGIN PGP MESSAGE-----\nx")), "encrypted"),
    ],
)
def test_bad_message_has_one_clear_reason(content, reason):
    """Nothing in a message stops those after it: whatever cannot become a draft is told in a line."""
    with pytest.raises(FileRefused, match=reason) as error:
        take_apart(content)
    assert "\n" not in str(error.value)


def test_page_becomes_text():
    """Of a message that is only a page of HTML the words are taken, not the script."""
    page = "<p>Law&nbsp;5</p><script>alert(1)</script><p>is <b>attached</b>&#27;&#x202e;</p> & more"
    assert take_apart(bytes(written("html", page))).text == "Law 5\nis attached & more"


def test_picture_that_the_text_shows_is_no_file():
    """A logo within the text is not taken for a document; a picture that was sent along is."""
    page = "Content-Type: text/html\r\n\r\n<img src='cid:logo'>hello"
    logo = "Content-Type: image/png; name=logo.png\r\nContent-ID: <logo>\r\n\r\nx"
    scan = "Content-Type: image/png; name=scan.png\r\nContent-ID: <scan>\r\n\r\nx"
    assert [file.name for file in take_apart(multipart(page, logo, scan)).attachments] == ["scan.png"]


def test_files_of_a_forwarded_message_are_taken():
    """What is attached to a message that was forwarded as a whole counts as attached."""
    forwarded = written()
    forwarded.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="law.pdf")
    outer = written(text="Forwarded")
    outer.add_attachment(forwarded)
    letter = take_apart(bytes(outer))
    assert (letter.text, [file.name for file in letter.attachments]) == ("Forwarded", ["law.pdf"])


def test_unknown_character_set_is_read_as_far_as_it_goes():
    """A text in a character set that nobody knows is taken, with marks for what is not plain."""
    content = b"Content-Type: text/plain; charset=klingon\r\nContent-Transfer-Encoding: 8bit\r\n\r\nhello \xff"
    assert take_apart(content).text == "hello \ufffd"
