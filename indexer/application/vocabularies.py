"""The vocabularies: checked, and written for others."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Literal

from indexer.application.opening import open_vocabularies
from indexer.errors import ParameterError
from indexer.settings import Settings
from indexer.vocabularies.checking import Checked
from indexer.vocabularies.checking import check_vocabularies as check_folder


def check_vocabularies(settings: Settings) -> Checked:
    """Every fault of every vocabulary of the settings' folder. Raises VocabularyError if there is none in it."""
    return check_folder(settings.vocabularies)


def vocabularies_as_skos(settings: Settings, names: Sequence[str], format: Literal["turtle", "json-ld"]) -> str:
    """The vocabularies of these names, all if there are none, as SKOS in Turtle or JSON-LD.

    Raises ParameterError for a name that no vocabulary has, and VocabularyError.
    """
    from indexer.vocabularies.skos import as_skos  # noqa: PLC0415  # rdflib takes half a second; only this needs it

    vocabularies = open_vocabularies(settings)
    for name in names:
        if name not in vocabularies.names:
            near = difflib.get_close_matches(name, vocabularies.names, n=1)
            perhaps = f"; perhaps {near[0]} was meant" if near else ""
            raise ParameterError("NAME", name, f"one of {', '.join(sorted(vocabularies.names))}{perhaps}")
    return as_skos(vocabularies, names, format, settings.public_address)
