"""What a vocabulary is made of, in the terms of SKOS."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Concept:
    """A term of a vocabulary.

    ``labels`` has the label that is shown in each of the six languages; ``names`` the bare prefLabel where the label
    is made of more (the treaty, the number and the title of an article). ``alternatives`` are true synonyms (altLabel),
    ``hidden`` words that find the concept but are never shown (hiddenLabel, among them former names); both lists may
    lack a language. ``broader`` is the id of the concept above, "" at the top. ``properties`` are fields of one
    vocabulary only, as ``m49`` and ``status`` of a country.
    """

    id: str
    labels: Mapping[str, str]
    names: Mapping[str, str]
    alternatives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hidden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    broader: str = ""
    related: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    reviewed: bool = False
    properties: Mapping[str, str] = field(default_factory=dict)
    sort_labels: Mapping[str, str] = field(default_factory=dict)

    def sort_label(self, language: str) -> str:
        """The text that puts the concepts of a vocabulary in order, by code point, for readers of ``language``."""
        return self.sort_labels.get(language) or sort_form(self.labels[language], language)


def sort_form(text: str, language: str) -> str:
    """``text`` without case, marks, punctuation and Arabic article, as lists in that language are sorted.

    Lists of the United Nations in Arabic pass over the article: Argentina stands under alif and ra.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    folded = "".join(character for character in decomposed if not unicodedata.combining(character))
    words = re.findall(r"\w+", folded)
    if language == "ar":
        words = [word[2:] if word.startswith("ال") and len(word) > 4 else word for word in words]
    return " ".join(words)
