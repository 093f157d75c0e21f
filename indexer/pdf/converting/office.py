"""LibreOffice, inside its walls: one document in, one PDF out, in a folder that is thrown away.

It starts from a profile of ours that runs no macro and follows no link, and sees no file but its own, the fonts and
the document (``walls``), without a network.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from indexer.errors import ToolMissing
from indexer.pdf.converting.media import Media
from indexer.pdf.converting.walls import confine_program

INSTALL = "libreoffice-writer-nogui"
"""The Debian package that brings the program."""

RESTART = 81
"""The exit status by which LibreOffice asks to be started once more, as it does when it has made a new profile."""

_FILTERS = {
    Media.DOCX: ("MS Word 2007 XML", "writer_pdf_Export"),
    Media.ODT: ("writer8", "writer_pdf_Export"),
    Media.RTF: ("Rich Text Format", "writer_pdf_Export"),
    Media.HTML: ("HTML (StarWriter)", "writer_web_pdf_Export"),
}
"""By which filters it reads and writes: it never guesses what a file is."""

_OPTIONS = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard")
_VISIBLE = (
    "/usr",
    "/lib",
    "/lib64",
    "/etc/fonts",
    "/etc/libreoffice",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/var/cache/fontconfig",
    "/var/lib/libreoffice",
    "/var/spool/libreoffice",
    "/dev/urandom",
    "/dev/random",
)
"""What it sees beside itself and the folder it works in."""

_COMMON, _WRITER = "/org.openoffice.Office.Common", "/org.openoffice.Office.Writer"
_SETTINGS: Mapping[tuple[str, str], str] = {
    (f"{_COMMON}/Security/Scripting", "DisableMacrosExecution"): "true",
    (f"{_COMMON}/Security/Scripting", "MacroSecurityLevel"): "3",
    (f"{_COMMON}/Security/Scripting", "BlockUntrustedRefererLinks"): "true",
    (f"{_COMMON}/Security/Scripting", "DisableActiveContent"): "true",
    (f"{_COMMON}/Misc", "UseOpenCL"): "false",
    (f"{_WRITER}/Content/Update", "Link"): "2",
    (f"{_WRITER}/Content/Update", "Field"): "false",
    (f"{_WRITER}/Content/Update", "Chart"): "false",
    ("/org.openoffice.Office.Java/VirtualMachine", "Enable"): "false",
    ("/org.openoffice.Office.Recovery/AutoSave", "Enabled"): "false",
    ("/org.openoffice.Setup/Office", "ooSetupInstCompleted"): "true",
}
"""Of its profile: macros never run, links to other files and to the web are never followed."""


def program() -> Path:
    """The program; raises ToolMissing with the name of the package where it is not installed."""
    found = shutil.which("soffice")
    if not found:
        raise ToolMissing(f"it has to be converted by LibreOffice, which is not installed: install {INSTALL}")
    script = Path(found).resolve()
    binary = script.with_name("soffice.bin")  # without the script in between, which starts a process of its own
    return binary if binary.is_file() else script


def document_in(folder: Path, media: Media) -> Path:
    """Where the document lies that is to be converted in a folder."""
    return folder / f"document{media.suffixes[0]}"


def pdf_in(folder: Path) -> Path:
    """Where the PDF will lie."""
    return folder / "made" / "document.pdf"


def prepare(folder: Path) -> None:
    """Lay out the profile in the folder."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    items = "".join(
        f"<item oor:path={quoteattr(path)}><prop oor:name={quoteattr(name)} oor:op='fuse'>"
        f"<value>{value}</value></prop></item>"
        for (path, name), value in _SETTINGS.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    (profile / "registrymodifications.xcu").write_text(f"{head}{items}</oor:items>", encoding="utf-8")


def become_program(task: Mapping[str, Any]) -> None:
    """Turn the calling child into LibreOffice at work on the document; only a failure returns, as an OSError."""
    folder, binary = Path(task["folder"]), Path(task["program"])
    media = Media[task["media"]]
    reads, writes = _FILTERS[media]
    arguments = [
        str(binary),
        *_OPTIONS,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "-env:OSL_SOCKET_PATH=.",
        f"--infilter={reads}",
        "--convert-to",
        f"pdf:{writes}",
        "--outdir",
        str(pdf_in(folder).parent),
        str(document_in(folder, media)),
    ]
    environment = {"HOME": str(folder), "TMPDIR": str(folder), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    visible = (*map(Path, _VISIBLE), binary.parent.parent)
    os.chdir(folder)
    confine_program(task["memory"], task["seconds"], task["bytes"], visible, folder)
    os.execve(binary, arguments, environment)  # noqa: S606 - there is no shell in it
