"""The treaties and their articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indexer.corpus import Treaty
from portal.browse.counted import by_name
from portal.browse.describing import Step
from portal.browse.lists import RecordList, term_address
from portal.browse.participation import treaty_record
from portal.i18n import page_language
from portal.labels import label
from portal.opening import current_library


@dataclass(frozen=True, slots=True)
class ListedTreaty:
    """A treaty: its short name and how many articles it has; its record, if there is one, and the title of that.

    The ``full_name`` stands with the language that it is in.
    """

    label: str
    address: str
    full_name: tuple[str, str] | None
    record: Treaty | None
    articles: int


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article: its number, title and address, how many records are relevant to it, and how many of them are laws."""

    number: str
    title: str
    address: str
    records: int
    laws: int


def listed_treaties() -> tuple[ListedTreaty, ...]:
    """All treaties by name."""
    concepts = current_library().vocabularies.concepts("treaty")
    return tuple(_listed_treaty(treaty) for treaty in by_name("treaty", (concept.id for concept in concepts)))


def _listed_treaty(treaty: str) -> ListedTreaty:
    record = treaty_record(treaty)
    return ListedTreaty(
        label=label("treaty", treaty),
        address=term_address("treaty", treaty),
        full_name=record.title_in(page_language()) if record else None,
        record=record,
        articles=len(_articles(treaty)),
    )


def articles_of(treaty: str) -> tuple[ListedArticle, ...]:
    """The articles of a treaty in the order of the vocabulary."""
    catalogue = current_library().catalogue
    records, laws = catalogue.counts("article"), catalogue.counts("article", kind="legislation")
    return tuple(_listed_article(article, records, laws) for article in _articles(treaty))


def _listed_article(article: str, records: Mapping[str, int], laws: Mapping[str, int]) -> ListedArticle:
    return ListedArticle(
        number=article.rpartition(":")[2],
        title=current_library().vocabularies.concept("article", article).names[page_language()],
        address=RecordList("article", article).address(),
        records=records.get(article, 0),
        laws=laws.get(article, 0),
    )


def _articles(treaty: str) -> tuple[str, ...]:
    below = current_library().vocabularies.narrower("treaty", treaty)
    return tuple(concept.id for name, concept in below if name == "article")


def neighbours(found: RecordList) -> tuple[Step | None, Step | None]:
    """For the list of an article those of the article before and after, by number and title; None where none is."""
    if found.facet != "article":
        return None, None
    articles = _articles(found.treaty)
    if found.term not in articles:  # a deprecated one stands in no order
        return None, None
    place = articles.index(found.term)
    around = (articles[place - 1] if place else None, articles[place + 1] if place + 1 < len(articles) else None)
    before, after = (_step(article) if article else None for article in around)
    return before, after


def _step(article: str) -> Step:
    title = current_library().vocabularies.concept("article", article).names[page_language()]
    return Step(f"{article.rpartition(':')[2]}. {title}", RecordList("article", article).address())
