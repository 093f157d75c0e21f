"""The one table of what the API can be asked: its addresses, its description and its page are made of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from werkzeug.wrappers import Response

from indexer.application import PARAMETERS
from indexer.model import LANGUAGES
from portal.api import views
from portal.i18n import lazy_gettext as _
from portal.i18n import lazy_pgettext as pgettext

BASE = "/api/v1"


@dataclass(frozen=True, slots=True)
class Asked:
    """A parameter: its name, where it stands, what it does, its JSON Schema, and whether it may come several times."""

    name: str
    place: str
    help: str
    schema: Mapping[str, Any]
    repeatable: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """A question to the API: the rule of its address, the view, what it gives, and the schema of the answer.

    ``heading`` is translated; ``says`` is English, as the description is. ``statuses`` are those beside 200 and what
    any question can end with; ``example`` fits the bundled records.
    """

    rule: str
    name: str
    view: Callable[..., Response]
    heading: Any
    says: str
    schema: str
    example: str
    asked: tuple[Asked, ...] = ()
    statuses: tuple[int, ...] = field(default=())

    @property
    def path(self) -> str:
        """The address as OpenAPI writes it: ``/records/{record_id}``."""
        return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", self.rule)


SEARCH_PARAMETERS = tuple(
    Asked(parameter.name, "query", f"{parameter.help}: {parameter.expected}.", parameter.accepts.schema,
          parameter.repeatable)
    for parameter in PARAMETERS.values()
)  # fmt: skip
"""Those of the pages and of the command line, from their one table."""

_DISPLAY = Asked(
    views.DISPLAY,
    "query",
    "The language of titles and labels; English unless told.",
    {"type": "string", "enum": list(LANGUAGES), "default": "en"},
)


def _part(name: str, help: str) -> Asked:
    return Asked(name, "path", help, {"type": "string", "minLength": 1})


_RECORD = _part("record_id", "The permanent id of a record, such as tn-2016-61.")

OPERATIONS = (
    Operation(
        "/search",
        "search",
        views.search,
        pgettext("heading", "Search"),
        "The records that answer a question, best first, each with its best places, and the facets with their counts.",
        "SearchResults",
        "/search?q=trafficking&kind=legislation&limit=3",
        (*SEARCH_PARAMETERS, _DISPLAY),
        (400, 503),
    ),
    Operation(
        "/records/<record_id>",
        "record",
        views.record,
        _("Record"),
        "A record with all its facts, its relations in both directions, and what each of its files says.",
        "Record",
        "/records/tn-2016-61",
        (_RECORD,),
        (404, 410),
    ),
    Operation(
        "/records/<record_id>/<file_id>/<provision_id>",
        "provision",
        views.provision,
        _("Provision"),
        "One provision of one file, with those around it: an article, a section, a chapter. An id that an editor has "
        "corrected away is answered by 303 to the provision that is there in its stead.",
        "ProvisionAnswer",
        "/records/tn-2016-61/fr/art_5",
        (
            _RECORD,
            _part("file_id", "The id of a file of the record, such as fr."),
            _part("provision_id", "The id of a provision in the file, such as art_5 or art_5__para_2."),
        ),
        (404, 410),
    ),
    Operation(
        "/vocabularies",
        "vocabularies",
        views.vocabularies,
        _("Vocabularies"),
        "The vocabularies that the ids of records and filters come from.",
        "VocabularyList",
        "/vocabularies",
    ),
    Operation(
        "/vocabularies/<name>",
        "vocabulary",
        views.vocabulary,
        _("Terms of a vocabulary"),
        "A vocabulary with all its terms in six languages, deprecated ones among them, in the words of SKOS.",
        "VocabularyAnswer",
        "/vocabularies/crime",
        (_part("name", "The name of a vocabulary, such as crime."),),
        (404,),
    ),
)
