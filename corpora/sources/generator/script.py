"""How a language is written: its direction, its tag, and the fonts that have its letters."""

from __future__ import annotations

SERIF = "Noto Serif"
"""The font of Latin and Cyrillic letters."""

_FONTS = {"ar": "Noto Naskh Arabic", "zh": "Noto Serif CJK SC"}


def direction(language: str) -> str:
    """The writing direction of a language, as HTML names it."""
    return "rtl" if language == "ar" else "ltr"


def tag(language: str) -> str:
    """The language tag: Chinese names its script as well."""
    return "zh-Hans" if language == "zh" else language


def font(language: str) -> str:
    """The family of the font in which a language is printed."""
    return _FONTS.get(language, SERIF)
