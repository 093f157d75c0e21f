"""The styles of a digest in OpenDocument: page, head and foot, headings, paragraphs, tables, footnotes.

Each style names its font three times, for Western, East Asian and complex scripts, as OpenDocument wants it.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from .band import foot_line, head_lines
from .measures import PAPERS, Measures, measures
from .script import SERIF, direction, font
from .source import Digest

_GREY, _RED = "#444444", "#7a2018"


def styles(digest: Digest) -> str:
    """The font declarations, styles, page layout and master page of a digest."""
    language, page = digest.languages[0], measures(digest)
    return (
        f"<office:font-face-decls>{_fonts()}</office:font-face-decls>"
        f"<office:styles>{_paragraph_styles(page, language)}{_NOTES}</office:styles>"
        f"<office:automatic-styles>{_page_layout(digest, page)}{_areas(digest)}</office:automatic-styles>"
        f"<office:master-styles>{_master(digest)}</office:master-styles>"
    )


def _fonts() -> str:
    families = dict.fromkeys((SERIF, font("ar"), font("zh")))
    return "".join(f'<style:font-face style:name="{each}" svg:font-family="\'{each}\'"/>' for each in families)


_NOTES = (
    '<text:notes-configuration text:note-class="footnote" style:num-format="1" text:start-value="0" '
    'text:footnotes-position="page" text:start-numbering-at="document"/>'
)


def _paragraph_styles(page: Measures, language: str) -> str:
    """The named styles of paragraphs; those of the other column of a side-by-side text end in its language."""
    styles = [_default(page, language)]
    for each in ("", *_OTHERS):
        styles += _named(page, each, each.removeprefix("-") or language)
    return "".join(styles)


_OTHERS = ("-ar", "-zh", "-fr", "-en", "-ru", "-es")


def _default(page: Measures, language: str) -> str:
    return (
        '<style:default-style style:family="paragraph">'
        f'<style:paragraph-properties style:writing-mode="{_mode(language)}"/>{_letters(page.size, language)}'
        "</style:default-style>"
    )


def _named(page: Measures, suffix: str, language: str) -> list[str]:
    """All styles of one language: name, size in sizes of the text, place and distances."""
    start, end = _sides(language)
    align = "justify" if page.justified and not suffix else start
    size, body = page.size, f'fo:text-align="{align}" fo:orphans="2" fo:widows="2" fo:margin-bottom="1.5mm"'
    heading = 'fo:keep-with-next="always" fo:text-align='
    return [
        _style(f"Body{suffix}", size, language, f"{body} {_line(page)}"),
        _style(f"Title{suffix}", size * 1.4, language, 'fo:text-align="center" fo:margin-bottom="2mm"', bold=True),
        _style(f"Subtitle{suffix}", size, language, 'fo:text-align="center" fo:margin-bottom="3mm"'),
        _style(f"Notice{suffix}", size * 0.8, language, 'fo:text-align="center" fo:margin-bottom="5mm"', colour=_GREY),
        _style(f"Division{suffix}", size * 1.25, language, f'{heading}"center" {_AROUND_DIVISION}', bold=True),
        _style(f"Article{suffix}", size * 1.12, language, f'{heading}"{start}" {_AROUND_ARTICLE}', bold=True),
        _style(f"Caption{suffix}", size, language, f'{heading}"center" {_AROUND_ARTICLE}', bold=True),
        _style(f"Cell{suffix}", size * 0.95, language, f'fo:text-align="{start}"'),
        _style(f"CellHead{suffix}", size * 0.95, language, f'fo:text-align="{start}"', bold=True),
        _style(f"Footnote{suffix}", size * 0.75, language, f'fo:text-align="{start}" fo:margin-bottom="0.5mm"'),
        _style(f"Band{suffix}", page.small, language, 'fo:text-align="center"', colour=_RED),
        _style(f"Place{suffix}", page.small, language, f'fo:text-align="{start}"', colour=_GREY),
        _style(f"PageNumber{suffix}", page.small, language, f'fo:text-align="{end}"', colour=_GREY),
    ]


def _sides(language: str) -> tuple[str, str]:
    """Where lines begin and end: LibreOffice takes ``start`` for left in every writing direction."""
    return ("right", "left") if direction(language) == "rtl" else ("left", "right")


_AROUND_DIVISION = 'fo:margin-top="5mm" fo:margin-bottom="2mm"'
_AROUND_ARTICLE = 'fo:margin-top="4mm" fo:margin-bottom="1mm"'


def _line(page: Measures) -> str:
    """Distance of lines: the fonts stand by themselves at about one and a third of their size."""
    return f'fo:line-height="{round(page.leading / 1.36 * 100)}%"'


def _style(  # noqa: PLR0913 - a style of OpenDocument is all of these
    name: str, size: float, language: str, place: str, *, bold: bool = False, colour: str = "#111111"
) -> str:
    return (
        f'<style:style style:name="{name}" style:family="paragraph">'
        f'<style:paragraph-properties style:writing-mode="{_mode(language)}" {place}/>'
        f"{_letters(size, language, bold=bold, colour=colour)}</style:style>"
    )


def _letters(size: float, language: str, *, bold: bool = False, colour: str = "#111111") -> str:
    """The font of all three kinds of scripts, their size and weight, and the language."""
    weight, written = "bold" if bold else "normal", {"ar": "-complex", "zh": "-asian"}.get(language, "")
    fonts = {"": font("zh") if language == "zh" else SERIF, "-asian": font("zh"), "-complex": font("ar")}
    each = "".join(
        f'style:font-name{kind}="{family}" {_PREFIX[kind]}:font-size{kind}="{size:.2f}pt" '
        f'{_PREFIX[kind]}:font-weight{kind}="{weight}" '
        for kind, family in fonts.items()
    )
    tongue = f'{_PREFIX[written]}:language{written}="{language}" {_PREFIX[written]}:country{written}="none"'
    return f'<style:text-properties {each}{tongue} fo:color="{colour}"/>'


_PREFIX = {"": "fo", "-asian": "style", "-complex": "style"}
"""The namespace of an attribute: ``fo`` for Western scripts, OpenDocument's own for the two others."""


