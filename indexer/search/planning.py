"""From the tree of a question to what the engines are asked.

Matching is AND of groups. A group is a word with its stems in every language the word may be in, a concept with its
names in six languages (each as a phrase: its words by themselves say something else), a phrase or a beginning. Words of
the title count twice. Where a question of plain words finds too little, it is relaxed: fewer of its groups are required
(see ``relaxation``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from indexer.language import exact_terms, prefixed
from indexer.model import LANGUAGES
from indexer.query import NOTES as QUERY_NOTES
from indexer.query import All, AnyOf, Not, Query, Quotation, Tree, Words, parse
from indexer.search.answers import NamedConcept
from indexer.search.concepts import ConceptNames, forms_of
from indexer.search.nodes import Bool, Boost, Everything, Node, Phrase, Prefix, Term
from indexer.search.parts import BeginningPart, ConceptPart, Part, PhrasePart, WordPart, parts_of, wanted_leaves
from indexer.search.passages import passage_queries
from indexer.search.relaxation import Relaxation, asks_something, relaxation_of
from indexer.search.words import all_of, distinct, one_of, required_node, tokens_in, words_of

TITLE = 2.0
"""How much more a word counts in a title than in the text."""

MOST_GROUPS = 64
"""Groups of a question that are looked for; engines refuse queries of thousands of terms."""

NOTES = {
    **QUERY_NOTES,
    "no_words": "Nothing that was typed is a word: all records are shown.",
    "quotation_ignored": "What is quoted was not found as it stands: its words were looked for instead.",
    "words_cut": f"The question has too many words: only the first {MOST_GROUPS} were looked for.",
}
"""What a reader may have to know about a question, by code."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked.

    ``fixed`` are groups that are always required: phrases, beginnings, what operators connect. ``loose`` are those of
    plain words, of which ``relaxation`` says when fewer are required. ``titles`` is what titles add to the score.
    ``parts`` are what is looked for, and ``typed`` is what was typed for them; ``passages`` has the query on passages
    of each language in which something can be found. ``unquoted`` is what to ask if nothing is found: a question with a
    question mark often quotes names, which are inflected in the text; "" where quotations are meant as they stand.
    """

    fixed: tuple[Node, ...]
    loose: tuple[Node, ...]
    titles: tuple[Node, ...]
    relaxation: Relaxation
    parts: tuple[Part, ...]
    typed: tuple[str, ...]
    passages: Mapping[str, Node]
    concepts: tuple[NamedConcept, ...]
    notes: tuple[str, ...]
    unquoted: str = ""

    @property
    def groups(self) -> int:
        """How many groups there are."""
        return len(self.fixed) + len(self.loose)

    def query(self, required: int) -> Node:
        """The records that have at least ``required`` of the groups, the fixed ones among them."""
        if not self.groups:
            return Everything()
        loose = required - len(self.fixed)
        if loose >= len(self.loose):
            return Bool(must=self.fixed + self.loose, should=self.titles)
        some = (Bool(should=self.loose, at_least=loose),) if loose > 0 else ()
        return Bool(must=self.fixed + some, should=self.titles if loose > 0 else self.loose + self.titles)


class Planner:
    """Makes plans of questions; keeps nothing but the names of the concepts."""

    def __init__(self, names: ConceptNames) -> None:
        """``names`` finds the concepts that a question names."""
        self._names = names

    def plan(self, q: str, languages: Sequence[str] = ()) -> Plan:
        """The plan of a question, of records that have a file in one of the languages (none given: in any)."""
        query = parse(q)
        return _Planning(query, tuple(languages) or LANGUAGES, self._names).plan(asked=bool(q.strip()))


@dataclass
class _Planning:
    """The making of one plan."""

    question: Query
    languages: tuple[str, ...]
    names: ConceptNames

    def plan(self, *, asked: bool) -> Plan:
        tree = self.question.tree
        plain = _is_plain(tree)
        fixed, loose = self._fixed_and_loose(tree) if plain else (self._groups(tree), [])
        notes = list(self.question.notes)
        if len(fixed) + len(loose) > MOST_GROUPS:
            notes.append("words_cut")
        if asked and not fixed and not loose:
            notes.append("no_words")
        leaves = list(wanted_leaves(tree))
        texts = [leaf.text for leaf in leaves if isinstance(leaf, Words)]
        relaxation = relaxation_of(len(loose), texts) if plain else Relaxation.NEVER
        asks = fixed and loose and asks_something(texts)
        return Plan(
            fixed=tuple(fixed[:MOST_GROUPS]),
            loose=tuple(loose[: max(MOST_GROUPS - len(fixed), 0)]),
            titles=tuple(distinct(self._title(part) for part in self._wanted))[:MOST_GROUPS],
            relaxation=relaxation,
            parts=tuple(self._wanted),
            typed=tuple(leaf.text for leaf in leaves),
            passages=passage_queries(self._wanted, texts, self.languages),
            concepts=self._concepts(),
            notes=tuple(notes),
            unquoted=" ".join(leaf.text for leaf in leaves) if plain and asks else "",
        )

    def _fixed_and_loose(self, tree: Tree | None) -> tuple[list[Node], list[Node]]:
        """The groups of quotations, and those of plain words."""
        leaves = list(wanted_leaves(tree))
        fixed = distinct(node for leaf in leaves if isinstance(leaf, Quotation) for node in self._groups(leaf))
        loose = distinct(node for leaf in leaves if isinstance(leaf, Words) for node in self._groups(leaf))
        return list(fixed), list(loose)

    @cached_property
    def _wanted(self) -> list[Part]:
        """The parts that are looked for, each once."""
        leaves = wanted_leaves(self.question.tree)
        return list(dict.fromkeys(part for leaf in leaves for part in parts_of(leaf, self.names)))

    def _concepts(self) -> tuple[NamedConcept, ...]:
        found = dict.fromkeys(part.found for part in self._wanted if isinstance(part, ConceptPart))
        return tuple(NamedConcept(concept.vocabulary, concept.id, concept.labels) for concept in found)

    def _groups(self, tree: Tree | None) -> list[Node]:
        """The nodes that all have to match."""
        match tree:
            case None:
                return []
            case All():
                return list(distinct(node for part in tree.trees for node in self._groups(part)))
            case AnyOf():
                nodes = [self._together(part) for part in tree.trees]
                found = tuple(distinct(nodes))
                return [Bool(should=found)] if found else []
            case Not():
                node = self._together(tree.tree)
                return [Bool(must_not=(node,))] if node else []
            case _:
                return list(distinct(self._node(part) for part in parts_of(tree, self.names)))

    def _together(self, tree: Tree) -> Node | None:
        groups = self._groups(tree)
        return all_of(groups) if groups else None

    def _node(self, part: Part) -> Node | None:
        """What a record has to have for a part."""
        match part:
            case WordPart():
                return required_node(part.word, self.languages)
            case ConceptPart():
                return one_of(tuple(distinct(self._names_of(part))))
            case PhrasePart():
                return _exact(part.tokens)
            case BeginningPart():
                before = [_exact((token,)) for token in part.before]
                return all_of([*before, Prefix("exact", part.beginning)])

    def _names_of(self, part: ConceptPart) -> Iterable[Node]:
        """The words that were typed, the tag of the concept if it has one, and its names as phrases."""
        own = list(distinct(required_node(word, self.languages) for word in part.words))
        if own:
            yield all_of(own)
        if part.found.tag:
            yield Term("body", part.found.tag)
        for language, names in part.found.names.items():
            if language in self.languages:
                yield from distinct(_name(name, language) for name in names)

    def _title(self, part: Part) -> Node | None:
        """What the title adds to the score of a part."""
        words = part.words if isinstance(part, ConceptPart) else (part.word,) if isinstance(part, WordPart) else ()
        tokens = [
            token
            for word in words
            for language in self.languages
            for token in prefixed(tokens_in(word, language), language)
        ]
        node = one_of(tuple(Term("title", token) for token in dict.fromkeys(tokens)))
        return Boost(node, TITLE) if node else None


def _is_plain(tree: Tree | None) -> bool:
    """Whether a question is of words and quotations without an operator between them."""
    if isinstance(tree, Words | Quotation):
        return True
    return isinstance(tree, All) and all(
        isinstance(part, Quotation) or (isinstance(part, Words) and not isinstance(before, Words))
        for before, part in zip((None, *tree.trees), tree.trees, strict=False)
    )


def _name(name: str, language: str) -> Node | None:
    """A name of a concept: a phrase of exact words, or one word in any of its forms."""
    tokens = tuple(exact_terms(name))
    if len(tokens) == 1:
        return required_node(words_of(name)[0], [language])
    return one_of([_exact(form) for form in forms_of(tokens, language)])


def _exact(tokens: tuple[str, ...]) -> Node:
    return Phrase("exact", tokens) if len(tokens) > 1 else Term("exact", tokens[0])
