"""The words for ids: labels of vocabularies in the language of the page."""

from __future__ import annotations

from flask import Flask

from indexer.errors import VocabularyError
from indexer.vocabularies import sort_form
from portal.i18n import page_language
from portal.opening import current_library


def init_app(app: Flask) -> None:
    """Let the templates of the app use these."""
    app.jinja_env.globals.update(label=label, party=party)


def label(vocabulary: str, id: str) -> str:
    """The label of a term in the language of the page; the id itself if no vocabulary knows it."""
    try:
        return current_library().vocabularies.label(vocabulary, id, page_language())
    except VocabularyError:
        return id


def facet_label(facet: str, value: str) -> str:
    """The label of a value of a facet in the language of the page; the value itself if no vocabulary knows it."""
    try:
        return current_library().vocabularies.facet_label(facet, value, page_language())
    except VocabularyError:
        return value


def sort_label(facet: str, value: str) -> str:
    """What a value of a facet is sorted by among the others, for readers of the language of the page.

    That is the text of the vocabulary that has it, which need not be the label (Chinese is sorted by its sounds).
    """
    vocabularies = current_library().vocabularies
    for name in vocabularies.names_of(facet):
        if vocabularies.has(name, value):
            return vocabularies.concept(name, value).sort_label(page_language())
    return sort_form(value, page_language())


def party(id: str) -> str:
    """The name of a State or an organization, as records name them."""
    return facet_label("participant", id)