def _mode(language: str) -> str:
    return "rl-tb" if direction(language) == "rtl" else "lr-tb"


def _page_layout(digest: Digest, page: Measures) -> str:
    width, height = PAPERS[digest.paper]
    head, foot = page.top - 8, page.bottom - 8
    return (
        '<style:page-layout style:name="PageLayout">'
        f'<style:page-layout-properties fo:page-width="{width}mm" fo:page-height="{height}mm" '
        f'style:writing-mode="{_mode(digest.languages[0])}" fo:margin-top="8mm" fo:margin-bottom="8mm" '
        f'fo:margin-left="{page.side}mm" fo:margin-right="{page.side}mm">'
        '<style:footnote-sep style:width="0.018cm" style:distance-before-sep="2mm" style:distance-after-sep="1mm" '
        'style:rel-width="25%" style:color="#000000"/></style:page-layout-properties>'
        f'<style:header-style><style:header-footer-properties fo:min-height="{head}mm" fo:margin-bottom="4mm"/>'
        f'</style:header-style><style:footer-style><style:header-footer-properties fo:min-height="{foot}mm" '
        'fo:margin-top="4mm"/></style:footer-style></style:page-layout>'
    )


def _areas(digest: Digest) -> str:
    """The styles of the columns, the break after a cover, and the tables."""
    mode = _mode(digest.languages[0])
    gap, line = ("9mm" if digest.columns > 1 else "0mm"), "0.5pt solid #888888"
    return (
        '<style:style style:name="Columns" style:family="section"><style:section-properties>'
        f'<style:columns fo:column-count="{digest.columns}" fo:column-gap="{gap}"/>'
        "</style:section-properties></style:style>"
        '<style:style style:name="Table" style:family="table"><style:table-properties '
        f'style:writing-mode="{mode}" fo:margin-bottom="4mm" table:align="margins"/></style:style>'
        '<style:style style:name="Whole" style:family="table" style:parent-style-name="Table"><style:table-properties '
        f'style:writing-mode="{mode}" fo:margin-bottom="4mm" table:align="margins" '
        'style:may-break-between-rows="false"/></style:style>'
        '<style:style style:name="Boxed" style:family="table-cell"><style:table-cell-properties '
        f'fo:padding="1.5mm" fo:border="{line}"/></style:style>'
        '<style:style style:name="Open" style:family="table-cell"><style:table-cell-properties '
        'fo:padding-left="3mm" fo:padding-right="3mm" fo:border="none"/></style:style>'
        '<style:style style:name="Cover" style:family="paragraph" style:parent-style-name="Title">'
        '<style:paragraph-properties fo:padding-top="40mm" fo:border="none"/></style:style>'
        '<style:style style:name="AfterCover" style:family="paragraph" style:parent-style-name="Notice">'
        '<style:paragraph-properties fo:break-after="page"/></style:style>'
    )


def _master(digest: Digest) -> str:
    """The page with its head and its foot, which stand on every page."""
    head = "".join(f'<text:p text:style-name="Band">{escape(line)}</text:p>' for line in head_lines(digest))
    foot = f'<text:p text:style-name="Place">{escape(foot_line(digest))}</text:p>'
    number = '<text:p text:style-name="PageNumber"><text:page-number text:select-page="current"/></text:p>'
    return (
        f'<style:master-page style:name={quoteattr("Standard")} style:page-layout-name="PageLayout">'
        f"<style:header>{head}</style:header><style:footer>{foot}{number}</style:footer></style:master-page>"
    )
