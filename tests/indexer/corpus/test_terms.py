from typing import get_args

import pytest

from indexer.corpus.parts import INVERSE, InForce, Participant, RelationType, TreatyArticle, Verification
from indexer.corpus.schema import Strategy


def values(model, field) -> set[str]:
    """The words that a field can have."""
    found: set[str] = set()
    todo = [model.model_fields[field].annotation]
    while todo:
        annotation = todo.pop()
        found |= {annotation} if isinstance(annotation, str) else set()
        todo += get_args(annotation)
    return found


@pytest.mark.parametrize(
    ("vocabulary", "words"),
    [
        ("in_force", values(InForce, "value")),
        ("action", values(Participant, "action") | {"signature"}),
        ("pillar", values(Strategy, "pillars")),
        ("relation", set(get_args(RelationType))),
        ("treaty_relation", values(TreatyArticle, "relation")),
        ("verification", values(Verification, "level")),
    ],
)
def test_every_word_of_the_schema_has_labels(vocabularies, vocabulary, words):
    """The vocabularies have exactly the words that the schema allows, so that each can be shown in six languages."""
    assert {concept.id for concept in vocabularies.concepts(vocabulary)} == words


def test_inverses_go_both_ways():
    """Each type of relation has an inverse, whose inverse it is."""
    assert set(INVERSE) == set(get_args(RelationType))
    assert all(INVERSE[inverse] == name for name, inverse in INVERSE.items())
