"""Nothing that a document links to is taken into it: no file of this machine, nothing from the network."""

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from indexer.pdf import Reader
from tests.indexer.pdf.converting.documents import docx, html, odt, rtf

SECRET = "Planted"
LINES = ("Article 1", "What the document says itself.")
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_OF_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True)
class Lure:
    """Files of this machine with a secret in red and in words, and a server that notes who calls."""

    folder: Path
    address: str
    calls: list[bytes]

    def file(self, name: str) -> str:
        """The address of one of the files."""
        return (self.folder / name).as_uri()


@pytest.fixture
def lure(tmp_path: Path) -> Iterator[Lure]:
    """What documents link to."""
    folder = tmp_path / "planted"
    folder.mkdir()
    Image.new("RGB", (64, 64), "red").save(folder / "red.png")
    (folder / "secret.odt").write_bytes(odt((SECRET,)))
    (folder / "secret.html").write_bytes(html((SECRET,)))
    calls: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    caller, _ = server.accept()
                except OSError:
                    return
                with caller:
                    calls.append(caller.recv(1000))

        thread = threading.Thread(target=listen)
        thread.start()
        yield Lure(folder, f"http://127.0.0.1:{server.getsockname()[1]}", calls)
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def odt_with_links(lure: Lure) -> bytes:
    """Images, a section, an object and a frame that lie elsewhere."""
    frame = '<text:p><draw:frame svg:width="3cm" svg:height="3cm">{}</draw:frame></text:p>'
    images = "".join(
        frame.format(f'<draw:image xlink:href="{where}" xlink:type="simple" xlink:actuate="onLoad"/>')
        for where in (lure.file("red.png"), f"{lure.address}/red.png")
    )
    section = (
        f'<text:section text:name="S"><text:section-source xlink:href="{lure.file("secret.odt")}"/></text:section>'
    )
    others = frame.format(f'<draw:object-ole xlink:href="{lure.file("secret.odt")}"/>')
    others += frame.format(f'<draw:floating-frame xlink:href="{lure.file("secret.html")}"/>')
    return odt(LINES, images + section + others)


def docx_with_links(lure: Lure) -> bytes:
    """Images, a template, a part and fields that lie elsewhere."""
    kinds = {"image": ("red.png", "red.png"), "aFChunk": ("secret.html",), "attachedTemplate": ("t.dotx",)}
    targets = [lure.file("red.png"), f"{lure.address}/red.png", lure.file("secret.html"), f"{lure.address}/t.dotx"]
    names = [kind for kind, files in kinds.items() for _ in files]
    relations = "".join(
        f'<Relationship Id="x{place}" Type="{_OF_OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
        for place, (kind, target) in enumerate(zip(names, targets, strict=True))
    )
    picture = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="{0}/wordprocessingDrawing"><wp:extent cx="900000" cy="900000"/>'
        '<wp:docPr id="1" name="p"/><a:graphic xmlns:a="{0}/main"><a:graphicData uri="{0}/picture">'
        '<pic:pic xmlns:pic="{0}/picture"><pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:link="{1}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    body = "".join(picture.format(_DRAWING, name) for name in ("x0", "x1")) + '<w:altChunk r:id="x2"/>'
    field = f'INCLUDETEXT "{lure.folder / "secret.odt"}"'
    body += (
        f'<w:p><w:fldSimple w:instr="{field.replace(chr(34), "&quot;")}"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'
    )
    return docx(LINES, body, relations)


def rtf_with_links(lure: Lure) -> bytes:
    """Fields whose text and images lie elsewhere."""
    fields = (
        f'INCLUDETEXT "{lure.folder / "secret.odt"}"',
        f'INCLUDEPICTURE "{lure.folder / "red.png"}" \\\\d',
        f'INCLUDEPICTURE "{lure.address}/red.png" \\\\d',
    )
    return rtf(LINES, "".join(rf"{{\field{{\*\fldinst {field}}}{{\fldrslt x}}}}" for field in fields))


def html_with_links(lure: Lure) -> bytes:
    """Whatever a page can load."""
    body = "".join(
        f'<img src="{where}/red.png"><iframe src="{where}/secret.html"></iframe>'
        f'<link rel="stylesheet" href="{where}/s">'
        f'<object data="{where}/o"></object><embed src="{where}/e"><script src="{where}/j">document.write(1)</script>'
        f'<p style="background: url({where}/red.png)">more</p>'
        for where in (lure.file(""), lure.address)
    )
    return html(LINES, body)


DOCUMENTS: Mapping[str, Callable[[Lure], bytes]] = {
    "law.odt": odt_with_links,
    "law.docx": docx_with_links,
    "law.rtf": rtf_with_links,
    "law.html": html_with_links,
}


@pytest.mark.usefixtures("needs_office")
@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_is_linked_is_not_loaded(
    pdf_reader: Reader, given: Callable[[str, bytes], Path], lure: Lure, name: str
) -> None:
    """The document is read, nothing of the planted files is on its pages, and nobody called the server."""
    file = given(name, DOCUMENTS[name](lure))
    pages = pdf_reader.read(file)
    said = " ".join(line.text for page in pages.pages for line in page.lines)
    assert LINES[1] in said
    assert SECRET not in said
    with Image.open(BytesIO(pdf_reader.draw(file, 1, 400))) as drawn:
        assert not [colour for _, colour in drawn.getcolors(1 << 24) if colour[0] > 200 and colour[1] + colour[2] < 80]
    assert lure.calls == []
