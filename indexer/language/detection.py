"""Which of the six languages a text is in, and in what shares.

Script decides Arabic, Chinese and Russian: it is exact and free. Only among English, French and Spanish a detector
decides, paragraph by paragraph; langdetect is imported here and nowhere else. It holds three profiles instead of its
55, which is the same as a prior on the three, only faster; its random choices start from a fixed seed and its profiles
are loaded in a fixed order, so that the same text gives the same answer on every machine.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import langdetect
from langdetect.detector_factory import DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

_SCRIPTS = {
    "latin": re.compile(r"[A-Za-zªºÀ-ÖØ-öø-ɏ]+"),
    "ru": re.compile(r"[\u0400-\u052f]+"),
    "ar": re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]+"),
    "zh": re.compile(r"[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"),
}
_LATIN = ("en", "es", "fr")

NOISE = 0.03
"""A language with a smaller share of the letters is noise: Latin names in an Arabic law."""

_FOREIGN = 0.25
"""Another script with a smaller share of a paragraph's letters belongs to the paragraph's language."""

_ENOUGH = 40
"""Paragraphs with fewer Latin letters tell the detector too little; they follow the longer ones."""

_SAMPLE = 400
"""Letters of one paragraph that the detector is shown."""

_PARAGRAPHS = 150
"""Paragraphs of a text that the detector is shown, evenly spread: about a tenth of a second at most."""


@cache
def _factory() -> DetectorFactory:
    """The detector with the profiles of the three languages that share the Latin script."""
    factory = DetectorFactory()
    profiles = Path(langdetect.__file__).parent / "profiles"
    factory.load_json_profile([(profiles / language).read_text(encoding="utf-8") for language in _LATIN])
    factory.set_seed(0)
    return factory


def _latin_language(text: str) -> str | None:
    """``en``, ``es`` or ``fr``; None if the text has nothing to tell them by."""
    detector = _factory().create()
    # The detector skips words in capitals, and headings often are.
    detector.append(text[:_SAMPLE].lower())
    try:
        found = detector.get_probabilities()
    except LangDetectException:
        return None
    return str(found[0].lang) if found else None


def _letters(text: str) -> dict[str, int]:
    """How many letters of each script a text has, scripts that it lacks left out."""
    counts = {script: sum(map(len, pattern.findall(text))) for script, pattern in _SCRIPTS.items()}
    return {script: count for script, count in counts.items() if count}


def _scripts_of(paragraph: str) -> dict[str, int]:
    """The letters of a paragraph by script; a sprinkling of another script counts for the paragraph's own."""
    counts = _letters(paragraph)
    total = sum(counts.values())
    kept = {script: count for script, count in counts.items() if count >= _FOREIGN * total}
    if kept:
        kept[max(kept, key=lambda script: kept[script])] += total - sum(kept.values())
    return kept


def _latin_shares(paragraphs: list[tuple[str, int]]) -> Counter[str]:
    """Letters by language of Latin paragraphs (text and its number of letters), from a sample of the longer ones."""
    telling = [(text, letters) for text, letters in paragraphs if letters >= _ENOUGH]
    if not telling:
        telling = [(" ".join(text for text, _ in paragraphs), 1)]
    step = -(-len(telling) // _PARAGRAPHS)
    found: Counter[str] = Counter()
    for text, letters in telling[::step]:
        language = _latin_language(text)
        if language:
            found[language] += letters
    return found


def shares(text: str) -> dict[str, float]:
    """The languages of a text and their shares of its letters, largest first, rounded to two digits.

    Only the six official languages are known: a text in another language is taken for the nearest of the same script.
    Lines are the paragraphs. Shares under three in a hundred are left out. Without letters the answer is empty. The
    answer depends on nothing but the text; threads may ask at the same time.
    """
    letters: Counter[str] = Counter()
    latin: list[tuple[str, int]] = []
    for paragraph in text.splitlines():
        for script, count in _scripts_of(paragraph).items():
            if script == "latin":
                runs = " ".join(_SCRIPTS["latin"].findall(paragraph))
                latin.append((paragraph if len(runs) > len(paragraph) / 2 else runs, count))
            else:
                letters[script] += count
    total = sum(letters.values()) + sum(count for _, count in latin)
    found = _latin_shares(latin) if latin and sum(count for _, count in latin) >= NOISE * total else Counter[str]()
    for language, count in found.items():
        letters[language] += round(count / found.total() * sum(count for _, count in latin))
    ordered = sorted(letters.items(), key=lambda item: (-item[1], item[0]))
    return {language: round(count / total, 2) for language, count in ordered if count >= NOISE * total}


def language_of(text: str) -> str | None:
    """The language that most of the text is in; None without letters."""
    return next(iter(shares(text)), None)
