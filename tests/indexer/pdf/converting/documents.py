"""One short law in four languages, written as each type of document that is accepted, by hand."""

import io
import zipfile
from collections.abc import Mapping
from html import escape

LAWS: Mapping[str, tuple[str, ...]] = {
    "ar": (
        "قانون رقم 12 لسنة 2015 بشأن مكافحة الجريمة المنظمة",
        "المادة 4",
        "تختص المحكمة بنظر الدعاوى الناشئة عن تطبيق هذا القانون.",
        "المادة 5",
        "يعاقب بالسجن كل من شارك في جماعة إجرامية منظمة وهو على علم بهدفها.",
        "المادة 6",
        "تتعاون السلطات المختصة مع نظيراتها في الدول الأخرى.",
    ),
    "zh": (
        "反有组织犯罪法",
        "第四条",
        "人民法院管辖因本法引起的案件。",
        "第五条",
        "明知犯罪集团的目的而参加其活动的人,处以监禁。",
        "第六条",
        "主管机关应当与其他国家的主管机关合作。",
    ),
    "ru": (
        "Закон № 12 о борьбе с организованной преступностью",
        "Статья 4",
        "Суд рассматривает дела, возникающие из применения настоящего Закона.",
        "Статья 5",
        "Участие в организованной преступной группе наказывается лишением свободы.",
        "Статья 6",
        "Компетентные органы сотрудничают с органами других государств.",
    ),
    "fr": (
        "Loi n° 12 relative à la lutte contre la criminalité organisée",
        "Article 4",
        "Le tribunal connaît des affaires nées de l'application de la présente loi.",
        "Article 5",
        "La participation à un groupe criminel organisé est punie d'emprisonnement.",
        "Article 6",
        "Les autorités compétentes coopèrent avec celles des autres États.",
    ),
}
"""The lines of a law with the articles 4 to 6, the first is its title."""

_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OF_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def zipped(files: Mapping[str, str | bytes], stored: tuple[str, ...] = ()) -> bytes:
    """An archive of files, deflated but for those that are ``stored``."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            method = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return data.getvalue()


def docx(
    lines: tuple[str, ...], body: str = "", relations: str = "", more: Mapping[str, str | bytes] | None = None
) -> bytes:
    """A DOCX of paragraphs, with XML behind them, more relations of the document, and more parts."""
    right = any("\u0600" <= letter <= "\u06ff" for letter in lines[0])
    properties = "<w:pPr><w:bidi/></w:pPr>" if right else ""
    run = "<w:rPr><w:rtl/></w:rPr>" if right else ""
    paragraphs = "".join(f"<w:p>{properties}<w:r>{run}<w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" '
            f'Type="{_OF_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{_WORD}" xmlns:r="{_OF_OFFICE}"><w:body>{paragraphs}{body}'
            "</w:body></w:document>",
            **(more or {}),
        }
    )


def odt(lines: tuple[str, ...], body: str = "", more: Mapping[str, str | bytes] | None = None) -> bytes:
    """An ODT of paragraphs, with XML behind them, and more files."""
    right = any("\u0600" <= letter <= "\u06ff" for letter in lines[0])
    style = ' text:style-name="R"' if right else ""
    styles = '<office:automatic-styles><style:style style:name="R" style:family="paragraph">'
    styles += '<style:paragraph-properties style:writing-mode="rl-tb" fo:text-align="right"/></style:style>'
    styles += "</office:automatic-styles>"
    paragraphs = "".join(f"<text:p{style}>{escape(line)}</text:p>" for line in lines)
    spaces = f'xmlns:office="{_OFFICE}" xmlns:text="{_TEXT}" xmlns:xlink="http://www.w3.org/1999/xlink" '
    spaces += 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    spaces += 'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    spaces += 'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    spaces += 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    manifest += 'manifest:version="1.2"><manifest:file-entry manifest:full-path="/" '
    manifest += 'manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry '
    manifest += 'manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} '
            f'office:version="1.2">{styles}<office:body><office:text>{paragraphs}{body}</office:text></office:body>'
            "</office:document-content>",
            "META-INF/manifest.xml": manifest,
            **(more or {}),
        },
        stored=("mimetype",),
    )


def rtf(lines: tuple[str, ...], body: str = "") -> bytes:
    """An RTF of paragraphs in pure ASCII, with code behind them."""
    right = any("\u0600" <= letter <= "\u06ff" for letter in lines[0])
    begin = r"\pard\rtlpar\qr" if right else r"\pard\ltrpar"
    written = "".join(f"{begin} {''.join(map(_rtf_letter, line))}\\par\n" for line in lines)
    return f"{{\\rtf1\\ansi\\uc1{{\\fonttbl{{\\f0 Noto Sans;}}}}\\f0\\fs22\n{written}{body}}}".encode("ascii")


def _rtf_letter(letter: str) -> str:
    if letter.isascii():
        return f"\\{letter}" if letter in "\\{}" else letter
    return f"\\u{ord(letter) if ord(letter) < 0x8000 else ord(letter) - 0x10000}?"


def html(lines: tuple[str, ...], body: str = "", encoding: str = "utf-8") -> bytes:
    """A web page of paragraphs, with more behind them, that names its encoding."""
    head = f'<meta charset="{encoding}">'
    paragraphs = "".join(f"<p>{escape(line)}</p>\n" for line in lines)
    return f"<!DOCTYPE html>\n<html><head>{head}<title>x</title></head><body>{paragraphs}{body}</body></html>".encode(
        encoding
    )


def text(lines: tuple[str, ...], encoding: str = "utf-8") -> bytes:
    """Plain text, a line a paragraph."""
    return "\r\n".join(lines).encode(encoding)
