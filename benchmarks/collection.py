"""A generated collection: records in six languages whose words follow Zipf's law, the same for a seed.

It tells how fast the machinery is, nothing about how well it finds: words are independent and mean nothing.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from indexer.model import LANGUAGES
from indexer.search import PassageText, RecordFacts
from indexer.vocabularies import Vocabularies

PASSAGES_A_RECORD = 10
WORDS_A_PASSAGE = 75
WORDS_A_LANGUAGE = 30_000
LETTERS = {
    "ar": ("بتثجحخدرزسشصضطعغفقكلمنهوي", "اوي"),
    "en": ("bcdfghklmnprstvw", "aeiou"),
    "es": ("bcdfghjlmnñprstvz", "aeioáó"),
    "fr": ("bcdfghjlmnpqrstv", "aeiouéè"),
    "ru": ("бвгджзклмнпрстфхцчшщ", "аеиоуыюя"),
}
"""Consonants and vowels that syllables are made of."""

HAN = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 2500))


@dataclass(frozen=True)
class Question:
    """Words to search for, and the language they were taken from; the product is not told it."""

    language: str
    text: str


class Language:
    """The words of one language and how often each is used."""

    def __init__(self, code: str, chance: random.Random) -> None:
        """Make the words up."""
        self.code = code
        words = sorted({_word(code, chance) for _ in range(WORDS_A_LANGUAGE)})
        self._words = sorted(words, key=lambda _: chance.random())
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self._words))))
        self._joint = "" if code == "zh" else " "

    def words(self, chance: random.Random, number: int) -> list[str]:
        """So many words, by their frequency."""
        return chance.choices(self._words, cum_weights=self._weights, k=number)

    def text(self, chance: random.Random, number: int) -> str:
        """Words as they are written one after another."""
        return self._joint.join(self.words(chance, number))


def _word(code: str, chance: random.Random) -> str:
    if code == "zh":
        return "".join(chance.choices(HAN, k=2))
    consonants, vowels = LETTERS[code]
    return "".join(chance.choice(consonants) + chance.choice(vowels) for _ in range(chance.randint(1, 4)))


class Collection:
    """Facts and texts of generated records, made anew each time they are asked for."""

    def __init__(self, passages: int, vocabularies: Vocabularies, seed: int = 1) -> None:
        """About so many passages, a tenth as many records, with values of the real vocabularies."""
        self.records = max(passages // PASSAGES_A_RECORD, 1)
        self._seed = seed
        self._languages = [Language(code, random.Random(seed)) for code in LANGUAGES]
        self._vocabularies = vocabularies
        self._values = {
            name: [concept.id for concept in vocabularies.concepts(name)]
            for name in ("kind", "country", "crime", "issue", "file_status", "in_force")
        }

    def __iter__(self) -> Iterator[tuple[RecordFacts, list[PassageText]]]:
        """The records in a fixed order."""
        for facts, language, chance in self._records():
            yield facts, list(_texts(language, chance))

    def facts(self) -> Iterator[RecordFacts]:
        """The facts of the records alone."""
        return (facts for facts, _, _ in self._records())

    def _records(self) -> Iterator[tuple[RecordFacts, Language, random.Random]]:
        """Facts, the language, and what the texts are drawn with."""
        for number in range(self.records):
            chance = random.Random(self._seed * 1_000_003 + number)
            language = chance.choice(self._languages)
            yield self._facts(f"r{number:07}", language, chance), language, chance

    def questions(self, number: int) -> list[Question]:
        """One to four words each, by their frequency: many records have one, few have four."""
        chance = random.Random(self._seed)
        asked = []
        for _ in range(number):
            language = chance.choice(self._languages)
            words = dict.fromkeys(language.words(chance, chance.randint(1, 4)))
            asked.append(Question(language.code, " ".join(words)))
        return asked

    def _facts(self, id: str, language: Language, chance: random.Random) -> RecordFacts:
        country = _frequent(self._values["country"], chance)
        year = chance.randint(1960, 2025)
        facets = {
            "kind": (_frequent(self._values["kind"], chance),),
            "country": (country,),
            "region": self._vocabularies.regions_of(country),
            "crime": _some(self._values["crime"], chance, 3),
            "issue": _some(self._values["issue"], chance, 4),
            "language": (language.code,),
            "status": (_frequent(self._values["file_status"], chance),),
            "in_force": (_frequent(self._values["in_force"], chance),),
        }
        return RecordFacts(
            id=id,
            kind=facets["kind"][0],
            titles={language.code: language.text(chance, 9), "en": self._languages[2].text(chance, 9)},
            original_language=language.code,
            languages=(language.code,),
            date=f"{year}-{chance.randint(1, 12):02}",
            years=(year,),
            country=(country,),
            in_force=facets["in_force"][0],
            keywords={"en": (self._languages[2].text(chance, 3),)},
            facets=facets,
            country_sort={code: self._vocabularies.label("country", country, code) for code in LANGUAGES},
        )


def _texts(language: Language, chance: random.Random) -> Iterator[PassageText]:
    """The provisions of a record: of very different lengths, their number too."""
    for number in range(1, max(round(chance.expovariate(1 / PASSAGES_A_RECORD)), 1) + 1):
        length = max(round(chance.lognormvariate(math.log(WORDS_A_PASSAGE) - 0.18, 0.6)), 3)
        yield PassageText(
            file=language.code,
            language=language.code,
            provision=f"art_{number}",
            label=f"Article {number}",
            heading=language.text(chance, 4) if chance.random() < 0.5 else "",
            page=number // 3 + 1,
            text=language.text(chance, length),
        )


def _frequent(values: Sequence[str], chance: random.Random) -> str:
    """One value; the first ones often, the last ones rarely."""
    return values[min(int(chance.expovariate(5 / len(values))), len(values) - 1)]


def _some(values: Sequence[str], chance: random.Random, most: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_frequent(values, chance) for _ in range(chance.randint(1, most))))
