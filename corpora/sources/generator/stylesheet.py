"""The style sheet of a digest: quiet, serif, with the demonstration band on every page.

The band and the place of the official text are margin boxes, which both producers repeat on each page.
"""

from __future__ import annotations

from .band import foot_line, head_lines
from .measures import measures
from .script import SERIF, font
from .source import Digest

_PAGE = """
@page {
  size: %(paper)s; margin: %(margin)s;
  font-family: %(font)s;
  @top-center { content: %(band)s; width: 100%%; font-size: %(small)s; color: #7a2018; white-space: pre-line;
    text-align: center; vertical-align: middle; line-height: 1.5; }
  @bottom-%(start)s { content: %(place)s; width: 88%%; font-size: %(small)s; color: #444; text-align: %(start)s; }
  @bottom-%(end)s { content: counter(page); width: 12%%; font-size: %(small)s; color: #444; text-align: %(end)s; }
}
"""

_TEXT = """
html { font-family: %(font)s; font-size: %(size)s; line-height: %(leading)s; color: #111; }
body { margin: 0; }
header { border-bottom: 0.6pt solid #999; margin-bottom: 5mm; }
h1 { font-size: 1.5em; line-height: 1.35; text-align: center; margin: 0 0 2mm; font-weight: bold; }
header.cover { border-bottom: none; padding-top: 40mm; break-after: page; }
.subtitle { text-align: center; font-size: 1em; margin: 0 0 3mm; }
.notice { text-align: center; font-size: 0.8em; color: #444; margin: 0 6mm 4mm; }
h2 { font-size: 1.25em; text-align: center; margin: 5mm 0 2mm; break-after: avoid; }
h3 { font-size: 1.12em; margin: 4mm 0 1mm; break-after: avoid; line-height: 1.4; }
p { margin: 0 0 1.5mm; text-align: %(align)s; orphans: 2; widows: 2; hyphens: %(hyphens)s; }
main { columns: %(columns)s; column-gap: 9mm; }
table { border-collapse: collapse; width: 100%%; }
table.data { margin: 4mm 0; font-size: 0.95em; break-inside: avoid; }
table.data caption { font-weight: bold; font-size: 1em; padding-bottom: 1.5mm; }
table.data th, table.data td { border: 0.5pt solid #888; padding: 1.2mm 2mm; text-align: start; vertical-align: top; }
table.side { table-layout: fixed; }
table.side td { width: 50%%; vertical-align: top; padding: 0 4mm 1mm; }
table.side h1 { font-size: 1.25em; }
table.side .notice { margin: 0 0 3mm; }
table.side td p { text-align: start; }
td[lang] { font-family: "Noto Serif"; line-height: 1.5; font-size: 0.95em; }
td[lang=ar] { font-family: "Noto Naskh Arabic", "Noto Serif"; line-height: 1.75; font-size: 1em; }
td[lang=zh-Hans] { font-family: "Noto Serif CJK SC", "Noto Serif"; line-height: 1.7; }
.footnote { float: footnote; font-size: 0.75em; line-height: 1.4; }
"""


def stylesheet(digest: Digest) -> str:
    """The style sheet of one digest; its page boxes carry the band and the place of the official text."""
    language, page = digest.languages[0], measures(digest)
    ways = {
        "paper": digest.paper,
        "font": ", ".join(f'"{family}"' for family in dict.fromkeys((font(language), SERIF))),
        "size": f"{page.size}pt",
        "small": f"{page.small}pt",
        "margin": f"{page.top}mm {page.side}mm {page.bottom}mm",
        "leading": str(page.leading),
        "align": "justify" if page.justified else "start",
        "hyphens": "none" if language in {"ar", "zh"} else "auto",
        "columns": str(digest.columns),
        "start": "right" if language == "ar" else "left",
        "end": "left" if language == "ar" else "right",
        "band": _string("\n".join(head_lines(digest))),
        "place": _string(foot_line(digest)),
    }
    return _PAGE % ways + _TEXT % ways


def _string(text: str) -> str:
    """A CSS string: quotes and line ends escaped."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\A ") + '"'
