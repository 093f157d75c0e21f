"""The words that mark every page as a demonstration, in six languages."""

from __future__ import annotations

from .source import Digest

BAND = {
    "ar": "ملخص إيضاحي – ليس النص الرسمي",
    "zh": "演示摘要——非官方文本",
    "en": "Demonstration digest – not the official text",
    "fr": "Résumé de démonstration – n’est pas le texte officiel",
    "ru": "Демонстрационное изложение – не официальный текст",
    "es": "Resumen de demostración – no es el texto oficial",
}
"""The band itself, at the head of every page, in the language of the document and in English."""

PLACE = {
    "ar": "النص الرسمي: {place}",
    "zh": "官方文本：{place}",
    "en": "Official text: {place}",
    "fr": "Texte officiel : {place}",
    "ru": "Официальный текст: {place}",
    "es": "Texto oficial: {place}",
}
"""Where the official text is published, at the foot of every page."""

NOTICE = {
    "ar": "أعد هذا الملخص بصياغتنا لأغراض العرض، وهو لا يشمل سوى ما ذكر فيه، ولا يجوز الاستناد إليه قانوناً.",
    "zh": "本摘要由编者以自己的语言撰写，仅供演示，只涉及文中所述内容，不得作为法律依据。",
    "en": "This digest is written in our own words for demonstration. It covers only what it names and must not be "
    "relied on as law.",
    "fr": "Ce résumé, rédigé par nos soins à des fins de démonstration, ne porte que sur les points qu’il mentionne "
    "et ne saurait être invoqué en droit.",
    "ru": "Изложение составлено нами своими словами в демонстрационных целях, охватывает только то, что "
    "в нем названо, и не имеет юридической силы.",
    "es": "Este resumen, redactado con nuestras propias palabras con fines de demostración, solo abarca lo que "
    "menciona y carece de valor jurídico.",
}
"""What the band means, once under the title."""


def band(languages: tuple[str, ...]) -> str:
    """The band of a document in these languages, English always among them: one line."""
    return " · ".join(BAND[language] for language in dict.fromkeys((*languages, "en")))


def head_lines(digest: Digest) -> list[str]:
    """What stands at the head of every page: the band, and below it the running head if there is one."""
    head = digest.text[digest.languages[0]].get("running_head")
    return [band(digest.languages), *([head] if head else [])]


def foot_line(digest: Digest) -> str:
    """What stands at the foot of every page: the place of the official text in each language of the digest."""
    return " · ".join(PLACE[each].format(place=digest.text[each]["place"]) for each in digest.languages)
