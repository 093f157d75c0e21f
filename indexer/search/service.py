"""The search: a question in, records with their best places out."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from indexer.search.answers import (
    HitPassage,
    NamedConcept,
    QueryReport,
    Relaxed,
    SearchParameters,
    SearchResults,
    ShorterQuestion,
)
from indexer.search.asking import language_of_question
from indexer.search.concepts import ConceptNames
from indexer.search.facets import labelled_facets
from indexer.search.filters import check_filters
from indexer.search.highlighting import Marks, Span, joined, marks_of
from indexer.search.hits import hit_of, hit_passages_of
from indexer.search.nodes import Boost
from indexer.search.planning import Plan, Planner
from indexer.search.ranking import WINDOW, reordered
from indexer.search.relaxation import Relaxation, required_groups
from indexer.search.shortening import shorter_questions
from indexer.search.types import (
    INCOMPLETE,
    PageAnswer,
    PageRequest,
    PassageHit,
    PassageRequest,
    RecordAnswer,
    RecordRequest,
    SearchEngine,
    Sort,
)
from indexer.vocabularies import Vocabularies

PASSAGES = 3
"""Places that a hit shows at most."""
PASSAGES_LOOKED_AT = 20
"""Places that these are chosen from: passages are ranked by the words of phrases and names, and a whole one may not be
in the best; and a provision in several languages is one place."""
ASKED_IN = 2.0
"""How much more a place counts that is in the language of the question; the order of the records does not change."""


class Search:
    """Asks an engine what a reader wants to know; may be used by several threads."""

    def __init__(self, engine: SearchEngine, vocabularies: Vocabularies) -> None:
        """Search in ``engine``, with the labels and concepts of ``vocabularies``."""
        self._engine = engine
        self._vocabularies = vocabularies
        self._names = ConceptNames(vocabularies)
        self._countries = ConceptNames(vocabularies, ("country",), inflected=("ru",))
        self._planner = Planner(self._names)
        self._marks = lru_cache(maxsize=64)(self._marks_of)

    def search(self, parameters: SearchParameters) -> SearchResults:
        """The records that match, those asked for with their best places, and the facets.

        Raises ParameterError for a filter that no vocabulary has, and EngineError if the engine cannot answer.
        """
        started = time.perf_counter()
        plan, request, answer, relaxed = self._matching(parameters)
        shown = self._ordered(plan, parameters, answer)
        asked_in = language_of_question(plan.parts, plan.typed, parameters.display_language)
        page = self._page(plan, replace(request, facets=parameters.facets), [record for record, _ in shown], asked_in)
        passages = _marked(plan, page.passages, asked_in)
        hits = [
            hit_of(record, score, page.stored[record], passages.get(record, ()), parameters.display_language)
            for record, score in shown
            if record in page.stored
        ]
        return SearchResults(
            total=answer.total,
            query=QueryReport(plan.notes, plan.concepts, relaxed, self._countries_in(plan.typed)),
            hits=tuple(hits),
            facets=labelled_facets(page.facets, parameters, self._vocabularies),
            incomplete=sum(page.totals),
            milliseconds=(time.perf_counter() - started) * 1000,
        )

    def ids(self, parameters: SearchParameters) -> tuple[str, ...]:
        """The ids of all records that match, in the order of the pages, whatever part of them is asked for.

        Raises ParameterError for a filter that no vocabulary has, and EngineError if the engine cannot answer.
        """
        plan, request, first, _ = self._matching(replace(parameters, offset=0, limit=1))
        answer = first
        if first.total > len(first.hits):
            (answer,) = self._engine.find_first([replace(request, limit=first.total)], 1)
        return tuple(
            record for record, _ in self._ordered(plan, replace(parameters, offset=0, limit=first.total), answer)
        )

    def _matching(self, parameters: SearchParameters) -> tuple[Plan, RecordRequest, RecordAnswer, Relaxed | None]:
        """What is looked for, what the engine was asked for it last, and what it found."""
        check_filters(parameters, self._vocabularies)
        languages = parameters.filters.get("language", ())
        plan = self._planner.plan(parameters.q, languages)
        found = self._find(plan, parameters)
        if plan.unquoted and not found[1].total:
            plan = self._planner.plan(plan.unquoted, languages)
            plan = replace(plan, notes=(*plan.notes, "quotation_ignored"))
            found = self._find(plan, parameters)
        return (plan, *found)

    def _countries_in(self, typed: Sequence[str]) -> tuple[NamedConcept, ...]:
        """The countries that what was typed names, in its order, each once."""
        found = dict.fromkeys(country for text in typed for country in self._countries.find(text))
        return tuple(NamedConcept(country.vocabulary, country.id, country.labels) for country in found)

    def shorter(self, parameters: SearchParameters) -> tuple[ShorterQuestion, ...]:
        """The question without each of its words in turn, if records have all of what is left. Raises EngineError."""
        shorter = shorter_questions(parameters.q, self._names)
        totals = self.totals([replace(parameters, q=question.q) for question in shorter])
        counted = (replace(question, total=total) for question, total in zip(shorter, totals, strict=True))
        return tuple(question for question in counted if question.total)

    def totals(self, questions: Sequence[SearchParameters]) -> tuple[int, ...]:
        """How many records have all the words of each question, within its filters. Raises EngineError."""
        requests = [self._counting(question) for question in questions]
        answers = self._engine.find_first(requests, sys.maxsize) if requests else ()
        return tuple(answer.total for answer in answers)

    def _counting(self, parameters: SearchParameters) -> RecordRequest:
        plan = self._planner.plan(parameters.q, parameters.filters.get("language", ()))
        return replace(self._request(plan, parameters), sort=None, offset=0, limit=0)

    def mark(self, text: str, language: str, q: str) -> tuple[Span, ...]:
        """The places in a text of what the question looks for, names of concepts among it, in code points."""
        return joined((start, end) for start, end, _ in self._marks(q, language).find(text, language))

    def _marks_of(self, q: str, language: str) -> Marks:
        """What a question marks; kept for a while, as a page marks each of its texts by the same one."""
        return marks_of(self._planner.plan(q).parts, language)

    def _find(self, plan: Plan, parameters: SearchParameters) -> tuple[RecordRequest, RecordAnswer, Relaxed | None]:
        """The records that have all the words, or enough of them where those are too few; and what was asked last."""
        request = self._request(plan, parameters)
        steps = tuple(required_groups(plan.groups, len(plan.fixed) or 1))
        if plan.relaxation is Relaxation.NEVER:
            steps = steps[:1]
        requests = [replace(request, query=plan.query(required)) for required in steps]
        # Most questions of few words find something: what is asked at once is asked for nothing there.
        at_once, enough = (len(steps), WINDOW) if plan.relaxation is Relaxation.IF_FEW else (1, 1)
        answers = self._engine.find_first(requests[:at_once], enough)
        if answers[-1].total < enough and at_once < len(steps):
            answers += self._engine.find_first(requests[at_once:], enough)
        last, exact = len(answers) - 1, answers[0].total
        relaxed = Relaxed(plan.groups, steps[last], exact) if answers[last].total != exact else None
        return requests[last], answers[last], relaxed

    def _request(self, plan: Plan, parameters: SearchParameters) -> RecordRequest:
        """What is asked first: everything in the window if its order is still to be found."""
        begin, end = parameters.offset, parameters.offset + parameters.limit
        if _is_reordered(plan, parameters):
            begin, end = 0, max(WINDOW, end)
        return RecordRequest(
            query=plan.query(plan.groups),
            filters=parameters.filters,
            years=parameters.years,
            sort=_sort_of(plan, parameters),
            offset=begin,
            limit=end - begin,
            stored=False,
        )

    def _ordered(self, plan: Plan, parameters: SearchParameters, answer: RecordAnswer) -> list[tuple[str, float]]:
        """The ids and scores of the records that are shown."""
        if not _is_reordered(plan, parameters):
            return [(hit.id, hit.score) for hit in answer.hits]
        first, rest = answer.hits[:WINDOW], answer.hits[WINDOW:]
        request = PassageRequest(plan.passages, tuple(hit.id for hit in first))
        best = self._engine.rank_records(request) if request.queries and len(first) > 1 else {}
        order = reordered(first, best) + [(hit.id, hit.score) for hit in rest]
        return order[parameters.offset : parameters.offset + parameters.limit]

    def _page(self, plan: Plan, matching: RecordRequest, shown: Sequence[str], asked_in: str) -> PageAnswer:
        """Facets, and data and passages of what is shown; passages in the language of the question count more.

        Whatever is asked, counted are the records that could not be read in full, but for those that are asked for.
        """
        queries = plan.passages
        if asked_in in queries:
            queries = {**queries, asked_in: Boost(queries[asked_in], ASKED_IN)}
        passages = PassageRequest(queries, tuple(shown), PASSAGES_LOOKED_AT)
        unread = RecordRequest(filters={**matching.filters, "reading": (INCOMPLETE,)}, years=matching.years, limit=0)
        counted = () if "reading" in matching.filters else (unread,)
        return self._engine.get_page(PageRequest(matching, passages, counted))


def _marked(plan: Plan, found: Mapping[str, Sequence[PassageHit]], asked_in: str) -> Mapping[str, Sequence[HitPassage]]:
    """The places of each record that are shown, with what is marked in them."""
    languages = {passage.language for passages in found.values() for passage in passages}
    marks = {language: marks_of(plan.parts, language) for language in languages}
    return {record: hit_passages_of(passages, marks, asked_in, PASSAGES) for record, passages in found.items()}


def _is_reordered(plan: Plan, parameters: SearchParameters) -> bool:
    """Whether the best passages decide about the order of what is shown."""
    return parameters.sort == "relevance" and bool(plan.parts) and parameters.offset < WINDOW


def _sort_of(plan: Plan, parameters: SearchParameters) -> Sort | None:
    """The order asked for; without words nothing is more relevant than anything else, so the newest come first."""
    language = parameters.display_language
    asked = "newest" if parameters.sort == "relevance" and not plan.groups else parameters.sort
    return {
        "newest": Sort("date", descending=True),
        "oldest": Sort("date"),
        "country": Sort(f"country_{language}"),
        "title": Sort(f"title_{language}"),
    }.get(asked)
