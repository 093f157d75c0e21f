"""Plain text and web pages, written anew as a page of our own that asks for nothing and runs nothing.

Runs behind the walls of ``sandbox``. Of a web page the text stays, with headings, paragraphs, lists, tables, and what
is bold, slanted or raised; scripts, styles, forms, images, frames and every address go. LibreOffice never sees what
came in.
"""

from __future__ import annotations

import re
import unicodedata
from codecs import lookup
from html import escape
from html.parser import HTMLParser

from indexer.pdf.converting.encodings import Undecodable, decoded
from indexer.pdf.converting.media import Media
from indexer.pdf.opening import Refused

_FOOT = "</body></html>\n"


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


_BLOCKS = _set("p h1 h2 h3 h4 h5 h6 li td th pre blockquote div dt dd caption")
_HEAD = f"""<!doctype html><html><head><meta charset="utf-8"><style>
@page {{ size: 21cm 29.7cm; margin: 2cm }}
{", ".join(sorted(_BLOCKS))} {{ font-family: "Noto Sans"; font-size: 11pt }}
{", ".join(f"{tag}.rtl" for tag in sorted(_BLOCKS))} {{ font-family: "Noto Naskh Arabic"; text-align: right }}
p.rtl {{ font-size: 12pt }}
h1 {{ font-size: 16pt }} h2 {{ font-size: 14pt }} h3, h4, h5, h6 {{ font-size: 12pt }}
</style></head><body>
"""
_GROUPS = _set("ul ol table tr thead tbody tfoot dl")
_INLINE = _set("b strong i em u sup sub")
_AS_DIV = _set("section article main header footer nav aside address figure figcaption center fieldset form")
_SILENT = _set("head script style template noscript iframe object applet svg math canvas audio video select textarea")
_KEPT = {"colspan": re.compile("[0-9]{1,3}"), "rowspan": re.compile("[0-9]{1,3}"), "start": re.compile("[0-9]{1,4}")}
_DIRECTION = re.compile("rtl|ltr", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_CHARSETS = re.compile("utf-8|utf-16.*|gb.*|hz|big5.*|cp(866|125[0-8])|iso8859-.*|koi8-.*|ascii|mac-.*")
_DROPPED = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_SPACES = re.compile("  +|^ ")
_TAB = "    "
_LINE = "margin-top: 0cm; margin-bottom: 0cm; line-height: 100%"


def composed(data: bytes, media: Media, most_characters: int) -> str:
    """A page of HTML that says what the file says; raises Refused."""
    try:
        text = decoded(data) if media is Media.TEXT else _page_text(data)
    except Undecodable as error:
        raise Refused(str(error)) from None
    if len(text) > most_characters:
        raise Refused(f"has more than the {most_characters:,} characters that PALERMO_PDF_TEXT allows")
    return _HEAD + (_lines(text) if media is Media.TEXT else _cleaned(text)) + _FOOT


def direction(text: str, default: str = "ltr") -> str:
    """The direction of a paragraph: that of most of its letters; ``default`` where it has none."""
    kinds = [unicodedata.bidirectional(character) for character in text]
    right, left = sum(kind in {"R", "AL"} for kind in kinds), kinds.count("L")
    return default if not right + left else "rtl" if right > left else "ltr"


def _lines(text: str) -> str:
    """Each line a paragraph, as it stands in the text; a form feed begins a page."""
    text = text.rstrip("\x1a").replace("\r\n", "\n").replace("\r", "\n")
    usual = direction(text)
    written = []
    for number, page in enumerate(text.split("\f")):
        for place, line in enumerate(page.split("\n")):
            style = _LINE + "; page-break-before: always" if number and not place else _LINE
            shown = _SPACES.sub(lambda spaces: "\u00a0" * len(spaces[0]), line.rstrip().replace("\t", _TAB))
            content = escape(_DROPPED.sub("", shown)) or "<br>"
            way = direction(line, usual)
            written.append(f'<p class="{way}" dir="{way}" style="{style}">{content}</p>\n')
    return "".join(written)


def _page_text(data: bytes) -> str:
    """The text of a web page in the encoding that it names, or in that which makes sense."""
    named = _CHARSET.search(data[:4096])
    if named and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            encoding = lookup(named[1].decode("ascii")).name
            if _CHARSETS.fullmatch(encoding) and not encoding.startswith("utf-16"):
                encoding = {"iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}.get(encoding, encoding)
                return data.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(data)


def _cleaned(text: str) -> str:
    page = _Page()
    page.feed(text)
    page.close()
    return page.finish()


class _Page(HTMLParser):
    """Takes a web page apart and writes what may stay; a block without a direction gets that of its letters."""

    def __init__(self) -> None:
        """Begin with nothing written."""
        super().__init__(convert_charrefs=True)
        self._written: list[str] = []
        self._silent: list[str] = []
        self._usual = "ltr"
        self._slot = 0
        self._text: list[str] = []
        self._is_told = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write a tag that may stay, with the few attributes that may."""
        if self._silent or tag in _SILENT:
            if tag in _SILENT:
                self._silent.append(tag)
            return
        told = next((value for name, value in attrs if name == "dir" and value and _DIRECTION.fullmatch(value)), "")
        if tag in {"html", "body"} and told:
            self._usual = told.lower()
        if tag in _AS_DIV:
            tag = "div"
        if tag in _BLOCKS:
            self._begin(tag, attrs, told)
        elif tag in _GROUPS or tag in _INLINE or tag in {"br", "hr"}:
            self._written.append(f"<{tag}{_attributes(attrs)}>")

    def handle_endtag(self, tag: str) -> None:
        """Close what was written."""
        if self._silent:
            if tag in self._silent:
                del self._silent[self._silent.index(tag) :]
            return
        if tag in _AS_DIV:
            tag = "div"
        if tag in _BLOCKS:
            self._settle()
        if tag in _BLOCKS or tag in _GROUPS or tag in _INLINE:
            self._written.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Write text, escaped."""
        if not self._silent:
            clean = _DROPPED.sub("", data)
            self._text.append(clean)
            self._written.append(escape(clean))

    def finish(self) -> str:
        """All that was written."""
        self._settle()
        return "".join(self._written)

    def _begin(self, tag: str, attrs: list[tuple[str, str | None]], told: str) -> None:
        self._settle()
        self._written += [f"<{tag}{_attributes(attrs)}", _way(told.lower()) if told else ">"]
        self._slot, self._is_told = len(self._written) - 1, bool(told)

    def _settle(self) -> None:
        """Give the block that was begun last the direction of its text."""
        if self._slot and not self._is_told:
            self._written[self._slot] = _way(direction("".join(self._text), self._usual))
        self._slot, self._is_told = 0, False
        self._text.clear()


def _way(way: str) -> str:
    return f' class="{way}" dir="{way}">'


def _attributes(attrs: list[tuple[str, str | None]]) -> str:
    kept = ((name, value) for name, value in attrs if name in _KEPT and value and _KEPT[name].fullmatch(value))
    return "".join(f' {name}="{value}"' for name, value in kept)
