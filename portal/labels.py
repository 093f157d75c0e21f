"""The words for ids: labels of vocabularies in the language of the page."""

from __future__ import annotations

from flask import Flask

from indexer.errors import VocabularyError
from indexer.vocabularies import sort_form
from portal.i18n import gettext, page_language
from portal.opening import current_library

SMALL_WITHIN = frozenset({"es", "fr", "ru"})
"""The languages of the portal that write names of languages with a capital only where a sentence begins."""


def init_app(app: Flask) -> None:
    """Let the templates of the app use these."""
    app.jinja_env.globals.update(label=label, in_force=in_force, kind_of_one=kind_of_one, party=party)
    app.jinja_env.filters.update(language_name=language_name, language_in_text=language_in_text)


def label(vocabulary: str, id: str) -> str:
    """The label of a term in the language of the page; the id itself if no vocabulary knows it."""
    try:
        return current_library().vocabularies.label(vocabulary, id, page_language())
    except VocabularyError:
        return id


def kind_of_one(kind: str) -> str:
    """What one record of a kind is, in the language of the page: a treaty, where a list of them is of treaties."""
    try:
        singular = current_library().vocabularies.concept("kind", kind).texts.get("singular", {})
    except VocabularyError:
        return kind
    return singular.get(page_language()) or label("kind", kind)


def language_name(code: str) -> str:
    """The name of a language in that of the page, as it stands by itself; the code if no vocabulary knows it."""
    return label("language", code)


def language_in_text(code: str) -> str:
    """The same as it stands within a sentence or among other facts: ``arabe``, where by itself it is ``Arabe``."""
    name = language_name(code)
    return name[:1].lower() + name[1:] if page_language() in SMALL_WITHIN else name


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


def in_force(value: str) -> str:
    """Whether a law is in force, as it stands among other facts, where "not known" alone would say nothing."""
    return str(gettext("in force: not known")) if value == "unknown" else label("in_force", value)


def party(id: str) -> str:
    """The name of a State or an organization, as records name them."""
    return facet_label("participant", id)
