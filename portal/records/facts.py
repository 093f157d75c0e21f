"""The facts of a record as rows of a table: a heading and its items, each with what a reader has to know of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from indexer.corpus import Bibliography, CaseLaw, Legislation, PartialDate, Record, Strategy, Treaty, TreatyArticle
from indexer.corpus.parts import Period
from portal.browse.lists import term_address
from portal.i18n import best_language, best_text, day, gettext, lazy_gettext, lazy_pgettext
from portal.labels import label

_ = lazy_gettext


@dataclass(frozen=True, slots=True)
class Item:
    """A value: its text, the language it is in (empty: that of the page), where it leads, and a note behind it."""

    text: str
    language: str = ""
    address: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A row: what the items are, and the items."""

    heading: str
    items: tuple[Item, ...]


def facts_of(record: Record) -> tuple[Fact, ...]:
    """All facts of a record that are known, in the order of the page."""
    rows = (*_origin(record), *_OF_KIND[type(record)](record), *_subjects(record))
    return tuple(Fact(str(heading), items) for heading, given in rows if (items := tuple(given)))


Row = tuple[str, Iterable[Item]]


def _origin(record: Record) -> Iterator[Row]:
    yield _("Country"), _listed("country", record.country)
    yield _("Organization"), _listed("organization", record.organization)


def _legislation(record: Legislation) -> Iterator[Row]:
    yield _("Number"), _texts(record.number)
    yield _("Type of act"), _terms("act_type", record.type_of_act)
    yield _("Official gazette"), _texts(record.gazette)
    yield _("Adopted"), _dates(record.adopted)
    yield _("In force from"), _dates(record.in_force_from)
    yield _("Repealed on"), _dates(record.repealed_on)
    checked = record.in_force.checked_on
    note = gettext("checked on %(date)s", date=day(checked)) if checked else gettext("not checked")
    yield _("In force"), [Item(label("in_force", record.in_force.value), note=note)]


def _case_law(record: CaseLaw) -> Iterator[Row]:
    yield _("Court"), _translated(record.court)
    yield _("Level of court"), _terms("court_level", record.court_level)
    yield _("States concerned"), _listed("country", record.states_concerned)
    yield _("Decided"), _dates(record.decided)
    yield _("Parties"), _texts(record.parties)
    yield _("Stage of the proceedings"), _terms("stage", record.stage)
    yield _("Verdict"), _terms("verdict", record.verdict)
    yield _("Sentence"), _translated(record.sentence)
    yield _("Legal issues"), _translated_lists(record.legal_issues)
    yield _("Legislation applied"), _texts(*record.legislation_applied)
    yield _("Citation"), _texts(record.citation)
    yield _("Docket number"), _texts(record.docket)
    yield _("ECLI"), _texts(record.ecli)


def _strategy(record: Strategy) -> Iterator[Row]:
    yield _("Adopted by"), _translated(record.body)
    yield _("Adopted"), _dates(record.adopted)
    yield _("Period"), [Item(_period(record.period))] if record.period else ()
    yield _("Pillars"), _terms("pillar", *record.pillars)
    yield _("Components"), _terms("component", *record.components)


def _period(period: Period) -> str:
    first = day(period.start)
    if period.end is None:
        return str(gettext("from %(first)s", first=first))
    return str(gettext("%(first)s to %(last)s", first=first, last=day(period.end)))


def _treaty(record: Treaty) -> Iterator[Row]:
    yield _("Adopted"), _dates(record.adopted)
    yield _("Opened for signature"), _dates(record.opened)
    yield _("In force from"), _dates(record.in_force_from)
    yield _("Depositary"), _translated(record.depositary)
    yield _("Registration"), _texts(record.registration)


def _bibliography(record: Bibliography) -> Iterator[Row]:
    yield _("Authors"), _texts(*record.authors)
    yield _("Publisher"), _texts(record.publisher)
    yield lazy_pgettext("date of a publication", "Published"), _dates(record.published)
    yield _("Type of publication"), _terms("publication_type", record.type)
    yield _("ISBN"), _texts(record.isbn)
    yield _("DOI"), [Item(record.doi, address=f"https://doi.org/{record.doi}")] if record.doi else ()
    yield _("Abstract"), _translated(record.abstract)


_OF_KIND: Mapping[type, Callable[..., Iterator[Row]]] = {
    Legislation: _legislation,
    CaseLaw: _case_law,
    Strategy: _strategy,
    Treaty: _treaty,
    Bibliography: _bibliography,
}


def _subjects(record: Record) -> Iterator[Row]:
    yield _("Crime types"), _listed("crime", record.crime)
    yield _("Cross-cutting issues"), _listed("issue", record.issue)
    yield _("Keywords"), _translated_lists(record.keywords)
    for relation in dict.fromkeys(article.relation for article in record.treaty_articles):
        yield label("treaty_relation", relation), _articles(record, relation)


_ASSERTED_BY = {"editor": _("said by an editor"), "machine": _("said by a machine"), "state": _("said by the State")}


def _articles(record: Record, relation: str) -> Iterator[Item]:
    """The treaty articles of a relation; who says so stands behind the last of those that are said alike."""
    articles = [article for article in record.treaty_articles if article.relation == relation]
    notes = [_asserted(article) for article in articles]
    for article, note, next_note in zip(articles, notes, [*notes[1:], ""], strict=True):
        address = term_address("article", article.term)
        yield Item(label("article", article.term), address=address, note="" if note == next_note else note)


def _asserted(article: TreatyArticle) -> str:
    return f"{_ASSERTED_BY[article.asserted_by]}{gettext(', ')}{day(article.asserted_on)}"


def _texts(*texts: str | None) -> Iterator[Item]:
    """Texts as the record has them, in a language that it does not name."""
    return (Item(text, "und") for text in texts if text)


def _dates(*dates: PartialDate | None) -> Iterator[Item]:
    return (Item(day(date)) for date in dates if date)


def _listed(vocabulary: str, terms: Iterable[str]) -> Iterator[Item]:
    """Terms that lead to the records that have them."""
    return (Item(label(vocabulary, term), address=term_address(vocabulary, term)) for term in terms)


def _terms(vocabulary: str, *ids: str | None) -> Iterator[Item]:
    return (Item(label(vocabulary, term)) for term in ids if term)


def _translated(texts: Mapping[str, str] | None) -> Iterator[Item]:
    """The text in the language of the page, else in English, else in any."""
    if texts:
        yield Item(*best_text(texts))


def _translated_lists(texts: Mapping[str, tuple[str, ...]] | None) -> Iterator[Item]:
    if texts:
        language = best_language(texts)
        yield from (Item(text, language) for text in texts[language])
