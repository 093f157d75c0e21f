"""What is said of a language's way to title, number and date what a State publishes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from indexer.model import Kind, Language

Role = Literal[
    "named", "adopted", "passed", "signed", "promulgated", "decided", "published", "in_force", "amended", "cited"
]
"""What a date is to a document: part of its name, the day on which it was adopted, passed by a chamber, signed..."""


def numbered(words: str) -> dict[str, int]:
    """Names and their numbers from 1: ``january jan|february feb``; an underscore is a space within a name."""
    return {
        word.replace("_", " "): number for number, names in enumerate(words.split("|"), 1) for word in names.split()
    }


@dataclass(frozen=True, slots=True)
class Convention:
    """The drafting conventions of one language.

    Words and regular expressions are written as they stand in folded text: small letters without accents, bare alef,
    ه for ة and ي for ى, ASCII digits (``indexer.structure.folding``). An expression never has two repetitions without
    bounds beside each other, so that no text makes it slow.

    ``months`` are the names of months and their numbers. ``dates`` are expressions with the groups ``day``, ``month``
    (a name, for which {month} stands), ``figure`` (the month as a number) and ``year``; {spelled} stands for the words
    of ``spelled``, with which numbers in words are read. ``before`` and ``after`` are what stands near a date and tells
    its role. ``acts`` are the words for types of act and the term of the vocabulary ``act_type``; {act} stands for them
    in ``numbers``, whose group ``number`` is the number as it is cited; with a group ``year`` both are joined by a
    slash.
    ``promulgates`` stands in the name of an act by which another one is promulgated, before that one.
    ``cited`` begins passages that name other acts.

    ``kinds`` are words of a title that tell the kind of document, ``courts`` the names of courts, ``decisions`` words
    that decisions have, ``dockets`` their numbers, ``gazettes`` the names of official gazettes, ``formulas`` lines of a
    front page that are no title. ``institutions`` are names that one country or organization alone uses, with its code
    or id.
    """

    language: Language
    months: Mapping[str, int]
    dates: tuple[str, ...]
    before: Mapping[Role, str]
    acts: Mapping[str, str]
    numbers: tuple[str, ...]
    cited: str
    kinds: Mapping[Kind, str]
    courts: str
    decisions: str
    dockets: tuple[str, ...]
    gazettes: str
    formulas: str
    institutions: Mapping[str, str]
    promulgates: str = r"(?!)"
    after: Mapping[Role, str] = field(default_factory=dict)
    spelled: Mapping[str, int] = field(default_factory=dict)
