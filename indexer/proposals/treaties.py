"""Articles of treaties that a document has to do with: those it cites, and those whose subject it deals with.

A citation (``article 5 of the United Nations Convention against Transnational Organized Crime``) speaks for itself. The
other ones follow from the subjects of the document by the table RELEVANT, our own reading of what each article of the
Convention against Transnational Organized Crime and its Protocols is about; they are no claim that it implements any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from indexer.proposals.candidates import ranked
from indexer.proposals.conventions import CONVENTIONS
from indexer.proposals.data import Proposal
from indexer.proposals.document import Document, Passage
from indexer.proposals.names import all_names, finder
from indexer.structure.numerals import han
from indexer.vocabularies import Vocabularies

RELEVANT: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("crime", "participation_in_an_organized_criminal_group"): ("untoc:5",),
    ("crime", "money_laundering"): ("untoc:6", "untoc:7"),
    ("crime", "corruption"): ("untoc:8",),
    ("crime", "obstruction_of_justice"): ("untoc:23",),
    ("crime", "trafficking_in_persons"): ("tip-protocol:5", "tip-protocol:6"),
    ("crime", "smuggling_of_migrants"): ("som-protocol:6",),
    ("crime", "trafficking_in_firearms"): ("firearms-protocol:5",),
    ("crime", "drug_trafficking"): ("drugs-1988:3",),
    ("issue", "liability_of_legal_persons"): ("untoc:10",),
    ("issue", "confiscation_and_asset_recovery"): ("untoc:12",),
    ("issue", "jurisdiction"): ("untoc:15",),
    ("issue", "extradition"): ("untoc:16",),
    ("issue", "transfer_of_sentenced_persons"): ("untoc:17",),
    ("issue", "mutual_legal_assistance"): ("untoc:18",),
    ("issue", "special_investigative_techniques"): ("untoc:20",),
    ("issue", "protection_of_witnesses"): ("untoc:24",),
    ("issue", "protection_of_victims"): ("untoc:25",),
    ("issue", "law_enforcement_cooperation"): ("untoc:27",),
    ("issue", "prevention"): ("untoc:31",),
}
"""Subjects (field and term) and the articles that are about them."""

_FOLLOWS = 0.65
"""What an article is as sure as its subject times this: the subject is only half of it."""

_CITED = 0.85
_NEAR = 60
"""Code points before the name of a treaty, or behind it, within which the article stands."""

_BEFORE = re.compile(
    r"(?:\barticles?|\bart\.|\bart[ií]culos?|\bстать[еяиёюй]{1,2}|المادة|الماده|الفصل)\s(?P<number>\d{1,3})\b[^.;\n]{0,30}$",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"^[》”\"]{0,2}第(?P<number>\d{1,3}|[一二三四五六七八九十]{1,4})条")
MOST = 12


def treaty_articles_of(document: Document, vocabularies: Vocabularies, subjects: Sequence[Proposal]) -> list[Proposal]:
    """Articles as ``treaty:article``, the surest first; ``subjects`` are the proposals for crimes and issues."""
    cited = (one for passage in document.passages() for one in _cited_in(passage, document, vocabularies))
    return ranked([*cited, *_of_subjects(vocabularies, subjects)], MOST)


def _of_subjects(vocabularies: Vocabularies, subjects: Sequence[Proposal]) -> Iterator[Proposal]:
    """The articles that the subjects lead to; the passage that names the subject speaks for each."""
    for subject in subjects:
        for article in RELEVANT.get((subject.field, subject.value), ()):
            if vocabularies.has("article", article):
                yield Proposal("treaty_articles", article, subject.confidence * _FOLLOWS, subject.evidence)


def _cited_in(passage: Passage, document: Document, vocabularies: Vocabularies) -> Iterator[Proposal]:
    for language in document.languages:
        if language not in CONVENTIONS:
            continue
        for named in finder(vocabularies, "treaty", language, all_names).find(passage.text):
            before = _BEFORE.search(passage.text[max(0, named.start - _NEAR) : named.start])
            behind = _BEHIND.match(passage.text[named.end : named.end + _NEAR])
            if match := before or behind:
                article = f"{named.id}:{_number(match['number'])}"
                if vocabularies.has("article", article):
                    start = max(0, named.start - _NEAR) + match.start() if before else named.start
                    end = named.end if before else named.end + match.end()
                    yield Proposal("treaty_articles", article, _CITED, passage.evidence(start, end))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else han(text) or 0
